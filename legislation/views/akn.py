"""Permanent addresses: an Akoma Ntoso URI leads to the page, or the data, of what it names."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _
from django.views import View

from legislation.frbr import Expression, InvalidUri, parse_uri
from legislation.models import Law, Provision

# What a program may ask for with Accept, and the format of the page that answers it.
FORMATS = {
    "text/html": "",
    "application/json": "json",
    "application/pdf": "pdf",
    "text/markdown": "md",
    "text/csv": "csv",
}


class AknView(View):
    """Send a reader to the page, and a program to the data, that a URI names."""

    def get(self, request: HttpRequest, uri: str) -> HttpResponse:
        """Answer 303 to the page in the URI's language, else the reader's; 404 and 406 in words."""
        try:
            expression = parse_uri(f"/akn/{uri}")
        except InvalidUri as error:
            raise BadRequest(
                _("“%(uri)s” is not an Akoma Ntoso address.") % {"uri": str(error)[:200]}
            ) from error
        law = Law.objects.with_place().filter(frbr_uri=expression.work).first()
        if law is None:
            raise Http404(_("There is no law at this address."))
        preferred = request.get_preferred_type(list(FORMATS))
        if preferred is None:
            return HttpResponse("\n".join(FORMATS), status=406, content_type="text/plain; charset=utf-8")
        parameters = {"on": expression.day.isoformat()} if expression.day else {}
        if FORMATS[preferred]:
            parameters["format"] = FORMATS[preferred]
        with override(expression.language or get_language_from_request(request)):
            address = _address(law, expression)
        response = HttpResponseRedirect(
            f"{address}?{urlencode(parameters)}" if parameters else address, status=303
        )
        patch_vary_headers(response, ["Accept", "Accept-Language"])
        return response


def _address(law: Law, expression: Expression) -> str:
    if expression.eid is None:
        return law.get_absolute_url()
    if not Provision.objects.published().filter(law=law, eid=expression.eid).exists():
        raise Http404(_("There is no provision at this address."))
    return reverse("provision-detail", args=(law.jurisdiction.path, law.slug, expression.eid))
