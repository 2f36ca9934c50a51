"""Suggests examples to label, and keeps the model between one label and the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vizsla.project.label_ranking import LabelGuess, LabelRanking
from vizsla.project.suggestion import Suggestion
from vizsla.training.hyperparameters import DEFAULT
from vizsla.training.principal_components import PrincipalComponents
from vizsla.training.suggester import Suggester
from vizsla.training.training_set import TrainingSet
from vizsla.workspace import NONE_OF_THESE

if TYPE_CHECKING:
    from vizsla.project.snapshot import Snapshot
    from vizsla.training.trained_head import TrainedHead

__all__ = ["SuggestionCache"]


class SuggestionCache:
    """The suggestions of one project."""

    def __init__(self) -> None:
        self._hyperparameters = DEFAULT
        self._temperature = 1.0
        self._vectors: np.ndarray | None = None
        self._suggester: Suggester | None = None

    def learn(self, trained: TrainedHead) -> None:
        """Use the hyperparameters and the temperature of the last training."""
        if trained.hyperparameters.whitening != self._hyperparameters.whitening:
            self._vectors = None
        self._hyperparameters = trained.hyperparameters
        self._temperature = trained.temperature

    def suggest(self, snapshot: Snapshot, count: int) -> list[Suggestion]:
        """Return the examples to label next, the most useful first.

        Args:
            snapshot: the project's examples.
            count: the number of suggestions.

        """
        if not len(snapshot.examples):
            return []
        if self._suggester is None or self._vectors is not snapshot.vectors:
            components = PrincipalComponents.fit(snapshot.vectors)
            components = components.whitened(self._hyperparameters.whitening)
            self._suggester = Suggester(
                components.project(snapshot.vectors), components.eigenvalues
            )
            self._vectors = snapshot.vectors
        if snapshot.multi_label:
            return self._suggest_labels(snapshot, self._suggester, count)
        positive, negative = snapshot.tables()
        allowed = TrainingSet.allowed_rows(len(snapshot.labels), positive, negative)
        free = np.array([each.state == "unlabelled" for each in snapshot.examples])
        guesses = self._suggester.suggest(
            allowed,
            snapshot.usable(),
            free,
            count,
            self._hyperparameters.regularisation,
            self._temperature,
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

    def rank(self, snapshot: Snapshot, count: int, size: int) -> LabelRanking:
        """Return the order in which to label, guesses of all that nobody has labelled, and groups.

        Args:
            snapshot: the project's examples.
            count: the number of examples to put in order.
            size: the most examples of a group.

        """
        chosen = self.suggest(snapshot, count)
        if not chosen or self._suggester is None:
            return LabelRanking(0)
        free = np.array([each.state == "unlabelled" for each in snapshot.examples])
        if snapshot.multi_label:
            found, names = self._suggester.label_guesses(free), snapshot.labels
        else:
            found = self._suggester.guesses(free, self._temperature)
            names = (*snapshot.labels, NONE_OF_THESE)
        groups = self._suggester.likely_equals(free, found, size)
        return LabelRanking(
            revision=0,
            order=tuple(each.example.id for each in chosen),
            guesses={
                snapshot.examples[each.number].id: LabelGuess(
                    names[each.row], each.score, tuple(names[row] for row in each.rows)
                )
                for each in found
                if each.row is not None
            },
            groups=tuple(tuple(snapshot.examples[n].id for n in each) for each in groups),
            labelled=int(snapshot.usable().sum()),
        )

    def _suggest_labels(
        self, snapshot: Snapshot, suggester: Suggester, count: int
    ) -> list[Suggestion]:
        guesses = suggester.suggest_labels(
            snapshot.table(),
            snapshot.usable(),
            np.array([each.state == "unlabelled" for each in snapshot.examples]),
            count,
            self._hyperparameters.regularisation,
        )
        return [
            Suggestion(
                snapshot.examples[each.number],
                None if each.row is None else snapshot.labels[each.row],
                each.score,
                tuple(snapshot.labels[row] for row in each.rows),
            )
            for each in guesses
        ]
