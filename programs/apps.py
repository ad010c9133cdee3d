"""The app that holds what is done and promised: programmes, organisations, help, targets, indicators."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgramsConfig(AppConfig):
    """Configuration of the app of programmes."""

    name = "programs"
    verbose_name = _("Programmes")
    default_auto_field = "django.db.models.BigAutoField"
    content_is_public = True

    def ready(self) -> None:
        """Let the site search find programmes, and say what the groups of staff may do with them."""
        from kbase import asides, groups, searchables
        from legislation.loading import parts
        from programs.collaborations.asides import say_transfers, transfers_of_provision
        from programs.permissions import permissions_of_groups, rights_in_the_law
        from programs.searching import find  # models are there only now

        searchables.register("programs", find)
        parts.register("programs.loading.part.PROGRAMS")
        asides.register("provision", "transfers", transfers_of_provision, say_transfers)
        groups.register("programs", permissions_of_groups)
        groups.register("legislation", rights_in_the_law)
