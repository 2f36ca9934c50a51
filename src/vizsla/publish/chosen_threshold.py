"""Gives a function another confidence threshold than the one that training found."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from vizsla.bundle.manifest_entries import Threshold
from vizsla.wording import counted

if TYPE_CHECKING:
    from vizsla.bundle import Manifest
    from vizsla.testing.threshold_curve import SureAnswers

__all__ = ["with_threshold"]


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
    threshold = Threshold(chosen)
    if tested is not None and tested.count:
        threshold = Threshold(
            score=chosen,
            precision=tested.precision,
            examples=tested.count,
            measured_on=f"{counted(tested.examples, 'example')} of the test set",
            share=tested.share,
        )
    likely = manifest.likely
    if likely is not None and (likely.score is None or likely.score > chosen):
        likely = threshold  # what is sure is likely, too
    novelty = manifest.novelty
    if novelty is not None and (found is None or chosen < found):
        # Strangers that pass were counted with the other threshold, and may be more now.
        novelty = replace(novelty, near=None, far=None)
    return replace(manifest, threshold=threshold, likely=likely, novelty=novelty)
