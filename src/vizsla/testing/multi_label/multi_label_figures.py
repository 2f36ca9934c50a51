"""The figures of a multi-label test, each with its 95 % interval.

Shares of counts have Wilson's interval. The intervals of F1 and of the average precision are those
of the bootstrap over examples (Efron, 1979): the figure is computed anew for examples drawn with
replacement, always the same draws.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from vizsla.testing.interval import wilson

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.testing.multi_label.multi_label_result import MultiLabelResult

__all__ = ["MultiLabelFigures", "OneLabel", "Share", "multi_label_figures"]

DRAWS = 400
MOST_DRAWN = 4_000_000  # examples times draws
SEED = 0


@dataclass(frozen=True, slots=True)
class Share:
    """A figure from 0 to 1, and its 95 % interval; None where there is nothing to count."""

    value: float | None
    low: float
    high: float

    @classmethod
    def of(cls, right: int, total: int) -> Share:
        """Return the share of some examples among others."""
        low, high = wilson(right, total)
        return cls(right / total if total else None, low, high)

    @classmethod
    def of_draws(cls, values: np.ndarray) -> Share:
        """Return a figure from its value, and its values for other draws, in one array."""
        if np.isnan(values[0]):
            return cls(None, 0.0, 1.0)
        known = values[1:][~np.isnan(values[1:])]
        low, high = np.quantile(known, (0.025, 0.975)) if len(known) else (0.0, 1.0)
        value = float(values[0])
        return cls(value, min(float(low), value), max(float(high), value))

    def to_dict(self) -> dict[str, Any]:
        """Return the figure as a value for JSON."""
        return {"value": self.value, "low": self.low, "high": self.high}


@dataclass(frozen=True, slots=True)
class OneLabel:
    """How well the function predicts one label.

    Attributes:
        label: its name.
        examples: the number of examples that have it.
        precision: the share of the examples given the label that have it.
        recall: the share of the examples with the label that are given it.
        f1: the harmonic mean of both.
        average_precision: the mean precision over all thresholds; None where no example has it.
        sure: the share of the examples given the label and sure that have it.
        sure_count: the number of these.

    """

    label: str
    examples: int
    precision: Share
    recall: Share
    f1: Share
    average_precision: Share
    sure: Share
    sure_count: int

    def to_dict(self) -> dict[str, Any]:
        """Return the figures as a value for JSON."""
        return {
            "label": self.label,
            "examples": self.examples,
            "precision": self.precision.to_dict(),
            "recall": self.recall.to_dict(),
            "f1": self.f1.to_dict(),
            "average_precision": self.average_precision.to_dict(),
            "sure": self.sure.to_dict(),
            "sure_count": self.sure_count,
        }


@dataclass(frozen=True, slots=True)
class MultiLabelFigures:
    """The figures of a test.

    Attributes:
        exact: the share of examples with exactly their labels, of those whose labels are all known.
        micro_f1: F1 of all labels of all examples together.
        macro_f1: the mean F1 of the labels.
        hamming_loss: the share of wrong decisions among all that are known.
        by_label: each label's own.

    """

    exact: Share
    micro_f1: Share
    macro_f1: Share
    hamming_loss: Share
    by_label: tuple[OneLabel, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the figures as a value for JSON."""
        return {
            "exact": self.exact.to_dict(),
            "micro_f1": self.micro_f1.to_dict(),
            "macro_f1": self.macro_f1.to_dict(),
            "hamming_loss": self.hamming_loss.to_dict(),
            "by_label": [each.to_dict() for each in self.by_label],
        }


def multi_label_figures(
    results: Sequence[MultiLabelResult], labels: Sequence[str]
) -> MultiLabelFigures:
    """Count the figures.

    Args:
        results: the examples' results.
        labels: the function's labels, in the order of the results' scores.

    """
    has, held, sure, unknown = (
        np.array([[name in own for name in labels] for own in some], bool).reshape(-1, len(labels))
        for some in zip(*((r.truth, r.held, r.sure, r.unknown) for r in results), strict=True)
    )
    known = ~unknown
    weights = _draws(len(results))
    both, given, own = (weights @ (each & known) for each in (has & held, held, has))
    f1 = _f1(both, given, own)
    scores = np.array([each.scores for each in results]).reshape(-1, len(labels))
    judged = [each.right for each in results if each.right is not None]
    wrong = weights @ ((has != held) & known).sum(axis=1)
    return MultiLabelFigures(
        Share.of(sum(judged), len(judged)),
        Share.of_draws(_f1(both.sum(axis=1), given.sum(axis=1), own.sum(axis=1))),
        Share.of_draws(_mean(f1)),
        Share.of_draws(wrong / np.maximum(weights @ known.sum(axis=1), 1)),
        tuple(
            OneLabel(
                name,
                int((has & known)[:, n].sum()),
                Share.of(int(both[0, n]), int(given[0, n])),
                Share.of(int(both[0, n]), int(own[0, n])),
                Share.of_draws(f1[:, n]),
                Share.of_draws(_average_precision(scores[:, n], has[:, n], known[:, n], weights)),
                Share.of(int((sure & has & known)[:, n].sum()), int((sure & known)[:, n].sum())),
                int((sure & known)[:, n].sum()),
            )
            for n, name in enumerate(labels)
        ),
    )


def _draws(count: int) -> np.ndarray:
    """Return how often each draw has each example, (draws + 1, examples); the first: all once."""
    draws = max(1, min(DRAWS, MOST_DRAWN // max(count, 1)))
    rng = np.random.default_rng(SEED)
    drawn = rng.multinomial(count, np.full(count, 1 / count), size=draws)
    return np.vstack([np.ones((1, count)), drawn])


def _f1(both: np.ndarray, given: np.ndarray, own: np.ndarray) -> np.ndarray:
    """Return F1 of counts; NaN where no example has the label, and none is given it."""
    found: np.ndarray = np.where(given + own > 0, 2 * both / np.maximum(given + own, 1), np.nan)
    return found


def _mean(values: np.ndarray) -> np.ndarray:
    """Return the mean of each draw's numbers that are known; NaN for none."""
    known = ~np.isnan(values)
    total = np.where(known, values, 0).sum(axis=1)
    found: np.ndarray = np.where(
        known.any(axis=1), total / np.maximum(known.sum(axis=1), 1), np.nan
    )
    return found


def _average_precision(
    scores: np.ndarray, has: np.ndarray, known: np.ndarray, weights: np.ndarray
) -> np.ndarray:
    """Return the average precision of each draw, (draws,); equal scores count together."""
    order = np.flatnonzero(known)[np.argsort(-scores[known], kind="stable")]
    last = np.flatnonzero(np.append(np.diff(scores[order]) != 0, True))
    if not len(order):
        return np.full(len(weights), np.nan)
    own = np.cumsum(weights[:, order] * has[order], axis=1)[:, last]
    given = np.cumsum(weights[:, order], axis=1)[:, last]
    steps = np.diff(own, axis=1, prepend=0)
    total = own[:, -1]
    sums = (steps * own / np.maximum(given, 1)).sum(axis=1)
    found: np.ndarray = np.where(total > 0, sums / np.maximum(total, 1), np.nan)
    return found
