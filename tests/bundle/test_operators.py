from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vizsla.bundle.operators import ALLOWED, check_operators
from vizsla.bundle.shipped_bundles import GRAPHS
from vizsla.errors import BundleDamagedError

CONTENTS = [path.read_bytes() for path in GRAPHS.glob("*.tflite")]


def test_the_shipped_graphs_use_allowed_operators_only() -> None:
    assert len(CONTENTS) == 2
    for content in CONTENTS:
        check_operators(content, "it")


def test_an_operator_that_is_not_allowed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(ALLOWED, 3)
    with pytest.raises(BundleDamagedError, match="operator number 3"):
        check_operators(CONTENTS[0], "it")


@settings(max_examples=300)
@given(st.data())
def test_a_damaged_graph_raises_nothing_but_a_bundle_damaged_error(data: st.DataObject) -> None:
    content = bytearray(CONTENTS[0])
    # The offsets that lead to the operators are in the first bytes and at the end of the file.
    places = st.one_of(st.integers(0, 200), st.integers(len(content) - 3000, len(content) - 1))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(places)] = data.draw(st.integers(0, 255))
    with suppress(BundleDamagedError):
        check_operators(bytes(content), "it")


@given(st.binary(max_size=200))
def test_bytes_that_are_no_graph_are_refused(content: bytes) -> None:
    with pytest.raises(BundleDamagedError):
        check_operators(content, "it")
