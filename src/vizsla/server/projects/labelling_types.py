"""The types of who labels what now."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from vizsla.server.projects.example_types import ExampleItem
from vizsla.server.projects.request_parts import RequestPart

__all__ = [
    "ChosenKeys",
    "ForecastItem",
    "GuessItem",
    "GuessSource",
    "LabelKeyItem",
    "LabelKeyList",
    "LabelQueueItem",
    "LabelQueuePage",
    "LabellingClient",
    "PeopleHere",
    "PersonHere",
    "QueueRequest",
    "Visit",
]

Room = Annotated[str, Field(max_length=20, pattern=r"^[a-z]+$", examples=["label"])]


class LabellingClient(RequestPart):
    """Who asks: a browser's tab, or a program."""

    client: str = Field(
        description="What the tab or program calls itself: random, and known to nobody else.",
        pattern=r"^[A-Za-z0-9_-]{8,64}$",
        examples=["tab-4d1f09c2"],
    )


class Visit(LabellingClient):
    """Who is here, and in which part of the studio."""

    room: Room = "label"


class QueueRequest(LabellingClient):
    """How many examples to have at hand."""

    count: int = Field(20, ge=1, le=200, description="The most examples, those before included.")


class PersonHere(BaseModel):
    """Somebody who has the project open."""

    who: str
    room: str = Field(description="The part of the studio that they are in.")


class PeopleHere(BaseModel):
    """Who is here."""

    people: list[PersonHere]
    you: str = Field(description="The name under which your acts are recorded.")


class GuessItem(BaseModel):
    """A guess of an example's label."""

    label: str
    score: float | None = Field(
        description="How likely it is right, 0 to 1; null where callers of the function said so."
    )
    labels: list[str] = Field(description="In a multi-label project all that probably hold.")


class GuessSource(BaseModel):
    """What the guesses were made of."""

    revision: int = Field(description="The revision of the project.")
    labelled: int = Field(description="The number of labelled examples.")
    run: int | None = Field(description="The run whose settings were used.")
    version: int | None = Field(description="The newest version that was published of that run.")


class LabelQueueItem(BaseModel):
    """An example to label now."""

    example: ExampleItem
    guess: GuessItem | None
    until: datetime = Field(description="When others may be given it.")
    held_by: str | None = Field(
        description="Who has it, too, where nothing else is left; null where it is yours alone."
    )


class ForecastItem(BaseModel):
    """How far the project is from sure answers."""

    state: Literal["start", "train", "more", "sure", "unknown"] = Field(
        description=(
            "`start`: too few labels for a first training. `train`: training would tell. `more`: "
            "it needs more labels. `sure`: some answers are sure. `unknown`: even the highest "
            "scores are wrong too often, so that labels have to be corrected."
        )
    )
    more: int = Field(description="About how many more labels; 0 but for `start` and `more`.")
    run: int | None = Field(description="The run that says so.")


class LabelQueuePage(BaseModel):
    """The examples to label now, the most useful first."""

    examples: list[LabelQueueItem]
    label: str | None = Field(description="Of a group: what all probably are.")
    unlabelled: int
    unsure: int
    skipped: int
    contradictions: int
    source: GuessSource | None = Field(description="Null before there is a guess.")
    forecast: ForecastItem


class LabelKeyItem(BaseModel):
    """A label, and the key that gives it."""

    label: str
    key: str | None


class LabelKeyList(BaseModel):
    """The labels that examples have, in the order of their keys."""

    keys: list[LabelKeyItem]


class ChosenKeys(RequestPart):
    """Keys of labels; those of labels that are not named stay."""

    keys: dict[str, str | None] = Field(
        description="A letter or digit by label; null for none.", examples=[{"oak": "o"}]
    )
