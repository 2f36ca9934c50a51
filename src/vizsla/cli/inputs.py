"""The inputs of a command line: files, folders, patterns, URLs, or ``-`` for standard input.

For a function of texts, an argument that names no file is a text itself, and a table or a file of
lines holds one text in each row or line.
"""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from vizsla.cli.text_inputs import is_table, names_files, texts_of_lines, texts_of_table
from vizsla.errors import InputError, OptionError, VizslaError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from vizsla.answer import Answer
    from vizsla.cli.text_inputs import TextOfRow
    from vizsla.functions import Function

__all__ = ["Input", "Inputs"]

STDIN = "-"


class Input(NamedTuple):
    """One input of a command.

    Attributes:
        name: its name, for people: a path, a URL, a text, or a row of a table.
        source: what the function is called with; the error where it can't be read.
        text: the text of a line or row, which the name does not show; None for others.
        together: whether it is answered with those that follow it, and not by itself.
        cells: the cells of its row in columns that the function knows.

    """

    name: str
    source: object
    text: str | None = None
    together: bool = False
    cells: Mapping[str, str] = {}  # nobody changes it

    def options(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return the options of its call: those that were given, which come before its cells."""
        if not self.cells:
            return {**given}
        return {**given, "columns": {**self.cells, **given.get("columns", {})}}


class Inputs:
    """The inputs of a function that the arguments name.

    Args:
        function: the function; folders and patterns name the files of its modality.
        arguments: the command's arguments.
        skip: the number of inputs to leave out at the beginning.
        lines: whether each line of a file of texts, or of standard input, is a text.
        text_column: the column of a table that holds the texts; None recognises it.

    Raises:
        OptionError: an option for texts is given, and the function takes no texts.

    """

    def __init__(
        self,
        function: Function[Any, Any],
        arguments: Sequence[str],
        skip: int = 0,
        *,
        lines: bool = False,
        text_column: str | None = None,
    ) -> None:
        self._function = function
        self._lines = lines
        self._text_column = text_column
        modality = function.modality
        if (lines or text_column is not None) and not modality.str_is_content:
            option = "--lines" if lines else "--text-column"
            raise OptionError(
                f"{option} is for functions of texts, and {function.name} takes {modality.plural}"
            )
        found = [each for argument in arguments for each in self._find(argument)]
        self._inputs = found[skip:]
        self._stdin = b""

    def __len__(self) -> int:
        """Return the number of inputs, those that can't be read included."""
        return len(self._inputs)

    def __iter__(self) -> Iterator[Input]:
        """Iterate over the inputs, without reading or answering them."""
        return iter(self._inputs)

    def answers(self, options: dict[str, Any]) -> Iterator[tuple[Input, Answer | VizslaError]]:
        """Iterate over the inputs and their answers, in the order of the arguments."""
        for together, run in groupby(self._inputs, lambda each: each.together):
            some = list(run)
            if together and len(some) > 1:
                yield from self._answer_together(some, options)
            else:
                # One input alone gets all of the engine's threads.
                for each in some:
                    yield each, self._answer(each.source, each.options(options))

    def read(self, one: Input) -> object:
        """Return what the function is called with for an input that was answered."""
        return self._stdin if self.is_stdin(one) else one.source

    @staticmethod
    def is_stdin(one: Input) -> bool:
        """Return whether an input is what comes on standard input."""
        return one.source is _read_stdin

    def _find(self, argument: str) -> Iterable[Input]:
        """Return the inputs of an argument; one that can't be read is its error."""
        is_text = self._function.modality.str_is_content
        try:
            if argument == STDIN:
                return self._of_stdin()
            if is_text and is_table(argument):
                return self._of_rows(texts_of_table(argument, self._text_column))
            if self._is_source(argument):
                return [Input(argument, argument)]
            paths = self._function.modality.find_files(argument)
        except VizslaError as error:
            return [Input(argument, error)]
        if self._lines:
            return [each for path in paths for each in _lines_of(path)]
        return [Input(str(path), path, together=True) for path in paths]

    def _of_stdin(self) -> list[Input]:
        if self._lines:
            return _texts(texts_of_lines(_read_stdin(), STDIN))
        return [Input(STDIN, _read_stdin)]

    def _of_rows(self, rows: Iterable[TextOfRow]) -> list[Input]:
        features = self._function.manifest.features
        known = {column.name for each in features for column in each.columns}
        found = []
        for name, text, cells in rows:
            own = {column: cell for column, cell in cells.items() if column in known}
            if isinstance(text, str):
                found.append(Input(name, text, text, together=not own, cells=own))
            else:
                found.append(Input(name, text))
        return found

    def _is_source(self, argument: str) -> bool:
        """Return whether the function is called with an argument as it is: a text, or a URL."""
        modality = self._function.modality
        if modality.str_is_content:
            return not names_files(argument, modality)
        return "://" in argument

    def _answer(self, source: object, options: dict[str, Any]) -> Answer | VizslaError:
        if isinstance(source, VizslaError):
            return source
        try:
            if source is _read_stdin:
                source = self._stdin = _read_stdin()
            answer: Answer = self._function(source, **options)
        except VizslaError as error:
            return error
        except Exception as error:  # noqa: BLE001 - the other inputs go on
            return _unforeseen(error)
        return answer

    def _answer_together(
        self, inputs: list[Input], options: dict[str, Any]
    ) -> Iterator[tuple[Input, Answer | VizslaError]]:
        done = 0
        while done < len(inputs):
            # As an iterator, each path is one file, whatever its name.
            rest = iter([each.source for each in inputs[done:]])
            try:
                for _, result in self._function.over(rest, **options):
                    done += 1
                    yield inputs[done - 1], result
            except VizslaError:
                raise
            except Exception as error:  # noqa: BLE001 - the other inputs go on
                done += 1
                yield inputs[done - 1], _unforeseen(error)


def _texts(found: Iterable[tuple[str, str]]) -> list[Input]:
    return [Input(name, each, each, together=True) for name, each in found]


def _lines_of(path: Path) -> list[Input]:
    try:
        return _texts(texts_of_lines(path.read_bytes(), str(path)))
    except OSError as error:
        return [Input(str(path), InputError(f"{path} can't be read: {error.strerror}"))]
    except VizslaError as error:
        return [Input(str(path), error)]


def _read_stdin() -> bytes:
    try:
        return sys.stdin.buffer.read()
    except (OSError, AttributeError) as error:  # a folder, or closed
        reason = getattr(error, "strerror", None) or "it is closed"
        raise InputError(f"standard input can't be read ({reason})") from error


def _unforeseen(error: Exception) -> VizslaError:
    if isinstance(error, MemoryError):
        return InputError("there was too little memory for this input")
    return InputError(
        f"there is no answer, for a reason that nobody foresaw ({error!r}); please report it"
    )
