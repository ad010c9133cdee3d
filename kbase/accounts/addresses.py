"""The site's own address where there is no request to read it from: in commands."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import CommandError


def site_address(given: str | None) -> str:
    """Return the address without a slash at its end: the given one, else one made of the settings.

    Raises:
        CommandError: no address was given and the settings name no single host.
    """
    if given:
        parts = urlsplit(given)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise CommandError(f"{given!r} is not the address of a site: expected https://law.example.org.")
        return f"{parts.scheme}://{parts.netloc}"
    if settings.LOCAL_ONLY:
        return "http://localhost:8000"
    if len(settings.ALLOWED_HOSTS) == 1 and settings.ALLOWED_HOSTS[0][0] not in "*.":
        return f"https://{settings.ALLOWED_HOSTS[0]}"
    raise CommandError("Name the address of the site: --site https://law.example.org.")
