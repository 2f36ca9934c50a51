"""The threshold curve of a multi-label test: the labels that are sure at each threshold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vizsla.testing.threshold_curve import STEPS, SureAnswers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.testing.multi_label.multi_label_result import MultiLabelResult

__all__ = ["label_threshold_curve", "sure_label_at"]


def label_threshold_curve(
    results: Sequence[MultiLabelResult], labels: Sequence[str], only: str | None = None
) -> tuple[SureAnswers, ...]:
    """Return the sure labels at one threshold, from 0 to 1 in steps of 0.01.

    What is counted are the labels that hold, of all examples together; those of which is not known
    whether the example has them don't count. No label of a novel example is sure at any threshold.

    Args:
        results: the examples' results.
        labels: the function's labels, in the order of the results' scores.
        only: the label that counts; None for one threshold for all labels.

    """
    scored = sorted(_scored(results, labels, only), key=lambda pair: pair[0])
    scores = np.array([score for score, _ in scored], np.float64)
    right = np.concatenate([np.cumsum([has for _, has in scored][::-1])[::-1], [0]])
    firsts = np.searchsorted(scores, np.arange(STEPS + 1) / STEPS)
    return tuple(
        SureAnswers(step / STEPS, len(scored), len(scored) - int(first), int(right[first]))
        for step, first in enumerate(firsts)
    )


def sure_label_at(
    results: Sequence[MultiLabelResult], labels: Sequence[str], label: str, threshold: float
) -> SureAnswers:
    """Return how often a label is sure at a threshold, and how often that is right.

    Args:
        results: the examples' results.
        labels: the function's labels, in the order of the results' scores.
        label: the label.
        threshold: the least score at which it is sure, 0 to 1.

    """
    scored = _scored(results, labels, label)
    sure = [has for score, has in scored if score >= threshold]
    return SureAnswers(threshold, len(scored), len(sure), sum(sure))


def _scored(
    results: Sequence[MultiLabelResult], labels: Sequence[str], only: str | None
) -> list[tuple[float, bool]]:
    """Return the scores of the labels that hold, and whether the examples have them."""
    return [
        (-1.0 if each.novel else score, name in each.truth)
        for each in results
        for name, score in zip(labels, each.scores, strict=True)
        if name in each.held and name not in each.unknown and only in {None, name}
    ]
