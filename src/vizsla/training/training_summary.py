"""Summarise a training in sentences: the diagnosis, and the threshold of sure answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.training.feature_sentences import feature_sentences
from vizsla.training.stranger_sentences import stranger_sentences
from vizsla.training.strangers import LEFT_OUT
from vizsla.wording import counted, percent, signed_points, threshold_text

if TYPE_CHECKING:
    from vizsla.training.confidence_threshold import ConfidenceThreshold
    from vizsla.training.feature_gain import FeatureGain
    from vizsla.training.trained_head import TrainedHead

__all__ = ["training_summary"]

WORDS = "Words and runs of letters, beside the encoder"


MOST_LABELS = 8  # that a sentence names


def training_summary(head: TrainedHead) -> tuple[str, ...]:
    """Return the summary's sentences, the most important first."""
    threshold, likely = head.confidence_threshold, head.likely_threshold
    if threshold.score is None and head.repeated_scenes:
        sentence = "No answer is sure, because the validation examples were not new to the model."
    elif threshold.score is None:
        sentence = _missing(threshold)
    else:
        sentence = _promise("sure", threshold)
    weaker = () if likely.score in {None, threshold.score} else (_promise("likely", likely),)
    strangers = stranger_sentences(
        (head.far_strangers, head.far_name),
        (head.near_strangers, LEFT_OUT),
        sure=threshold.score is not None,
    )
    added = {"The labels' names, as examples": head.name_gain, WORDS: head.term_gain}
    gained = [_gained(what, gain) for what, gain in added.items() if gain is not None]
    gains = (*gained, *feature_sentences(head.measured_features))
    labels = () if not head.label_promises else (_labels(head),)
    return (*head.diagnosis.sentences, sentence, *weaker, *labels, *gains, *strangers)


def _labels(head: TrainedHead) -> str:
    """Return which labels of a multi-label head may be sure, by their own thresholds."""
    sure = [
        f"{each.label!r} from {threshold_text(each.sure.score)} on"
        for each in head.label_promises
        if each.sure.score is not None
    ]
    if not sure:
        return "No single label is sure yet: each would need more examples of its own."
    more = f", and {len(sure) - MOST_LABELS:,} more" if len(sure) > MOST_LABELS else ""
    return f"Labels are sure by their own scores: {'; '.join(sure[:MOST_LABELS])}{more}."


def _gained(what: str, gain: FeatureGain) -> str:
    return (
        f"{what}, change the accuracy in cross-validation by "
        f"{signed_points(gain.difference)} points (95 % interval {signed_points(gain.low)} to "
        f"{signed_points(gain.high)})."
    )


def _promise(word: str, threshold: ConfidenceThreshold) -> str:
    return (
        f"Answers are {word} from a score of {threshold_text(threshold.score or 0)} on: "
        f"{percent(threshold.share)} of all. At least {percent(threshold.target)} of them are "
        f"right, with {percent(threshold.confidence)} confidence ({threshold.right:,} of "
        f"{threshold.sure:,} in cross-validation)."
    )


def _missing(threshold: ConfidenceThreshold) -> str:
    """Return why no answer is sure, and the way out."""
    if not threshold.examples:
        return (
            "No answer is sure yet: no example could be predicted by a model that was not trained "
            "on it, or on a near-duplicate."
        )
    start = (
        f"No answer is sure yet: {counted(threshold.examples, 'example')} can't show that "
        f"{percent(threshold.target)} of sure answers are right."
    )
    if threshold.more is not None:
        more = counted(threshold.more, "more labelled example", "more labelled examples")
        return f"{start} About {more} would be needed."
    return (
        f"{start} Even answers with the highest scores are wrong too often: correct the labels, "
        "and add examples of the labels that are confused."
    )
