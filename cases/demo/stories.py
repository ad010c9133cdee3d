"""What happens in an invented case: drawn from a seed and a number, always the same again. Pure."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field

from cases.demo.people import Invented, invent

# The two regimes of Kazakhstan: the law of 2009 ended where the one of 2025 began.
CHANGE = dt.date(2026, 3, 2)
FIRST = dt.date(2025, 3, 1)
STALKING_IS_A_CRIME = dt.date(2025, 9, 16)
ORDER, WARNING, SHELTER, COURT, HELP = "order", "warning", "shelter", "court", "help"
VIOLENCE = {
    "domestic-violence": (60, "He came home drunk, shouted, and hit her."),
    "stalking": (12, "He waits at her door every evening and writes to her all night."),
    "harassment": (8, "Her superior touched her and threatened to dismiss her."),
    "sexual-violence": (8, "He forced her, and told her to keep silent."),
    "cyber-violence": (7, "He threatened to show her pictures to her family."),
    "forced-marriage": (5, "Her family agreed on a wedding without asking her."),
}
PARTNERS = ("spouse", "former-spouse", "partner", "relative")


@dataclass(frozen=True, slots=True)
class Person:
    """A person of a story: what the work needs to know, and who it is."""

    kind: str
    who: Invented
    facts: dict[str, object]


@dataclass(frozen=True, slots=True)
class Story:
    """A case from first contact on; what would lie ahead is left out by who tells it."""

    number: int
    confidentiality: str
    risk: str
    violence: str
    told: str
    incident_at: dt.datetime
    known: str
    goes_on: bool
    place: str
    facts: dict[str, bool]
    course: tuple[str, ...]
    is_over: bool
    people: list[Person] = field(default_factory=list)
    phone_is_safe: bool = True


def story(seed: int, number: int, *, today: dt.date) -> Story:
    """Draw the story of a number.

    >>> first = story(1, 7, today=dt.date(2026, 11, 22))
    >>> first == story(1, 7, today=dt.date(2026, 11, 22)), first == story(2, 7, today=dt.date(2026, 11, 22))
    (True, False)
    """
    draw = random.Random(f"{seed}/{number}")  # noqa: S311 - stories, no secrets
    violence = draw.choices(list(VIOLENCE), [weight for weight, _told in VIOLENCE.values()])[0]
    day = _day(draw, today, STALKING_IS_A_CRIME if violence == "stalking" else FIRST)
    goes_on = violence in ("stalking", "harassment") and draw.random() < 0.5
    return Story(
        number=number,
        confidentiality=draw.choices(("normal", "restricted", "sealed"), (86, 10, 4))[0],
        risk=draw.choices(("unknown", "standard", "medium", "high", "immediate"), (20, 30, 30, 15, 5))[0],
        violence=violence,
        told=f"Invented. {VIOLENCE[violence][1]} Case {number} of the demonstration.",
        incident_at=dt.datetime.combine(day, dt.time(draw.randrange(24), draw.randrange(60))),
        known=draw.choices(("exact", "day"), (75, 25))[0],
        goes_on=goes_on,
        place="online" if violence == "cyber-violence" else draw.choice(("home", "home", "street", "work")),
        facts={
            "weapon": draw.random() < 0.1,
            "children_present": draw.random() < 0.3,
            "strangulation": draw.random() < 0.08,
        },
        course=_course(draw, violence),
        is_over=draw.random() < 0.12 and not goes_on,
        people=_people(draw, violence),
        phone_is_safe=draw.random() < 0.8,
    )


def _day(draw: random.Random, today: dt.date, first: dt.date) -> dt.date:
    """Draw a day of either regime, each as likely."""
    early = draw.random() < 0.5 and first < CHANGE
    start, end = (first, CHANGE) if early else (max(CHANGE, first), today - dt.timedelta(days=2))
    return start + dt.timedelta(days=draw.randrange((end - start).days))


def _course(draw: random.Random, violence: str) -> tuple[str, ...]:
    if violence == "domestic-violence":
        course: tuple[str, ...] = draw.choice(
            ((ORDER,), (ORDER, SHELTER), (ORDER, COURT), (WARNING,), (HELP,))
        )
        return course
    if violence == "stalking":
        return draw.choice(((WARNING,), (COURT,), (HELP,)))
    return draw.choice(((COURT,), (HELP,)))


def _people(draw: random.Random, violence: str) -> list[Person]:
    age = draw.choices(("18-59", "60+", "14-17", "unknown"), (80, 8, 7, 5))[0]
    survivor: dict[str, object] = {
        "age_band": age, "sex": "female", "relationship": "self", "needs_access": draw.random() < 0.06,
        "language": draw.choice(("kk", "ru", "ru", "kk", "ur")),
    }  # fmt: skip
    relation = draw.choice(PARTNERS) if violence == "domestic-violence" else "acquaintance"
    offender: dict[str, object] = {
        "age_band": "18-59", "sex": "male", "relationship": relation, "is_official": draw.random() < 0.05,
    }  # fmt: skip
    people = [
        Person("survivor", invent(draw), survivor),
        Person("alleged-offender", invent(draw, male=True), offender),
    ]
    if draw.random() < 0.3:
        child: dict[str, object] = {"age_band": draw.choice(("0-6", "7-13")), "relationship": "child"}
        people.append(Person("child", invent(draw), child))
    if draw.random() < 0.15:
        people.append(Person("witness", invent(draw), {"relationship": "acquaintance"}))
    return people
