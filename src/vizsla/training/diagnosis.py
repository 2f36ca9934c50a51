"""Diagnose a training in words: whether the model overfits, and which examples would help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from vizsla.wording import counted, listed, percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.training.label_recall import LabelRecall
    from vizsla.training.learning_curves import CurvePoint
    from vizsla.training.overfitting import GeneralisationGap

__all__ = ["MULTI_LABEL_WORDS", "Diagnosis", "diagnose"]

FEW = 20  # validation examples below which a gap means next to nothing
# The model overfits where the whole interval of the gap is above this ...
OVERFITTING = 0.05
# ... and next to no training example is answered wrongly; slightly, where it is above the second.
ALL = 0.97
SLIGHT = 0.02
RISE = 0.02  # the accuracy's rise over the last third of the examples that shows learning
LOW_RECALL = 0.85  # a label of lower recall could use more examples ...
BEHIND = 0.05  # ... if the others' is so much higher
MOST_LABELS = 3  # labels that a sentence names

Kind: TypeAlias = Literal[
    "repeated scenes",
    "too few examples",
    "overfitting",
    "slight overfitting",
    "more examples would help",
    "no overfitting",
]
REPEATED_SCENES = (
    "Many of these examples show the same scenes, such as frames of a video or a burst of shots. "
    "The validation examples were then not new to the model, and their accuracy says nothing about "
    "new scenes: test it on a folder of other scenes, and add examples that differ."
)


class AnswerWords(NamedTuple):
    """What a right answer is called.

    Attributes:
        right: of an example.
        found: of a label of an example.

    """

    right: str
    found: str


ONE_LABEL_WORDS = AnswerWords("answered rightly", "answered rightly")
MULTI_LABEL_WORDS = AnswerWords("given exactly their labels", "given that label")


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The diagnosis of a training.

    Attributes:
        kind: the diagnosis in two or three words.
        sentences: the reasons and the advice, for people, the most important first.

    """

    kind: Kind
    sentences: tuple[str, ...]


def diagnose(
    gap: GeneralisationGap | None,
    curve: Sequence[CurvePoint],
    labels: Sequence[LabelRecall],
    *,
    repeated_scenes: bool = False,
    words: AnswerWords = ONE_LABEL_WORDS,
) -> Diagnosis:
    """Diagnose a training.

    Args:
        gap: the gap between training and validation; None where there was no validation set.
        curve: the learning curve, by the number of examples.
        labels: the labels' recalls.
        repeated_scenes: whether many examples show the same scenes.
        words: what a right answer is called.

    """
    if repeated_scenes:
        return Diagnosis("repeated scenes", (REPEATED_SCENES,))
    if gap is None or gap.examples == 0:
        return Diagnosis(
            "too few examples",
            (
                (
                    "Every label has one example only (near-duplicates count as one). One example "
                    "can't be used for both training and validation, so the accuracy on new "
                    "examples is unknown."
                ),
                "Add at least one more example of each label; ten of each is a good start.",
            ),
        )
    rising = _rising(curve, gap, words)
    kind, headline = _headline(gap, words, rising=bool(rising))
    sentences = [headline, *_without_recall(labels)]
    if kind == "overfitting":
        sentences.append("More examples, and more different ones, would help.")
    sentences.extend(rising)
    low = _low_recall(labels, gap, words)
    sentences.extend(low)
    saturated = kind in {"no overfitting", "slight overfitting"} and not rising
    if saturated and gap.validation_accuracy < 1:
        which = "of the other labels" if low else "of the same kind"
        sentences.append(
            f"More examples {which} would change little. Look at the mistakes: examples "
            "that differ from the training examples, or clearer labels, may help."
        )
    return Diagnosis(kind, tuple(sentences))


def _headline(gap: GeneralisationGap, words: AnswerWords, *, rising: bool) -> tuple[Kind, str]:
    figures = (
        f"{percent(gap.training_accuracy)} of the training examples are {words.right}, and "
        f"{percent(gap.validation_accuracy)} of the same ones in cross-validation (the gap is "
        f"{counted(round(100 * gap.size), 'point')}; 95 % interval {100 * gap.low:.0f} to "
        f"{100 * gap.high:.0f})"
    )
    if gap.low > OVERFITTING and gap.training_accuracy > ALL:
        return "overfitting", f"The model overfits (overtraining): {figures}."
    if gap.examples < FEW:
        return (
            "too few examples",
            (
                f"There are too few examples to tell whether the model overfits: {figures}. With "
                f"{counted(gap.examples, 'example')} that may be chance; ten more of each label "
                "would tell."
            ),
        )
    if gap.low > SLIGHT:
        return "slight overfitting", f"The model overfits slightly: {figures}."
    if rising:
        return (
            "more examples would help",
            f"The model still learns from each new example: {figures}.",
        )
    return "no overfitting", f"There is no sign of overfitting that matters: {figures}."


def _without_recall(labels: Sequence[LabelRecall]) -> list[str]:
    lone = [each.label for each in labels if each.recall is None]
    if not lone:
        return []
    have, their = ("has", "its recall is") if len(lone) == 1 else ("have", "their recall is")
    only = "one example only (near-duplicates count as one)"
    return [f"{listed(lone)} {have} {only}, so {their} unknown: add more."]


def _rising(curve: Sequence[CurvePoint], gap: GeneralisationGap, words: AnswerWords) -> list[str]:
    if len(curve) < 2 or gap.examples < FEW:  # noqa: PLR2004 - a rise has two ends
        return []
    early, last = curve[-2], curve[-1]
    if last.validation_accuracy - early.validation_accuracy <= RISE:
        return []
    return [
        (
            f"After training on {counted(early.at, 'example')} "
            f"{percent(early.validation_accuracy)} of the validation examples were {words.right}, "
            f"after {last.at:,} it was {percent(last.validation_accuracy)}: more examples would "
            "help."
        )
    ]


def _low_recall(
    labels: Sequence[LabelRecall], gap: GeneralisationGap, words: AnswerWords
) -> list[str]:
    limit = min(LOW_RECALL, gap.validation_accuracy - BEHIND)
    low = sorted(
        (each.recall, each.label, each.examples)
        for each in labels
        if each.recall is not None and each.recall < limit
    )
    return [
        f"More examples of {label!r} would help: {percent(recall)} of its "
        f"{counted(examples, 'example is', 'examples are')} {words.found} in cross-validation."
        for recall, label, examples in low[:MOST_LABELS]
    ]
