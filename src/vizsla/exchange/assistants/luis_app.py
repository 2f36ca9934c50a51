"""Reads an app that LUIS exported, of the versions 2.x to 7.x of its schema.

The format: https://learn.microsoft.com/azure/ai-services/luis/app-schema-definition. A span's end
is its last character, and places count UTF-16 code units, as .NET does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from vizsla.errors import InputFormatError
from vizsla.exchange.assistants.assistant import (
    Assistant,
    AssistantEntity,
    AssistantPhraseList,
    EntityKind,
    FeatureUse,
    Intent,
    ListValue,
    Pattern,
    RegexFeature,
)
from vizsla.exchange.assistants.export_fields import ExportFields, UnreadParts
from vizsla.exchange.assistants.luis_utterances import read_luis_utterances

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["is_luis_app", "read_features", "read_luis_app"]

_VERSION = "luis_schema_version"
_NUMBER = re.compile(r"(\d{1,4})(?:\.\d{1,9}){0,3}\Z")
_OLDEST, _NEWEST = 2, 7
_NONE = "None"
_CHILD = "::"  # between an entity and its child
_INHERITED = "the link to LUIS's prebuilt domain; its texts are in the export, and are read"
_ABOUT = ("desc", "versionId", "tokenizerVersion")
_PARTS = (
    *(_VERSION, "name", "culture", *_ABOUT, "intents", "entities", "hierarchicals", "composites"),
    *("closedLists", "prebuiltEntities", "bing_entities", "patternAnyEntities", "regex_entities"),
    *("model_features", "phraselists", "regex_features", "patterns", "utterances", "settings"),
)


def is_luis_app(content: object) -> bool:
    """Return whether a JSON value is an app that LUIS exported."""
    return isinstance(content, dict) and (
        _VERSION in content or {"intents", "utterances", "culture"} <= content.keys()
    )


def read_luis_app(content: object, title: str) -> Assistant:
    """Return an app of LUIS.

    Args:
        content: the export's JSON.
        title: the file's name, for messages.

    Raises:
        InputFormatError: the export is of another version, or something in it is not as it should
            be; the message names the place.

    """
    fields = ExportFields(content, title)
    version = _checked_version(fields)
    unread = UnreadParts()
    unread.add_others("the app", fields, *_PARTS)
    intents = tuple(_intent(each, unread) for each in fields.objects("intents"))
    entities = tuple(_entities(fields, unread))
    users = _users(intents, entities)
    lists = [*fields.listed("phraselists"), *fields.listed("model_features")]
    return Assistant(
        format=f"LUIS {version}",
        name=fields.text_or_none("name") or "",
        language=fields.text_or_none("culture"),
        intents=intents,
        utterances=tuple(read_luis_utterances(fields, "utterances", unread)),
        entities=entities,
        phrase_lists=tuple(_phrase_list(each, users, unread) for each in lists),
        patterns=tuple(_pattern(each, unread) for each in fields.listed("patterns")),
        regex_features=tuple(
            RegexFeature(
                each.text("name"), each.text("pattern"), each.flag("activated", default=True)
            )
            for each in fields.listed("regex_features")
        ),
        settings=_settings(fields),
        none_intents=frozenset((_NONE,)),
        unread=unread.all(),
    )


def _checked_version(fields: ExportFields) -> str:
    version = fields.text(_VERSION)
    found = _NUMBER.match(version)
    if found is None:
        fields.refuse(_VERSION, "must be a version, such as '7.0.0'")
    if int(found[1]) < _OLDEST:
        raise InputFormatError(
            f"{fields.where} is of LUIS's schema {version}, and {_OLDEST} to {_NEWEST} are read. "
            "Export its texts as a table of 'text' and 'intent' instead."
        )
    if int(found[1]) > _NEWEST:
        raise InputFormatError(
            f"{fields.where} is of LUIS's schema {version}, and {_OLDEST} to {_NEWEST} are read. "
            "Export the app in an older version."
        )
    return version


def _intent(fields: ExportFields, unread: UnreadParts) -> Intent:
    unread.add_others("intents", fields, "name", "features", "inherits")
    if fields.has("inherits"):
        unread.add("intents: 'inherits'", _INHERITED)
    return Intent(fields.text("name"), read_features(fields, unread))


def read_features(fields: ExportFields, unread: UnreadParts) -> tuple[FeatureUse, ...]:
    """Return the features of an intent or an entity."""
    found = []
    for each in fields.listed("features"):
        unread.add_others("features", each, "featureName", "modelName", "isRequired")
        is_list = each.has("featureName")
        name = each.text("featureName" if is_list else "modelName")
        found.append(FeatureUse(name, is_list, each.flag("isRequired", default=False)))
    return tuple(found)


def _entities(fields: ExportFields, unread: UnreadParts) -> Iterator[AssistantEntity]:
    for each in fields.listed("entities"):
        yield _learned(each, unread)
    for each in fields.listed("hierarchicals"):
        yield _learned(each, unread)
    for each in fields.listed("composites"):
        unread.add_others("composites", each, *_USUAL, "children")
        yield AssistantEntity(
            each.text("name"),
            (EntityKind.COMPOSITE,),
            parts=_child_names(each),
            roles=each.texts_or_none("roles"),
            features=read_features(each, unread),
        )
    for each in fields.listed("closedLists"):
        unread.add_others("closedLists", each, *_USUAL, "subLists")
        values = (
            ListValue(value.text("canonicalForm"), value.texts_or_none("list"))
            for value in each.listed("subLists")
        )
        yield _other(each, EntityKind.LIST, values=tuple(values))
    for each in fields.listed("patternAnyEntities"):
        unread.add_others("patternAnyEntities", each, *_USUAL, "explicitList")
        yield _other(each, EntityKind.ANY, exceptions=each.texts_or_none("explicitList"))
    for each in fields.listed("regex_entities"):
        unread.add_others("regex_entities", each, *_USUAL, "regexPattern")
        yield _other(each, EntityKind.REGEX, regexes=(each.text("regexPattern"),))
    for each in fields.listed("prebuiltEntities"):
        unread.add_others("prebuiltEntities", each, *_USUAL)
        yield _other(each, EntityKind.PREBUILT, prebuilts=(each.text("name"),))
    for name in fields.texts_or_none("bing_entities"):
        yield AssistantEntity(name, (EntityKind.PREBUILT,), prebuilts=(name,))


_USUAL = ("name", "roles", "inherits", "features")


def _other(
    fields: ExportFields,
    kind: EntityKind,
    *,
    values: tuple[ListValue, ...] = (),
    regexes: tuple[str, ...] = (),
    prebuilts: tuple[str, ...] = (),
    exceptions: tuple[str, ...] = (),
) -> AssistantEntity:
    return AssistantEntity(
        fields.text("name"),
        (kind,),
        values,
        regexes,
        prebuilts,
        exceptions,
        roles=fields.texts_or_none("roles"),
    )


def _learned(fields: ExportFields, unread: UnreadParts) -> AssistantEntity:
    """Return a machine-learned entity; a hierarchical one has its children as roles."""
    unread.add_others("entities", fields, *_USUAL, "children", "instanceOf")
    if fields.has("inherits"):
        unread.add("entities: 'inherits'", _INHERITED)
    children = fields.items("children") if fields.has("children") else []
    is_hierarchical = bool(children) and all(isinstance(each, str) for each in children)
    roles = fields.texts_or_none("roles")
    features = read_features(fields, unread)
    if fields.has("instanceOf"):  # how versions 4 to 6 write a feature that is an entity
        features += (FeatureUse(fields.text("instanceOf")),)
    return AssistantEntity(
        fields.text("name"),
        (EntityKind.LEARNED,),
        children=()
        if is_hierarchical
        else tuple(_learned(each, unread) for each in fields.listed("children")),
        roles=roles + fields.texts("children") if is_hierarchical else roles,
        features=features,
    )


def _child_names(fields: ExportFields) -> tuple[str, ...]:
    """Return the names of a composite's parts, which newer versions write as objects."""
    children = fields.items("children") if fields.has("children") else []
    if all(isinstance(each, str) for each in children):
        return fields.texts_or_none("children")
    return tuple(each.text("name") for each in fields.objects("children"))


def _users(
    intents: tuple[Intent, ...], entities: tuple[AssistantEntity, ...]
) -> Mapping[str, list[str]]:
    """Return the intents and entities that use each phrase list."""
    users: dict[str, list[str]] = defaultdict(list)

    def note(name: str, features: tuple[FeatureUse, ...]) -> None:
        for each in features:
            if each.is_phrase_list:
                users[each.name].append(name)

    def visit(entity: AssistantEntity, above: str) -> None:
        name = f"{above}{entity.name}"
        note(name, entity.features)
        for each in entity.children:
            visit(each, f"{name}{_CHILD}")

    for intent in intents:
        note(intent.name, intent.features)
    for entity in entities:
        visit(entity, "")
    return users


def _phrase_list(
    fields: ExportFields, users: Mapping[str, list[str]], unread: UnreadParts
) -> AssistantPhraseList:
    unread.add_others(
        "phrase lists", fields, "name", "mode", "words", "activated", "enabledForAllModels"
    )
    name = fields.text("name")
    words = (each.strip() for each in fields.text("words").split(","))
    for_all = fields.flag("enabledForAllModels", default=True)
    return AssistantPhraseList(
        name,
        tuple(each for each in words if each),
        fields.flag("mode", default=True),
        fields.flag("activated", default=True),
        None if for_all else tuple(users.get(name, ())),
    )


def _pattern(fields: ExportFields, unread: UnreadParts) -> Pattern:
    unread.add_others("patterns", fields, "pattern", "intent")
    return Pattern(fields.text("pattern"), fields.text("intent"))


def _settings(fields: ExportFields) -> dict[str, str]:
    found = {each.text("name"): str(each.value("value")) for each in fields.listed("settings")}
    return found | {
        name: fields.text(name) for name in _ABOUT if fields.value(name) not in ("", None)
    }
