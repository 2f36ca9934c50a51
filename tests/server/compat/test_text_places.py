from __future__ import annotations

import pytest
from hypothesis import given, strategies

from vizsla.server.compat.assistants.text_places import (
    CODE_POINTS,
    TEXT_ELEMENTS,
    UTF_16,
    TextPlaces,
)

FAMILY = "👩\u200d👧"
KOREAN = "\u1112\u1161\u11ab"  # one syllable in three letters


@pytest.mark.parametrize(
    ("before", "units", "points", "elements"),
    [
        ("plain ", 6, 6, 6),
        ("é ", 2, 2, 2),
        ("e\u0301 ", 3, 3, 2),
        ("🐕 ", 3, 2, 2),
        (f"{FAMILY} ", 6, 4, 3),
        ("👍🏽 ", 5, 3, 3),
        ("🇩🇪 ", 5, 3, 2),
        (f"{KOREAN} ", 4, 4, 2),
        ("한국 ", 3, 3, 3),
        ("\r\n", 2, 2, 1),
        ("\n\u0301", 2, 2, 2),
        ("अनु ", 4, 4, 3),
    ],
)
def test_places_count_in_each_unit(before: str, units: int, points: int, elements: int) -> None:
    text = f"{before}here"
    start = len(before)
    for unit, wanted in ((UTF_16, units), (CODE_POINTS, points), (TEXT_ELEMENTS, elements)):
        places = TextPlaces(text, unit)
        assert places.start(start) == wanted
        assert places.length(start, len(text)) == 4
        assert places.place(wanted) == start


def test_what_begins_and_ends_within_a_text_element_counts_as_whole_ones() -> None:
    places = TextPlaces("ae\u0301e\u0301b", TEXT_ELEMENTS)
    assert places.start(2) == 1
    assert places.length(2, 4) == 2
    assert TextPlaces("🐕", UTF_16).place(1) is None


@given(strategies.text(min_size=1))
def test_utf_16_counts_as_the_encoding_does(text: str) -> None:
    places = TextPlaces(text, UTF_16)
    for place in range(len(text)):
        head = text[:place].encode("utf-16-le", "surrogatepass")
        assert places.start(place) == len(head) // 2
