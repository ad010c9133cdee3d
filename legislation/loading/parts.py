"""What apps above the law add to the reference data, said by each at start, so that none is imported here."""

from __future__ import annotations

from django.db import models
from django.utils.module_loading import import_string

from legislation.loading.specs import SPECS, Part, Taking

_places: list[str] = []


def register(place: str) -> None:
    """Note where an app's `Part` is, for example 'programs.loading.part.PROGRAMS'; read when it is asked."""
    if place not in _places:
        _places.append(place)


def parts() -> list[Part]:
    """Give the parts of all apps."""
    return [import_string(place) for place in _places]


def model_named(name: str) -> type[models.Model] | None:
    """Give the model that the loader knows by a name, whichever app it is of."""
    specs = [*SPECS, *(spec for part in parts() for spec in part.specs)]
    return next((spec.model for spec in specs if spec.name == name), None)


def taking_of(record: models.Model | None) -> Taking | None:
    """Give how an app takes the data's values for a record; None where records are changed in place."""
    found = (part.taking for part in parts() if part.taking is not None)
    return next((each for each in found if type(record).__name__ in each.names), None)
