"""The inputs of a command line: files, folders, patterns, URLs, or ``-`` for standard input."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vizsla.errors import VizslaError
from vizsla.modalities.registry import modality_named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vizsla.answer import Answer
    from vizsla.functions import Function

__all__ = ["Inputs"]

STDIN = "-"


class Inputs:
    """The inputs that the arguments name.

    Args:
        arguments: the command's arguments.
        skip: the number of inputs to leave out at the beginning.

    """

    def __init__(self, arguments: Sequence[str], skip: int = 0) -> None:
        # Files that follow each other are answered together; any other input by itself.
        self._runs: list[list[Path] | str | tuple[str, VizslaError]] = []
        for argument in arguments:
            if argument == STDIN or "://" in argument:
                self._runs.append(argument)
                continue
            try:
                paths = list(modality_named("image").find_files(argument))
            except VizslaError as error:
                self._runs.append((argument, error))
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

    def answers(
        self, function: Function[Any, Any], options: dict[str, Any]
    ) -> Iterator[tuple[str, Answer | VizslaError]]:
        """Iterate over the inputs' names and answers, in the order of the arguments."""
        for run in self._runs:
            if isinstance(run, tuple):
                yield run
            elif isinstance(run, list) and len(run) > 1:
                for path, result in function.over(run, **options):
                    yield str(path), result
            else:
                # One input alone gets all of the engine's threads.
                name = str(run[0]) if isinstance(run, list) else run
                source = sys.stdin.buffer.read() if name == STDIN else name
                try:
                    yield name, function(source, **options)
                except VizslaError as error:
                    yield name, error
