"""Who reaches which of these pages; no view decides for itself."""

from __future__ import annotations

from legislation.desk.access import DeskMixin
from programs.collaborations import rights


class WriterMixin(DeskMixin):
    """For those who keep collaboration."""

    allowed = staticmethod(rights.may_write)


class PeopleMixin(DeskMixin):
    """For those who deal with the people who registered."""

    allowed = staticmethod(rights.may_see_people)
