"""Entities that somebody marked in a text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from vizsla.errors import OptionError
from vizsla.label_rules import clean_label
from vizsla.workspace.json_text import unreadable, value_from_text

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["LabelledEntity", "clean_entities", "entities_from_text", "text_from_entities"]


class LabelledEntity(NamedTuple):
    """A part of a text, and what it is.

    Attributes:
        start: the position of its first character, counted as Python counts.
        end: the position after its last character.
        name: the entity's name, such as ``place``.
        role: what it does in the sentence, such as ``from``; empty where it has no role.

    """

    start: int
    end: int
    name: str
    role: str = ""


def clean_entities(entities: Iterable[LabelledEntity], example: str) -> tuple[LabelledEntity, ...]:
    """Check entities, and return them from left to right, the longer first.

    Raises:
        OptionError: one has no characters, or its name or role can't be a label.

    """
    found = []
    for start, end, name, role in entities:
        if not 0 <= start < end:
            raise OptionError(
                f"an entity {name!r} of {example} is from {start} to {end}: it must begin at 0 or "
                "later, and have one character at least"
            )
        role_name = clean_label(role) if role else ""
        found.append(LabelledEntity(int(start), int(end), clean_label(name), role_name))
    return tuple(sorted(set(found), key=lambda each: (each.start, -each.end, each.name, each.role)))


def text_from_entities(entities: Iterable[LabelledEntity] | None) -> str | None:
    """Return entities as the database keeps them; NULL where nobody labelled any."""
    return None if entities is None else json.dumps([list(each) for each in entities])


def entities_from_text(text: str | None) -> tuple[LabelledEntity, ...] | None:
    """Read entities that ``text_from_entities`` wrote.

    Raises:
        WorkspaceDamagedError: the text is no such list.

    """
    if text is None:
        return None
    what = "a list of entities"
    found = value_from_text(text, what)
    entities = []
    for each in found if isinstance(found, list) else [None]:
        match each:
            case [int(start), int(end), str(name), str(role)]:
                entities.append(LabelledEntity(start, end, name, role))
            case _:
                raise unreadable(text, what)
    return tuple(entities)
