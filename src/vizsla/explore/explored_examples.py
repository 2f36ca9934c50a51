"""A project's examples as arrays, at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vizsla.modalities.registry import modality_named
from vizsla.wording import counted

if TYPE_CHECKING:
    from vizsla.workspace import Example

__all__ = ["UNNAMED", "ExploredExamples"]

UNNAMED = "PROJECT"  # in commands to copy, where the project's name is not known


@dataclass(frozen=True, slots=True, eq=False)
class ExploredExamples:
    """The examples of a project at one moment, with their embeddings.

    Attributes:
        examples: all examples of the project.
        embeddings: (examples, dimensions) float32, of any length.
        groups: (examples,) int, the group of near-duplicates of each: the index of its first one.
        labels: the labels, without 'none of these'.
        project: the project's name, for the commands to copy.
        modality: the name of the examples' modality.
        texts: the text of each example, where they are texts; empty where it can't be read.
        encoder: the name of the encoder that made the embeddings, where it is known.
        multi_label: whether an example may have several labels.

    """

    examples: tuple[Example, ...]
    embeddings: np.ndarray
    groups: np.ndarray
    labels: tuple[str, ...]
    project: str = UNNAMED
    modality: str = "image"
    texts: tuple[str, ...] | None = None
    encoder: str | None = None
    multi_label: bool = False

    def __len__(self) -> int:
        """Return the number of examples."""
        return len(self.examples)

    @property
    def singular(self) -> str:
        """The word for one example, such as ``image``."""
        return modality_named(self.modality).singular

    @property
    def plural(self) -> str:
        """The word for several examples, such as ``images``."""
        return modality_named(self.modality).plural

    def counted(self, count: int, verb: str = "", verbs: str = "") -> str:
        """Return a number of examples in words, such as ``1 image is``.

        Args:
            count: the number.
            verb: the word behind one example.
            verbs: the word behind several.

        """
        return counted(count, f"{self.singular} {verb}".rstrip(), f"{self.plural} {verbs}".rstrip())

    def unit_embeddings(self, indices: list[int] | np.ndarray | slice = slice(None)) -> np.ndarray:
        """Return embeddings at length 1, (indices, dimensions) float32; by default all."""
        values = np.asarray(self.embeddings[indices], np.float32)
        lengths = np.sqrt(np.vecdot(values, values))
        unit: np.ndarray = values / np.maximum(lengths, 1e-12)[:, None]
        return unit

    def fingerprints(self, indices: list[int] | None = None) -> np.ndarray:
        """Return fingerprints, (indices,) uint64, by default all; 0 where there is none."""
        chosen = self.examples if indices is None else [self.examples[n] for n in indices]
        return np.array([each.fingerprint or 0 for each in chosen], np.uint64)

    def in_use(self) -> np.ndarray:
        """Return which examples are neither unused, unsure nor skipped, (examples,) bool."""
        return np.array(
            [each.used and each.state not in {"unsure", "skipped"} for each in self.examples], bool
        )

    def representatives(self) -> np.ndarray:
        """Return the index of one example for each group of near-duplicates, in order."""
        return np.unique(self.groups, return_index=True)[1]

    def duplicate_groups(self) -> list[list[int]]:
        """Return the indices of near-duplicates, a list for each group of two or more."""
        members: dict[int, list[int]] = {}
        for index, group in enumerate(self.groups.tolist()):
            members.setdefault(group, []).append(index)
        return [each for each in members.values() if len(each) > 1]
