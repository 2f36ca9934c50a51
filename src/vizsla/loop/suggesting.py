"""Keeps what suggestions need between one label and the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vizsla.loop.suggestion import Suggestion
from vizsla.training.material import Material
from vizsla.training.space import Space
from vizsla.training.suggest import Suggester
from vizsla.training.validate import DEFAULT
from vizsla.workspace import NONE_OF_THESE

if TYPE_CHECKING:
    from vizsla.loop.snapshot import Snapshot
    from vizsla.training.train import Trained

__all__ = ["Suggesting"]


class Suggesting:
    """Suggests for one project."""

    def __init__(self) -> None:
        self._tuning = DEFAULT
        self._temperature = 1.0
        self._sums: np.ndarray | None = None
        self._suggester: Suggester | None = None

    def learn(self, trained: Trained) -> None:
        """Go on with what the last training found best."""
        if trained.tuning.evenness != self._tuning.evenness:
            self._sums = None
        self._tuning, self._temperature = trained.tuning, trained.temperature

    def suggest(self, snapshot: Snapshot, count: int) -> list[Suggestion]:
        """Choose what to label next.

        Args:
            snapshot: the project's examples.
            count: how many.

        """
        if not len(snapshot.examples):
            return []
        if self._suggester is None or self._sums is not snapshot.sums:
            space = Space.of(snapshot.sums).evened(self._tuning.evenness)
            self._suggester = Suggester(space.project(snapshot.sums), space.lengths)
            self._sums = snapshot.sums
        positive, negative = snapshot.tables()
        allowed = Material.allowing(len(snapshot.labels), positive, negative)
        free = np.array([each.state == "unlabelled" for each in snapshot.examples])
        guesses = self._suggester.suggest(
            allowed, snapshot.usable(), free, count, self._tuning.strength, self._temperature
        )
        names = (*snapshot.labels, NONE_OF_THESE)
        return [
            Suggestion(
                snapshot.examples[each.number],
                None if each.row is None else names[each.row],
                each.score,
            )
            for each in guesses
        ]
