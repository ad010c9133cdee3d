"""People at the desk, signed in with their second factor."""

from django.contrib.auth.models import Permission
from django.test import Client

from tests.factories import accounts

RIGHTS = {
    "editor": ["view_provisionversion", "change_provisionversion"],
    "reviewer": ["view_provisionversion", "review_provisionversion"],
}


def sign_in_as(role: str, name: str = "") -> Client:
    """Sign a new person in: anonymous, outsider (staff without rights), editor, reviewer or superuser."""
    client = Client()
    if role == "anonymous":
        return client
    person = accounts.staff(name or f"the-{role}", is_superuser=role == "superuser")
    codes = RIGHTS.get(role, [])
    held = Permission.objects.filter(content_type__app_label="legislation", codename__in=codes)
    accounts.give_rights(person, permissions=held)
    client.user = person  # type: ignore[attr-defined]
    return accounts.sign_in(client, person)
