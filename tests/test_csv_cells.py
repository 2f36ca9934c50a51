from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vizsla.csv_cells import plain_cell, written_cell

TEXT = st.text() | st.text(alphabet="'=+-@\t\r\n\uff1da")


@given(TEXT)
def test_a_cell_is_read_back_the_same_and_begins_no_formula(text: str) -> None:
    cell = written_cell(text)
    assert plain_cell(cell) == text
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d"))


@pytest.mark.parametrize("text", ["oak", "1.5", "'t Hooft", "a=b", "", "it's"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert written_cell(text) == plain_cell(text) == text
