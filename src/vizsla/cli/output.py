"""Writes answers: as text for people, as JSON lines, or as CSV."""

from __future__ import annotations

import csv
import json
from contextlib import ExitStack
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any

from vizsla.answer import Answer, Detection
from vizsla.atomic import new_file
from vizsla.errors import OptionError, VizslaError

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType
    from typing import Self

__all__ = ["FileOutput", "as_json", "as_text"]

COLUMNS = ("input", "answer", "score", "sure", "calibrated", "alternatives", "boxes", "error")
JSON_LINES = (".jsonl", ".ndjson", ".json")


def as_text(name: str | None, answer: Answer, *, alternatives: bool) -> str:
    """Return an answer for people: a line, and another for each alternative or box.

    Args:
        name: the input's name; None where there is only one input.
        answer: the answer to write.
        alternatives: whether to write the alternatives, too.

    """
    start = f"{name}: " if name else ""
    unsure = "" if answer.sure else "  not sure"
    lines = [f"{start}{answer.answer or 'nothing known'}  {answer.score:.2f}{unsure}"]
    if isinstance(answer, Detection):
        lines.extend(
            f"  {box.label}  {box.score:.2f}  "
            f"x={box.x:.0f} y={box.y:.0f} width={box.width:.0f} height={box.height:.0f}"
            for box in answer.boxes
        )
    elif alternatives:
        lines.extend(f"  {each.answer}  {each.score:.2f}" for each in answer.alternatives)
    return "\n".join(lines)


def as_json(name: str, result: Answer | VizslaError) -> str:
    """Return one line of JSON: the answer, or the error, with the input's name."""
    return json.dumps({"input": name, **_row(result)}, ensure_ascii=False)


def _row(result: Answer | VizslaError) -> dict[str, Any]:
    if isinstance(result, VizslaError):
        return {"error": {"kind": type(result).__name__, "message": str(result)}}
    return result.to_dict()


class FileOutput:
    """Writes results to a file, as JSON lines or CSV by the ending of its name.

    The results go to a temporary file, which takes the name at the end; after an interruption, too,
    with the results until then.

    Args:
        path: ends in .jsonl, .ndjson, .json or .csv.

    Raises:
        OptionError: the path ends in something else, or can't be written.

    """

    def __init__(self, path: Path) -> None:
        self._path = path
        if path.suffix.lower() not in (*JSON_LINES, ".csv"):
            raise OptionError(f"--write {path}: must end in .jsonl (JSON lines) or .csv")
        self._csv = path.suffix.lower() == ".csv"

    def __enter__(self) -> Self:
        """Open a temporary file."""
        self._stack = ExitStack()
        try:
            file = self._stack.enter_context(new_file(self._path))
        except OSError as error:
            raise OptionError(f"--write {self._path}: {error.strerror}") from error
        self._file = TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
        self._rows = csv.DictWriter(self._file, COLUMNS, extrasaction="ignore")
        if self._csv:
            self._rows.writeheader()
        return self

    def add(self, name: str, result: Answer | VizslaError) -> None:
        """Write one result."""
        if not self._csv:
            self._file.write(as_json(name, result) + "\n")
            return
        row = {"input": name, **_row(result)}
        for column, value in row.items():
            if isinstance(value, list | dict):
                row[column] = json.dumps(value, ensure_ascii=False)
        self._rows.writerow(row)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Give the file its name, or remove it after an error."""
        if kind is None or kind is KeyboardInterrupt:
            self._stack.close()
        else:
            self._stack.__exit__(kind, error, trace)
