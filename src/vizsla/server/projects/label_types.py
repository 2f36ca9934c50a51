"""The types of what labels examples, and of what was done."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from vizsla.server.projects.request_parts import RequestPart

__all__ = [
    "ActedOn",
    "ChosenExamples",
    "DeletedLabel",
    "GivenLabels",
    "MergedLabels",
    "NotLabel",
    "RenamedLabel",
    "SetAside",
    "SettledLabels",
    "TakenBack",
    "TakenOff",
    "UndoneAct",
    "UndoneBy",
]

MOST = 5_000  # examples of one act
Id = Annotated[int, Field(ge=1, lt=1 << 63)]
LabelName = Annotated[str, Field(min_length=1, max_length=200, examples=["oak"])]


class ChosenExamples(RequestPart):
    """Examples to act on."""

    examples: list[Id] = Field(description="Their ids.", min_length=1, max_length=MOST)


class GivenLabels(ChosenExamples):
    """Examples, and their label; in a multi-label project all of their labels."""

    label: LabelName | None = None
    labels: list[LabelName] | None = Field(None, min_length=1, max_length=100)
    add: bool = Field(
        default=False,
        description="In a multi-label project: whether they keep the labels that they have.",
    )


class SetAside(ChosenExamples):
    """Examples to set aside."""

    only_unlabelled: bool = Field(
        default=False,
        description="Whether those stay as they are that somebody has labelled, or set aside.",
    )


class NotLabel(SetAside):
    """Examples, and the label that they have not."""

    label: LabelName


class SettledLabels(ChosenExamples):
    """Examples, and the label that is right, whoever said otherwise; of multi-label all labels."""

    label: LabelName | None = None
    labels: list[LabelName] | None = Field(None, min_length=1, max_length=100)


class TakenOff(ChosenExamples):
    """Examples, and the label that they no longer have."""

    label: LabelName


class TakenBack(RequestPart):
    """Examples to take back that were set aside."""

    examples: list[Id] | None = Field(
        None, description="Their ids; all where it is left out.", min_length=1, max_length=MOST
    )
    state: Literal["skipped", "unsure"] = Field(
        "skipped", description="What was said of them; others stay as they are."
    )


class RenamedLabel(RequestPart):
    """A label's old name and its new one."""

    old: LabelName = Field(alias="from")
    to: LabelName


class MergedLabels(RequestPart):
    """Labels that become one."""

    sources: list[LabelName] = Field(alias="from", min_length=1, max_length=1000)
    to: LabelName


class DeletedLabel(RequestPart):
    """A label to take off all examples."""

    label: LabelName


class UndoneBy(RequestPart):
    """Whose act to undo, or to do again."""

    everybody: bool = Field(
        default=False,
        description="Whether it is the last act of anybody, or the last of whoever asks.",
    )


class UndoneAct(UndoneBy):
    """The act to undo."""

    act: int | None = Field(
        None,
        description=(
            "The `act` that is meant; by default whichever is the last. Refused where something "
            "else was done since."
        ),
    )


class ActedOn(BaseModel):
    """What was done; it is stored when this is sent."""

    action: str = Field(description="In words; empty where there was nothing to do.")
    changed: int = Field(description="The number of examples that it changed.")
    revision: int = Field(description="The number of the project's newest change; see changes.")
    act: int | None = Field(
        description="The number by which it is undone; null where it changed nothing."
    )
