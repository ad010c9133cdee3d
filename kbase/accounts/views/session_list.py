"""Where a person is signed in, and how to end it elsewhere."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.usersessions.forms import ManageUserSessionsForm
from allauth.usersessions.models import UserSession
from allauth.usersessions.views import ListUserSessionsView
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest
from django.utils import timezone
from django.views.generic import FormView

from kbase.accounts import sessions


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A line of the list: a browser in which the person is signed in."""

    user_agent: str
    ip: str
    created_at: datetime
    last_seen_at: datetime
    is_current: bool


class EndOthersForm(ManageUserSessionsForm):
    """Nothing to fill in."""

    def save(self, request: HttpRequest) -> None:
        for noted in UserSession.objects.filter(user_id=request.user.pk):
            if not sessions.is_here(noted, request):
                sessions.end(noted)


class SessionListView(ListUserSessionsView):
    template_name = "account/sessions.html"
    form_class = EndOthersForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Leave out those that are past their time; they are nobody's. allauth's own list asks by key."""
        lines = [line for line in self.lines() if line.is_current or _is_in_time(line)]
        return FormView.get_context_data(self, sessions=lines, has_others=len(lines) > 1, **kwargs)

    def lines(self) -> list[SignedIn]:
        user = self.request.user
        return [
            SignedIn(
                user_agent=noted.user_agent, ip=noted.ip, created_at=noted.created_at,
                last_seen_at=noted.last_seen_at, is_current=sessions.is_here(noted, self.request),
            )
            for noted in (sessions.standing(user) if isinstance(user, AbstractBaseUser) else [])
        ]  # fmt: skip


def _is_in_time(line: SignedIn) -> bool:
    now = timezone.now()
    idle, age = now - line.last_seen_at, now - line.created_at
    return idle.total_seconds() < sessions.IDLE_SECONDS and age.total_seconds() < sessions.LIFETIME_SECONDS
