"""allauth's app of sessions with nothing of it at work but its table."""

from allauth.usersessions.apps import UserSessionsConfig


class SignInsConfig(UserSessionsConfig):
    """Without its receivers of signals: they write the key of a session down as it stands in the cookie.

    `kbase/accounts/sessions.py` notes sign-ins instead.
    """

    def ready(self) -> None:
        pass
