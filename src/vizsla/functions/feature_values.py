"""What a classifier looks at besides an input's embedding."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vizsla.functions.column_values import Cells

__all__ = ["NO_FEATURES", "WEIGHTS", "FeatureValues"]

WEIGHTS = "weights"  # the feature's kind


@dataclass(frozen=True, slots=True)
class FeatureValues:
    """What one input has of its function's features.

    Attributes:
        words: the words of a text, as its encoder returns them; None for other inputs.
        by_rule: what phrase lists, patterns, expressions and entities found in a text; see
            ``FoundFeatures.by_rule``.
        cells: the cells of its columns of metadata, by the columns' names. One that is missing is
            unknown.

    """

    words: tuple[str, ...] | None = None
    by_rule: frozenset[str] = frozenset()
    cells: Cells = field(default_factory=dict, hash=False)


NO_FEATURES = FeatureValues()
