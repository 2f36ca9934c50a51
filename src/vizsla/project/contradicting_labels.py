"""Finds files, or texts, that a source has with several labels: all of them, for one message."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import TYPE_CHECKING

from vizsla.errors import TrainingDataError, VizslaError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vizsla.exchange import ImportExample

__all__ = ["ContradictingLabels"]

NAMED = 10  # contradictions that a message names


class ContradictingLabels:
    """Collects the labels of files by their content.

    Args:
        singular: the word for one example, such as ``text``.
        plural: the word for several.

    """

    def __init__(self, singular: str, plural: str) -> None:
        self._words = singular, plural
        self._first: dict[str, tuple[str, str | None]] = {}
        self._found: list[str] = []
        self._contents: set[str] = set()

    def add(self, sha256: str, name: str, label: str | None) -> None:
        """Add a file: its content's sha256, its name for people, and its label."""
        first, before = self._first.setdefault(sha256, (name, label))
        if label != before:
            self._contents.add(sha256)
            self._found.append(f"{name} ({label!r}) is the same as {first} ({before!r})")

    def add_all(self, examples: Iterable[ImportExample]) -> None:
        """Read examples, and add them; those that can't be read have no content."""
        for each in examples:
            with suppress(VizslaError):
                key = hashlib.sha256(each.read()).hexdigest()
                self.add(key, str(each.path or each.name), each.label)

    def check(self) -> None:
        """Raise an error that names what has several labels, if anything has.

        Raises:
            TrainingDataError: something has.

        """
        if not self._found:
            return
        count = len(self._contents)
        singular, plural = self._words
        who = f"1 {singular} has" if count == 1 else f"{count:,} {plural} have"
        left = len(self._found) - NAMED
        more = f"; and {left:,} more" if left > 0 else ""
        raise TrainingDataError(
            f"{who} several labels, and can have one: {'; '.join(self._found[:NAMED])}{more}. "
            "Remove those that are wrong"
        )
