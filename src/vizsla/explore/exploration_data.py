"""The data of an exploration: the findings and the map."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np

    from vizsla.explore.findings import Finding
    from vizsla.workspace import Example

__all__ = ["ExplorationData", "ReadContent"]

ReadContent: TypeAlias = Callable[[int], bytes | None]  # the file of an example's id


@dataclass(frozen=True, eq=False)
class ExplorationData:
    """The findings about a project's data, and a map of it.

    Attributes:
        findings: the most important first.
        points: (examples, 2) float32, 0 to 1: the map, on which similar examples are close.
        examples: the examples, in the map's order.
        labels: the number of examples of each label.
        project: the project's name.
        modality: the name of the examples' modality.
        read: returns an example's file by its id, for the page; neither in the JSON nor in a
            pickle. It is called on one thread.
        doubts: (examples,) float64, the probability that the label is wrong; NaN where it is not
            known. None where it is known of none.

    """

    findings: tuple[Finding, ...]
    points: np.ndarray
    examples: tuple[Example, ...]
    labels: Mapping[str, int]
    project: str
    modality: str = "image"
    read: ReadContent | None = field(default=None, repr=False)
    doubts: np.ndarray | None = field(default=None, repr=False)

    def __getstate__(self) -> dict[str, object]:
        """Return the data to pickle: all but the reader, which may hold a database."""
        return {**self.__dict__, "read": None}

    @property
    def labelled(self) -> int:
        """The number of examples with a label."""
        return sum(self.labels.values())
