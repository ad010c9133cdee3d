"""The palette reads well: WCAG 2.2 AA contrast of every pair of colours that is used together."""

import re
from pathlib import Path

import pytest

THEME = Path(__file__).parents[2] / "kbase/static/qorgau/theme.css"
TEXT, PART = 4.5, 3.0
PAIRS = [
    ("ink", "paper", TEXT),
    ("ink", "wash", TEXT),
    ("ink", "accent-wash", TEXT),
    ("ink", "signal-wash", TEXT),
    ("muted", "paper", TEXT),
    ("muted", "wash", TEXT),
    ("muted", "accent-wash", TEXT),
    ("muted", "signal-wash", TEXT),
    ("accent", "paper", TEXT),
    ("accent", "wash", TEXT),
    ("accent", "accent-wash", TEXT),
    ("accent", "signal-wash", TEXT),
    ("accent-strong", "paper", TEXT),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-strong", TEXT),
    ("signal", "paper", TEXT),
    ("signal", "wash", TEXT),
    ("signal", "signal-wash", TEXT),
    ("on-signal", "signal", TEXT),
    ("added", "added-wash", TEXT),
    ("removed", "removed-wash", TEXT),
    ("on-mark", "mark", TEXT),
    ("edge", "paper", PART),
    ("edge", "wash", PART),
    ("focus", "paper", PART),
    ("focus", "accent-wash", PART),
    ("focus", "signal-wash", PART),
]


def palette(dark: bool) -> dict[str, str]:
    """Return the colours of the light `:root`, with those of the dark one over them when asked."""
    css = THEME.read_text()
    blocks = re.findall(r":root \{(.*?)\}", css, re.DOTALL)
    chosen = blocks[:2] if dark else blocks[:1]
    return {
        name: value
        for block in chosen
        for name, value in re.findall(r"--q-([a-z-]+): (#[0-9a-f]{6});", block)
    }


def luminance(colour: str) -> float:
    """Return the relative luminance. Source: WCAG 2.2, 'relative luminance'."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_colours_used_together_contrast_enough(front: str, back: str, least: float, dark: bool) -> None:
    colours = palette(dark)
    assert contrast(colours[front], colours[back]) >= least


def test_dark_mode_redefines_every_colour() -> None:
    blocks = re.findall(r":root \{(.*?)\}", THEME.read_text(), re.DOTALL)
    light, dark = (set(re.findall(r"--q-([a-z-]+): #", block)) for block in blocks[:2])
    assert light == dark


def test_black_on_white_is_the_greatest_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
