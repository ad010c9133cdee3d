"""How often one network may send a public form: enough for people, too little for a machine."""

from __future__ import annotations

from hashlib import sha256

from allauth.account.adapter import get_adapter
from allauth.core.internal.ratelimit import truncate_ip
from django.core.cache import cache
from django.http import HttpRequest


def allow(request: HttpRequest, action: str, *, times: int, seconds: int) -> bool:
    """Count a request, and tell whether its network is within the limit.

    Args:
        action: what is counted together.
        times: allowed within the seconds that begin with the first.
    """
    network = truncate_ip(get_adapter(request).get_client_ip(request))
    key = f"rate:{sha256(f'{action} {network}'.encode()).hexdigest()}"
    if cache.add(key, 1, timeout=seconds):
        return True
    try:
        return int(cache.incr(key)) <= times
    except ValueError:  # it ended between the two
        return True
