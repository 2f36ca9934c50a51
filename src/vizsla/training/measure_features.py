"""Measures what features add in cross-validation, without the rest of a training."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vizsla.training.cross_validate_labels import cross_validate_labels
from vizsla.training.cross_validation import cross_validate
from vizsla.training.data_split import deal_folds
from vizsla.training.fit_context import FitContext
from vizsla.training.hyperparameters import FOLDS
from vizsla.training.label_features import label_features
from vizsla.training.multi_label_context import MultiLabelContext
from vizsla.training.multi_label_set import MultiLabelSet
from vizsla.training.multi_label_split import deal_multi_label_folds
from vizsla.training.named_feature import MISSING
from vizsla.training.one_thread import one_thread
from vizsla.training.principal_components import PrincipalComponents

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from vizsla.training.choose_features import MeasuredFeature
    from vizsla.training.feature_gain import FeatureGain
    from vizsla.training.hyperparameters import Hyperparameters
    from vizsla.training.label_features import ChosenFeatures
    from vizsla.training.training_set import TrainingSet

__all__ = ["FeatureMeasures", "measure_features"]


@dataclass(frozen=True, slots=True)
class FeatureMeasures:
    """What features add in cross-validation.

    Attributes:
        each: what was measured of each.
        found: by its title the number of examples that have the feature.
        together: what those that help add together; None where none helps.

    """

    each: tuple[MeasuredFeature, ...]
    found: Mapping[str, int]
    together: FeatureGain | None


def measure_features(
    training_set: TrainingSet | MultiLabelSet,
    hyperparameters: Hyperparameters,
    *,
    limited: Mapping[str, Sequence[str]],
    columns: Sequence[str],
    others: Sequence[str],
    report: Callable[[int, int], None],
) -> FeatureMeasures:
    """Measure what features add, each alone and all that help together.

    Args:
        training_set: the examples, with what rules find in them and with the columns' cells.
        hyperparameters: those of the fit.
        limited: by the name of a rule the labels that it helps to predict; a rule that is not
            named helps with all.
        columns: the columns of metadata that are features.
        others: those that might become features.
        report: a callback that gets the number of steps that are done, and of all.

    """
    steps = 2 if others else 1
    report(0, steps)
    ordered = training_set.take(np.argsort(training_set.keys))
    with one_thread():
        cross_validated = _cross_validation(ordered, hyperparameters)
        own = cross_validated(limited, columns)
        each, found = [*own.measured.each], _found(own)
        if others:
            report(1, steps)
            # Apart from the features: one that says the same as these helps all the same.
            more = cross_validated(limited, others)
            titles = {f"column {name}" for name in others}
            each += [one for one in more.measured.each if one.title in titles]
            found |= {title: count for title, count in _found(more).items() if title in titles}
    report(steps, steps)
    return FeatureMeasures(tuple(each), found, own.measured.together)


def _cross_validation(
    training_set: TrainingSet | MultiLabelSet, hyperparameters: Hyperparameters
) -> Callable[[Mapping[str, Sequence[str]], Sequence[str]], ChosenFeatures]:
    """Return what cross-validates with rules and columns, and chooses those that help."""
    components = PrincipalComponents.fit(training_set.embeddings)
    components = components.whitened(hyperparameters.whitening)
    points = components.project(training_set.embeddings)
    by = hyperparameters.regularisation

    def chosen(limited: Mapping[str, Sequence[str]], columns: Sequence[str]) -> ChosenFeatures:
        features = label_features(training_set, limited, columns)
        if isinstance(training_set, MultiLabelSet):
            folds = deal_multi_label_folds(training_set, FOLDS)
            several = MultiLabelContext(training_set, points, components.eigenvalues, folds)
            return cross_validate_labels(several, by, _watch_nothing, features).chosen
        folds = deal_folds(training_set, FOLDS)
        context = FitContext(training_set, points, components.eigenvalues, folds)
        return cross_validate(context, by, _watch_nothing, features).chosen

    return chosen


def _found(chosen: ChosenFeatures) -> dict[str, int]:
    return {each.title: int((each.values != MISSING).sum()) for each in chosen.features.named}


def _watch_nothing(_fold: int, _step: int, _fitted: np.ndarray) -> None:
    return
