"""The part of a confusion matrix that fits on a page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vizsla.testing.test_result import NONE_OF_THESE
from vizsla.wording import counted

if TYPE_CHECKING:
    from vizsla.testing.report import Report

__all__ = ["ConfusionView", "confusion_view"]

MOST_LABELS = 20  # in the table; more can't be read
MOST_OTHERS = 5  # answers that are no label of the test, in columns of their own
MOST_PAIRS = 20  # in the list of what is mixed up
OTHERS = "other answers"
NO_SHELF = None


@dataclass(frozen=True, slots=True)
class ConfusionView:
    """What to draw.

    Attributes:
        columns: the names of the columns.
        rows: each a ``name`` and its ``cells``, as the macro ``heat_table`` takes them; a cell's
            ``open`` is its shelf's number.
        pairs: the most frequent mistakes: ``truth``, ``answer``, ``count``, and ``open``.
        shelves: each a ``title`` and the ``keys`` of its examples; they are numbered from 1.
        left_out: how many labels are not in the table.

    """

    columns: list[str]
    rows: list[dict[str, Any]]
    pairs: list[dict[str, Any]]
    shelves: list[dict[str, Any]]
    left_out: int


def confusion_view(report: Report) -> ConfusionView:
    """Choose labels (where there are too many, those that are mixed up most) and lay them out."""
    found = report.confusion
    present = {truth for truth, _ in found.cells}
    involved: Counter[str | None] = Counter()
    for truth, answer, count in found.mixed_up():
        involved[truth] += count
        involved[answer] += count
    truths = [each for each in found.truths if each in present]
    answered = {answer for _, answer in found.cells}
    known = {*report.labels, None} & (present | answered)
    labels = [each for each in found.answers if each in known]
    left_out = 0
    if len(labels) > MOST_LABELS:
        chosen = set(sorted(labels, key=lambda each: -involved[each])[:MOST_LABELS])
        left_out = len(labels) - len(chosen)
        labels = [each for each in labels if each in chosen]
    extra = [each for each in found.answers if each not in set(labels)]
    named = [] if left_out else extra[:MOST_OTHERS]
    shown: list[str | None] = [*labels, *named]
    rest = [each for each in extra if each not in set(named)]
    shelves: list[dict[str, Any]] = []
    opened: dict[tuple[str | None, str | None], int] = {}

    def shelf(truth: str | None, answer: str | None, keys: tuple[str, ...]) -> int:
        if (truth, answer) not in opened:
            shelves.append({"title": _title(truth, answer, len(keys)), "keys": list(keys)})
            opened[truth, answer] = len(shelves)
        return opened[truth, answer]

    rows = []
    for truth in (each for each in truths if each in set(labels)):
        counts = [found.keys(truth, answer) for answer in shown]
        others = tuple(key for answer in rest for key in found.keys(truth, answer))
        total = sum(len(each) for each in counts) + len(others)
        cells = [
            _cell(truth, answer, keys, total, shelf(truth, answer, keys) if keys else NO_SHELF)
            for answer, keys in zip(shown, counts, strict=True)
        ]
        if rest:
            number = shelf(truth, OTHERS, others) if others else NO_SHELF
            cells.append(_cell(truth, OTHERS, others, total, number))
        rows.append({"name": _name(truth), "cells": cells})
    pairs = [
        {
            "truth": _name(truth),
            "answer": _name(answer),
            "count": count,
            "open": shelf(truth, answer, found.keys(truth, answer)),
        }
        for truth, answer, count in found.mixed_up()[:MOST_PAIRS]
    ]
    columns = [_name(each) for each in shown] + ([OTHERS] if rest else [])
    return ConfusionView(columns, rows, pairs, shelves, left_out)


def _cell(
    truth: str | None, answer: str | None, keys: tuple[str, ...], total: int, shelf: int | None
) -> dict[str, Any]:
    kind = "" if not keys else "right" if truth == answer else "wrong"
    return {
        "text": len(keys) or "",
        "value": len(keys) / total if total else 0,
        "kind": kind,
        "open": shelf,
        "say": _title(truth, answer, len(keys)),
    }


def _title(truth: str | None, answer: str | None, count: int) -> str:
    if truth == answer:
        return f"{_name(truth)}: {counted(count, 'picture')}, rightly answered"
    return f"{_name(truth)}, taken for {_name(answer)}: {counted(count, 'picture')}"


def _name(label: str | None) -> str:
    return NONE_OF_THESE if label is None else label
