from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import vizsla
from vizsla.answer import Box
from vizsla.functions.image_description.describer import LEAST_SCORE, MOST_LOOKS, cut
from vizsla.functions.image_description.grammar import counted, noun_from, one, some
from vizsla.functions.image_description.tables import load_tables

if TYPE_CHECKING:
    from collections.abc import Callable

    Ask = Callable[[object], Any]

TABLES = load_tables()


@pytest.fixture(scope="module")
def ask(twin: Callable[[str], Ask]) -> Ask:
    return twin("describe")


def spoken(name: str) -> list[str]:
    grammar, noun = TABLES.grammar, noun_from(name, TABLES.grammar)
    forms = []
    for measure in (None, *grammar.measures, grammar.mass):
        measured = replace(noun, measure=measure)
        forms.append(one(measured, grammar))
        forms.extend(counted(measured, n + 1, grammar) for n in range(len(grammar.numbers)))
        forms.append(some(measured, "many", grammar))
    return forms


def test_python_and_javascript_inflect_every_known_name_alike(ask: Ask) -> None:
    names = [*vizsla.classify_image.labels, *TABLES.things, *TABLES.grammar.plural_words, ""]
    assert ask({"names": names}) == [spoken(name) for name in names]


# Of each sort of letter some; what Unicode will add some day, the runtimes may learn in turn.
TEXTS = st.text(
    st.characters(max_codepoint=0x24FF, exclude_categories=["Cn", "Cs"])
    | st.sampled_from("ǅ𝒜𝒶𐐀🦊 ")
)
WORDS = st.sampled_from(
    [*TABLES.grammar.a_starts, *TABLES.grammar.an_starts, " of ", "y", "ch", "CD"]
)


@given(st.lists(st.lists(TEXTS | WORDS).map("".join)))
def test_python_and_javascript_inflect_any_name_alike(ask: Ask, names: list[str]) -> None:
    assert ask({"names": names}) == [spoken(name) for name in names]


SIDES = st.integers(1, 4000)
NUMBERS = st.floats(0, 4000) | st.integers(0, 4000) | st.floats(-1, 1e9)


@given(SIDES, SIDES, st.tuples(NUMBERS, NUMBERS, NUMBERS, NUMBERS))
def test_python_and_javascript_crop_the_same_part(
    ask: Ask, width: int, height: int, place: tuple[float, float, float, float]
) -> None:
    box = Box("dog", 1, *place)
    picture = np.empty((height, width, 3), np.uint8)
    part = cut(picture, box)
    top, left = divmod((part.ctypes.data - picture.ctypes.data) // 3, width)
    size = {"width": part.shape[1], "height": part.shape[0]}
    reply = ask({"cut": {"width": width, "height": height, "box": asdict(box)}})
    assert reply == {"left": left, "top": top, **size}


def test_python_and_javascript_ask_the_classifier_about_the_same_boxes(ask: Ask) -> None:
    assert ask({}) == {"LEAST_SCORE": LEAST_SCORE, "MOST_CROPS": MOST_LOOKS}
