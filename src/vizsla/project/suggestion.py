"""A suggestion: an example to label next, with a guess."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vizsla.workspace import Example
    from vizsla.workspace.feedback_records import Feedback

__all__ = ["Suggestion"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An example to label next.

    Attributes:
        example: the example.
        label: the likeliest label; None where too few examples are labelled to guess. With
            feedback, the label that it says is right; None where it says only that the answer
            was wrong.
        score: the label's probability, 0 to 1; None where there is no guess, and with feedback.
        labels: in a multi-label project the labels that probably hold, the likeliest first.
        feedback: what callers said of the answer that they got, the likeliest first. They may
            be wrong, or mean harm: look at the example.

    """

    example: Example
    label: str | None
    score: float | None
    labels: tuple[str, ...] = ()
    feedback: tuple[Feedback, ...] = ()
