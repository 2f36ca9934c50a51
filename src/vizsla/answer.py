"""What a function returns: frozen values, nothing that does anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["NONE_OF_THESE", "Alternative", "Answer", "Box", "Description", "Detection", "Tag"]

NONE_OF_THESE = "none of these"  # what people label and read where the answer is None


@dataclass(frozen=True, slots=True)
class Alternative:
    """One thing that the answer could be.

    Attributes:
        answer: its name, for people.
        score: how likely it is, 0 to 1.
        id: its key where names repeat (a WordNet id such as ``n02085620``), or None.
        path: where it stands among kinds, the widest first and itself last; empty where the
            function knows of no kinds.

    """

    answer: str
    score: float
    id: str | None = None
    path: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return what ``contract/answer.schema.json`` calls an alternative."""
        return {
            "answer": self.answer,
            "score": self.score,
            "id": self.id,
            "path": list(self.path),
        }


@dataclass(frozen=True, slots=True)
class Box:
    """Where something is in the picture as it is shown (EXIF orientation applied).

    Attributes:
        label: what it is.
        score: how likely it is, 0 to 1.
        x: the left edge, in pixels from the left of the picture.
        y: the upper edge, in pixels from the top of the picture.
        width: in pixels.
        height: in pixels.

    """

    label: str
    score: float
    x: float
    y: float
    width: float
    height: float

    def to_dict(self) -> dict[str, Any]:
        """Return what ``contract/answer.schema.json`` calls a box."""
        return {
            "label": self.label,
            "score": self.score,
            "x": self.x,
            "y": self.y,
            "width": self.width,
            "height": self.height,
        }


@dataclass(frozen=True, slots=True)
class Tag:
    """One thing that a description speaks of, or would if it were surer.

    Attributes:
        label: what it is, in the singular: ``beagle``.
        score: how likely it is, 0 to 1.
        box: where it is; None for what concerns the whole picture.

    """

    label: str
    score: float
    box: Box | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return what ``contract/answer.schema.json`` calls a tag."""
        return {
            "label": self.label,
            "score": self.score,
            "box": None if self.box is None else self.box.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """The best reply and its score; unpacks as ``answer, score = f(x)``.

    Attributes:
        answer: the best reply; None where nothing that the function knows is there.
        score: how likely the answer is right, 0 to 1; for None, how likely it is that nothing
            known is there.
        sure: whether the score clears the function's threshold, and the input is like what was
            shown in training.
        calibrated: whether the score was calibrated on data that the model had not seen.
        alternatives: what it could be, the best first, the winner included.

    """

    answer: str | None
    score: float
    sure: bool
    calibrated: bool
    alternatives: tuple[Alternative, ...] = ()

    def __iter__(self) -> Iterator[Any]:
        """Give the answer, then the score."""
        yield self.answer
        yield self.score

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON value that ``contract/answer.schema.json`` describes."""
        return {
            "answer": self.answer,
            "score": self.score,
            "sure": self.sure,
            "calibrated": self.calibrated,
            "alternatives": [each.to_dict() for each in self.alternatives],
        }


@dataclass(frozen=True, slots=True)
class Detection(Answer):
    """An Answer with everything that was found; the answer is the best box's label.

    Attributes:
        boxes: what was found, the best first.

    """

    boxes: tuple[Box, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON value that ``contract/answer.schema.json`` describes."""
        return {**Answer.to_dict(self), "boxes": [each.to_dict() for each in self.boxes]}


@dataclass(frozen=True, slots=True)
class Description(Answer):
    """An Answer that is a sentence, with what it speaks of.

    Attributes:
        tags: what was seen, the surest first, with where it is.

    """

    tags: tuple[Tag, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON value that ``contract/answer.schema.json`` describes."""
        return {**Answer.to_dict(self), "tags": [each.to_dict() for each in self.tags]}
