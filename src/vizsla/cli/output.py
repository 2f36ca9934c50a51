"""Writes answers: as text for people, as JSON lines, or as CSV."""

from __future__ import annotations

import os
from contextlib import ExitStack
from typing import TYPE_CHECKING

from vizsla.answer import (
    NONE_OF_THESE,
    UNLIKE,
    Answer,
    Detection,
    HeldLabel,
    Recognition,
    Transcription,
)
from vizsla.atomic import new_file
from vizsla.cli.console import OutputError
from vizsla.entities_html import value_in_words
from vizsla.errors import OptionError, VizslaError
from vizsla.functions.answer_rows import Answered, answer_row, csv_columns, csv_row, csv_row_of
from vizsla.terminal_text import json_line, one_line

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from vizsla.functions.explanation import Explanation

__all__ = ["Answered", "FileOutput", "as_json", "as_text"]

LEAST = 0.1  # the weight of a word that is worth naming, 1 for the one that speaks most
JSON_LINES = (".jsonl", ".ndjson", ".json")


def as_text(answered: Answered, *, alone: bool, alternatives: bool) -> str:
    """Return an answer for people: a line, and another for each alternative, box or entity.

    Args:
        answered: the input and its answer; an error has one line.
        alone: whether it is the only input, whose name need not be said.
        alternatives: whether to write the alternatives, too.

    """
    answer = answered.result
    start = "" if alone else f"{answered.name}: "
    if isinstance(answer, VizslaError):
        return one_line(f"{start}{answer}")
    nothing = "no words" if isinstance(answer, Transcription) else NONE_OF_THESE
    lines = [f"{start}{answer.answer or nothing}  {answer.score:.2f}{_word(answer)}"]
    lines.extend(f"  {each.label}  {each.score:.2f}{_word(each)}" for each in answer.labels or ())
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
    elif isinstance(answer, Transcription):
        lines.extend(
            f"  {each.start:.1f}-{each.end:.1f} s  {each.text or nothing}  {each.score:.2f}"
            f"{'' if each.sure else '  not sure'}"
            for each in answer.segments[: None if len(answer.segments) > 1 else 0]
        )
    elif alternatives:
        lines.extend(f"  {each.answer}  {each.score:.2f}" for each in answer.alternatives)
    if answered.explanation is not None:
        lines.append(f"  because of {_words(answered.explanation)}")
    return "\n".join(map(one_line, lines))


def _word(answer: Answer | HeldLabel) -> str:
    if isinstance(answer, Answer) and answer.novel:
        return f"  not sure: {UNLIKE}"
    return "" if answer.sure else "  likely" if answer.likely else "  not sure"


def _words(explanation: Explanation) -> str:
    """Return the words that speak for an answer, in the text's order, and its features."""
    words = [f"{each.text} {each.weight:.2f}" for each in explanation.words if each.weight >= LEAST]
    said = ", ".join(words) or "no word in particular"
    features = [f"{each.name} {each.log_odds:+.2f}" for each in explanation.features]
    return "; ".join([said, *features])


def as_json(answered: Answered, encoding: str = "utf-8") -> str:
    """Return one line of JSON: the answer, or the error, with the input's name."""
    return json_line(answer_row(answered), encoding)


class FileOutput:
    """Writes results to a file, as JSON lines or CSV by the ending of its name.

    The results go to a temporary file, which takes the name at the end. It does so after an
    interruption or an error, too, with the results until then; where there are none, an older file
    stays as it is.

    Args:
        path: ends in .jsonl, .ndjson, .json or .csv.
        texts: whether the inputs are texts, for the columns of a .csv.
        labels: whether an answer may have several labels, for the same.

    Raises:
        OptionError: the path ends in something else, or can't be written.

    """

    def __init__(self, path: Path, *, texts: bool, labels: bool = False) -> None:
        self._path = path
        self._columns = csv_columns(texts=texts, labels=labels)
        if path.suffix.lower() not in (*JSON_LINES, ".csv"):
            raise OptionError(f"--write {path}: must end in .jsonl (JSON lines) or .csv")
        self._csv = path.suffix.lower() == ".csv"
        # How many whole results, and where they end: set in one step, as Ctrl-C comes any time.
        self._kept = 0, 0

    @property
    def count(self) -> int:
        """The number of results that the file has."""
        return self._kept[0]

    def __enter__(self) -> Self:
        """Open a temporary file."""
        self._stack = ExitStack()
        try:
            self._file = self._stack.enter_context(new_file(self._path)).fileno()
        except OSError as error:
            raise OptionError(f"--write {self._path}: {error.strerror}") from error
        if self._csv:
            try:
                self._write(csv_row(self._columns))
            except OSError as error:
                self._stack.__exit__(type(error), error, error.__traceback__)
                raise OptionError(f"--write {self._path}: {error.strerror}") from error
        return self

    def add(self, answered: Answered) -> None:
        """Write one result.

        Raises:
            OutputError: it can't be written, such as on a full disk; those before it are kept.

        """
        row = answer_row(answered)
        line = csv_row_of(row, self._columns) if self._csv else f"{json_line(row)}\n"
        try:
            self._write(line)
        except OSError as error:
            raise OutputError(self._path, error) from error
        self._kept = self.count + 1, os.lseek(self._file, 0, os.SEEK_CUR)

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
        if kind is not None and not self.count:
            self._stack.__exit__(kind, error, trace)
            return
        try:
            if kind is not None:
                os.ftruncate(self._file, self._kept[1])
            self._stack.close()
        except OSError as refused:
            self._kept = 0, 0
            raise OutputError(self._path, refused) from refused
