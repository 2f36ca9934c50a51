"""Gives a function another confidence threshold than the one that training found."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from vizsla.bundle.manifest_entries import Threshold
from vizsla.wording import counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.bundle import Manifest
    from vizsla.bundle.manifest_entries import Label
    from vizsla.testing.threshold_curve import SureAnswers

__all__ = ["with_label_thresholds", "with_threshold"]


def with_threshold(manifest: Manifest, chosen: float, tested: SureAnswers | None) -> Manifest:
    """Return a manifest with the threshold that a person chose.

    It states how often sure answers were right in the test, and promises nothing: a person who
    looks at the test set and then chooses makes the figure a little better than it is.

    Args:
        manifest: the manifest with the threshold of training.
        chosen: the least score of a sure answer, 0 to 1.
        tested: the sure answers of the test at that threshold; None where it was not tested.

    """
    found = manifest.threshold.score
    if chosen == found:
        return manifest
    threshold = _chosen(chosen, tested)
    novelty = manifest.novelty
    if novelty is not None and (found is None or chosen < found):
        # Strangers that pass were counted with the other threshold, and may be more now.
        novelty = replace(novelty, near=None, far=None)
    likely = None if manifest.likely is None else _likely(manifest.likely, threshold)
    return replace(manifest, threshold=threshold, likely=likely, novelty=novelty)


def with_label_thresholds(
    manifest: Manifest, chosen: Mapping[str, float], tested: Mapping[str, SureAnswers]
) -> Manifest:
    """Return a manifest of a multi-label function with thresholds of labels that a person chose.

    Args:
        manifest: the manifest with the thresholds of training.
        chosen: the least score at which a label is sure, 0 to 1, by label.
        tested: how often the label was right in the test at that threshold, by label; labels that
            were not tested are missing.

    """
    return replace(
        manifest,
        labels=tuple(
            _with_threshold(each, chosen[each.answer], tested.get(each.answer))
            if each.answer in chosen
            else each
            for each in manifest.labels
        ),
    )


def _with_threshold(label: Label, chosen: float, tested: SureAnswers | None) -> Label:
    if label.threshold is not None and label.threshold.score == chosen:
        return label
    threshold = _chosen(chosen, tested)
    likely = None if label.likely is None else _likely(label.likely, threshold)
    return replace(label, threshold=threshold, likely=likely)


def _chosen(score: float, tested: SureAnswers | None) -> Threshold:
    if tested is None or not tested.count:
        return Threshold(score)
    return Threshold(
        score=score,
        precision=tested.precision,
        examples=tested.count,
        measured_on=f"{counted(tested.examples, 'example')} of the test set",
        share=tested.share,
    )


def _likely(likely: Threshold, sure: Threshold) -> Threshold:
    """Return the threshold of what is likely: what is sure is likely, too."""
    if sure.score is not None and (likely.score is None or likely.score > sure.score):
        return sure
    return likely
