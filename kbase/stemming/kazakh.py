"""Light suffix stripper for Kazakh: one key per word for the index, the chain of all its keys for a query.

PostgreSQL has no Kazakh configuration. Words are expected as `kbase.text.normalise` leaves them: lower case,
Cyrillic throughout. A suffix is only taken off where the letter before it allows it (Kazakh suffixes
assimilate), which decides most ambiguities; the rest is covered by the chain, which follows every reading.
"""

from collections.abc import Iterator
from functools import lru_cache

_VOWELS = "аәеёоөуүұыіэюяи"
_SHORT = "ыі"
_VOICELESS = "пткқсшщхфцчһбвгд"  # the voiced ones end loan words and are spoken voiceless there
_NASAL = "мнң"
_GLIDE = "рйую"
_LIQUID = _GLIDE + "л"
_SIBILANT = "зж"
_CONSONANTS = "бвгғджзйкқлмнңпрстуфхһцчшщюьъ"
_FULL_VOWELS = "аәеёоөүұэяи"
_BACK = "аоұыуюя"

# (suffixes, letters that may stand before, letters that must remain). The longest suffix wins.
_NOUN_RULES = (
    # case
    ("ның нің", _VOWELS + _NASAL, 2),
    ("дың дің", _LIQUID + _SIBILANT, 2),
    ("тың тің", _VOICELESS, 2),
    ("ны ні", _VOWELS, 3),
    ("ды ді", _LIQUID + _SIBILANT + _NASAL, 2),
    ("ты ті", _VOICELESS, 2),
    ("н на не нда нде ндағы ндегі", _SHORT, 3),
    ("ға ге", _VOWELS + _LIQUID + _SIBILANT + _NASAL, 2),
    ("қа ке", _VOICELESS, 2),
    ("да де дағы дегі", _VOWELS + _LIQUID + _SIBILANT + _NASAL, 2),
    ("та те тағы тегі", _VOICELESS, 2),
    ("дан ден", _VOWELS + _LIQUID + _SIBILANT, 2),
    ("тан тен", _VOICELESS, 2),
    ("нан нен", _SHORT + _NASAL, 2),
    ("мен", _VOWELS + _LIQUID + _NASAL, 2),
    ("бен", _SIBILANT, 2),
    ("пен", _VOICELESS, 2),
    # possessive of the third person
    ("сы сі", _FULL_VOWELS, 3),
    ("ы і", _CONSONANTS, 2),
    # plural
    ("лар лер", _VOWELS + _GLIDE + "ь", 2),
    ("дар дер", _NASAL + _SIBILANT + "ль", 2),
    ("тар тер", _VOICELESS + "ь", 2),
)
_VERB_RULES = (
    ("у", _VOWELS + _CONSONANTS, 3),
    ("ған ген", _VOWELS + _LIQUID + _SIBILANT + _NASAL, 3),
    ("қан кен", _VOICELESS, 3),
    ("йтын йтін", _VOWELS, 2),
)
# Readings that are too rare in law, or too often wrong, for the index; a query tries them all the same.
_SPECULATIVE_RULES = (
    ("ым ім ың ің ымыз іміз ыңыз іңіз", _CONSONANTS, 2),
    ("м ң мыз міз ңыз ңіз", _FULL_VOWELS, 3),
    ("а е", "мң", 3),
    ("сы сі", _SHORT, 3),
)


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Dictionary forms that only look inflected.
_WHOLE = _set(
    "орын қарын мойын мұрын алтын келін мүмкін бүгін кейін бұрын отын үшін тегін шағын ауқым "
    "отбасы кесте сауда пайда тұрғы қаржы тұлға мекен қорған дүкен мүдде норма әке еке ереже бірге "
    "алдында туралы арқылы осы екі жеті алты әлі екінші "
    "өзге басқа теңге аудан шілде салдар бері мәтін"
)

_Rules = dict[str, tuple[frozenset[str], int]]


def _table(*groups: tuple[tuple[str, str, int], ...]) -> _Rules:
    return {
        suffix: (frozenset(before), remaining)
        for group in groups
        for suffixes, before, remaining in group
        for suffix in suffixes.split()
    }


_NOUN = _table(_NOUN_RULES)
_VERB = _table(_VERB_RULES)
_SPECULATIVE = _table(_SPECULATIVE_RULES)
_VOICED_PAIRS = str.maketrans("бгғ", "пкқ")
_VOICED = str.maketrans("пкқ", "бгғ")
_SIGNS = str.maketrans("", "", "ьъ")


def _strips(word: str, rules: _Rules, longest: int = 5) -> Iterator[str]:
    """Yield what remains of `word` for every suffix of `rules` it may end in, longest suffix first."""
    for length in range(min(longest, len(word) - 2), 0, -1):
        rule = rules.get(word[-length:])
        if rule is None:
            continue
        stem = word[:-length]
        if len(stem) < rule[1] or stem[-1] not in rule[0]:
            continue
        if length > 2 and stem + "н" in _WHOLE:  # орын-да, not оры-нда
            continue
        yield stem


def _noun_stem(word: str) -> str:
    """Take off case, possessive and plural, as often as one is left; depends on the letters alone.

    A dictionary form that lies on the way is stripped exactly as it would be by itself, so that all forms of
    a word end in the same place even where that place is too short.
    """
    while word not in _WHOLE:
        shorter = next(_strips(word, _NOUN), None)
        if shorter is None:
            break
        word = shorter
    return word


def _verb_stem(word: str) -> str:
    return word if word in _WHOLE else next(_strips(word, _VERB, 4), word)


def _final(stem: str) -> str:
    """Even out what suffixes do to the end of a stem: тәртіб(і) is тәртіп, халқ(ы) халық, рөл(і) рөль."""
    stem = stem.translate(_SIGNS) or stem
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in _VOWELS:
        stem = stem[:-1]
    if (
        len(stem) > 3
        and stem[-2] in _SHORT
        and stem[-1] not in _VOWELS
        and stem[-3] not in _FULL_VOWELS
        and any(letter in _VOWELS for letter in stem[:-2])
    ):
        stem = stem[:-2] + stem[-1]
    return stem[:-1] + stem[-1:].translate(_VOICED_PAIRS)


@lru_cache(maxsize=1 << 16)
def index_key(word: str) -> str:
    """Return the one key under which a word is indexed.

    >>> index_key("тәртібі") == index_key("тәртіп")
    True
    >>> index_key("халқының") == index_key("халық")
    True
    >>> index_key("нұсқамасын")
    'нұсқама'
    """
    return _final(_verb_stem(_noun_stem(word)))


def _readings(word: str) -> dict[str, None]:
    """Collect everything that `word` may be a form of, itself first, as an ordered set."""
    found = {word: None}
    queue = [word]
    for current in queue:
        if current in _WHOLE or len(found) > 40:
            continue
        for rules in (_NOUN, _SPECULATIVE):
            for stem in _strips(current, rules):
                if stem not in found:
                    found[stem] = None
                    queue.append(stem)
    return found


def _possessed(stem: str) -> Iterator[str]:
    """Put a stem into 'his, her, its': the form whose ending is read in two ways most often."""
    vowel = next((letter for letter in reversed(stem) if letter in _VOWELS), "е")
    ending = "ы" if vowel in _BACK else "і"
    if stem[-1] in _FULL_VOWELS + _SHORT:
        yield stem + "с" + ending
    else:
        yield stem[:-1] + stem[-1].translate(_VOICED) + ending
        if stem[-2] not in _VOWELS:  # loan words: субъект-ісі
            yield stem + "ісі"


@lru_cache(maxsize=1 << 12)
def stem_chain(word: str) -> tuple[str, ...]:
    """Return every key under which a form of the same word may be indexed, the surest first.

    The word's own key comes first; then the keys of each reading, and for each reading the key that the index
    gives to its possessive (органы is read as орга-ны there, so a query for орган must ask for that too).

    >>> stem_chain("кестелерге")[0]
    'кесте'
    >>> index_key("органы") in stem_chain("орган")
    True
    >>> index_key("орган") in stem_chain("органына")
    True
    """
    keys = {index_key(word): None}
    readings = _readings(word)
    for stem in readings:
        keys[index_key(stem)] = None
    for stem in readings:
        if len(stem) > 2:
            keys.update((index_key(form), None) for form in _possessed(stem))
    return tuple(keys)
