"""Forms that another site sends: told by what the browser says of their origin."""

from __future__ import annotations

from django.http import HttpRequest


def is_foreign(request: HttpRequest) -> bool:
    """Tell whether the browser says that another site sent this form.

    For forms of people without a session: no cookie goes with them that could be misused, but another site
    could still fill in a form of ours in a reader's name. A browser too old to say anything is believed.
    """
    origin = request.headers.get("Origin")
    if origin is not None:
        return origin != f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none")
