"""Weighs what both models say of a box: how likely the thing that the detector names is there."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["MOST", "EvidenceWeights"]

MOST = 0.98  # the highest score of a thing: no two models are right always


@dataclass(frozen=True, slots=True)
class EvidenceWeights:
    """The weights of one kind of thing: a linear score, clipped to 0 and `MOST`.

    They were fitted to boxes of strange photographs whose things are known; docs/concepts/
    description.md says which. A linear score needs no ``exp``, so it is the same in every runtime.

    Attributes:
        base: the score without any evidence.
        box: the weight of the detector's score.
        kind: the weight of the classifier's probability of such a thing, in the box or the image.
        other: the weight of the classifier's probability of the likeliest rival.
        area: the weight of the part of the image that the box covers.
        claim: the least score with which the detector's name is kept.
        rivals: the WordNet ids of the classes that speak against the thing.
        neighbours: those of its rivals that don't: they are often seen in the same box.

    """

    base: float
    box: float
    kind: float
    other: float
    area: float
    claim: float
    rivals: tuple[str, ...]
    neighbours: tuple[str, ...]

    def score(self, box: float, kind: float, other: float, area: float) -> float:
        """Return the probability of the thing, 0 to `MOST`."""
        total = self.base + self.box * box + self.kind * kind + self.other * other
        return min(MOST, max(0.0, total + self.area * area))
