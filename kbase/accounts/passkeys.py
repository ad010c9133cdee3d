"""What the passkey script needs of the server: the options of a ceremony, as text for an attribute."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder


def with_options(context: dict[str, Any]) -> dict[str, Any]:
    """Add `passkey_options`, the JSON of allauth's options, to a template's context."""
    data = context.get("js_data") or {}
    options = data.get("creation_options") or data.get("request_options")
    if options:
        context["passkey_options"] = json.dumps(options, cls=DjangoJSONEncoder)
    return context
