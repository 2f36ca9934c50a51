"""What is explored: a project's examples, as numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from vizsla.workspace import Example

__all__ = ["UNNAMED", "ExploredExamples"]

UNNAMED = "PROJECT"  # in commands to copy, where the project's name is not known


@dataclass(frozen=True, slots=True, eq=False)
class ExploredExamples:
    """A project's examples at one moment.

    Attributes:
        examples: all of them.
        embeddings: (examples, channels) float32, of any length.
        groups: (examples,) int, near-duplicates have the same number: the first one's place.
        out_of_fold: (examples, labels) float64, the chance of each label as predicted by a model
            that had not seen the example; rows of NaN where there is none. None before a training.
        labels: the names of its columns.
        project: the project's name, for the commands to copy.
        modality: the name of the examples' modality.

    """

    examples: tuple[Example, ...]
    embeddings: np.ndarray
    groups: np.ndarray
    out_of_fold: np.ndarray | None
    labels: tuple[str, ...]
    project: str = UNNAMED
    modality: str = "image"

    def __len__(self) -> int:
        """Return the number of examples."""
        return len(self.examples)

    def unit(self) -> np.ndarray:
        """Return the embeddings at length 1, (examples, channels) float32."""
        return self.unit_of(slice(None))

    def unit_of(self, places: list[int] | slice) -> np.ndarray:
        """Return some embeddings at length 1, (places, channels) float32."""
        values = np.asarray(self.embeddings[places], np.float32)
        lengths = np.sqrt(np.vecdot(values, values))
        unit: np.ndarray = values / np.maximum(lengths, 1e-12)[:, None]
        return unit

    def perceptual_hashes(self) -> np.ndarray:
        """Return the perceptual hashes, (examples,) uint64."""
        return np.array([each.fingerprint or 0 for each in self.examples], np.uint64)

    def standing(self) -> np.ndarray:
        """Say which examples nobody has put aside, (examples,) bool."""
        return np.array(
            [each.used and each.state not in {"unsure", "skipped"} for each in self.examples], bool
        )

    def leaders(self) -> np.ndarray:
        """Return one example's place for each group of near-duplicates, in order."""
        return np.unique(self.groups, return_index=True)[1]

    def alike(self) -> list[list[int]]:
        """Return the places of near-duplicates, a list for each group of two or more."""
        members: dict[int, list[int]] = {}
        for place, group in enumerate(self.groups.tolist()):
            members.setdefault(group, []).append(place)
        return [each for each in members.values() if len(each) > 1]
