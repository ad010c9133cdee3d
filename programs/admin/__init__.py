"""The editors' side of programmes: one module per noun family, as in the models."""

from programs.admin import (
    collaborations,
    finance,
    help,
    indicators,
    organisations,
    programmes,
    responsibilities,
)

__all__ = [
    "collaborations",
    "finance",
    "help",
    "indicators",
    "organisations",
    "programmes",
    "responsibilities",
]
