"""The app that holds what is done and promised: programmes, organisations, help, targets, indicators."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgramsConfig(AppConfig):
    """Configuration of the app of programmes."""

    name = "programs"
    verbose_name = _("Programmes")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the site search find programmes, organisations and indicators."""
        from kbase import searchables
        from programs.searching import find  # models are there only now

        searchables.register("programs", find)
