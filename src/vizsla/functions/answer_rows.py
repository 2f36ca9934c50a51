"""An input with its answer as a row: of JSON lines, or of a table."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, NamedTuple

from vizsla.csv_cells import written_cell
from vizsla.errors import VizslaError
from vizsla.terminal_text import json_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from vizsla.answer import Answer
    from vizsla.functions.explanation import Explanation

__all__ = ["Answered", "answer_row", "csv_columns", "csv_row", "csv_row_of"]

COLUMNS = (
    *("input", "text", "answer", "score", "sure", "likely", "novel", "calibrated"),
    *("alternatives", "labels", "boxes", "entities", "language", "explanation", "error"),
)
OF_TEXTS = {"text", "explanation"}  # columns that no function of images has


class Answered(NamedTuple):
    """An input with its answer.

    Attributes:
        name: the input's name.
        result: its Answer, or the error that says why there is none.
        text: the text of a table's row or a file's line; None for other inputs.
        explanation: the words that speak for the answer, where they were asked for.

    """

    name: str
    result: Answer | VizslaError
    text: str | None = None
    explanation: Explanation | None = None


def answer_row(answered: Answered) -> dict[str, Any]:
    """Return an input with its answer, or its error, as JSON."""
    name, result, text, explanation = answered
    row: dict[str, Any] = {"input": name}
    if text is not None:
        row["text"] = text
    if isinstance(result, VizslaError):
        return {**row, "error": {"kind": type(result).__name__, "message": str(result)}}
    row |= result.to_dict()
    if explanation is not None:
        row["explanation"] = [asdict(each) for each in explanation.words]
        if explanation.features:
            row["features"] = [asdict(each) for each in explanation.features]
    return row


def csv_columns(*, texts: bool, labels: bool) -> list[str]:
    """Return the columns of a .csv of answers.

    Args:
        texts: whether the inputs are texts.
        labels: whether an answer may have several labels.

    """
    left_out = (set() if texts else OF_TEXTS) | (set() if labels else {"labels"})
    return [each for each in COLUMNS if each not in left_out]


def csv_row_of(row: Mapping[str, Any], columns: Sequence[str]) -> str:
    """Return a row of answers as a line of a .csv; lists and objects in a cell are JSON."""
    cells = []
    for value in (row.get(column, "") for column in columns):
        text = json_line(value) if isinstance(value, list | dict) else value
        cells.append(written_cell(text) if isinstance(text, str) else text)
    return csv_row(cells)


def csv_row(cells: Iterable[Any]) -> str:
    """Return cells as a line of a .csv."""
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()
