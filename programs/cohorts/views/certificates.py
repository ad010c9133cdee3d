"""Checking a certificate: whether it was given, for what and when; the name only where she allowed it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from kbase.localised import localised
from kbase.throttle import may_go_on
from legislation.law_rows import Fact
from programs.cohorts.completing import canonical_certificate_code
from programs.models import Certificate

TIMES, SECONDS = 60, 600


@method_decorator(never_cache, name="dispatch")
class CertificateView(TemplateView):
    """A certificate by the code printed on it; without a code, a form that asks for one."""

    template_name = "programs/cohorts/certificate.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead a code that was typed to its own address."""
        typed = request.GET.get("code", "").strip()
        if typed and "code" not in kwargs:
            code = canonical_certificate_code(typed)
            if code:
                return HttpResponseRedirect(reverse("certificate-detail", args=(code,)))
            words = _("A code has 12 letters and digits, as 7K3M-Q9TX-0B2D.")
            return self.render_to_response(self.get_context_data(words=words, typed=typed[:20]), status=400)
        if "code" not in kwargs:
            return self.render_to_response(self.get_context_data())
        if not may_go_on(request, "certificate", times=TIMES, seconds=SECONDS):
            words = _("Too many attempts. Wait ten minutes and try again.")
            return self.render_to_response(self.get_context_data(words=words), status=429)
        return self._answer(canonical_certificate_code(kwargs["code"]))

    def _answer(self, code: str) -> HttpResponseBase:
        found = (
            Certificate.objects.select_related("cohort__programme__jurisdiction").filter(code=code).first()
        )
        if found is None:
            words = _("No certificate has this code. Check the letters and digits.")
            return self.render_to_response(self.get_context_data(words=words, typed=code), status=404)
        cohort = found.cohort
        facts = [
            Fact(_("Programme"), localised(cohort.programme, "name"), cohort.programme.get_absolute_url()),
            Fact(_("Cohort"), localised(cohort, "name")),
            Fact(_("Completed on"), found.completed_on),
            Fact(_("Code"), found.code),
        ]
        if found.shows_name and found.name_token:
            facts.insert(0, Fact(_("Name"), found.name))
        return self.render_to_response(self.get_context_data(found=found, facts=facts))
