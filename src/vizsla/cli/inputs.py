"""The inputs of a command line: files, folders, patterns, URLs, or ``-`` for standard input.

For a function of texts, an argument that names no file is a text itself.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vizsla.errors import InputError, VizslaError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vizsla.answer import Answer
    from vizsla.functions import Function

__all__ = ["Inputs"]

STDIN = "-"


class Inputs:
    """The inputs of a function that the arguments name.

    Args:
        function: the function; folders and patterns name the files of its modality.
        arguments: the command's arguments.
        skip: the number of inputs to leave out at the beginning.

    """

    def __init__(
        self, function: Function[Any, Any], arguments: Sequence[str], skip: int = 0
    ) -> None:
        self._function = function
        # Files that follow each other are answered together; any other input by itself.
        self._runs: list[list[Path] | str | tuple[str, VizslaError]] = []
        for argument in arguments:
            if argument == STDIN or "://" in argument:
                self._runs.append(argument)
                continue
            try:
                paths = list(function.modality.find_files(argument))
            except VizslaError as error:
                is_text = function.modality.str_is_content and not os.path.lexists(argument)
                self._runs.append(argument if is_text else (argument, error))
                continue
            if self._runs and isinstance(self._runs[-1], list):
                self._runs[-1].extend(paths)
            else:
                self._runs.append(paths)
        while skip and self._runs:
            first = self._runs.pop(0)
            rest = first[skip:] if isinstance(first, list) else []
            skip = max(0, skip - (len(first) if isinstance(first, list) else 1))
            if rest:
                self._runs.insert(0, rest)

    def __len__(self) -> int:
        """Return the number of inputs, those that can't be read included."""
        return sum(len(run) if isinstance(run, list) else 1 for run in self._runs)

    def answers(self, options: dict[str, Any]) -> Iterator[tuple[str, Answer | VizslaError]]:
        """Iterate over the inputs' names and answers, in the order of the arguments."""
        for run in self._runs:
            if isinstance(run, tuple):
                yield run
            elif isinstance(run, list) and len(run) > 1:
                yield from self._answer_files(run, options)
            else:
                # One input alone gets all of the engine's threads.
                name = str(run[0]) if isinstance(run, list) else run
                source: object = run[0] if isinstance(run, list) else run
                try:
                    if name == STDIN:
                        source = _read_stdin()
                    yield name, self._function(source, **options)
                except VizslaError as error:
                    yield name, error
                except Exception as error:  # noqa: BLE001 - the other inputs go on
                    yield name, _unforeseen(error)

    def _answer_files(
        self, paths: list[Path], options: dict[str, Any]
    ) -> Iterator[tuple[str, Answer | VizslaError]]:
        done = 0
        while done < len(paths):
            try:
                # As an iterator, each path is one file, whatever its name.
                for path, result in self._function.over(iter(paths[done:]), **options):
                    done += 1
                    yield str(path), result
            except VizslaError:
                raise
            except Exception as error:  # noqa: BLE001 - the other inputs go on
                done += 1
                yield str(paths[done - 1]), _unforeseen(error)


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
