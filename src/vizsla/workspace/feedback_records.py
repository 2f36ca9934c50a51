"""The values of feedback: what a project keeps for it, what was answered, and what was said."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Self

from vizsla.answer import NONE_OF_THESE
from vizsla.errors import NotFoundError, OptionError
from vizsla.workspace.json_text import object_from_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

__all__ = ["AnswerId", "Feedback", "FeedbackAllowance", "GivenAnswer", "KeptInput", "NewKeptInput"]

MEGABYTE = 2**20
MOST = {"days": 3650, "megabytes": 1_000_000, "inputs": 100_000}
_ID = re.compile(r"([A-Za-z0-9_-]{22})(?:\.(\d{1,5}))?\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class FeedbackAllowance:
    """How long, and how much, a project keeps of what its function is called with.

    Attributes:
        days: the days for which an input is kept, above 0 to 3,650.
        megabytes: the most MiB of inputs, 1 to 1,000,000; the oldest go first.
        inputs: the most inputs, 1 to 100,000; the oldest go first.

    Raises:
        OptionError: a value is out of its range.

    """

    days: float = 7
    megabytes: int = 1024
    inputs: int = 10_000

    def __post_init__(self) -> None:
        """Check the ranges."""
        for name, most in MOST.items():
            value = getattr(self, name)
            whole = name != "days"
            known = isinstance(value, int) if whole else isinstance(value, int | float)
            if isinstance(value, bool) or not known or not (1 if whole else 0) <= value <= most:
                what = "a whole number from 1" if whole else "a number above 0"
                raise OptionError(f"{name} must be {what} to {most:,}, not {value!r:.80}")
        if self.days == 0:
            raise OptionError(f"days must be a number above 0 to {MOST['days']:,}, not 0")

    def to_json(self) -> str:
        """Return the allowance as the database keeps it."""
        return json.dumps({name: getattr(self, name) for name in MOST})

    @classmethod
    def from_json(cls, text: str | None) -> FeedbackAllowance | None:
        """Read what ``to_json`` wrote; None where feedback is off.

        Raises:
            WorkspaceDamagedError: the text is no such object.

        """
        if text is None:
            return None
        found = object_from_text(text, "what a project keeps for feedback")
        return cls(**{name: found[name] for name in MOST if name in found})  # type: ignore[arg-type] # checked


class AnswerId(NamedTuple):
    """The id of an answer: that of its request, and its place among the request's inputs.

    Attributes:
        request: 22 random characters.
        position: the place, from 0.

    """

    request: str
    position: int = 0

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the id of an answer as a caller writes it: ``ID``, or ``ID.2``.

        Raises:
            NotFoundError: no answer has such an id.

        """
        found = _ID.match(text)
        if found is None:
            raise NotFoundError(
                f"{text!r:.80} is no answer's id: it is in the header Vizsla-Answer, and of "
                "several inputs with the place after a dot, from 0: ID.2"
            )
        return cls(found[1], int(found[2] or 0))


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer that a function gave.

    Attributes:
        answer: the answer; None where nothing known was there.
        score: its score, 0 to 1.
        labels: of a multi-label function the labels that held, the likeliest first.

    """

    answer: str | None
    score: float
    labels: tuple[str, ...] | None = None

    @property
    def as_labels(self) -> tuple[str, ...]:
        """The answer in labels of a project: at least one, ``none of these`` included."""
        held = self.labels if self.labels is not None else filter(None, (self.answer,))
        return tuple(held) or (NONE_OF_THESE,)

    @classmethod
    def of(cls, answer: Mapping[str, object]) -> GivenAnswer:
        """Return what is kept of an Answer's ``to_dict()``."""
        held = answer.get("labels")
        labels = tuple(each["label"] for each in held) if isinstance(held, list) else None
        found = answer["answer"]
        return cls(None if found is None else str(found), float(str(answer["score"])), labels)

    def to_json(self) -> str:
        """Return the answer as the database keeps it."""
        return json.dumps(
            {"answer": self.answer, "score": self.score, "labels": self.labels}, ensure_ascii=False
        )

    @classmethod
    def from_json(cls, text: str) -> GivenAnswer:
        """Read what ``to_json`` wrote.

        Raises:
            WorkspaceDamagedError: the text is no such object.

        """
        found = object_from_text(text, "an answer")
        labels = found.get("labels")
        return cls(
            None if found.get("answer") is None else str(found["answer"]),
            float(str(found.get("score", 0))),
            tuple(map(str, labels)) if isinstance(labels, list) else None,
        )


@dataclass(frozen=True, slots=True, eq=False)
class NewKeptInput:
    """An input to keep, with its answer.

    Attributes:
        project: the name of the project whose function answered.
        id: the answer's id.
        key_id: the public id of the key that asked; None where none is needed.
        version: the function's version.
        answer: the answer.
        content: the input as it was sent; of a text its characters in UTF-8.
        name: the input's name, for people.
        columns: the cells of its metadata, by column.

    """

    project: str
    id: AnswerId
    key_id: str | None
    version: int
    answer: GivenAnswer
    content: bytes
    name: str
    columns: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class KeptInput:
    """An input that is kept.

    Attributes:
        id: the answer's id.
        version: the version of the function that answered.
        answer: the answer.
        sha256: the sha256 of the input's content, in hexadecimal.
        name: the input's name, for people.
        columns: the cells of its metadata, by column.

    """

    id: AnswerId
    version: int
    answer: GivenAnswer
    sha256: str
    name: str
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a caller said of an answer.

    Attributes:
        example: the id of the example that the input became.
        labels: the right labels, as the caller says: one, or several in a multi-label project;
            none where only the answer is said to be wrong.
        answer: the answer that the function gave.
        version: the version of the function.
        who: the name of the caller's key, or ``feedback``.
        at: when it was given, UTC.
        state: the example's state now: ``unlabelled`` until somebody has looked at it.

    """

    example: int
    labels: tuple[str, ...]
    answer: GivenAnswer
    version: int
    who: str
    at: datetime
    state: str

    @property
    def says_right(self) -> bool:
        """Whether the answer is said to have been right."""
        return set(self.labels) == set(self.answer.as_labels)

    def __str__(self) -> str:
        """Return the feedback for people."""
        answered = " and ".join(map(repr, self.answer.as_labels))
        shown = " and ".join(map(repr, self.labels)) or f"not {answered}"
        return f"feedback says {shown} (answered {answered}, {self.answer.score:.2f})"
