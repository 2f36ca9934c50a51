"""Reads a dataset of Snips NLU, and those of its benchmark.

The formats: https://snips-nlu.readthedocs.io/en/latest/dataset.html, ``{"intents": {NAME:
{"utterances": [{"data": [...]}]}}, "entities": {...}}``; and ``{NAME: [{"data": [...]}]}``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.exchange.assistants.assistant import (
    Assistant,
    AssistantEntity,
    EntityKind,
    Intent,
    ListValue,
    Utterance,
)
from vizsla.exchange.assistants.export_fields import ExportFields, UnreadParts
from vizsla.exchange.assistants.text_parts import TextPart, join_parts

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["is_snips", "read_snips"]

_BUILT_IN = "snips/"
_TEXTS = "utterances"


def is_snips(content: object) -> bool:
    """Return whether a JSON value is a dataset of Snips."""
    if not isinstance(content, dict):
        return False
    intents = content.get("intents")
    if isinstance(intents, dict):
        return bool(intents) and all(
            isinstance(each, dict) and _TEXTS in each for each in intents.values()
        )
    return bool(content) and all(
        isinstance(each, list)
        and bool(each)
        and isinstance(each[0], dict)
        and isinstance(each[0].get("data"), list)
        for each in content.values()
    )


def read_snips(content: object, title: str) -> Assistant:
    """Return a dataset of Snips.

    Raises:
        InputFormatError: something in it is not as it should be; the message names the place.

    """
    fields = ExportFields(content, title)
    unread = UnreadParts()
    utterances: list[Utterance] = []
    is_benchmark = not isinstance(fields.value("intents"), dict)
    if is_benchmark:
        names = fields.names()
        for name in names:
            utterances += _utterances(fields, name, name, unread)
    else:
        unread.add_others("the dataset", fields, "language", "intents", "entities")
        intents = fields.named("intents")
        names = list(intents)
        for name, each in intents.items():
            unread.add_others("intents", each, _TEXTS, "slots", "matching_strictness")
            utterances += _utterances(each, _TEXTS, name, unread)
    defined = {} if is_benchmark else _entities(fields, unread)
    used = dict.fromkeys(span.entity for each in utterances for span in each.entities)
    others = (_used(name) for name in used if name not in defined)
    return Assistant(
        format="Snips",
        language=None if is_benchmark else fields.text_or_none("language"),
        intents=tuple(map(Intent, names)),
        utterances=tuple(utterances),
        entities=(*defined.values(), *others),
        unread=unread.all(),
    )


def _utterances(
    fields: ExportFields, name: str, intent: str, unread: UnreadParts
) -> Iterator[Utterance]:
    values = fields.value(name)
    if isinstance(values, list) and values and all(isinstance(each, str) for each in values):
        for number, text in enumerate(fields.texts(name)):
            yield Utterance(text, intent, (), f"{fields.where}: {name}[{number}]")
        return
    for each in fields.objects(name):
        if each.has("text"):  # {"utterances": [{"text": ...}]}, as people write by hand
            yield Utterance(each.text("text"), intent, (), each.where)
            continue
        unread.add_others("utterances", each, "data")
        text, spans = join_parts(_parts(each, unread))
        yield Utterance(text, intent, spans, each.where)


def _parts(fields: ExportFields, unread: UnreadParts) -> Iterator[TextPart]:
    for each in fields.objects("data"):
        unread.add_others("texts", each, "text", "entity", "slot_name")
        entity, slot = each.text_or_none("entity"), each.text_or_none("slot_name")
        yield TextPart(each.text("text"), entity, slot if slot != entity else None)


def _entities(fields: ExportFields, unread: UnreadParts) -> dict[str, AssistantEntity]:
    found: dict[str, AssistantEntity] = {}
    for name, each in fields.named("entities").items() if fields.has("entities") else ():
        unread.add_others("entities", each, *_SETTINGS)
        for value in each.listed("data"):
            unread.add_others("values", value, "value", "synonyms")
        values = tuple(
            ListValue(value.text("value"), value.texts_or_none("synonyms"))
            for value in each.listed("data")
        )
        if name.startswith(_BUILT_IN):
            found[name] = _used(name)
        else:
            learned = each.flag("automatically_extensible", default=True)
            kinds = (EntityKind.LEARNED, EntityKind.LIST) if learned else (EntityKind.LIST,)
            found[name] = AssistantEntity(name, kinds, values)
    return found


_SETTINGS = ("data", "use_synonyms", "automatically_extensible", "matching_strictness")


def _used(name: str) -> AssistantEntity:
    if name.startswith(_BUILT_IN):
        return AssistantEntity(name, (EntityKind.PREBUILT,), prebuilts=(name,))
    return AssistantEntity(name, (EntityKind.LEARNED,))
