"""Writes answers: as text for people, as JSON lines, or as CSV."""

from __future__ import annotations

import csv
import io
import os
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from vizsla.answer import UNLIKE, Answer, Detection, Recognition
from vizsla.atomic import new_file
from vizsla.cli.console import OutputError
from vizsla.cli.terminal_text import json_line, one_line
from vizsla.csv_cells import written_cell
from vizsla.entities_html import value_in_words
from vizsla.errors import OptionError, VizslaError

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType
    from typing import Self

__all__ = ["FileOutput", "as_json", "as_text"]

COLUMNS = (
    *("input", "answer", "score", "sure", "likely", "novel", "calibrated"),
    *("alternatives", "boxes", "entities", "language", "error"),
)
JSON_LINES = (".jsonl", ".ndjson", ".json")


def as_text(name: str | None, answer: Answer, *, alternatives: bool) -> str:
    """Return an answer for people: a line, and another for each alternative, box or entity.

    Args:
        name: the input's name; None where there is only one input.
        answer: the answer to write.
        alternatives: whether to write the alternatives, too.

    """
    start = f"{name}: " if name else ""
    lines = [f"{start}{answer.answer or 'nothing known'}  {answer.score:.2f}{_word(answer)}"]
    if isinstance(answer, Detection):
        lines.extend(
            f"  {box.label}  {box.score:.2f}  "
            f"x={box.x:.0f} y={box.y:.0f} width={box.width:.0f} height={box.height:.0f}"
            f"{'' if box.sure else '  not sure'}"
            for box in answer.boxes
        )
    elif isinstance(answer, Recognition):
        lines.extend(
            f"  {each.text}  {each.kind}  {value_in_words(each.value)}  "
            f"{each.start}-{each.end}  {each.score:.2f}{'' if each.sure else '  not sure'}"
            for each in answer.entities
        )
    elif alternatives:
        lines.extend(f"  {each.answer}  {each.score:.2f}" for each in answer.alternatives)
    return "\n".join(map(one_line, lines))


def _word(answer: Answer) -> str:
    if answer.novel:
        return f"  not sure: {UNLIKE}"
    return "" if answer.sure else "  likely" if answer.likely else "  not sure"


def as_json(name: str, result: Answer | VizslaError, encoding: str = "utf-8") -> str:
    """Return one line of JSON: the answer, or the error, with the input's name."""
    return json_line({"input": name, **_row(result)}, encoding)


def _row(result: Answer | VizslaError) -> dict[str, Any]:
    if isinstance(result, VizslaError):
        return {"error": {"kind": type(result).__name__, "message": str(result)}}
    return result.to_dict()


class FileOutput:
    """Writes results to a file, as JSON lines or CSV by the ending of its name.

    The results go to a temporary file, which takes the name at the end. It does so after an
    interruption or an error, too, with the results until then; where there are none, an older file
    stays as it is.

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
        self._count = 0

    def __enter__(self) -> Self:
        """Open a temporary file."""
        self._stack = ExitStack()
        try:
            self._file = self._stack.enter_context(new_file(self._path)).fileno()
        except OSError as error:
            raise OptionError(f"--write {self._path}: {error.strerror}") from error
        if self._csv:
            try:
                self._write(_csv_row(COLUMNS))
            except OSError as error:
                self._stack.__exit__(type(error), error, error.__traceback__)
                raise OptionError(f"--write {self._path}: {error.strerror}") from error
        return self

    def add(self, name: str, result: Answer | VizslaError) -> None:
        """Write one result.

        Raises:
            OutputError: it can't be written, such as on a full disk; those before it are kept.

        """
        line = self._csv_line(name, result) if self._csv else f"{as_json(name, result)}\n"
        try:
            self._write(line)
        except OSError as error:
            raise OutputError(self._path, error) from error
        self._count += 1

    def _csv_line(self, name: str, result: Answer | VizslaError) -> str:
        row = {"input": name, **_row(result)}
        cells = []
        for value in (row.get(column, "") for column in COLUMNS):
            text = json_line(value) if isinstance(value, list | dict) else value
            cells.append(written_cell(text) if isinstance(text, str) else text)
        return _csv_row(cells)

    def _write(self, text: str) -> None:
        """Write whole lines or nothing."""
        # A name on disk need not be Unicode: its other bytes are written as \udcff.
        rest = memoryview(text.encode("utf-8", "backslashreplace"))
        before = os.lseek(self._file, 0, os.SEEK_CUR)
        try:
            while rest:
                rest = rest[os.write(self._file, rest) :]
        except OSError:
            os.ftruncate(self._file, before)
            raise

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Give the file its name, or remove it after an error before the first result.

        Raises:
            OutputError: the disk refuses the file in the end.

        """
        if kind is not None and not self._count:
            self._stack.__exit__(kind, error, trace)
            return
        try:
            self._stack.close()
        except OSError as refused:
            self._count = 0
            raise OutputError(self._path, refused) from refused


def _csv_row(cells: Any) -> str:  # noqa: ANN401 - any cells that csv writes
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()
