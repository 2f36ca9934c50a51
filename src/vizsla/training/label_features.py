"""The features that a head may look at besides the embedding, and those that it does look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from vizsla.features.requirements import Requirements, requirements_of
from vizsla.functions.column_values import names_of_cells
from vizsla.training.choose_features import MeasuredFeatures
from vizsla.training.decision import exclude
from vizsla.training.learn_columns import column_feature, learn_column
from vizsla.training.named_feature import NamedFeature, join_tables
from vizsla.training.term_features import TermCounts, table_outputs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vizsla.bundle.column_entry import ColumnEntry
    from vizsla.bundle.term_table import TermTable
    from vizsla.bundle.weight_table import WeightTable
    from vizsla.features.feature_set import FeatureSet
    from vizsla.functions.feature_values import FeatureValues
    from vizsla.training.feature_gain import FeatureGain
    from vizsla.training.multi_label_set import MultiLabelSet
    from vizsla.training.training_set import TrainingSet

__all__ = ["ChosenFeatures", "FeatureTables", "LabelFeatures", "label_features"]


@dataclass(frozen=True, slots=True, eq=False)
class LabelFeatures:
    """What may help to predict the labels of a training set, besides the embedding.

    Attributes:
        terms: the words and runs of letters; None where the examples are no texts.
        named: the other features.
        columns: the columns of metadata among them.
        requirements: the features that labels require.
        found: what rules found in each example.

    """

    terms: TermCounts | None = None
    named: tuple[NamedFeature, ...] = ()
    columns: tuple[ColumnEntry, ...] = ()
    requirements: Requirements = field(default_factory=Requirements)
    found: tuple[frozenset[str], ...] = ()

    def exclude(self, probabilities: np.ndarray, which: np.ndarray, rows: np.ndarray) -> None:
        """Exclude the labels from some examples that require what these do not have.

        Args:
            probabilities: (which, rows), changed in place.
            which: (examples,) bool, the examples.
            rows: the numbers of the head's rows.

        """
        if not self.requirements.rows:
            return
        place = {row: at for at, row in enumerate(rows.tolist())}
        for own, number in zip(probabilities, np.flatnonzero(which), strict=True):
            gone = self.requirements.excluded(self.found[number])
            exclude(own, [place[row] for row in gone if row in place])


def label_features(
    training_set: TrainingSet | MultiLabelSet,
    limited: Mapping[str, Sequence[str]],
    columns: Sequence[str],
    required: FeatureSet | None = None,
) -> LabelFeatures:
    """Return the features of a training set's examples.

    Args:
        training_set: the examples.
        limited: by the name of a rule the labels that it helps to predict; a rule that is not
            named helps with all.
        columns: the names of the columns of metadata that may help.
        required: the features with what labels require; None for nothing.

    """
    words = training_set.words
    found = [each.by_rule for each in training_set.features or ()]
    rules = [
        NamedFeature.of_rule(name, found, _rows(training_set, limited.get(name)))
        for name in sorted(frozenset().union(*found))
    ]
    cells = [each.cells for each in training_set.features or ()]
    learned = [learn_column(each, cells, training_set.groups) for each in columns]
    of_columns = [column_feature(each, cells) for each in learned]
    terms = None if words is None else TermCounts(words)
    requirements = Requirements()
    if required is not None:
        requirements = requirements_of(required, training_set.labels)
    return LabelFeatures(terms, (*rules, *of_columns), tuple(learned), requirements, tuple(found))


def _rows(
    training_set: TrainingSet | MultiLabelSet, labels: Sequence[str] | None
) -> np.ndarray | None:
    if labels is None:
        return None
    rows = np.zeros(training_set.rows, bool)
    for number, label in enumerate(training_set.labels):
        rows[number] = label in labels
    return rows


@dataclass(frozen=True, slots=True, eq=False)
class FeatureTables:
    """What a head looks at besides the embedding, learned and ready for a bundle.

    Attributes:
        terms: the words and runs of letters; None where they add nothing.
        weights: the weights of other features by their names; None where there are no columns, and
            none of the others adds anything.
        columns: the columns of metadata.

    """

    terms: TermTable | None = None
    weights: WeightTable | None = None
    columns: tuple[ColumnEntry, ...] = ()

    def outputs(self, values: Sequence[FeatureValues]) -> np.ndarray | None:
        """Return what inputs' features add to the head's outputs, (inputs, rows) float64.

        None where nothing adds anything.

        Args:
            values: what each input has besides its embedding.

        """
        total = None
        if self.terms is not None:
            total = table_outputs(self.terms, [each.words or () for each in values])
        if self.weights is not None:
            names = [
                each.by_rule | names_of_cells(each.cells, self.columns).keys() for each in values
            ]
            more = np.stack([self.weights.outputs(each) for each in names])
            total = more if total is None else total + more
        return total


@dataclass(frozen=True, slots=True, eq=False)
class ChosenFeatures:
    """The features that make the log loss fall, with their factors.

    Attributes:
        features: the features.
        term_factor: the factor of the terms' outputs; 0 where they add nothing.
        term_gain: what the terms add to the accuracy; None where they add nothing.
        measured: the other features, each with its factor.

    """

    features: LabelFeatures = field(default_factory=LabelFeatures)
    term_factor: float = 0.0
    term_gain: FeatureGain | None = None
    measured: MeasuredFeatures = field(default_factory=MeasuredFeatures)

    def outputs(
        self, known: np.ndarray, truth: np.ndarray, asked: np.ndarray, rows: np.ndarray
    ) -> np.ndarray:
        """Learn from some examples, and return what the features add to others' outputs.

        Args:
            known: (examples,) bool, the examples to learn from.
            truth: (examples,) the row of each among ``rows``; below 0 where it is not known. Or
                (examples, rows) of a multi-label set.
            asked: (examples,) bool, the others.
            rows: the numbers of the head's rows.

        Returns:
            (asked, rows) float64.

        """
        total = np.zeros((int(asked.sum()), len(rows)))
        if self.features.terms is not None and self.term_factor:
            own = self.features.terms.fit(known, truth, len(rows))
            total += self.term_factor * own.outputs(asked)
        for feature, measured in zip(self.features.named, self.measured.each, strict=True):
            if measured.factor:
                fit = feature.of_rows(rows).fit(known, truth, len(rows))
                total += measured.factor * fit.outputs(asked)
        return total

    def tables(
        self, truth: np.ndarray, rows: int, temperature: float | np.ndarray
    ) -> FeatureTables:
        """Learn from all examples.

        Args:
            truth: (examples,) the row of each; below 0 where it is not known. Or (examples, rows)
                of a multi-label set.
            rows: the number of the head's rows.
            temperature: the number by which the outputs are divided, or one for each row.

        """
        everything = np.ones(len(truth), bool)
        terms, weights = None, None
        if self.features.terms is not None and self.term_factor:
            own = self.features.terms.fit(everything, truth, rows)
            terms = own.scaled(self.term_factor / temperature)
        used = [
            (feature, measured.factor)
            for feature, measured in zip(self.features.named, self.measured.each, strict=True)
            if measured.factor
        ]
        columns = self.features.columns
        if used or columns:
            fits = [feature.fit(everything, truth, rows) for feature, _ in used]
            weights = join_tables(fits, [factor / temperature for _, factor in used], rows)
        return FeatureTables(terms, weights, columns)
