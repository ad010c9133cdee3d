"""What all pages of applicants share: never stored, sent by this site alone, tried only so often."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from kbase.foreign import is_foreign
from kbase.number_codes import InvalidCodeError
from kbase.throttle import may_go_on
from programs.cohorts import applying, tickets
from programs.cohorts.attachments import LARGEST_REQUEST, InMemoryHandler
from programs.models import Application

HOUR, TEN_MINUTES = 3600, 600
# Per network, which a whole village may share.
LIMITS = {"begin": (20, HOUR), "code": (15, TEN_MINUTES), "submit": (20, HOUR)}


# No session and no cookie is read, so there is none that another site could misuse; see kbase.foreign.
@method_decorator([never_cache, csrf_exempt], name="dispatch")
class PrivateView(ABC, View):
    """A page at one address that does everything by POST; `do` in the form says what."""

    http_method_names = ["get", "head", "post"]
    verbs: dict[str, str] = {}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse what other sites send and what is too large, before anything is read."""
        self.now = timezone.now()
        if request.method == "POST":
            if is_foreign(request):
                raise PermissionDenied(_("This form was sent by another site. Open it here and try again."))
            if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_REQUEST:
                return self.too_large(request)
            request.upload_handlers = [InMemoryHandler(request)]
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Do what the form asks."""
        name = self.verbs.get(request.POST.get("do", ""))
        act: Callable[[], HttpResponseBase] = getattr(self, name) if name else self.start
        return act()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the beginning."""
        return self.start()

    @abstractmethod
    def start(self, *, words: str = "", status: int = 200) -> HttpResponseBase:
        """Show the beginning, with what went wrong."""

    def too_large(self, request: HttpRequest) -> HttpResponse:
        """Say in words what is accepted, without reading what was sent."""
        words = _("What you sent is too large: files have at most 5 MB. Go back and choose a smaller one.")
        return self.page("programs/cohorts/refused.html", {"words": words}, status=413)

    def page(self, template: str, context: dict[str, Any], status: int = 200) -> TemplateResponse:
        """Show a page."""
        return TemplateResponse(self.request, template, context, status=status)

    def within(self, action: str) -> bool:
        """Tell whether this network may still try."""
        times, seconds = LIMITS[action]
        return may_go_on(self.request, action, times=times, seconds=seconds)

    def by_code(self) -> tuple[Application | None, str, int]:
        """Find the application of the code that was typed; else say what to do, and how to answer."""
        if not self.within("code"):
            return None, _("Too many attempts. Wait ten minutes and try again."), 429
        try:
            found = applying.find(self.request.POST.get("code", ""))
        except InvalidCodeError:
            return None, _("A code has 16 digits, as 4071 2296 8835 1604."), 400
        if found is None:
            return None, _("No application has this code. Check the digits. It may have been erased."), 404
        return found, "", 200

    def by_ticket(self) -> tickets.Ticket | None:
        """Give the application whose page this form was on."""
        return tickets.holder(self.request.POST.get("ticket", ""), now=self.now)

    def ticket(self, application: Application) -> str:
        """Give the next page its ticket."""
        return tickets.issue(application, now=self.now)
