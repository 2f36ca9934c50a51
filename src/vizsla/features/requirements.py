"""What a text must have for a label: without it, the text never has the label."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vizsla.features.rule_names import names_of_feature

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import numpy as np

    from vizsla.features.feature_set import FeatureSet

__all__ = ["Requirements", "found_by_rule", "requirements_of"]


@dataclass(frozen=True, slots=True)
class Requirements:
    """The features that labels require.

    Attributes:
        rows: by the number of a label the names of its features.

    """

    rows: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    def excluded(self, by_rule: Collection[str]) -> list[int]:
        """Return the numbers of the labels that a text can't have.

        Args:
            by_rule: what rules found in the text; see ``rule_names``.

        """
        return [row for row in self.rows if self.missing(row, by_rule)]

    def exclude(self, probabilities: np.ndarray, found: Sequence[Collection[str]]) -> None:
        """Set the probabilities of labels to 0 that texts can't have, where each is its own.

        Args:
            probabilities: (texts, labels), changed in place.
            found: what rules found in each text.

        """
        for own, by_rule in zip(probabilities, found if self.rows else (), strict=False):
            own[self.excluded(by_rule)] = 0

    def missing(self, row: int, by_rule: Collection[str]) -> tuple[str, ...]:
        """Return the names of the features that a label requires, and a text does not have."""
        return tuple(
            each
            for each in self.rows.get(row, ())
            if not any(name in by_rule for name in names_of_feature(each))
        )


def requirements_of(features: FeatureSet, labels: Sequence[str]) -> Requirements:
    """Return what labels require, of features that rules find.

    An entity that is learned alone can't be required: its tagger would decide on the examples that
    it was trained on.

    Args:
        features: the features.
        labels: the function's labels, in order.

    """
    known = found_by_rule(features)
    rows = {}
    for label, names in features.required.items():
        kept = tuple(each for each in names if each in known)
        if kept and label in labels:
            rows[labels.index(label)] = kept
    return Requirements(rows)


def found_by_rule(features: FeatureSet) -> frozenset[str]:
    """Return the names of the features that rules find."""
    return frozenset().union(
        features.lists,
        features.expressions,
        features.kinds,
        features.anything,
        features.phrase_lists,
        features.feature_expressions,
    )
