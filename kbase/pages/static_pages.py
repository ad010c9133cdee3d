"""Pages of fixed words: about, accessibility, privacy, safety."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView


@dataclass(frozen=True, slots=True)
class HelpLine:
    """A number of help, shown only with a public source that names it."""

    place: str | Promise
    number: str
    who: str | Promise
    note: str | Promise
    source: str


# From the reference data: programmes.yaml, kz-line-111 and pk-helplines (of the latter only the number that a
# second source confirms; the others are marked there as not to be published before they are checked).
HELP_LINES = (
    HelpLine(
        place=_("Kazakhstan"),
        number="111",
        who=_("Contact centre for family matters and for the rights of women and children."),
        note=_("Free, day and night; run by the state since 16 October 2023."),
        source="https://turantimes.kz/obschestvo/46231-v-kazahstane-zapuschen-edinyj-telefon-doverija-dlja-zhertv-nasilija-i-bullinga.html",
    ),
    HelpLine(
        place=_("Punjab, Pakistan"),
        number="1043",
        who=_("Women's helpline."),
        note=_("As reported in April 2017."),
        source="http://nation.com.pk/national/06-Apr-2017/41-cases-of-violence-against-women-filed",
    ),
)


class AboutPage(TemplateView):
    template_name = "pages/about.html"


class AccessibilityPage(TemplateView):
    template_name = "pages/accessibility.html"


class PrivacyPage(TemplateView):
    template_name = "pages/privacy.html"


class SafetyPage(TemplateView):
    template_name = "pages/safety.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(lines=HELP_LINES, **kwargs)
