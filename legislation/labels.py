"""How a provision is called: 'Article 60', 'статья 60', '60-бап', 'دفعہ 509'."""

from __future__ import annotations

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


def label(kind: str, number: str) -> str:
    """Give the name of a provision in the page's language, the number where the language puts it."""
    return _(FORMS[ProvisionKind(kind)]) % {"number": number}


def provision_label(provision: Provision) -> str:
    """Give the name of a provision in the page's language."""
    return label(provision.kind, provision.number)
