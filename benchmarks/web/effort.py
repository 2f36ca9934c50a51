"""How much is measured."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Effort:
    """How much is measured.

    Attributes:
        photos: that are answered.
        rounds: in which each engine has its turn.
        calls: of each engine in a round; with all rounds no fewer than the photos.
        loads: of each engine, in a browser of its own each.
        squares: on which probabilities are compared.
        large: pictures of 12 megapixels.
        large_answers: of each form that such a picture can have.
        memory_answers: after which memory is compared to what it was before.
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
