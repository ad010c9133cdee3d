"""Logs as JSON lines that hold no personal data.

A request is logged by the name of its route, method, status and duration: no path, no query string,
no address, no user agent. What other packages log is kept without its arguments, and an exception
as its type and the places in the code, since messages and arguments repeat what people typed.
"""

import json
import logging
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponseBase

OURS = ("kbase", "legislation", "cases")
FIELDS = ("route", "method", "status", "milliseconds", "command")

logger = logging.getLogger("kbase.requests")


class JSONFormatter(logging.Formatter):
    """One JSON object per line: time, level, logger, event, our own fields, exception."""

    def format(self, record: logging.LogRecord) -> str:
        ours = record.name.partition(".")[0] in OURS
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage() if ours else str(record.msg),
        }
        line |= {field: getattr(record, field) for field in FIELDS if ours and hasattr(record, field)}
        if record.exc_info and record.exc_info[0]:
            line["exception"] = record.exc_info[0].__qualname__
            line["at"] = [
                f"{frame.filename}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])
            ]
        return json.dumps(line, ensure_ascii=False)


class RequestLogMiddleware:
    """Log each request that reaches a view once, when its response begins."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        started = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        logger.info(
            "request",
            extra={
                "route": match.view_name or match.route if match else "none",
                "method": request.method if request.method in KNOWN_METHODS else "other",
                "status": response.status_code,
                "milliseconds": round((time.perf_counter() - started) * 1000, 1),
            },
        )
        return response


KNOWN_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def logging_settings(level: str) -> dict[str, Any]:
    """Return settings.LOGGING: everything from this level up, to standard error."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "kbase.logs.JSONFormatter"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            # Each 404 again, with its path; RequestLogMiddleware has it already.
            "django.request": {"level": "ERROR"},
            # It writes the arguments of tasks into its messages; kbase.jobs says what failed.
            "procrastinate": {"level": "CRITICAL"},
        },
    }
