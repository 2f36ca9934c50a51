"""The values that functions return: frozen, and without I/O."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any, NoReturn

from vizsla.answer_html import answer_html
from vizsla.answer_parts import (
    Alternative,
    Box,
    Entity,
    HeldLabel,
    SpeechSegment,
    SpokenWord,
    Tag,
    percentage,
)
from vizsla.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Self

    from vizsla.answer_html import Preview

__all__ = [
    "NONE_OF_THESE",
    "UNLIKE",
    "Alternative",
    "Answer",
    "Box",
    "Description",
    "Detection",
    "Entity",
    "HeldLabel",
    "Recognition",
    "SpeechSegment",
    "SpokenWord",
    "Tag",
    "Transcription",
]

# An import path: sounds need NumPy, and Answers do not know them.
_READ_SYNTHESIS = "vizsla.speech.speaking.synthesis:read_synthesis"
NONE_OF_THESE = "none of these"  # the label, and the word in reports, for the answer None
UNLIKE = "unlike the training examples"  # the words for a novel input


class _Previewed:
    """The means to draw an Answer's input in a notebook: no part of the Answer's value."""

    __slots__ = ("_preview",)
    _preview: Callable[[], Preview | str | None]


@dataclass(frozen=True, slots=True)
class Answer(_Previewed):
    """The best reply and its score; unpacks as ``answer, score = f(x)``.

    Answers become a table with ``pandas.DataFrame([each.to_dict() for each in answers])``.

    Attributes:
        answer: the best reply; None where nothing that the function knows is in the input.
        score: how likely the answer is right, 0 to 1; for None, how likely it is that the input
            holds nothing that the function knows.
        sure: whether the score clears the function's threshold, and the input is not novel: it is
            like the training examples.
        calibrated: whether the score was calibrated on data that the model had not seen.
        alternatives: the likeliest answers, the best first, the winner included.
        likely: whether the answer is at least likely to be right: a weaker promise than ``sure``,
            which fewer training examples support. A sure answer is likely, too.
        novel: whether the input is unlike the training examples: then the answer is neither sure
            nor likely, whatever its score. False as well where the function can't tell.
        labels: of a multi-label function all labels that hold, the likeliest first, the answer
            included; None for other functions.

    """

    answer: str | None
    score: float
    sure: bool
    calibrated: bool
    alternatives: tuple[Alternative, ...] = ()
    likely: bool = False
    novel: bool = False
    labels: tuple[HeldLabel, ...] | None = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        """Make a sure answer likely, too."""
        if self.sure and not self.likely:
            object.__setattr__(self, "likely", True)

    def __iter__(self) -> Iterator[Any]:
        """Yield the answer, then the score."""
        yield self.answer
        yield self.score

    def __bool__(self) -> NoReturn:
        """Refuse: an Answer is neither true nor false.

        Raises:
            TypeError: always.

        """
        raise TypeError(
            "an Answer is neither true nor false: use .sure, or compare .answer with a label"
        )

    def __str__(self) -> str:
        """Return the answer and its score, such as ``beagle (0.94)``; all labels that hold."""
        if self.labels:
            return ", ".join(f"{each.label} ({each.score:.2f})" for each in self.labels)
        return f"{NONE_OF_THESE if self.answer is None else self.answer} ({self.score:.2f})"

    def __format__(self, spec: str) -> str:
        """Format the text of ``str()``, such as ``f"{answer:>20}"``."""
        return format(str(self), spec)

    def in_words(self) -> str:
        """Return the answer for the users of an app: ``beagle (94 %)``, ``Probably beagle``.

        A score that was not calibrated is no percentage that anybody can rely on, nor is that of a
        novel input, which says so instead: ``Not sure: unlike the training examples. Perhaps:
        beagle``.
        """
        name = NONE_OF_THESE if self.answer is None else self.answer
        if self.labels:
            name = ", ".join(each.label for each in self.labels)
        if self.novel:
            return f"Not sure: {UNLIKE}. Perhaps: {name}"
        if self.labels:
            return ", ".join(each.in_words() for each in self.labels)
        start = "" if self.sure else "Probably " if self.likely else "Not sure. Perhaps: "
        return f"{start}{name}{percentage(self.score) if self.calibrated else ''}"

    def _repr_html_(self) -> str:
        """Return the answer for a notebook: the input, the boxes, the alternatives as bars."""
        preview = getattr(self, "_preview", None)
        return answer_html(self.to_dict(), self.in_words(), None if preview is None else preview())

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON value that ``contract/answer.schema.json`` describes."""
        return {
            "answer": self.answer,
            "score": self.score,
            "sure": self.sure,
            "likely": self.likely,
            "novel": self.novel,
            "calibrated": self.calibrated,
            "alternatives": [each.to_dict() for each in self.alternatives],
            **({} if self.labels is None else {"labels": [each.to_dict() for each in self.labels]}),
        }

    def to_json(self) -> str:
        """Return the same as JSON text, on one line."""
        return json.dumps(self.to_dict(), ensure_ascii=False, allow_nan=False)

    @classmethod
    def from_dict(cls, value: Mapping[str, Any]) -> Self:
        """Read a value of ``to_dict``, from this or another language.

        ``Answer.from_dict`` returns a Detection where the value has boxes, a Description where it
        has tags, a Recognition where it has entities, a Synthesis where it has a sound, and a
        Transcription where it has segments.

        Args:
            value: the JSON value, parsed.

        Raises:
            OptionError: a field is missing, or holds something else.
            TypeError: the value belongs to another kind of answer.

        """
        try:
            found = _read_answer(value)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
            raise OptionError(
                f"this is no answer that Vizsla wrote ({error!r:.120}); give a value of to_dict()"
            ) from error
        if not isinstance(found, cls):
            raise TypeError(f"that is {type(found).__name__}'s value, not {cls.__name__}'s")
        return found


@dataclass(frozen=True, slots=True)
class Detection(Answer):
    """An Answer with all boxes; the answer is the best box's label.

    Attributes:
        boxes: the things found, the best first.

    """

    boxes: tuple[Box, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON value that ``contract/answer.schema.json`` describes."""
        return {**Answer.to_dict(self), "boxes": [each.to_dict() for each in self.boxes]}


@dataclass(frozen=True, slots=True)
class Description(Answer):
    """An Answer that is a sentence, with its tags.

    Attributes:
        tags: the things in the image, the surest first, with their boxes.

    """

    tags: tuple[Tag, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON value that ``contract/answer.schema.json`` describes."""
        return {**Answer.to_dict(self), "tags": [each.to_dict() for each in self.tags]}


@dataclass(frozen=True, slots=True)
class Recognition(Answer):
    """An Answer with the entities of a text; the answer is the surest entity's text.

    Attributes:
        entities: the entities, in the order of the text; none overlaps another.
        language: the language that the text was read in, such as ``en``; None where the text has
            no words that could tell, and means the same in all languages.

    """

    entities: tuple[Entity, ...] = ()
    language: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON value that ``contract/answer.schema.json`` describes."""
        return {
            **Answer.to_dict(self),
            "entities": [each.to_dict() for each in self.entities],
            "language": self.language,
        }


@dataclass(frozen=True, slots=True)
class Transcription(Answer):
    """An Answer that is the transcript of a sound; None where no words were made out.

    Attributes:
        segments: the stretches in which somebody speaks, in order.
        seconds: the length of the sound.

    """

    segments: tuple[SpeechSegment, ...] = ()
    seconds: float = 0.0

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON value that ``contract/answer.schema.json`` describes."""
        return {
            **Answer.to_dict(self),
            "segments": [each.to_dict() for each in self.segments],
            "seconds": self.seconds,
        }


def _read_answer(value: Mapping[str, Any]) -> Answer:
    fields: dict[str, Any] = {
        "answer": None if value["answer"] is None else _text(value["answer"]),
        "score": _score(value["score"]),
        "sure": bool(value["sure"]),
        "calibrated": bool(value["calibrated"]),
        # Earlier versions knew neither a weaker word than sure, nor why an answer is not sure.
        "likely": bool(value.get("likely", value["sure"])),
        "novel": bool(value.get("novel", False)),
        "alternatives": tuple(
            Alternative(
                _text(each["answer"]), _score(each["score"]), each["id"], tuple(each["path"])
            )
            for each in value["alternatives"]
        ),
    }
    if "labels" in value:
        fields["labels"] = tuple(_held_label(each) for each in value["labels"])
    if "boxes" in value:
        return Detection(**fields, boxes=tuple(_box(each) for each in value["boxes"]))
    if "entities" in value:
        entities = tuple(_entity(each) for each in value["entities"])
        language = None if value["language"] is None else _text(value["language"])
        return Recognition(**fields, entities=entities, language=language)
    if "sound" in value:
        synthesis: Answer = resolve_name(_READ_SYNTHESIS)(fields, value["sound"])
        return synthesis
    if "segments" in value:
        segments = tuple(_segment(each) for each in value["segments"])
        return Transcription(**fields, segments=segments, seconds=_seconds(value["seconds"]))
    if "tags" in value:
        return Description(**fields, tags=tuple(_tag(each) for each in value["tags"]))
    return Answer(**fields)


def _held_label(value: Mapping[str, Any]) -> HeldLabel:
    return HeldLabel(**{**value, "label": _text(value["label"]), "score": _score(value["score"])})


def _tag(value: Mapping[str, Any]) -> Tag:
    box = value["box"]
    return Tag(_text(value["label"]), _score(value["score"]), None if box is None else _box(box))


def _entity(value: Mapping[str, Any]) -> Entity:
    start, end = value["start"], value["end"]
    if type(start) is not int or type(end) is not int or not 0 <= start < end:
        raise ValueError("start and end are no places of a text")
    texts = {"text": _text(value["text"]), "kind": _text(value["kind"])}
    return Entity(
        **{**value, **texts, "value": dict(value["value"]), "score": _score(value["score"])}
    )


def _segment(value: Mapping[str, Any]) -> SpeechSegment:
    fields = {
        "text": None if value["text"] is None else _text(value["text"]),
        "score": _score(value["score"]),
        "words": tuple(SpokenWord(_text(each["text"]), *_stretch(each)) for each in value["words"]),
    }
    _stretch(value)
    return SpeechSegment(**{**value, **fields})


def _stretch(value: Mapping[str, Any]) -> tuple[float, float]:
    start, end = _seconds(value["start"]), _seconds(value["end"])
    if start > end:
        raise ValueError("a stretch of sound ends before it begins")
    return start, end


def _seconds(value: Any) -> float:  # noqa: ANN401 - parsed JSON
    if isinstance(value, str) or not 0 <= value < math.inf:
        raise ValueError("a time is no number of seconds")
    return float(value)


def _box(value: Mapping[str, Any]) -> Box:
    for name in ("x", "y", "width", "height"):
        if not abs(value[name]) < math.inf:
            raise ValueError(f"{name} is no finite number")
    return Box(**{**value, "label": _text(value["label"]), "score": _score(value["score"])})


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a label is no text")
    return value


def _score(value: Any) -> float:  # noqa: ANN401 - parsed JSON
    if isinstance(value, str) or not 0 <= value <= 1:
        raise ValueError("a score is not from 0 to 1")
    return float(value)
