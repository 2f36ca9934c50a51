"""Reads an app that wit.ai exported.

The format: a .zip with ``APP/app.json``, ``APP/utterances/utterances-1.json``, a file for each
intent and entity; in exports before 2020 ``APP/expressions.json`` with the intent as an entity
(https://wit.ai/docs/recipes#export-your-app).
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

    from vizsla.exchange.assistants.export_files import ExportFiles

__all__ = ["is_wit", "read_wit"]

_TEXTS = r"utterances/[^/]+\.json"
_OLD_TEXTS = "expressions.json"
_APP = "app.json"
_INTENT = "intent"
_BUILT_IN = "wit$"
_NO_INTENT = "out_of_scope"
_TRAITS = "a trait is a second label of a text, and an example has one"


def is_wit(files: ExportFiles) -> bool:
    """Return whether the files are an app of wit.ai."""
    return files.has(_APP) and (bool(files.matching(_TEXTS)) or files.has(_OLD_TEXTS))


def read_wit(files: ExportFiles) -> Assistant:
    """Return an app.

    Raises:
        InputFormatError: something in it is not as it should be; the message names the file and
            the place.
        InputError: a file can't be read.

    """
    unread = UnreadParts()
    app = files.fields(_APP)
    inner = app.inner("data") if isinstance(app.value("data"), dict) else app
    utterances: list[Utterance] = []
    for found in files.matching(_TEXTS):
        part = files.fields(found.group())
        unread.add_others("utterances", part, "utterances")
        texts = part.listed("utterances")
        utterances += [_utterance(each, unread) for each in texts]
    if files.has(_OLD_TEXTS):
        old = files.fields(_OLD_TEXTS)
        unread.add_others("expressions", old, "data")
        texts = old.listed("data")
        utterances += [_expression(each, unread) for each in texts]
    named = []
    for found in files.matching(r"intents/([^/]+)\.json"):
        unread.add_others("intents", files.fields(found.group()), "id", "name")
        named.append(found[1])
    used = [each.intent for each in utterances if each.intent is not None]
    if files.matching(r"traits/[^/]+\.json"):
        unread.add("traits/", _TRAITS)
    return Assistant(
        format="wit.ai",
        name=inner.text_or_none("name") or "",
        language=inner.text_or_none("lang"),
        intents=tuple(map(Intent, dict.fromkeys((*named, *used)))),
        utterances=tuple(utterances),
        entities=tuple(_entities(files, utterances, unread)),
        none_intents=frozenset((_NO_INTENT,)),
        unread=unread.all(),
    )


def _utterance(fields: ExportFields, unread: UnreadParts) -> Utterance:
    unread.add_others("utterances", fields, "text", "intent", "entities", "traits")
    if fields.listed("traits"):
        unread.add("utterances: 'traits'", _TRAITS)
    text = fields.text("text")
    spans = tuple(_span(each, text, unread) for each in fields.listed("entities"))
    intent = fields.value("intent")
    if isinstance(intent, dict):
        intent = fields.inner("intent").text("name")
    elif intent is not None:
        intent = fields.text("intent")
    return Utterance(text, intent or None, spans, fields.where)


def _expression(fields: ExportFields, unread: UnreadParts) -> Utterance:
    unread.add_others("expressions", fields, "text", "entities")
    text, intent = fields.text("text"), None
    spans = []
    for each in fields.listed("entities"):
        if each.text("entity") == _INTENT:
            unread.add_others("expressions: intents", each, "entity", "value")
            intent = each.text("value").strip('"')
        elif each.has("start"):
            spans.append(_span(each, text, unread))
        else:
            unread.add("expressions: entities without a place", _TRAITS)
            unread.add_others("expressions: entities without a place", each, "entity", "value")
    return Utterance(text, intent, tuple(spans), fields.where)


def _span(fields: ExportFields, text: str, unread: UnreadParts) -> EntitySpan:
    unread.add_others("labelled entities", fields, *_SPAN)
    entity, _, role = fields.text("entity").partition(":")
    value = fields.value("value")
    span = EntitySpan(
        fields.integer("start"),
        fields.integer("end"),
        entity,
        role if role not in {"", entity, entity.removeprefix(_BUILT_IN)} else None,
        value.strip('"') if isinstance(value, str) else None,
        tuple(_span(each, text, unread) for each in fields.listed("entities")),
    )
    return checked_span(span, text, fields.where)


_SPAN = ("entity", "start", "end", "body", "value", "entities", "subentities")


def _entities(
    files: ExportFiles, utterances: list[Utterance], unread: UnreadParts
) -> Iterator[AssistantEntity]:
    used = dict.fromkeys(span.entity for each in utterances for span in each.entities)
    for found in files.matching(r"entities/([^/]+)\.json"):
        fields = files.fields(found.group())
        inner = fields.inner("data") if isinstance(fields.value("data"), dict) else fields
        unread.add_others("entities", inner, *_ENTITY)
        if inner is not fields:
            unread.add_others("entities", fields, "data")
        name = inner.text_or_none("name") or found[1]
        used.pop(name, None)
        if name == _INTENT:
            continue
        if name.startswith(_BUILT_IN):
            yield AssistantEntity(name, (EntityKind.PREBUILT,), prebuilts=(name,))
            continue
        keywords = [*inner.listed("keywords"), *_old_values(inner)]
        for each in keywords:
            unread.add_others("keywords", each, *_KEYWORD)
        values = tuple(
            ListValue(
                each.text("keyword" if each.has("keyword") else "value"),
                each.texts_or_none("synonyms" if each.has("synonyms") else "expressions"),
            )
            for each in keywords
        )
        lookups = inner.texts_or_none("lookups")
        kinds = [EntityKind.LEARNED] if "free-text" in lookups or not values else []
        kinds += [EntityKind.LIST] if values else []
        roles = tuple(each for each in inner.texts_or_none("roles") if each != name)
        yield AssistantEntity(name, tuple(kinds), values, roles=roles)
    for name in used:
        is_built_in = name.startswith(_BUILT_IN)
        kind = EntityKind.PREBUILT if is_built_in else EntityKind.LEARNED
        yield AssistantEntity(name, (kind,), prebuilts=(name,) if is_built_in else ())


_KEYWORD = ("keyword", "value", "synonyms", "expressions", "metadata")
_ENTITY = (
    "id",
    "name",
    "roles",
    "lookups",
    "keywords",
    "values",
    "doc",
    "builtin",
    "lang",
    "exotic",
)


def _old_values(fields: ExportFields) -> list[ExportFields]:
    return fields.listed("values")
