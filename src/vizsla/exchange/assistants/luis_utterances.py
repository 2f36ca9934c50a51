"""Reads LUIS's labelled texts, which its apps and its batch tests have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.exchange.assistants.assistant import Assistant, EntitySpan, Intent, Utterance
from vizsla.exchange.assistants.export_fields import (
    ExportFields,
    UnreadParts,
    character_places,
    checked_span,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["is_luis_batch", "read_luis_batch", "read_luis_utterances"]

_CHILD = "::"  # between a hierarchical entity and its child
_BATCH = "LabeledTestSetUtterances"
_KEYS = ("text", "intent", "entities")
_DEEPEST = 20  # levels of sub-entities; LUIS allows five


def is_luis_batch(content: object) -> bool:
    """Return whether a JSON value is a batch test of LUIS, of either of its two formats."""
    if isinstance(content, dict):
        return _BATCH in content
    return isinstance(content, list) and bool(content) and all(map(_is_labelled, content))


def _is_labelled(value: object) -> bool:
    """Return whether a value is a labelled text of LUIS: other tools have such keys, too."""
    if not isinstance(value, dict) or {*value} != {*_KEYS}:
        return False
    spans = value["entities"]
    return not isinstance(spans, list) or all(
        isinstance(each, dict) and "startPos" in each for each in spans
    )


def read_luis_batch(content: object, title: str) -> Assistant:
    """Return a batch test of LUIS: texts with the intents and entities that are right.

    Raises:
        InputFormatError: something in it is not as it should be; the message names the place.

    """
    unread = UnreadParts()
    fields = ExportFields(content if isinstance(content, dict) else {_BATCH: content}, title)
    utterances = tuple(read_luis_utterances(fields, _BATCH, unread))
    names = dict.fromkeys(each.intent for each in utterances if each.intent)
    return Assistant(
        format="LUIS batch test",
        intents=tuple(map(Intent, names)),
        utterances=utterances,
        none_intents=frozenset(("None",)),
        unread=unread.all(),
    )


def read_luis_utterances(
    fields: ExportFields, name: str, unread: UnreadParts
) -> Iterator[Utterance]:
    """Iterate over the labelled texts in a field.

    Args:
        fields: the app.
        name: the field.
        unread: what can't be carried over is added here.

    Raises:
        InputFormatError: something is not as it should be, or an entity is not within its text.

    """
    for each in fields.listed(name):
        unread.add_others("utterances", each, *_KEYS)
        text = each.text("text")
        spans = tuple(_span(span, text, unread, 0) for span in each.listed("entities"))
        yield Utterance(text, each.text_or_none("intent"), spans, each.where)


def _span(fields: ExportFields, text: str, unread: UnreadParts, depth: int) -> EntitySpan:
    unread.add_others(
        "labelled entities", fields, "entity", "startPos", "endPos", "role", "children"
    )
    if depth > _DEEPEST:
        fields.refuse("children", f"must be nested at most {_DEEPEST} deep")
    start, end = character_places(
        text, (fields.integer("startPos"), fields.integer("endPos", least=-1) + 1)
    )
    entity, _, child = fields.text("entity").partition(_CHILD)
    children = tuple(_span(each, text, unread, depth + 1) for each in fields.listed("children"))
    role = fields.text_or_none("role") or child or None
    return checked_span(EntitySpan(start, end, entity, role, None, children), text, fields.where)
