"""The values in an Answer: alternatives, boxes, tags, entities, labels, segments of speech."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "Alternative",
    "Box",
    "Entity",
    "HeldLabel",
    "SpeechSegment",
    "SpokenWord",
    "Tag",
    "percentage",
]


@dataclass(frozen=True, slots=True)
class Alternative:
    """A possible answer.

    Attributes:
        answer: the label.
        score: how likely it is, 0 to 1.
        id: its key where names repeat (a WordNet id such as ``n02085620``), or None.
        path: the names of the kinds above the label, the widest first, and its own; empty where
            the function knows no kinds.

    """

    answer: str
    score: float
    id: str | None = None
    path: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON value of an alternative; see ``contract/answer.schema.json``."""
        return {
            "answer": self.answer,
            "score": self.score,
            "id": self.id,
            "path": list(self.path),
        }


@dataclass(frozen=True, slots=True)
class Box:
    """A thing's position in the image as it is shown (EXIF orientation applied).

    Attributes:
        label: the thing's label.
        score: how likely it is, 0 to 1.
        x: the left edge, in pixels from the left of the image.
        y: the upper edge, in pixels from the top of the image.
        width: the width, in pixels.
        height: the height, in pixels.
        sure: whether the score clears the threshold that the function was published with; the
            option ``threshold`` does not change that.

    """

    label: str
    score: float
    x: float
    y: float
    width: float
    height: float
    sure: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON value of a box; see ``contract/answer.schema.json``."""
        return {
            "label": self.label,
            "score": self.score,
            "x": self.x,
            "y": self.y,
            "width": self.width,
            "height": self.height,
            "sure": self.sure,
        }


@dataclass(frozen=True, slots=True)
class Tag:
    """A thing that a description names, or would name with a higher score.

    Attributes:
        label: the thing's noun, in the singular: ``beagle``.
        score: how likely it is, 0 to 1.
        box: the thing's box, which is never ``sure``: how often such boxes are right was not
            measured. None for a tag of the whole image.

    """

    label: str
    score: float
    box: Box | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON value of a tag; see ``contract/answer.schema.json``."""
        return {
            "label": self.label,
            "score": self.score,
            "box": None if self.box is None else self.box.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing that a text names, such as an amount of money.

    Attributes:
        text: the characters of the text from ``start`` to before ``end``.
        kind: such as ``number``, ``currency`` or ``email``.
        value: the meaning, such as ``{"value": "25", "unit": "Dollar", "isoCurrency": "USD"}``.
        start: the position of the first character in the text, from 0, in Python's count.
        end: the position after the last character.
        score: how likely it is right, 0 to 1.
        sure: whether the score clears the threshold that the function was published with; the
            option ``threshold`` does not change that.

    """

    text: str
    kind: str
    value: Mapping[str, Any] = field(hash=False)
    start: int
    end: int
    score: float
    sure: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON value of an entity; see ``contract/answer.schema.json``."""
        return {
            "text": self.text,
            "kind": self.kind,
            "value": dict(self.value),
            "start": self.start,
            "end": self.end,
            "score": self.score,
            "sure": self.sure,
        }


@dataclass(frozen=True, slots=True)
class HeldLabel:
    """A label that holds for an input, in the Answer of a multi-label function.

    Attributes:
        label: the label's name.
        score: how likely the label is right, 0 to 1; at least 0.5.
        sure: whether the score clears the label's own threshold, and the input is not novel.
        likely: whether the label is at least likely to be right, a weaker promise.
        calibrated: whether the label's scores were calibrated on data the model had not seen.
        id: its key where names repeat, or None.

    """

    label: str
    score: float
    sure: bool
    likely: bool
    calibrated: bool
    id: str | None = None

    def __post_init__(self) -> None:
        """Make a sure label likely, too."""
        if self.sure and not self.likely:
            object.__setattr__(self, "likely", True)

    def in_words(self) -> str:
        """Return the label for the users of an app: ``red (94 %)``, ``probably red (80 %)``."""
        start = "" if self.sure else "probably " if self.likely else "perhaps "
        return f"{start}{self.label}{percentage(self.score) if self.calibrated else ''}"

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON value of a label; see ``contract/answer.schema.json``."""
        return {
            "label": self.label,
            "score": self.score,
            "sure": self.sure,
            "likely": self.likely,
            "calibrated": self.calibrated,
            "id": self.id,
        }


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A word of a sound, with its time.

    Attributes:
        text: the word as it is written, with its punctuation.
        start: the word's beginning, in seconds from the sound's; estimated.
        end: the word's end, likewise.

    """

    text: str
    start: float
    end: float

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON value of a word; see ``contract/answer.schema.json``."""
        return {"text": self.text, "start": self.start, "end": self.end}


@dataclass(frozen=True, slots=True)
class SpeechSegment:
    """A stretch of a sound in which somebody speaks, a sentence or some.

    Attributes:
        start: its beginning, in seconds from the sound's.
        end: its end, likewise.
        text: the transcript; None where no words could be made out: it may be noise, music or
            another language.
        score: how likely the text is right, 0 to 1; for None, how likely it is that nothing is
            said that could be made out.
        sure: whether the score clears the threshold that the function was published with; the
            option ``threshold`` does not change that.
        words: the words of the text with their times, in order.

    """

    start: float
    end: float
    text: str | None
    score: float
    sure: bool = False
    words: tuple[SpokenWord, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON value of a segment; see ``contract/answer.schema.json``."""
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "score": self.score,
            "sure": self.sure,
            "words": [each.to_dict() for each in self.words],
        }


def percentage(score: float) -> str:
    """Return a score for the users of an app: `` (94 %)``."""
    # Rounded down: 100 % is a promise. But 100 * 0.29 is just below 29.
    return f" ({math.floor(100 * score + 1e-9)} %)"
