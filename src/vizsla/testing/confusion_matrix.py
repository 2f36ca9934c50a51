"""The confusion matrix: how often each truth got each answer."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vizsla.json_value import JSONValue
    from vizsla.testing.test_result import TestResult

__all__ = ["ConfusionMatrix", "confusion_matrix"]

Cell = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True, eq=False)
class ConfusionMatrix:
    """A confusion matrix with the examples of each cell; empty cells are left out.

    Attributes:
        truths: the rows: the labels, and None for 'none of these'.
        answers: the columns: the same in the same order, then answers that are no label of the
            test.
        cells: the keys of the examples in each cell that has some, by (truth, answer).

    """

    truths: tuple[str | None, ...]
    answers: tuple[str | None, ...]
    cells: Mapping[Cell, tuple[str, ...]]

    def keys(self, truth: str | None, answer: str | None) -> tuple[str, ...]:
        """Return the keys of the examples with that truth and that answer."""
        return self.cells.get((truth, answer), ())

    def matrix(self) -> np.ndarray:
        """Return the counts, (truths, answers) int64."""
        rows = {each: number for number, each in enumerate(self.truths)}
        columns = {each: number for number, each in enumerate(self.answers)}
        counts = np.zeros((len(rows), len(columns)), np.int64)
        for (truth, answer), keys in self.cells.items():
            counts[rows[truth], columns[answer]] = len(keys)
        return counts

    def mistakes(self) -> tuple[tuple[str | None, str | None, int], ...]:
        """Return the (truth, answer, count) of each kind of mistake, the most frequent first."""
        wrong = [(t, a, len(keys)) for (t, a), keys in self.cells.items() if t != a]
        return tuple(sorted(wrong, key=lambda each: (-each[2], str(each[0]), str(each[1]))))

    def to_dict(self) -> dict[str, JSONValue]:
        """Return the matrix as a value for JSON."""
        return {
            "truths": list(self.truths),
            "answers": list(self.answers),
            "cells": [
                {"truth": truth, "answer": answer, "count": len(keys), "keys": list(keys)}
                for (truth, answer), keys in self.cells.items()
            ],
        }


def confusion_matrix(results: Sequence[TestResult], labels: Sequence[str]) -> ConfusionMatrix:
    """Return the confusion matrix of results.

    Args:
        results: the results of examples whose truth is known.
        labels: the labels, in the order of rows and columns.

    """
    known = set(labels)
    others = Counter(
        each.answer for each in results if each.answer is not None and each.answer not in known
    )
    none_is_a_truth = any(each.truth is None for each in results)
    none_is_an_answer = none_is_a_truth or any(each.answer is None for each in results)
    truths: tuple[str | None, ...] = (*labels, *((None,) if none_is_a_truth else ()))
    extra = sorted(others, key=lambda each: (-others[each], each))
    answers: tuple[str | None, ...] = (*labels, *((None,) if none_is_an_answer else ()), *extra)
    order = {each: number for number, each in enumerate(answers)}
    cells: dict[Cell, list[str]] = {}
    for each in results:
        cells.setdefault((each.truth, each.answer), []).append(each.key)
    ordered = sorted(cells.items(), key=lambda item: (order[item[0][0]], order[item[0][1]]))
    return ConfusionMatrix(truths, answers, {cell: tuple(keys) for cell, keys in ordered})
