"""The app that holds the law: its model, search, pages and exports."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LegislationConfig(AppConfig):
    """Configuration of the legislation app."""

    name = "legislation"
    verbose_name = _("Legislation")
    default_auto_field = "django.db.models.BigAutoField"
    content_is_public = True

    def ready(self) -> None:
        """Say what the groups of staff may do with the law."""
        from kbase import groups
        from legislation.permissions import permissions_of_groups

        groups.register("legislation", permissions_of_groups)
