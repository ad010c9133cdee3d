"""Places of help by region."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import BadRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from legislation.crumbs import Crumb
from legislation.exports.summary import Summary
from legislation.views.exporting import ExportMixin
from legislation.views.point_in_time import today
from programs import filter_options
from programs.exports.help_summary import help_summary
from programs.help_page import help_groups
from programs.models import HelpPlace


class HelpView(ExportMixin, TemplateView):
    """Lines, centres and offices that a public source names; ``?place=`` chooses a place."""

    template_name = "programs/help.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the places."""
        everything = HelpPlace.objects.all()
        offered = filter_options.places(everything)
        chosen = self.request.GET.get("place", "")
        if chosen and chosen not in dict(offered):
            raise BadRequest(
                _("“%(given)s” is no place with entries here. Choose one of: %(accepted)s.")
                % {"given": chosen[:40], "accepted": ", ".join(code for code, _name in offered)}
            )
        places = everything.reachable_from(chosen) if chosen else everything
        day, base = today(), reverse("help")
        return super().get_context_data(**kwargs) | {
            "groups": help_groups(places.with_place(), day),
            "tabs": [
                {"label": _("All places"), "url": base, "current": not chosen},
                *(
                    {
                        "label": name.removeprefix("— "),
                        "url": f"{base}?place={code}",
                        "current": code == chosen,
                    }
                    for code, name in offered
                ),
            ],
            "today": day,
            "actions": [Crumb(_("Your safety on this site"), reverse("safety"))],
        }

    def get_summary(self, context: dict[str, Any]) -> Summary:
        """Give the places to take away."""
        return help_summary(context, self.request)
