"""Lay out the part of a confusion matrix that fits on a page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vizsla.testing.report_images import ExampleList
from vizsla.testing.test_result import label_text
from vizsla.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.testing.confusion_matrix import ConfusionMatrix

__all__ = ["ConfusionView", "confusion_view"]

MOST_LABELS = 20  # a larger table can't be read
MOST_OTHERS = 5  # answers that are no label of the test, in columns of their own
MOST_PAIRS = 20  # in the list of confusions
OTHERS = "other answers"


@dataclass(frozen=True, slots=True)
class ConfusionView:
    """The table and the list to draw.

    Attributes:
        columns: the names of the columns.
        rows: a ``name`` and its ``cells`` each, as the macro ``heat_table`` takes them; a cell's
            ``open`` is the number of its list of examples.
        pairs: the most frequent confusions: ``truth``, ``answer``, ``count``, and ``open``.
        lists: the lists of examples, numbered from 1.
        left_out: the number of labels that are not in the table.

    """

    columns: list[str]
    rows: list[dict[str, object]]
    pairs: list[dict[str, object]]
    lists: list[ExampleList]
    left_out: int


def confusion_view(matrix: ConfusionMatrix, labels: Sequence[str]) -> ConfusionView:
    """Choose the labels of the table and lay them out.

    Args:
        matrix: the confusion matrix.
        labels: the labels of the test; where there are too many, the table has the most confused.

    """
    shown, others, left_out = _columns(matrix, labels)
    lists = _Lists()
    in_table = {truth for truth, _ in matrix.cells} & set(shown)
    rows = [
        _row(matrix, truth, shown, others, lists) for truth in matrix.truths if truth in in_table
    ]
    pairs: list[dict[str, object]] = [
        {
            "truth": label_text(truth),
            "answer": label_text(answer),
            "count": count,
            "open": lists.number(truth, answer, matrix.keys(truth, answer)),
        }
        for truth, answer, count in matrix.mistakes()[:MOST_PAIRS]
    ]
    columns = [label_text(each) for each in shown] + ([OTHERS] if others else [])
    return ConfusionView(columns, rows, pairs, lists.lists, left_out)


class _Lists:
    """Numbers the lists of examples that cells open."""

    def __init__(self) -> None:
        self.lists: list[ExampleList] = []
        self._numbers: dict[tuple[str | None, str | None], int] = {}

    def number(self, truth: str | None, answer: str | None, keys: Sequence[str]) -> int:
        """Return the number of a cell's list, from 1."""
        if (truth, answer) not in self._numbers:
            self.lists.append(ExampleList(_title(truth, answer, len(keys)), keys))
            self._numbers[truth, answer] = len(self.lists)
        return self._numbers[truth, answer]


def _columns(
    matrix: ConfusionMatrix, labels: Sequence[str]
) -> tuple[list[str | None], list[str | None], int]:
    """Return the answers that get a column, the others, and the number of labels left out."""
    present = {each for cell in matrix.cells for each in cell}
    known = {*labels, None} & present
    shown = [each for each in matrix.answers if each in known]
    left_out = len(shown) - MOST_LABELS
    if left_out > 0:
        involved: Counter[str | None] = Counter()
        for truth, answer, count in matrix.mistakes():
            involved[truth] += count
            involved[answer] += count
        chosen = set(sorted(shown, key=lambda each: -involved[each])[:MOST_LABELS])
        shown = [each for each in shown if each in chosen]
    others = [each for each in matrix.answers if each not in set(shown)]
    if left_out <= 0:
        shown, others = shown + others[:MOST_OTHERS], others[MOST_OTHERS:]
    return shown, others, max(left_out, 0)


def _row(
    matrix: ConfusionMatrix,
    truth: str | None,
    shown: Sequence[str | None],
    others: Sequence[str | None],
    lists: _Lists,
) -> dict[str, object]:
    keys = [(answer, matrix.keys(truth, answer)) for answer in shown]
    if others:
        keys.append((OTHERS, tuple(key for each in others for key in matrix.keys(truth, each))))
    total = sum(len(each) for _, each in keys)
    cells = [
        {
            "text": len(own) or "",
            "value": len(own) / total if total else 0,
            "kind": "" if not own else "right" if truth == answer else "wrong",
            "open": lists.number(truth, answer, own) if own else None,
            "label": _title(truth, answer, len(own)),
        }
        for answer, own in keys
    ]
    return {"name": label_text(truth), "cells": cells}


def _title(truth: str | None, answer: str | None, count: int) -> str:
    examples = counted(count, "example")
    if truth == answer:
        return f"{label_text(truth)}: {examples}, answered rightly"
    return f"{label_text(truth)}, answered with {label_text(answer)}: {examples}"
