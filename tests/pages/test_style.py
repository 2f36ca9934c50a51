from __future__ import annotations

import re
from importlib.resources import files

import pytest

STYLE = files("vizsla.pages").joinpath("style.css").read_text("utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+): ([^;]+);", part))
    for part in re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)[:2]
)


def channels(colour: str) -> list[float]:
    if colour.startswith("#"):
        return [int(colour[n : n + 2], 16) for n in (1, 3, 5)]
    return [float(each) for each in colour.split()]


def luminance(colour: list[float]) -> float:
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (each / 255 for each in colour)
    ]
    return sum(c * w for c, w in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def contrast(one: list[float], other: list[float]) -> float:
    """Return WCAG 2's contrast ratio, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_and_marks_have_enough_contrast(theme: dict[str, str]) -> None:
    colours = {name: channels(value) for name, value in theme.items() if value.startswith("#")}
    for ground in ("paper", "surface", "sunk", "accent-wash"):
        for text in ("ink", "soft", "accent", "right", "wrong"):
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    for ground in ("paper", "surface"):
        for mark in [f"c{n}" for n in range(8)] + ["none"]:
            assert contrast(colours[mark], colours[ground]) >= 3, (mark, ground)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("kind", ["right-rgb", "wrong-rgb"])
def test_the_number_in_a_coloured_cell_has_enough_contrast(
    theme: dict[str, str], kind: str
) -> None:
    over, ground = channels(theme[kind]), channels(theme["paper"])
    for share in (0.1, 0.3, 0.5):  # as .cell mixes them
        mixed = [a * share + b * (1 - share) for a, b in zip(over, ground, strict=True)]
        assert contrast(channels(theme["ink"]), mixed) >= 4.5


def test_the_dark_theme_names_every_colour_of_the_light_one() -> None:
    light = {name for name, value in LIGHT.items() if value.startswith("#") or "-rgb" in name}
    assert light <= DARK.keys()
