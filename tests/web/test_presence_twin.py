"""JavaScript computes the same presence as Python."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from vizsla.bundle.head import read_head, write_head
from vizsla.encoders.embedding import Embedding
from vizsla.functions.presence import presence_of

if TYPE_CHECKING:
    from collections.abc import Callable

CHANNELS = 1280
LINES = np.array([[-3.1, 19.5], [0.0, 0.0], [2.5, -40.0]])  # of each row


@pytest.mark.parametrize("lines", [LINES, None])
def test_the_presence_is_the_same(
    twin: Callable[[str], Callable[[object], Any]], lines: np.ndarray | None
) -> None:
    rng = np.random.default_rng(0)
    rows = len(LINES)
    weights = rng.normal(size=(rows, CHANNELS))
    content = write_head(weights, np.zeros(rows), presence=lines, small=True)
    head = read_head(content, "head", rows)
    inputs = [{"sums": rng.integers(0, 9000, CHANNELS).tolist(), "row": row} for row in range(rows)]
    inputs += [{"sums": (9000 * (weights[0] > 0)).tolist(), "row": 0}]
    inputs += [{"sums": [0] * CHANNELS, "row": 0}]
    found = twin("presence")(
        {"head": base64.b64encode(content).decode(), "rows": rows, "inputs": inputs}
    )
    expected = [
        presence_of(head, Embedding(np.array(each["sums"], float), 1.0), each["row"])
        for each in inputs
    ]
    assert found == pytest.approx(expected, rel=1e-14)
