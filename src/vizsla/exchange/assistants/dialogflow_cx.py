"""Reads an agent that Dialogflow CX exported as a package of JSON files.

The format: ``agent.json``, ``intents/NAME/NAME.json`` with
``intents/NAME/trainingPhrases/en.json``, and ``entityTypes/NAME/NAME.json`` with
``entityTypes/NAME/entities/en.json``
(https://cloud.google.com/dialogflow/cx/docs/reference/json-export).
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
from vizsla.exchange.assistants.dialogflow_es import system_entities
from vizsla.exchange.assistants.export_fields import ExportFields, UnreadParts
from vizsla.exchange.assistants.text_parts import TextPart, join_parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from vizsla.exchange.assistants.export_files import ExportFiles

__all__ = ["is_dialogflow_cx", "read_dialogflow_cx"]

_PHRASES = r"intents/(?P<name>[^/]+)/trainingPhrases/(?P<language>[^/]+)\.json"
_VALUES = r"entityTypes/(?P<name>[^/]+)/entities/(?P<language>[^/]+)\.json"
_DIALOGUE = "dialogues are not what a function of texts is about"
_FOLDERS = ("flows", "webhooks", "testCases", "transitionRouteGroups", "playbooks", "tools")


def is_dialogflow_cx(files: ExportFiles) -> bool:
    """Return whether the files are an agent of Dialogflow CX."""
    return bool(files.matching(_PHRASES))


def read_dialogflow_cx(files: ExportFiles) -> Assistant:
    """Return an agent.

    Raises:
        InputFormatError: something in it is not as it should be; the message names the file and
            the place.
        InputError: a file can't be read.

    """
    unread = UnreadParts()
    for folder in dict.fromkeys(each.partition("/")[0] for each in files.names):
        if folder in _FOLDERS:
            unread.add(f"{folder}/", _DIALOGUE)
    agent = files.fields("agent.json") if files.has("agent.json") else None
    language = agent.text_or_none("defaultLanguageCode") if agent else None
    names: dict[str, str] = {}
    none: set[str] = set()
    types: dict[str, dict[str, str]] = {}  # the entity of each parameter, by the intent's folder
    for found in files.matching(r"intents/([^/]+)/([^/]+)\.json"):
        fields = files.fields(found.group())
        unread.add_others("intents", fields, *_INTENT)
        names[found[1]] = name = fields.text_or_none("displayName") or found[1]
        if fields.flag("isFallback", default=False):
            none.add(name)
        for each in fields.listed("parameters"):
            unread.add_others("parameters", each, "id", "entityType", "isList", "redact")
        types[found[1]] = {
            each.text("id"): each.text("entityType").removeprefix("@")
            for each in fields.listed("parameters")
        }
    utterances: list[Utterance] = []
    for found in files.matching(_PHRASES):
        intent = names.setdefault(found["name"], found["name"])
        part = files.fields(found.group())
        unread.add_others("training phrases", part, "trainingPhrases")
        phrases = part.listed("trainingPhrases")
        for each in phrases:
            unread.add_others("training phrases", each, *_PHRASE)
            own = each.text_or_none("languageCode") or found["language"]
            text, spans = join_parts(_parts(each, types.get(found["name"], {}), unread))
            other = None if own == language else own
            utterances.append(Utterance(text, intent, spans, each.where, language=other))
    return Assistant(
        format="Dialogflow CX",
        name=(agent.text_or_none("displayName") if agent else None) or "",
        language=language,
        intents=tuple(Intent(each) for each in dict.fromkeys(names.values())),
        utterances=tuple(utterances),
        entities=(*_entities(files, language, unread), *system_entities(utterances)),
        none_intents=frozenset(none),
        unread=unread.all(),
    )


_INTENT = (
    *("name", "displayName", "description", "numTrainingPhrases", "isFallback", "parameters"),
    *("priority", "labels"),
)
_PHRASE = ("id", "parts", "repeatCount", "languageCode")


def _parts(
    fields: ExportFields, types: Mapping[str, str], unread: UnreadParts
) -> Iterator[TextPart]:
    for each in fields.objects("parts"):
        unread.add_others("training phrases", each, "text", "parameterId", "auto")
        parameter = each.text_or_none("parameterId")
        entity = None if parameter is None else types.get(parameter, parameter)
        role = None if entity == parameter else parameter
        yield TextPart(each.text("text"), entity, role)


def _entities(
    files: ExportFiles, language: str | None, unread: UnreadParts
) -> Iterator[AssistantEntity]:
    values: dict[str, list[ListValue]] = {}
    for found in files.matching(_VALUES):
        part = files.fields(found.group())
        unread.add_others("entities", part, "entities")
        for each in part.listed("entities"):
            unread.add_others("entities", each, "value", "synonyms", "languageCode")
            own = each.text_or_none("languageCode") or found["language"]
            other = None if own == language else own
            value = ListValue(each.text("value"), each.texts_or_none("synonyms"), other)
            values.setdefault(found["name"], []).append(value)
    for found in files.matching(r"entityTypes/([^/]+)/([^/]+)\.json"):
        fields = files.fields(found.group())
        unread.add_others("entity types", fields, *_TYPE)
        name = fields.text_or_none("displayName") or found[1]
        listed = tuple(values.get(found[1], ()))
        if fields.text_or_none("kind") == "KIND_REGEXP":
            regexes = tuple(word for each in listed for word in each.synonyms or (each.canonical,))
            yield AssistantEntity(name, (EntityKind.REGEX,), regexes=regexes)
        else:
            yield AssistantEntity(name, (EntityKind.LIST,), listed)


_TYPE = (
    *("name", "displayName", "kind", "autoExpansionMode", "enableFuzzyExtraction", "redact"),
    "excludedPhrases",
)
