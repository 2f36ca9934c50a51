"""JavaScript reads cells of columns as Python does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vizsla import VizslaError
from vizsla.bundle.bundle_fields import BundleFields
from vizsla.bundle.column_entry import read_columns
from vizsla.functions.column_values import check_cells, names_of_cells

if TYPE_CHECKING:
    from collections.abc import Callable

    Ask = Callable[[object], Any]

COLUMNS = {
    "columns": [
        {"name": "place", "kind": "category", "values": ["garden", "3", "1e3", "été", "a = b"]},
        {"name": "temperature", "kind": "number", "edges": [-1.5, 0, 20.25, 1e300]},
    ]
}
CELLS = st.one_of(
    st.sampled_from(
        [
            "garden",
            " garden\n",
            "Garden",
            "",
            "3",
            "3.0",
            "1000",
            "e\u0301te\u0301",
            "été",
            "\u00a03",
        ]
    ),
    st.sampled_from([3, 3.0, 1000, -1.5, 0, -0.0, 20.25, 1e300, 5e-324]),
    st.sampled_from(["1e5", "+7", "-.5", "5.", ".", "1e", "0x10", "1_000", "٣", "NaN", "1e999"]),
    st.floats(allow_nan=False, allow_infinity=False),
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.none(),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=4),
)


@pytest.fixture(scope="module")
def ask(twin: Callable[[str], Ask]) -> Ask:
    return twin("columns")


def columns_in_python(entry: object, cells: Any) -> Any:
    try:
        columns = read_columns(BundleFields(entry, "function.json"))
        return frozenset(names_of_cells(check_cells(cells, columns, "f"), columns))
    except VizslaError as error:
        return {"refused": error.code}


def compare_columns(ask: Ask, entry: object, cells: Any) -> Any:
    found = ask({"entry": entry, "cells": cells})
    expected = columns_in_python(entry, cells)
    if isinstance(expected, frozenset):
        assert frozenset(found) == expected
    else:
        assert found == expected
    return expected


@given(st.dictionaries(st.sampled_from(["place", "temperature"]), CELLS))
@settings(max_examples=400, deadline=None)
def test_any_cells_have_the_same_names(ask: Ask, cells: dict[str, Any]) -> None:
    compare_columns(ask, COLUMNS, cells)


def test_cells_are_told_by_value_and_bin(ask: Ask) -> None:
    named = {"place": " garden ", "temperature": "20.25"}
    assert compare_columns(ask, COLUMNS, named) == {"column place = garden", "column temperature 3"}
    assert compare_columns(ask, COLUMNS, {"place": 1000}) == {"column place = 1e3"}
    assert compare_columns(ask, COLUMNS, {"place": "attic", "temperature": "warm"}) == frozenset()
    assert compare_columns(ask, COLUMNS, None) == frozenset()


@pytest.mark.parametrize(
    "cells", [{"plaice": "garden"}, {"place": True}, {"place": ["garden"]}, ["place"], "place"]
)
def test_wrong_cells_are_refused(ask: Ask, cells: Any) -> None:
    assert compare_columns(ask, COLUMNS, cells) == {"refused": "option"}


@pytest.mark.parametrize(
    "column",
    [
        {"name": "place", "kind": "colour", "values": []},
        {"name": "place", "kind": "category"},
        {"name": "place", "kind": "category", "values": ["a", "a"]},
        {"name": "place", "kind": "category", "values": [1]},
        {"name": "place", "kind": "number", "edges": [1, 1]},
        {"name": "place", "kind": "number", "edges": [2, 1]},
        {"name": "place", "kind": "number", "edges": ["1"]},
        {"name": "place", "kind": "number", "values": []},
        {"kind": "category", "values": []},
    ],
)
def test_wrong_columns_are_refused(ask: Ask, column: Any) -> None:
    for columns in ([column], [column, column]):
        refused = compare_columns(ask, {"columns": columns}, {})
        assert refused == {"refused": "bundle-damaged"}
