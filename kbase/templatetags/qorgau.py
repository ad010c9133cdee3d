"""Template tags every page may use: languages, dates, numbers, links that keep the reader's choices."""

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.template import Context
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from kbase import localised_formats, navigation
from kbase.lawtext import LawLine, law_lines
from kbase.localised import Localised, current_language
from kbase.localised import direction as direction_of
from kbase.localised import localised as localised_text

register = template.Library()
STAFF = "/admin/"  # as kbase.accounts.paths has it


# ---- Languages ----

# After an Arabic letter the parts of '115-1' or '2026-03-02' would be drawn in the opposite order.
ADDRESS = re.compile(r"(?:https?:/)?/\S+")
NUMBER_WITH_SIGNS = re.compile(r"\d+(?:[-–./][\dA-Za-z]+)+")


@register.filter
def isolate(words: Any, language: str) -> Any:
    """Keep numbers such as 115-1, and addresses, in order inside right-to-left text; else change nothing."""
    if direction_of(language) == "ltr":
        return words
    if ADDRESS.fullmatch(str(words)):
        return format_html('<bdi dir="ltr">{}</bdi>', words)
    return mark_safe(  # noqa: S308 (both parts are escaped first)
        NUMBER_WITH_SIGNS.sub(r'<bdi dir="ltr">\g<0></bdi>', conditional_escape(words))
    )


@register.filter
def direction(language: str) -> str:
    """Print the writing direction of a language: `dir="{{ text.language|direction }}"`."""
    return direction_of(language)


@register.simple_tag
def text(value: Any) -> str | SafeString:
    """Print a `Localised` or any text; a language that isn't the page's gets `lang` and `dir`."""
    if isinstance(value, dt.date):
        return day(value)
    page = current_language()
    if not isinstance(value, Localised):
        return "" if value is None else isolate(value, page)
    words = isolate(value.text, value.lang)
    if value.lang == page:
        return words
    return format_html('<span lang="{}" dir="{}">{}</span>', value.lang, value.dir, words)


@register.simple_tag
def localised(obj: Any, field: str) -> str | SafeString:
    """Print a translated field of a record in the page's language or the nearest one."""
    return text(localised_text(obj, field))


@register.simple_tag
def value(given: Any) -> str | SafeString:
    """Print a fact's value: a date in full, a number grouped, anything else as `text` does."""
    if isinstance(given, int | float | Decimal):
        return localised_formats.number_text(given)
    return text(given)


@register.filter
def language_name(code: str) -> str:
    """Print a language's own name: 'Қазақша'."""
    return dict(settings.LANGUAGES).get(code, code)


@register.filter
def nth(items: Sequence[Any], position: int) -> Any:
    """Return the item at a position, None beyond the end."""
    return items[position] if position < len(items) else None


@register.filter
def law_text(value: str) -> list[LawLine]:
    """Split official text into lines with their numbers apart, for numbers hanging in the margin."""
    return law_lines(value)


# ---- Dates, numbers, money ----


@register.simple_tag
def day(value: dt.date | None) -> SafeString | str:
    """Print a date in full inside `<time>`; nothing for None (say in words that the day isn't known).

    Of an instant it is the day where the site is, which is not always the day in UTC.
    """
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        value = localtime(value).date()
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), localised_formats.day_text(value))


@register.simple_tag
def moment(instant: dt.datetime, zone: str) -> SafeString:
    """Print an instant as the clocks of a place show it, and which place."""
    local = instant.astimezone(ZoneInfo(zone))
    words = f"{localised_formats.day_text(local.date())}, {local:%H:%M}"
    return format_html(
        '<time datetime="{}">{}</time> <bdi class="note">{}</bdi>', local.isoformat(), words, zone
    )


@register.filter
def day_text(value: dt.date | None) -> str:
    """Print a date in full as plain text, for use inside `blocktranslate` and attributes."""
    return "" if value is None else localised_formats.day_text(value)


@register.filter
def number(value: Decimal | int | float | None) -> str:
    """Print a number grouped as the page's language groups it."""
    return "" if value is None else localised_formats.number_text(value)


@register.simple_tag
def money(amount: Decimal | int | None, currency: str) -> str:
    """Print an amount with the name of its currency: '865,000 tenge'."""
    return "" if amount is None else localised_formats.money_text(amount, currency)


# ---- Links ----


def _request(context: Context) -> HttpRequest | None:
    # Survives `include … only`, which drops the variable `request`.
    return getattr(context, "request", None) or context.get("request")


@register.simple_tag(takes_context=True)
def keep_on(context: Context, url: str) -> str:
    """Return the address with the date that the reader has chosen (`on`) added, when one is chosen."""
    request = _request(context)
    chosen = request.GET.get("on") if request else None
    if not chosen:
        return url
    return f"{url}{'&' if '?' in url else '?'}{urlencode({'on': chosen})}"


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: Any) -> str:
    """Return this page's query string with some parameters set, or left out when None or empty.

    `{% query page=2 %}` keeps all others; `{% query on=None page=None %}` drops two.
    """
    request = _request(context)
    parameters = request.GET.copy() if request else QueryDict(mutable=True)
    for name, value in changes.items():
        parameters.pop(name, None)
        if value not in (None, ""):
            parameters[name] = str(value)
    return f"?{parameters.urlencode()}" if parameters else "?"


@register.simple_tag(takes_context=True)
def hidden_query(context: Context, *without: str) -> SafeString:
    """Print this page's query as hidden inputs, for a GET form that keeps the reader's other choices."""
    request = _request(context)
    pairs = request.GET.lists() if request else []
    kept = ((name, value) for name, values in pairs if name not in without for value in values)
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', kept)


@register.simple_tag(takes_context=True)
def in_language(context: Context, language: str) -> str:
    """Return the address of this same page, with its query, in another interface language."""
    request = _request(context)
    path = request.path if request else "/"
    first, _, rest = path.lstrip("/").partition("/")
    if first not in dict(settings.LANGUAGES):
        return f"/{language}/"
    query_string = request.META.get("QUERY_STRING", "") if request else ""
    return f"/{language}/{rest}{'?' + query_string if query_string else ''}"


@register.simple_tag(takes_context=True)
def staff_address(context: Context) -> str:
    """Return the address of a page of staff, before which no language stands; of others, nothing."""
    request = _request(context)
    return request.get_full_path() if request and request.path.startswith(STAFF) else ""


@register.simple_tag
def site_navigation() -> navigation.Navigation:
    """Return the navigation in the page's language (see `kbase.navigation`)."""
    return navigation.navigation()


@register.simple_tag(takes_context=True)
def page_name(context: Context) -> str:
    """Return the URL name of this page, empty where nothing matched."""
    match = getattr(_request(context), "resolver_match", None)
    return match.url_name or "" if match else ""


@register.simple_tag
def interface_languages() -> list[tuple[str, str]]:
    """Return code and own name of each interface language."""
    return list(settings.LANGUAGES)


@register.simple_tag
def quick_exit_url() -> str:
    """Return the neutral page that the way out leads to."""
    return str(settings.QUICK_EXIT_URL)
