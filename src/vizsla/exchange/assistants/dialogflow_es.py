"""Reads an agent that Dialogflow ES exported.

The format: a .zip with ``agent.json``, and for each intent ``intents/NAME.json`` and its texts in
``intents/NAME_usersays_en.json``; for each entity ``entities/NAME.json`` and its values in
``entities/NAME_entries_en.json`` (https://cloud.google.com/dialogflow/es/docs/agents-settings#export).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vizsla.exchange.assistants.assistant import (
    Assistant,
    AssistantEntity,
    EntityKind,
    Intent,
    ListValue,
    Pattern,
    Utterance,
)
from vizsla.exchange.assistants.export_fields import ExportFields, UnreadParts
from vizsla.exchange.assistants.text_parts import TextPart, join_parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vizsla.exchange.assistants.export_files import ExportFiles

__all__ = ["is_dialogflow_es", "read_dialogflow_es", "system_entities"]

_TEXTS = r"intents/(?P<name>.+)_usersays_(?P<language>[A-Za-z-]+)\.json"
_ENTRIES = r"entities/(?P<name>.+)_entries_(?P<language>[A-Za-z-]+)\.json"
_IGNORED = "sys.ignore"
_SYSTEM = "sys."
_TEMPLATE = re.compile(r"@([\w.-]+):([\w-]+)")
_ANSWERS = "the agent's answers and contexts are not what a function of texts is about"
_INTENT = (
    *("id", "parentId", "rootParentId", "name", "auto", "priority", "fallbackIntent", "condition"),
    *("conditionalFollowupEvents", "conditionalResponses", "endInteraction", "liveAgentHandoff"),
)
_DIALOGUE = ("contexts", "responses", "events", "webhookUsed", "webhookForSlotFilling")


def is_dialogflow_es(files: ExportFiles) -> bool:
    """Return whether the files are an agent of Dialogflow ES."""
    return bool(files.matching(_TEXTS))


def read_dialogflow_es(files: ExportFiles) -> Assistant:
    """Return an agent.

    Raises:
        InputFormatError: something in it is not as it should be; the message names the file and
            the place.
        InputError: a file can't be read.

    """
    unread = UnreadParts()
    agent = files.fields("agent.json") if files.has("agent.json") else None
    language = agent.text_or_none("language") if agent else None
    languages = {each["language"] for each in files.matching(_TEXTS)}
    if language is None and len(languages) == 1:
        language = languages.pop()
    intents: dict[str, str] = {}  # the intents' names by their files'
    none: set[str] = set()
    for found in files.matching(r"intents/(.+)\.json"):
        if not re.fullmatch(_TEXTS, found.group()):
            fields = files.fields(found.group())
            intents[found[1]] = name = fields.text_or_none("name") or found[1]
            if fields.flag("fallbackIntent", default=False):
                none.add(name)
            if {*_DIALOGUE} & {*fields.others()}:
                unread.add("intents: responses, contexts, events and parameters", _ANSWERS)
            unread.add_others("intents", fields, *_INTENT, *_DIALOGUE)
    utterances: list[Utterance] = []
    patterns: list[Pattern] = []
    for found in files.matching(_TEXTS):
        intent = intents.setdefault(found["name"], found["name"])
        other = None if found["language"] == language else found["language"]
        for each in files.listed(found.group()):
            unread.add_others("texts", each, *_TEXT)
            text, spans = join_parts(_parts(each, unread))
            if each.flag("isTemplate", default=False):
                patterns.append(Pattern(_TEMPLATE.sub(_placeholder, text), intent))
            else:
                utterances.append(Utterance(text, intent, spans, each.where, language=other))
    return Assistant(
        format="Dialogflow ES",
        name=(agent.text_or_none("displayName") if agent else None) or "",
        language=language,
        intents=tuple(Intent(each) for each in dict.fromkeys(intents.values())),
        utterances=tuple(utterances),
        entities=(*_entities(files, language, unread), *system_entities(utterances)),
        patterns=tuple(patterns),
        none_intents=frozenset(none),
        unread=unread.all(),
    )


_TEXT = ("id", "data", "isTemplate", "count", "lang", "updated", "isAuto")


def _placeholder(found: re.Match[str]) -> str:
    entity, role = found.groups()
    return f"{{{entity}}}" if role == entity.removeprefix(_SYSTEM) else f"{{{entity}:{role}}}"


def _parts(fields: ExportFields, unread: UnreadParts) -> Iterator[TextPart]:
    for each in fields.objects("data"):
        unread.add_others("texts", each, "text", "meta", "alias", "userDefined")
        entity = (each.text_or_none("meta") or "").removeprefix("@")
        alias = each.text_or_none("alias")
        known = bool(entity) and entity != _IGNORED
        role = alias if alias != entity.removeprefix(_SYSTEM) else None
        yield TextPart(each.text("text"), entity, role) if known else TextPart(each.text("text"))


def _entities(
    files: ExportFiles, language: str | None, unread: UnreadParts
) -> Iterator[AssistantEntity]:
    values: dict[str, list[ListValue]] = {}
    for found in files.matching(_ENTRIES):
        other = None if found["language"] == language else found["language"]
        for each in files.listed(found.group()):
            unread.add_others("entries", each, "value", "synonyms")
            value = ListValue(each.text("value"), each.texts_or_none("synonyms"), other)
            values.setdefault(found["name"], []).append(value)
    for found in files.matching(r"entities/(.+)\.json"):
        if re.fullmatch(_ENTRIES, found.group()):
            continue
        fields = files.fields(found.group())
        unread.add_others("entities", fields, *_ENTITY)
        name = fields.text_or_none("name") or found[1]
        listed = values.get(found[1], [])
        if fields.flag("isRegexp", default=False):
            regexes = (word for each in listed for word in each.synonyms)
            yield AssistantEntity(name, (EntityKind.REGEX,), regexes=tuple(regexes))
        else:
            yield AssistantEntity(name, (EntityKind.LIST,), tuple(listed))


_ENTITY = (
    *("id", "name", "isOverridable", "isEnum", "isRegexp", "automatedExpansion"),
    "allowFuzzyExtraction",
)


def system_entities(utterances: list[Utterance]) -> Iterator[AssistantEntity]:
    """Iterate over the built-in entities that the texts have."""
    names = dict.fromkeys(span.entity for each in utterances for span in each.entities)
    for name in names:
        if name.startswith(_SYSTEM):
            yield AssistantEntity(name, (EntityKind.PREBUILT,), prebuilts=(name,))
