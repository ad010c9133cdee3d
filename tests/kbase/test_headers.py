"""Every answer carries the policy and the other headers, the error pages too."""

import pytest

pytestmark = pytest.mark.django_db
ADDRESSES = ["/en/", "/ur/", "/en/no-such-page/", "/healthz", "/admin/login/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_policy_allows_nothing_inline_and_nothing_from_elsewhere(client, address):
    policy = client.get(address)["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["default-src"] == "'none'"
    for name in ("script-src", "style-src", "font-src", "connect-src", "form-action"):
        assert directives[name] == "'self'"
    assert directives["frame-ancestors"] == directives["base-uri"] == "'none'"
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.parametrize("address", ADDRESSES)
def test_other_headers(client, address):
    response = client.get(address)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"


def test_reading_sets_no_cookie(client):
    assert not client.get("/en/").cookies
