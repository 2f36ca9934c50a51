"""JavaScript computes the same novelty as Python."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from vizsla.bundle.head import read_head, write_head
from vizsla.bundle.prototypes import round_directions
from vizsla.encoders.embedding import Embedding
from vizsla.functions.novelty import novelty_of

if TYPE_CHECKING:
    from collections.abc import Callable

CHANNELS = 1280
COUNTS = (3, 0, 5, 1)  # the prototypes of each row
SCORES = (0.0, 1e-9, 0.25, 0.5, 0.97, 0.99995, 1.0)


@pytest.mark.parametrize("counts", [COUNTS, None])
@pytest.mark.parametrize("score_weight", [0, 0.07])
def test_the_novelty_is_the_same(
    twin: Callable[[str], Callable[[object], Any]],
    counts: tuple[int, ...] | None,
    score_weight: float,
) -> None:
    rng = np.random.default_rng(0)
    rows = len(COUNTS)
    content = write_head(
        np.zeros((rows, CHANNELS)),
        np.zeros(rows),
        round_directions(rng.gamma(0.3, 1, (sum(COUNTS), CHANNELS))),
        counts and np.array(counts),
        counts and np.array([0.2, 0.31, 0.07, 1.3]),
    )
    prototypes = read_head(content, "head", rows).prototypes
    assert prototypes is not None
    inputs = [
        {"sums": rng.integers(0, 9000, CHANNELS).tolist(), "row": row, "score": score}
        for row in range(rows)
        for score in SCORES
    ]
    inputs.append({"sums": [0] * CHANNELS, "row": 0, "score": 0.5})
    found = twin("novelty")(
        {
            "head": base64.b64encode(content).decode(),
            "rows": rows,
            "inputs": inputs,
            "scoreWeight": score_weight,
        }
    )
    expected = [
        novelty_of(
            prototypes,
            Embedding(np.array(each["sums"], float), 1.0),
            each["row"],
            each["score"],
            score_weight,
        )
        for each in inputs
    ]
    if score_weight == 0:
        assert found == expected  # to the last bit
    else:  # but for the logarithm
        assert found == pytest.approx(expected, abs=1e-13)
