"""JavaScript puts the same parts into composite entities as Python does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vizsla.answer import Entity
from vizsla.functions.entity_parts import with_parts

if TYPE_CHECKING:
    from collections.abc import Callable

KINDS = ("order", "tree", "number", "__proto__")
SPANS = st.tuples(st.integers(0, 12), st.integers(1, 8), st.sampled_from(KINDS))


@pytest.fixture(scope="module")
def ask(twin: Callable[[str], Callable[[object], Any]]) -> Callable[[object], Any]:
    return twin("entityParts")


@given(
    spans=st.lists(SPANS, max_size=12),
    parts=st.dictionaries(st.sampled_from(KINDS), st.lists(st.sampled_from(KINDS), max_size=3)),
)
@settings(max_examples=200, deadline=None)
def test_composites_have_the_same_parts(
    ask: Callable[[object], Any],
    spans: list[tuple[int, int, str]],
    parts: dict[str, list[str]],
) -> None:
    order = sorted(spans, key=lambda each: (each[0], -each[1], each[2]))
    entities = [
        Entity(f"text {at}", kind, {"role": "new"}, start, start + length, 0.5, sure=False)
        for at, (start, length, kind) in enumerate(order)
    ]
    found = ask({"entities": [each.to_dict() for each in entities], "parts": [*parts.items()]})
    assert found == [each.to_dict() for each in with_parts(entities, parts)]
