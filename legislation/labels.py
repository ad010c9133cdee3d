"""How a provision is called: 'Article 60', 'статья 60', '60-бап', 'دفعہ 509'."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from legislation.choices import ProvisionKind

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


def label(kind: str, number: str) -> str:
    """Give the name of a provision in the page's language, the number where the language puts it.

    What has no number is called by its kind alone: nobody may take 'Chapter unverified' for a citation.
    """
    if WORD.search(number):
        return str(ProvisionKind(kind).label)
    return _(FORMS[ProvisionKind(kind)]) % {"number": number}


def provision_label(provision: Provision) -> str:
    """Give the name of a provision in the page's language."""
    return label(provision.kind, provision.number)
