"""Who reaches which page of figures; one mixin asks `figures.rights`, no view decides for itself."""

from __future__ import annotations

from typing import Any

from legislation.desk.access import DeskMixin
from programs.figures import rights


class FiguresMixin(DeskMixin):
    """For staff who may see figures that aren't published."""

    allowed = staticmethod(rights.may_see)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the person may do with figures, for links only: every action asks again."""
        user = self.request.user
        return super().get_context_data(**kwargs) | {
            "writes_figures": rights.may_edit(user),
            "reviews_figures": rights.is_reviewer(user),
        }


class WriterMixin(FiguresMixin):
    """For those who may write drafts of figures."""

    allowed = staticmethod(rights.may_edit)


class FigureReviewerMixin(FiguresMixin):
    """For those who may publish and send back; of whose work, the action decides."""

    allowed = staticmethod(rights.is_reviewer)
