"""Joins the parts of a text, and places its labelled entities."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vizsla.exchange.assistants.assistant import EntitySpan

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["TextPart", "join_parts"]


class TextPart(NamedTuple):
    """A part of a text.

    Attributes:
        text: its words, with the spaces around them.
        entity: the entity that it is, or None.
        role: the entity's role, or None.
        value: the value that it has, or None.

    """

    text: str
    entity: str | None = None
    role: str | None = None
    value: str | None = None


def join_parts(parts: Iterable[TextPart]) -> tuple[str, tuple[EntitySpan, ...]]:
    """Return the text, and the labelled entities in it. A part without text is no entity."""
    texts: list[str] = []
    spans: list[EntitySpan] = []
    at = 0
    for text, entity, role, value in parts:
        texts.append(text)
        if entity is not None and text:
            spans.append(EntitySpan(at, at + len(text), entity, role, value))
        at += len(text)
    return "".join(texts), tuple(spans)
