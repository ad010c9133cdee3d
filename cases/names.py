"""How colleagues are called: by name, and by user name only where an account says no name."""

from __future__ import annotations

from typing import Any


def name_of(user: Any) -> str:
    """Return the name of a person who works here.

    >>> from types import SimpleNamespace as Account
    >>> name_of(Account(get_full_name=lambda: "", get_username=lambda: "asel"))
    'asel'
    >>> name_of(None)
    ''
    """
    return str(user.get_full_name() or user.get_username()) if user else ""
