"""Choose the fit's hyperparameters by cross-validation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vizsla.prefetch import prefetch
from vizsla.training.data_split import deal_folds
from vizsla.training.fit_context import FitContext

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.training.multi_label_context import MultiLabelContext
    from vizsla.training.principal_components import PrincipalComponents
    from vizsla.training.training_set import TrainingSet

__all__ = [
    "DEFAULT",
    "FOLDS",
    "MOST_EXAMPLES",
    "Hyperparameters",
    "choose_hyperparameters",
    "folds_for",
    "search_hyperparameters",
]

# For embeddings of unit variance.
REGULARISATIONS = (0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0)
# Of 0, 0.5, 0.75 and 1 these two were best in turn on photographs, clothes and digits.
WHITENINGS = (0.0, 0.5)
MOST_EXAMPLES = 3000  # a few thousand choose as well as all
FOLDS = 5
MANY = 500  # examples from which on fewer folds choose as well, in half of the time
FEW_FOLDS = 3


@dataclass(frozen=True, slots=True)
class Hyperparameters:
    """The hyperparameters of a fit.

    Attributes:
        regularisation: the examples' weight against the L2 penalty: the larger, the weaker is the
            penalty (``C`` in scikit-learn).
        whitening: how far the principal components are scaled towards equal variance, 0 to 1.

    """

    regularisation: float
    whitening: float


DEFAULT = Hyperparameters(0.01, 0.0)


def choose_hyperparameters(
    training_set: TrainingSet,
    components: PrincipalComponents,
    report: Callable[[int, int], None],
) -> Hyperparameters:
    """Return the hyperparameters with the least log loss in cross-validation.

    Args:
        training_set: the examples, in the order of their keys: the first ones are a random part.
        components: the principal components of all examples, without whitening.
        report: a callback that gets the number of combinations that were tried, and the most that
            may be.

    """
    part = training_set.take(np.arange(min(len(training_set), MOST_EXAMPLES)))
    folds = deal_folds(part, folds_for(len(part)))
    share = len(part) / len(training_set)

    def context_of(whitened: PrincipalComponents) -> FitContext:
        points = whitened.project(part.embeddings)
        return FitContext(part, points, whitened.eigenvalues * share, folds)

    return search_hyperparameters(components, folds, context_of, report)


def folds_for(count: int) -> int:
    """Return the number of folds to choose with, for so many examples."""
    return FOLDS if count < MANY else FEW_FOLDS


def search_hyperparameters(
    components: PrincipalComponents,
    folds: np.ndarray,
    context_of: Callable[[PrincipalComponents], FitContext | MultiLabelContext],
    report: Callable[[int, int], None],
) -> Hyperparameters:
    """Search the hyperparameters with the least log loss in cross-validation.

    For each whitening, the search starts from a middling regularisation and moves to its better
    neighbour until neither is better.

    Args:
        components: the principal components of all examples, without whitening.
        folds: (examples,) the fold whose validation set has the example; -1 for none.
        context_of: returns the examples in the space of whitened components.
        report: a callback that gets the number of combinations that were tried, and the most that
            may be.

    """
    if folds.max(initial=-1) < 0:
        return DEFAULT
    losses: dict[Hyperparameters, float] = {}

    def search(whitening: float, begin: float) -> Hyperparameters:
        context = context_of(components.whitened(whitening))

        def loss(position: int) -> float:
            if not 0 <= position < len(REGULARISATIONS):
                return float("inf")
            tried = Hyperparameters(REGULARISATIONS[position], whitening)
            if tried not in losses:
                report(len(losses), len(REGULARISATIONS) * len(WHITENINGS))
                losses[tried] = _validation_loss(context, tried.regularisation)
            return losses[tried]

        at = REGULARISATIONS.index(begin)
        step = 1 if loss(at + 1) < loss(at) else -1
        while loss(at + step) < loss(at):
            at += step
        return Hyperparameters(REGULARISATIONS[at], whitening)

    best = search(WHITENINGS[0], DEFAULT.regularisation)
    others = [search(each, best.regularisation) for each in WHITENINGS[1:]]
    return min((best, *others), key=lambda each: losses[each])


def _validation_loss(context: FitContext | MultiLabelContext, regularisation: float) -> float:
    """Return the sum of the folds' log losses on their validation sets."""

    def one(fold: int) -> float:
        training = context.folds != fold
        _, loss, _ = context.evaluate(context.fit(training, regularisation), ~training)
        return loss

    return sum(prefetch(one, context.fold_numbers))
