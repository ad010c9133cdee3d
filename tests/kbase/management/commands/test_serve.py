"""Starting the site fails early and clearly; journeys show that it runs."""

import socket

import pytest
from django.core.management import CommandError, call_command

from kbase.management.commands.serve import refuse_port_in_use


def test_port_in_use_is_refused_before_any_work():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=rf"Port {port} on 127.0.0.1 can't be used.*PORT="):
            call_command("serve", port=port)


def test_port_that_cannot_be_is_refused():
    with pytest.raises(CommandError, match="Port 99999"):
        refuse_port_in_use("127.0.0.1", 99999)


def test_free_port_is_accepted():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
    refuse_port_in_use("127.0.0.1", port)
