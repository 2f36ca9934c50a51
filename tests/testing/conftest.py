"""Reports of made-up results."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from vizsla.testing import Report, TestResult

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LABELS = ("oak", "elm", "fir")
GIVEN: dict[str, Any] = {
    "name": "trees@1",
    "labels": LABELS,
    "threshold": 0.8,
    "calibrated": True,
    "seconds": (0.004, 0.005, 0.006),
    "size": 5_100_000,
    "own_size": 212_000,
    "tested_on": "the test part",
    "created": None,
}


@pytest.fixture
def make() -> Callable[..., Report]:
    """Return a function that makes a report of results, with the other arguments filled in."""

    def made(results: Sequence[TestResult], **given: Any) -> Report:
        return Report(results=tuple(results), **{**GIVEN, **given})

    return made


@pytest.fixture
def draw() -> Callable[..., list[TestResult]]:
    """Return a function that draws results: calibrated ones, or with a given accuracy."""

    def drawn(count: int, seed: int = 0, accuracy: float | None = None) -> list[TestResult]:
        rng = np.random.default_rng(seed)
        results = []
        for number in range(count):
            score = float(rng.beta(5, 1.5))
            truth, other = rng.permutation(len(LABELS))[:2]
            right = rng.random() < (score if accuracy is None else accuracy)
            answer = LABELS[truth if right else other]
            results.append(
                TestResult(
                    f"{number:064x}",
                    f"{LABELS[truth]}/{number}.jpg",
                    LABELS[truth],
                    answer,
                    score,
                    score >= 0.8,
                    ((answer, score), (LABELS[other if right else truth], 1 - score)),
                )
            )
        return results

    return drawn
