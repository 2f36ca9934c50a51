"""The extent of a measurement."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Effort:
    """The extent of a measurement.

    Attributes:
        photos: the number of photographs to answer.
        rounds: the number of rounds, in each of which every engine has its turn.
        calls: the number of calls of each engine in a round; in all rounds at least the photos.
        loads: the number of loads of each engine, in a browser of its own each.
        squares: the number of images on which probabilities are compared.
        large: the number of images of 12 megapixels.
        large_answers: the number of answers for each form of such an image.
        memory_answers: the number of answers between two measurements of memory.
        quick: whether the figures are for a first look only.

    """

    photos: int
    rounds: int
    calls: int
    loads: int
    squares: int
    large: int
    large_answers: int
    memory_answers: int
    quick: bool


FULL = Effort(80, 12, 40, 7, 20, 4, 50, 2000, quick=False)
QUICK = Effort(60, 3, 20, 2, 4, 2, 10, 100, quick=True)
