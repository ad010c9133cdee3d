"""Whatever is pasted, every line is in the tree or among the unparsed, once and in order."""

from hypothesis import given, settings
from hypothesis import strategies as st

from legislation.structure.cleaning import cleaned_lines
from legislation.structure.parsing import propose
from legislation.structure.reading import read_text
from legislation.structure.tree import Line, Proposal, Role, from_dict, to_dict
from legislation.structure.unreadable import UnreadableDocument

BEGINNINGS = (
    "|1. |2. |1) |(1) |(a) |(i) |а) |б) |1-1. |3. (1) (a) |12 |§ 3. |- |I. |«|» |# |**|"
    "ОБЩАЯ ЧАСТЬ|РАЗДЕЛ I. |Глава 1. |Параграф 1. |Статья 1. |Статья 115-1. |Приложение 1|Содержание|"
    "БӨЛІМ|1-тарау. |60-бап. |Ескерту. |PART I|Chapter 2|Article 1. |Article 60. |Section 354A.—|Schedule 2|"
    "Explanation.—|Примечание. |Сноска. |Президент|باب ۱ |دفعہ ۵۰۹۔ |(الف) "
)
STARTS = st.sampled_from(BEGINNINGS.split("|"))
WORDS = st.sampled_from(
    [
        "",
        "Words of the law.",
        "words of it;",
        "ТИШИНА",
        "«Статья 5. Новая",
        "1. Текст.»;",
        "Қатты шу.",
        "شور",
        "А",
        " ",
    ]
) | st.text(max_size=30)
TEXTS = st.lists(st.builds(str.__add__, STARTS, WORDS), max_size=40).map("\n".join)


def lines_again(tree: Proposal) -> dict[int, str]:
    """Put the pieces of each line together again."""
    lines: dict[int, str] = {}
    for piece in tree.pieces():
        assert piece.at == len(lines.get(piece.line, "")), "a part of the line is missing or there twice"
        lines[piece.line] = lines.get(piece.line, "") + piece.text
    return lines


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_every_line_is_there_once_and_whole(text: str) -> None:
    lines = [Line(number, line) for number, line in enumerate(cleaned_lines(text), start=1) if line]
    tree = propose(lines)
    assert lines_again(tree) == {line.number: line.text for line in lines}


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_reading_and_proposing_never_fail(text: str) -> None:
    try:
        lines = read_text(text)
    except UnreadableDocument:  # nothing but spaces and controls
        lines = []
    tree = propose(lines)
    assert lines_again(tree) == {line.number: line.text for line in lines}
    assert from_dict(to_dict(tree)).pieces() == tree.pieces()


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_words_of_a_node_are_shown_in_its_heading_or_text(text: str) -> None:
    tree = propose([Line(number, line) for number, line in enumerate(cleaned_lines(text), start=1) if line])
    for node in tree.walk():
        for role, shown in ((Role.HEADING, node.heading), (Role.TEXT, node.text)):
            words = "".join(piece.text for piece in node.pieces if piece.role is role)
            # Of a heading, the full stop and the dash after it are not shown.
            assert letters(words) == letters(shown)


def letters(text: str) -> str:
    return "".join(one for one in text if one.isalnum())


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_tree_is_in_the_order_of_the_document(text: str) -> None:
    tree = propose([Line(number, line) for number, line in enumerate(cleaned_lines(text), start=1) if line])
    starts = [node.start for node in tree.walk()]
    assert starts == sorted(starts)
    assert len({node.key for node in tree.walk()}) == len(starts)
