"""Invented people: nobody can be mistaken for them, or they for anybody. Pure.

Numbers are impossible on purpose: an IIN of the 99th month, a telephone code that doesn't exist.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

GIVEN_FEMALE = (
    "Demoira", "Sampletta", "Fictina", "Testilda", "Mockella", "Probina", "Paperina", "Examplia",
)  # fmt: skip
GIVEN_MALE = (
    "Demobert", "Sampleton", "Fictor", "Testur", "Mockan", "Probert", "Paperoz", "Examplar",
)  # fmt: skip
FAMILY = (
    "Inventova", "Neverhood", "Placeholderova", "Nowhereman", "Notrealuly", "Imagineva", "Sampleyeva",
    "Fictionbek", "Pretendova", "Madeupkyzy",
)  # fmt: skip
STREETS = ("Example Street", "Placeholder Lane", "Nowhere Avenue", "Sample Square", "Paper Road")
TOWNS = ("Sampletown", "Inventgrad", "Nowhereabad", "Exampletau")


@dataclass(frozen=True, slots=True)
class Invented:
    """Who an invented person is."""

    name: str
    iin: str
    phones: str
    address: str


def invent(draw: random.Random, *, male: bool = False) -> Invented:
    """Draw a person.

    >>> who = invent(random.Random(1))
    >>> who.iin[2:4], who.phones[:9]
    ('99', '+7 000 00')
    """
    given = draw.choice(GIVEN_MALE if male else GIVEN_FEMALE)
    return Invented(
        name=f"{given} {draw.choice(FAMILY)} (invented)",
        iin=f"{draw.randrange(100):02d}99{draw.randrange(10**8):08d}",
        phones=f"+7 000 00{draw.randrange(10)} {draw.randrange(100):02d} {draw.randrange(100):02d}",
        address=f"{draw.randrange(1, 200)} {draw.choice(STREETS)}, {draw.choice(TOWNS)}",
    )
