"""Where a person is signed in, and how to end it elsewhere."""

from typing import Any

from allauth.usersessions.views import ListUserSessionsView
from django.utils import timezone

from kbase.accounts.sessions import IDLE_SECONDS, LIFETIME_SECONDS


class SessionListView(ListUserSessionsView):
    template_name = "account/sessions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Leave out those that are past their time; they are nobody's any more."""
        context = super().get_context_data(**kwargs)
        now = timezone.now()
        context["sessions"] = [
            session
            for session in context["sessions"]
            if session.is_current()
            or (
                (now - session.last_seen_at).total_seconds() < IDLE_SECONDS
                and (now - session.created_at).total_seconds() < LIFETIME_SECONDS
            )
        ]
        context["has_others"] = len(context["sessions"]) > 1
        return context
