"""What a person had filled in when the sign-in ended: kept encrypted, for half an hour, for that person."""

import json
import re
import secrets
from dataclasses import asdict, dataclass

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from kbase.encryption import DecryptionError, Place, keyring

KEEP_SECONDS = 30 * 60
SESSION_KEY = "accounts.kept"
# Sent along when a kept form is sent again, so that it is forgotten once it has been received.
FIELD = "_kept"
NOT_KEPT = re.compile(r"passw|^credential$|^csrfmiddlewaretoken$|^_kept$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class KeptForm:
    """Where the form was going, whose it is, its fields in order, and whether files were lost."""

    path: str
    user_id: str
    fields: list[tuple[str, str]]
    had_files: bool


def is_from_this_site(request: HttpRequest) -> bool:
    """Whether the browser says that one of our own pages sent this: no session is left to prove it by."""
    origin = f"{request.scheme}://{request.get_host()}"
    given = request.headers.get("Origin")
    return given == origin if given else request.headers.get("Sec-Fetch-Site") == "same-origin"


def keep(request: HttpRequest, *, user_id: str) -> None:
    """Keep the fields of the request; passwords and files are not kept."""
    form = KeptForm(
        path=request.get_full_path(),
        user_id=user_id,
        fields=[
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if not NOT_KEPT.search(name)
        ],
        had_files=any(getattr(file, "size", 0) for file in request.FILES.values()),
    )
    key = secrets.token_urlsafe(16)
    cache.set(_cache_key(key), keyring().encrypt(json.dumps(asdict(form)), _place(key)), KEEP_SECONDS)
    forget(request)
    request.session[SESSION_KEY] = key


def kept(request: HttpRequest) -> KeptForm | None:
    """Return the form that this session keeps, if it is the signed-in user's."""
    key = request.session.get(SESSION_KEY, "")
    token = cache.get(_cache_key(key)) if key else None
    if not token:
        return None
    try:
        data = json.loads(keyring().decrypt(token, _place(key)))
    except DecryptionError:
        return None
    form = KeptForm(**{**data, "fields": [(name, value) for name, value in data["fields"]]})
    return form if request.user.is_authenticated and form.user_id == str(request.user.pk) else None


def forget(request: HttpRequest) -> None:
    """Forget the form that this session keeps."""
    if key := request.session.pop(SESSION_KEY, ""):
        cache.delete(_cache_key(key))


def way_back(request: HttpRequest) -> HttpResponse:
    """Lead to the sign-in page, and from there to the kept form."""
    url = f"{reverse('account_login')}?{urlencode({'next': reverse('account_continue')})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    response = HttpResponseRedirect(url)
    response.status_code = 303
    response["Cache-Control"] = "no-store, private"
    return response


def _cache_key(key: str) -> str:
    return f"accounts.kept.{key}"


def _place(key: str) -> Place:
    return Place("kept_form", "content", key)
