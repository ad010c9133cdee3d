"""Logs are JSON lines, and what a person typed or is known by is in none of them."""

import json
import logging

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import resolve

from kbase.logs import JSONFormatter, RequestLogMiddleware

SECRETS = ("secret-word", "203.0.113.9", "Person Browser", "person@example.org")


@pytest.fixture
def lines() -> list[str]:
    """What is logged while the test runs, as formatted."""
    collected: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            collected.append(self.format(record))

    handler = Collector()
    handler.setFormatter(JSONFormatter())
    loggers = [logging.getLogger(name) for name in ("kbase", "django", "thirdparty")]
    for logger in loggers:
        logger.addHandler(handler)
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.INFO)
    yield collected
    for logger, level in zip(loggers, levels, strict=True):
        logger.removeHandler(handler)
        logger.setLevel(level)


def only(lines: list[str]) -> dict:
    (line,) = lines
    assert "\n" not in line
    return json.loads(line)


def test_request_is_logged_by_route_and_nothing_else(lines):
    request = RequestFactory().get(
        "/healthz",
        {"q": "secret-word"},
        REMOTE_ADDR="203.0.113.9",
        HTTP_USER_AGENT="Person Browser",
        HTTP_REFERER="https://mail.example/person@example.org",
    )
    request.resolver_match = resolve("/healthz")
    RequestLogMiddleware(lambda request: HttpResponse(status=204))(request)
    line = only(lines)
    assert not any(secret in lines[0] for secret in SECRETS)
    assert set(line) == {"time", "level", "logger", "event", "route", "method", "status", "milliseconds"}
    assert (line["route"], line["method"], line["status"]) == ("healthz", "GET", 204)


def test_unknown_address_is_logged_without_its_path(lines, client, db):
    client.get("/en/secret-word/?q=secret-word")
    assert not any("secret-word" in line for line in lines)
    assert any(json.loads(line).get("route") == "none" for line in lines)


def test_invented_method_is_not_repeated(lines):
    RequestLogMiddleware(lambda request: HttpResponse())(RequestFactory().generic("SECRET-WORD", "/"))
    assert only(lines)["method"] == "other"


def test_arguments_of_other_packages_are_left_out(lines):
    logging.getLogger("thirdparty").warning("No mail to %s", "person@example.org")
    assert only(lines)["event"] == "No mail to %s"


def test_our_own_messages_are_whole(lines):
    logging.getLogger("kbase.test").warning("%d laws", 33)
    assert only(lines)["event"] == "33 laws"


def test_exception_is_its_type_and_place_without_its_message(lines):
    try:
        raise ValueError("secret-word")
    except ValueError:
        logging.getLogger("kbase.test").exception("failed")
    line = only(lines)
    assert line["exception"] == "ValueError"
    assert line["at"][0].endswith("test_exception_is_its_type_and_place_without_its_message")
    assert "secret-word" not in lines[0]
