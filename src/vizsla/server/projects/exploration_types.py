"""The types of explorations and of the map in requests and responses."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

__all__ = ["ExplorationItem", "FindingAction", "FindingItem", "MapPoints"]


class FindingAction(BaseModel):
    """The action that deals with a finding."""

    kind: str = Field(
        description=(
            "`remove`, `leave-out`, `unsure` and `merge` can be applied here, so that they can be "
            "undone; `add`, `suggest` and `new-project` are for people to do."
        )
    )
    text: str
    applies: bool = Field(description="Whether findings/KIND:apply does it.")


class FindingItem(BaseModel):
    """A property of the data that is worth knowing."""

    kind: str = Field(examples=["duplicates"])
    title: str
    why: str
    severity: Literal["must", "should", "look"]
    labels: list[str] = Field(description="The labels that it is about.")
    count: int = Field(
        description="The number of examples that it is still about; examples?finding=KIND has them."
    )
    action: FindingAction | None


class ExplorationItem(BaseModel):
    """The newest exploration."""

    made_at: datetime | None = Field(description="Null where the project was not explored yet.")
    made_by: str | None
    changed: int = Field(description="The number of examples added or changed since.")
    findings: list[FindingItem] = Field(description="The most important first.")


class MapPoints(BaseModel):
    """The map: similar examples are close to each other; the lists have one value an example."""

    made_at: datetime | None = Field(description="Null where the project was not explored yet.")
    labels: list[str] = Field(description="The labels that `label` numbers.")
    ids: list[int]
    x: list[int] = Field(description="From 0, left, to 10,000.")
    y: list[int] = Field(description="From 0, top, to 10,000.")
    label: list[int] = Field(description="The number of its label; -1 for none.")
    doubt: list[int] = Field(
        description=(
            "The chance in percent that its label is wrong, or where it has none that the "
            "suggested one is; -1 where it is not known."
        )
    )
