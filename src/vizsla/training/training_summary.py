"""Summarise a training in sentences: the diagnosis, and the threshold of sure answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.wording import counted, percent

if TYPE_CHECKING:
    from vizsla.training.confidence_threshold import ConfidenceThreshold
    from vizsla.training.trained_head import TrainedHead

__all__ = ["training_summary"]


def training_summary(head: TrainedHead) -> tuple[str, ...]:
    """Return the summary's sentences, the most important first."""
    threshold = head.confidence_threshold
    if threshold.score is None and head.repeated_scenes:
        sentence = "No answer is sure, because the validation examples were not new to the model."
    elif threshold.score is None:
        sentence = _missing(threshold)
    else:
        sentence = (
            f"Answers are sure from a score of {threshold.score:.2f} on: "
            f"{percent(threshold.share)} of all. At least {percent(threshold.target)} of them are "
            f"right, with {percent(threshold.confidence)} confidence ({threshold.right:,} of "
            f"{threshold.sure:,} in cross-validation)."
        )
    return (*head.diagnosis.sentences, sentence)


def _missing(threshold: ConfidenceThreshold) -> str:
    """Return why no answer is sure, and the way out."""
    start = (
        f"No answer is sure yet: {counted(threshold.examples, 'example')} can't show that "
        f"{percent(threshold.target)} of sure answers are right."
    )
    if threshold.more is not None:
        more = counted(threshold.more, "more example", "more examples")
        return f"{start} About {more} would be enough if the model does as well on them."
    return (
        f"{start} Even answers with the highest scores are wrong too often, or there was no "
        "validation set: correct the labels, and add examples of the labels that are confused."
    )
