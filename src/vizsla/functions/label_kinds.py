"""Finds the labels of a function that are of a kind, such as ``dog``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vizsla.errors import OptionError
from vizsla.nearest import did_you_mean

if TYPE_CHECKING:
    from vizsla.bundle import Manifest
    from vizsla.bundle.taxonomy import Taxonomy

__all__ = ["LabelKinds"]


class LabelKinds:
    """The kinds of a function's labels.

    Args:
        manifest: the function's manifest.
        taxonomy: the kinds above the labels, or None.

    """

    def __init__(self, manifest: Manifest, taxonomy: Taxonomy | None) -> None:
        self._manifest = manifest
        self._taxonomy = taxonomy
        self._masks: dict[str, np.ndarray] = {}
        self._paths: dict[int, tuple[str, ...]] = {}

    def above(self, number: int) -> frozenset[str]:
        """Return the ids of the kinds above a label, and its own.

        Args:
            number: the label's number in the manifest.

        """
        key = self._manifest.labels[number].id
        if key is None:
            return frozenset()
        return self._taxonomy.above(key) if self._taxonomy else frozenset((key,))

    def path(self, number: int) -> tuple[str, ...]:
        """Return the names from the widest kind down to a label; empty where none are known."""
        found = self._paths.get(number)
        if found is None:
            found = self._paths[number] = self._find_path(number)
        return found

    def _find_path(self, number: int) -> tuple[str, ...]:
        label = self._manifest.labels[number]
        if label.path or not label.id or not self._taxonomy:
            return label.path
        return self._taxonomy.path(label.id)

    def within(self, word: str) -> np.ndarray:
        """Return which of the labels are of a kind, (labels,) bool.

        Args:
            word: the kind's name, or its id.

        Raises:
            OptionError: none of the labels is of that kind.

        """
        found = self._masks.get(word)
        if found is None:
            found = self._masks[word] = self._find(word)
        return found

    def _find(self, word: str) -> np.ndarray:
        kinds = self._taxonomy.find(word) if self._taxonomy else ()
        found = np.array(
            [
                word in (label.answer, label.id, *label.path)
                or not self.above(number).isdisjoint(kinds)
                for number, label in enumerate(self._manifest.labels)
            ]
        )
        if not found.any():
            labels = (each.answer for each in self._manifest.labels)
            known = {*labels, *(self._taxonomy.names() if self._taxonomy else ())}
            question = did_you_mean(word, sorted(known))
            raise OptionError(
                f"within={word!r}: {self._manifest.name!r} knows no such kind; "
                f"{question and f'{question} '}use one of its labels, or one from an "
                "alternative's path, such as 'dog'"
            )
        return found
