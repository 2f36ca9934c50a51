"""Reads a dialog skill that IBM's Watson Assistant exported.

The format: https://cloud.ibm.com/apidocs/assistant-v1#getworkspace, one JSON file with the intents'
examples, the entities' values and ``counterexamples``, texts that are about nothing that is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.exchange.assistants.assistant import (
    Assistant,
    AssistantEntity,
    EntityKind,
    EntitySpan,
    Intent,
    ListValue,
    Utterance,
)
from vizsla.exchange.assistants.export_fields import ExportFields, UnreadParts, checked_span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["is_watson", "read_watson"]

_IRRELEVANT = "irrelevant"  # Watson's own name for a text of no intent
_INTENT = ("intent", "examples")
_SYSTEM = "sys-"
_DIALOGUE = "dialogues are not what a function of texts is about"
_NOT_DIALOGUE = (
    *("name", "language", "description", "intents", "entities", "counterexamples", "metadata"),
    *("workspace_id", "skill_id", "created", "updated", "learning_opt_out", "status"),
    *("assistant_id", "workspace", "type", "skill", "snapshot", "valid"),
)


def is_watson(content: object) -> bool:
    """Return whether a JSON value is a skill of Watson Assistant."""
    intents = content.get("intents") if isinstance(content, dict) else None
    return (
        isinstance(intents, list)
        and bool(intents)
        and all(
            isinstance(each, dict) and {"intent", "examples"} <= each.keys() for each in intents
        )
    )


def read_watson(content: object, title: str) -> Assistant:
    """Return a skill.

    Raises:
        InputFormatError: something in it is not as it should be; the message names the place.

    """
    fields = ExportFields(content, title)
    unread = UnreadParts()
    for key in fields.others(*_NOT_DIALOGUE):
        unread.add(f"{key!r}", _DIALOGUE)
    utterances: list[Utterance] = []
    names: dict[str, None] = {}
    for each in fields.objects("intents"):
        unread.add_others("intents", each, "intent", "examples", "description", *_DATES)
        name = each.text("intent")
        names[name] = None
        for example in each.objects("examples"):
            unread.add_others("examples", example, "text", "mentions", *_DATES)
            text = example.text("text")
            spans = tuple(_span(span, text, unread) for span in example.listed("mentions"))
            utterances.append(Utterance(text, name, spans, example.where))
    counterexamples = fields.listed("counterexamples")
    for each in counterexamples:
        unread.add_others("counterexamples", each, "text", *_DATES)
    utterances += [
        Utterance(each.text("text"), _IRRELEVANT, (), each.where) for each in counterexamples
    ]
    names |= {_IRRELEVANT: None} if counterexamples else {}
    return Assistant(
        format="Watson Assistant",
        name=fields.text_or_none("name") or "",
        language=fields.text_or_none("language"),
        intents=tuple(map(Intent, names)),
        utterances=tuple(utterances),
        entities=tuple(_entities(fields, utterances, unread)),
        none_intents=frozenset((_IRRELEVANT,)),
        unread=unread.all(),
    )


_DATES = ("created", "updated")


def _span(fields: ExportFields, text: str, unread: UnreadParts) -> EntitySpan:
    unread.add_others("mentions", fields, "entity", "location")
    places = fields.numbers("location", least=0)
    if len(places) != 2:  # noqa: PLR2004 - where it begins and ends
        fields.refuse("location", "must be two numbers")
    start, end = map(int, places)
    return checked_span(EntitySpan(start, end, fields.text("entity")), text, fields.where)


def _entities(
    fields: ExportFields, utterances: list[Utterance], unread: UnreadParts
) -> Iterator[AssistantEntity]:
    used = {span.entity for each in utterances for span in each.entities}
    for each in fields.listed("entities"):
        unread.add_others("entities", each, *_ENTITY, *_DATES)
        name = each.text("entity")
        if name.startswith(_SYSTEM):
            yield AssistantEntity(name, (EntityKind.PREBUILT,), prebuilts=(name,))
            continue
        values: list[ListValue] = []
        regexes: list[str] = []
        for value in each.listed("values"):
            unread.add_others("values", value, *_VALUE, *_DATES)
            found = value.texts_or_none("patterns")
            regexes += found
            if not found:
                values.append(ListValue(value.text("value"), value.texts_or_none("synonyms")))
        kinds = [EntityKind.LEARNED] if name in used else []
        kinds += [EntityKind.LIST] if values else []
        kinds += [EntityKind.REGEX] if regexes else []
        yield AssistantEntity(
            name, tuple(kinds or [EntityKind.LIST]), tuple(values), tuple(regexes)
        )


_ENTITY = ("entity", "values", "fuzzy_match", "description", "metadata")
_VALUE = ("value", "type", "synonyms", "patterns", "metadata")
