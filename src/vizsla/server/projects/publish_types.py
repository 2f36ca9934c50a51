"""The types of what is checked and written before publishing."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from vizsla.server.projects.request_parts import RequestPart

__all__ = ["CardNotesItem", "CheckItem", "NewCardNotes", "PreviewItem"]

LONGEST = 4_000


class CheckItem(BaseModel):
    """One check before publishing."""

    name: Literal[
        "tested",
        "answers",
        "test-size",
        "live",
        "sure",
        "overfitting",
        "changed",
        "settled",
        "described",
    ]
    state: Literal["passed", "warning", "refused"]
    text: str = Field(description="What was found, and what to do, in a sentence.")
    values: dict[str, float | str] = Field(description="The figures in that sentence.")


class PreviewItem(BaseModel):
    """What publishing a run would check and give."""

    run: int
    may_publish: bool = Field(description="Whether no check refuses the run.")
    checks: list[CheckItem]
    card: str = Field(description="The card in Markdown; empty where there would be no function.")
    threshold: float | None = Field(description="The least score of a sure answer.")
    trained_threshold: float | None = Field(description="The one that training found.")
    size: int = Field(description="The bytes of the function's files.")


class CardNotesItem(BaseModel):
    """What people wrote for the card of the versions to come."""

    purpose: str
    limits: str
    licence: str
    contact: str


class NewCardNotes(RequestPart):
    """Texts to write on the card; a missing one stays as it is, and an empty one is removed."""

    purpose: str | None = Field(None, max_length=LONGEST, description="What it is for.")
    limits: str | None = Field(None, max_length=LONGEST, description="Where it fails.")
    licence: str | None = Field(None, max_length=LONGEST, description="The terms of using it.")
    contact: str | None = Field(None, max_length=LONGEST, description="Whom to ask.")
