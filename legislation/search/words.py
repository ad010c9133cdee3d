"""What a page says about a search: how much was found, what else was looked for, what was tried."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kbase.localised import Localised, localised
from kbase.localised_formats import number_text
from legislation.choices import Language
from legislation.crumbs import Crumb
from legislation.dates import law_status
from legislation.models import Law
from legislation.search.answer import Answer
from legislation.search.plans import Plan
from legislation.search.request import ANY_STATUS

MOST_FORMS = 6
EXAMPLES = (
    gettext_lazy("protective order"),
    gettext_lazy("who must report violence against a child"),
    gettext_lazy("stalking"),
    gettext_lazy("art. 115-1"),
)


@dataclass(frozen=True, slots=True)
class LawLine:
    """A law that the query names."""

    label: Localised
    place: Localised
    url: str
    status: str


def examples() -> list[Crumb]:
    """Give searches to begin with."""
    return [Crumb(str(text), f"{reverse('search')}?{urlencode({'q': text})}") for text in EXAMPLES]


def count_words(answer: Answer) -> str:
    """Say how many provisions were found, and that some lack some of the words."""
    found = answer.found
    total = number_text(found.total) + ("+" if found.is_capped else "")
    text = ngettext("%(number)s provision", "%(number)s provisions", found.total) % {"number": total}
    if not answer.is_relaxed:
        return text
    if not found.strict_total:
        return _("%(found)s with some of the words; none has all of them") % {"found": text}
    return _("%(found)s; %(number)s of them with all of the words") % {
        "found": text,
        "number": number_text(found.strict_total),
    }


def law_lines(answer: Answer, *, suffix: str) -> list[LawLine]:
    """Give the laws that the query names."""
    return [
        LawLine(
            localised(law, "short_title"),
            localised(law.jurisdiction, "name"),
            law.get_absolute_url() + suffix,
            _status(law, answer),
        )
        for law in answer.laws
    ]


def _status(law: Law, answer: Answer) -> str:
    has_force = bool(law.has_force)  # type: ignore[attr-defined]  # annotated in direct.py
    return law_status(law.days, answer.request.on, has_provision_in_force=has_force).code


def other_forms(answer: Answer) -> list[Localised]:
    """Give words that the glossary added, of each language first one, then the next."""
    by_plan = [list(_added(plan, answer)) for plan in answer.plans]
    longest = max(map(len, by_plan), default=0)
    turns = [forms[turn] for turn in range(longest) for forms in by_plan if turn < len(forms)]
    return turns[:MOST_FORMS]


def _added(plan: Plan, answer: Answer) -> Iterator[Localised]:
    typed = {option for clause in answer.parsed.clauses for option in clause.options}
    words = {tuple(word for term in option for word in term.words) for option in typed}
    runs = {answer.parsed.words[start:end] for start in range(8) for end in range(start + 1, 9)}
    for clause in plan.parsed.clauses:
        for option in clause.options:
            form = option[0].words
            if len(option) == 1 and form not in words and form not in runs:
                yield Localised(" ".join(form), plan.language)


def tried(answer: Answer) -> str:
    """Say in which languages nothing was found."""
    names = [str(Language(plan.language).label) for plan in answer.plans]
    if not names:
        return _("There are no words here to search for.")
    return _("No text in these languages has the words: %(languages)s.") % {"languages": ", ".join(names)}


def ways_on(answer: Answer, query: QueryDict) -> list[Crumb]:
    """Give what to try when nothing was found: like words, fewer filters, any status, glossary, laws."""
    ways = [Crumb(word, _with(query, q=word)) for word in answer.nearest[:5]]
    if set(answer.request.chosen) - {"status"}:
        ways.append(Crumb(_("The same words without filters"), f"?{urlencode({'q': answer.request.text})}"))
    if answer.request.numbers.get("status"):
        ways.append(Crumb(_("The same, also past, future and proposed"), _with(query, status=ANY_STATUS)))
    return [*ways, Crumb(_("Glossary"), reverse("glossary")), Crumb(_("All laws"), reverse("law-list"))]


def _with(query: QueryDict, **values: str) -> str:
    changed = query.copy()
    for name in ("page", "format"):
        changed.pop(name, None)
    for name, value in values.items():
        changed[name] = value
    return f"?{changed.urlencode()}"
