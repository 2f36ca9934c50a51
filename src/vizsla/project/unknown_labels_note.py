"""A note on features that name a label which no example has, as a mistyped one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.answer import NONE_OF_THESE
from vizsla.coded_text import CodedText
from vizsla.nearest import did_you_mean
from vizsla.wording import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.features.definitions import FeatureDefinitions

__all__ = ["unknown_labels_note"]


def unknown_labels_note(features: FeatureDefinitions, labels: Sequence[str]) -> CodedText | None:
    """Return the labels that features name and no example has, in a sentence; None for none.

    Args:
        features: the project's features.
        labels: the labels of the training examples.

    """
    named = {
        *features.required,
        *(each.label for each in features.patterns),
        *(label for each in features.phrase_lists for label in each.labels or ()),
    }
    unknown = sorted(named - {*labels, NONE_OF_THESE})
    if not unknown:
        return None
    what = "a label that no training example has"
    if len(unknown) > 1:
        what = "labels that no training example has"
    question = did_you_mean(unknown[0], labels)
    again = f" {question[0].upper()}{question[1:]}" if question else ""
    text = f"Features name {listed(unknown)}, {what}.{again}"
    return CodedText.of(text, "unknown-labels", labels=unknown)
