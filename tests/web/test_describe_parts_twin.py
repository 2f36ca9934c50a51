from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import vizsla
from vizsla.answer import Box
from vizsla.functions.image_description.grammar import (
    noun_from,
    with_amount,
    with_article,
    with_count,
)
from vizsla.functions.image_description.image_describer import LEAST_SCORE
from vizsla.functions.image_description.read_tables import load_tables
from vizsla.functions.square_crop import square_crop

if TYPE_CHECKING:
    from collections.abc import Callable

    Ask = Callable[[object], Any]

TABLES = load_tables()


@pytest.fixture(scope="module")
def ask(twin: Callable[[str], Ask]) -> Ask:
    return twin("describe")


def all_forms(name: str) -> list[str]:
    grammar, noun = TABLES.grammar, noun_from(name, TABLES.grammar)
    forms = []
    for measure in (None, *grammar.measures, grammar.mass):
        measured = replace(noun, measure=measure)
        forms.append(with_article(measured, grammar))
        forms.extend(with_count(measured, n + 1, grammar) for n in range(len(grammar.numbers)))
        forms.append(with_amount(measured, "many", grammar))
    return forms


def test_python_and_javascript_inflect_every_known_name_alike(ask: Ask) -> None:
    names = [*vizsla.classify_image.labels, *TABLES.things, *TABLES.grammar.plural_words, ""]
    assert ask({"names": names}) == [all_forms(name) for name in names]


# Letters of each category; the runtimes may learn newer ones of Unicode at different times.
TEXTS = st.text(
    st.characters(max_codepoint=0x24FF, exclude_categories=["Cn", "Cs"])
    | st.sampled_from("ǅ𝒜𝒶𐐀🦊 ")
)
WORDS = st.sampled_from(
    [*TABLES.grammar.a_starts, *TABLES.grammar.an_starts, " of ", "y", "ch", "CD"]
)


@given(st.lists(st.lists(TEXTS | WORDS).map("".join)))
def test_python_and_javascript_inflect_any_name_alike(ask: Ask, names: list[str]) -> None:
    assert ask({"names": names}) == [all_forms(name) for name in names]


SIDES = st.integers(1, 4000)
LENGTHS = st.floats(0, 4000) | st.integers(0, 4000) | st.floats(0, 1e9)
NUMBERS = LENGTHS | st.floats(-1, 0)


@given(SIDES, SIDES, st.tuples(NUMBERS, NUMBERS, LENGTHS, LENGTHS))
def test_python_and_javascript_crop_the_same_part(
    ask: Ask, width: int, height: int, place: tuple[float, float, float, float]
) -> None:
    box = Box("dog", 1, *place)
    reply = ask({"boxCrop": {"width": width, "height": height, "box": asdict(box)}})
    assert reply == crop_of(box, width, height)


def crop_of(box: Box, width: int, height: int) -> dict[str, int]:
    pixels = np.empty((height, width, 3), np.uint8)
    part = square_crop(pixels, box)
    top, left = divmod((part.ctypes.data - pixels.ctypes.data) // 3, width)
    return {"left": left, "top": top, "width": part.shape[1], "height": part.shape[0]}


HALVES = st.integers(0, 1000).map(lambda number: number / 2)
LAST_DIGITS = st.floats(-1e-12, 1e-12)


@given(
    st.tuples(HALVES, HALVES, HALVES, HALVES),
    st.tuples(LAST_DIGITS, LAST_DIGITS, LAST_DIGITS, LAST_DIGITS),
)
def test_a_box_that_differs_in_its_last_digits_has_the_same_crop(
    ask: Ask, place: tuple[float, ...], digits: tuple[float, ...]
) -> None:
    # exp, and so a box, may differ so between languages: 40.11792533760542 and ...538.
    other = Box("dog", 1, *(one + more for one, more in zip(place, digits, strict=True)))
    reply = ask({"boxCrop": {"width": 640, "height": 480, "box": asdict(other)}})
    assert reply == crop_of(Box("dog", 1, *place), 640, 480)


def test_python_and_javascript_consider_the_same_boxes(ask: Ask) -> None:
    assert ask({}) == {"LEAST_SCORE": LEAST_SCORE}
