"""What a browser would send, and what it would show, in the tests of the admin."""

from __future__ import annotations

import re
from typing import Any

from django.db import connection
from django.test import Client
from django.urls import reverse

from legislation.models import Amendment, ProvisionVersion


def form_of(client: Client, address: str) -> dict[str, Any]:
    """Return what the browser would send if the form of a page were sent as it is."""
    context = client.get(address).context
    forms = [context["adminform"].form]
    sent: dict[str, Any] = {}
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    for form in forms:
        for field in form:
            value = field.value()
            widget = field.field.widget
            if hasattr(widget, "decompress"):
                days = value if isinstance(value, list) else widget.decompress(value)
                sent |= {f"{field.html_name}_{n}": day or "" for n, day in enumerate(days)}
            elif isinstance(value, bool):
                sent |= {field.html_name: "on"} if value else {}
            else:
                sent[field.html_name] = "" if value is None else value
    return sent


def errors(response: Any) -> str:
    page = response.content.decode()
    return " ".join(re.findall(r'<ul class="errorlist[^>]*>(.*?)</ul>', page, re.DOTALL))


def version_page(version: ProvisionVersion | None = None) -> str:
    if version is None:
        return reverse("admin:legislation_provisionversion_add")
    return reverse("admin:legislation_provisionversion_change", args=[version.pk])


def step_page(record: ProvisionVersion | Amendment) -> str:
    return reverse(f"admin:legislation_{record._meta.model_name}_step", args=[record.pk])


def indexed(version: ProvisionVersion) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM provision_search WHERE version = %s", [version.pk])
        return bool(cursor.fetchone()[0])
