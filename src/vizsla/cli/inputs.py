"""What is named on the command line: files, folders, globs, URLs, or ``-`` for standard input."""

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
    """The pictures that the arguments name.

    Args:
        arguments: as they were given.

    """

    def __init__(self, arguments: Sequence[str]) -> None:
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

    def __len__(self) -> int:
        """Return how many pictures there are, those that can't be had included."""
        return sum(len(run) if isinstance(run, list) else 1 for run in self._runs)

    def answers(
        self, function: Function[Any, Any], options: dict[str, Any]
    ) -> Iterator[tuple[str, Answer | VizslaError]]:
        """Answer each, in the order that they were named in."""
        for run in self._runs:
            if isinstance(run, tuple):
                yield run
            elif isinstance(run, list) and len(run) > 1:
                for path, result in function.over(run, **options):
                    yield str(path), result
            else:
                # One picture alone gets all of the engine's threads.
                named = str(run[0]) if isinstance(run, list) else run
                source = sys.stdin.buffer.read() if named == STDIN else named
                try:
                    yield named, function(source, **options)
                except VizslaError as error:
                    yield named, error
