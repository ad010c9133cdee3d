"""How often a network may do something, counted without keeping its address.

What is counted under is a keyed digest of the network (/24 or /64), which changes with every stretch of
time and is forgotten at its end: neither the cache nor whoever reads it learns who was here.
"""

from __future__ import annotations

import hashlib
import hmac
import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

from kbase.accounts.account_adapter import network
from kbase.encryption import keyring


def may_go_on(request: HttpRequest, action: str, *, times: int, seconds: int) -> bool:
    """Count one more try, and tell whether it is still within the limit.

    Args:
        action: what is tried; each is counted by itself.
        times: that many in a stretch are fine.
        seconds: the length of a stretch.
    """
    stretch = int(time.time() // seconds)
    sender = network(get_adapter().get_client_ip(request))
    secret = keyring().derived("throttle")[0]
    digest = hmac.new(secret, f"{action} {stretch} {sender}".encode(), hashlib.sha256).hexdigest()
    key = f"throttle.{digest}"
    if cache.add(key, 1, seconds):
        return times >= 1
    try:
        return int(cache.incr(key)) <= times
    except ValueError:  # forgotten in between
        return True
