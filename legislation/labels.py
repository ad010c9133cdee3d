"""How a provision is called: 'Article 60', 'статья 60', '60-бап', 'دفعہ 509'."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kbase.localised import current_language
from legislation.choices import ProvisionKind
from legislation.unit_names import UnitNames, unit_name

if TYPE_CHECKING:
    from legislation.models import Provision

FORMS = {
    ProvisionKind.PART: gettext_noop("Part %(number)s"),
    ProvisionKind.SECTION: gettext_noop("Section %(number)s"),
    ProvisionKind.CHAPTER: gettext_noop("Chapter %(number)s"),
    ProvisionKind.ARTICLE: gettext_noop("Article %(number)s"),
    ProvisionKind.PARAGRAPH: gettext_noop("Paragraph %(number)s"),
    ProvisionKind.POINT: gettext_noop("Point %(number)s"),
}

# Data that know no number have a word in its place ('unverified', 'Protection').
WORD = re.compile(r"[a-z]{3}")

# '73-3(1)', '22(1)(14)': the article's number, then those of the units below it.
NESTED = re.compile(r"[^()\s]+(\([^()\s]+\))+")
PARTS = re.compile(r"[^()]+")
# Languages that cite a unit below an article by its number in brackets alone.
BRACKETED = frozenset({"en"})


def label(kind: str, number: str, *names: UnitNames) -> str:
    """Give the name of a provision in the page's language, the number where the language puts it.

    What has no number is called by its kind alone: nobody may take 'Chapter unverified' for a citation.

    Args:
        names: what the law, then its jurisdiction, call their units where not as usual.
    """
    if WORD.search(number):
        return str(ProvisionKind(kind).label)
    own = unit_name(kind, number, current_language(), *names)
    return own or _(FORMS[ProvisionKind(kind)]) % {"number": number}


def provision_label(provision: Provision) -> str:
    """Give the name of a provision in the page's language; needs law and jurisdiction loaded.

    What stands below an article is cited with it: 'Article 73(2)', 'Статья 73, часть 2', '73-бап, 2-бөлік'.
    """
    names = (provision.law.unit_names, provision.law.jurisdiction.unit_names)
    if not NESTED.fullmatch(provision.number):
        return label(provision.kind, provision.number, *names)
    first, *below = PARTS.findall(provision.number)
    top = ProvisionKind.SECTION if provision.eid.startswith("sec") else ProvisionKind.ARTICLE
    named = label(top, first, *names)
    if current_language() in BRACKETED:
        return named + "".join(f"({number})" for number in below)
    # Between an article and the unit itself stand paragraphs.
    kinds = [ProvisionKind.PARAGRAPH] * (len(below) - 1) + [ProvisionKind(provision.kind)]
    for kind, number in zip(kinds, below, strict=True):
        unit = label(kind, number, *names)
        named = _("%(above)s, %(unit)s") % {"above": named, "unit": unit[0].lower() + unit[1:]}
    return named
