"""Reads a project that CLU exported: conversational language understanding, which followed LUIS.

The format: https://learn.microsoft.com/azure/ai-services/language-service/conversational-language-
understanding/concepts/data-formats. Places count what ``stringIndexType`` says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.errors import InputFormatError
from vizsla.exchange.assistants.assistant import (
    Assistant,
    AssistantEntity,
    EntityKind,
    EntitySpan,
    FeatureUse,
    Intent,
    ListValue,
    Utterance,
)
from vizsla.exchange.assistants.export_fields import (
    ExportFields,
    UnreadParts,
    character_places,
    checked_span,
)
from vizsla.exchange.dataset_names import SPLITS

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["is_clu_project", "read_clu_project"]

_CODE_UNITS = "Utf16CodeUnit"
_CODE_POINTS = ("UnicodeCodePoint", "TextElement_V8", "TextElements_v8")
_ORCHESTRATION = "it leads to another project, and that is not in the export"
_COMPOSITION = "how the words of several kinds are combined is not read: any of them counts"


def is_clu_project(content: object) -> bool:
    """Return whether a JSON value is a project that CLU exported."""
    return isinstance(content, dict) and (
        "projectFileVersion" in content
        or (isinstance(content.get("assets"), dict) and isinstance(content.get("metadata"), dict))
    )


def read_clu_project(content: object, title: str) -> Assistant:
    """Return a project of CLU.

    Args:
        content: the export's JSON.
        title: the file's name, for messages.

    Raises:
        InputFormatError: the project is of another kind, or something in it is not as it should
            be; the message names the place.

    """
    fields = ExportFields(content, title)
    unread = UnreadParts()
    unread.add_others(
        "the project", fields, "projectFileVersion", "stringIndexType", "metadata", "assets"
    )
    metadata, assets = fields.inner("metadata"), fields.inner("assets")
    kind = assets.text_or_none("projectKind") or metadata.text_or_none("projectKind") or ""
    if kind not in {"", "Conversation", "Orchestration"}:
        raise InputFormatError(
            f"{title} is a project of kind {kind!r:.80}, and one of kind 'Conversation' is read. "
            "Export another project."
        )
    unread.add_others("the project's assets", assets, "projectKind", *_ASSETS)
    language = metadata.text_or_none("language")
    settings = metadata.inner("settings") if metadata.has("settings") else None
    named = {
        name: str(metadata.value(name))
        for name in ("description", "multilingual")
        if metadata.value(name) not in ("", None)
    }
    if settings is not None:
        named |= {name: str(settings.value(name)) for name in settings.names()}
    unread.add_others(
        *("the project's metadata", metadata, "projectKind", "projectName", "language", "settings"),
        *("description", "multilingual"),
    )
    in_code_units = (fields.text_or_none("stringIndexType") or _CODE_UNITS) not in _CODE_POINTS
    return Assistant(
        format=f"CLU {fields.text_or_none('projectFileVersion') or 'without a version'}",
        name=metadata.text_or_none("projectName") or "",
        language=language,
        intents=tuple(_intent(each, unread) for each in assets.listed("intents")),
        utterances=tuple(_utterances(assets, language, unread, in_code_units=in_code_units)),
        entities=tuple(_entity(each, language, unread) for each in assets.listed("entities")),
        settings=named,
        none_intents=frozenset(("None",)),
        unread=unread.all(),
    )


_ASSETS = ("intents", "entities", "utterances")


def _intent(fields: ExportFields, unread: UnreadParts) -> Intent:
    unread.add_others("intents", fields, "category", "orchestration")
    if fields.has("orchestration"):
        unread.add("intents: 'orchestration'", _ORCHESTRATION)
    return Intent(fields.text("category"))


def _entity(fields: ExportFields, language: str | None, unread: UnreadParts) -> AssistantEntity:
    unread.add_others(
        *("entities", fields, "category", "compositionSetting", "list", "prebuilts", "regex"),
        "requiredComponents",
    )
    if fields.text_or_none("compositionSetting") not in {None, "combineComponents"}:
        unread.add("entities: 'compositionSetting'", _COMPOSITION)
    kinds = [EntityKind.LEARNED]
    values: list[ListValue] = []
    if fields.has("list"):
        kinds.append(EntityKind.LIST)
        for each in fields.inner("list").listed("sublists"):
            values += _list_values(each, language)
    prebuilts = tuple(each.text("category") for each in fields.listed("prebuilts"))
    regexes: tuple[str, ...] = ()
    if fields.has("regex"):
        regexes = tuple(
            each.text("regexPattern") for each in fields.inner("regex").listed("expressions")
        )
    kinds += [EntityKind.REGEX] if regexes else []
    kinds += [EntityKind.PREBUILT] if prebuilts else []
    name = fields.text("category")
    required = fields.texts_or_none("requiredComponents")
    return AssistantEntity(
        name,
        tuple(kinds),
        tuple(values),
        regexes,
        prebuilts,
        features=tuple(FeatureUse(each, required=True) for each in required),
    )


def _list_values(fields: ExportFields, language: str | None) -> Iterator[ListValue]:
    """Iterate over the words for a value, of each language."""
    canonical = fields.text("listKey")
    synonyms = fields.listed("synonyms")
    if not synonyms:
        yield ListValue(canonical)
    for each in synonyms:
        own = each.text_or_none("language")
        yield ListValue(
            canonical, each.texts_or_none("values"), None if own in {language, None} else own
        )


def _utterances(
    assets: ExportFields, language: str | None, unread: UnreadParts, *, in_code_units: bool
) -> Iterator[Utterance]:
    for each in assets.listed("utterances"):
        unread.add_others("utterances", each, *_ABOUT_TEXTS)
        text = each.text("text")
        spans = tuple(
            _span(span, text, unread, in_code_units=in_code_units)
            for span in each.listed("entities")
        )
        own = each.text_or_none("language")
        yield Utterance(
            text,
            each.text_or_none("intent"),
            spans,
            each.where,
            SPLITS.get((each.text_or_none("dataset") or "").casefold()),
            None if own in {language, None} else own,
        )


_ABOUT_TEXTS = ("text", "intent", "entities", "language", "dataset")


def _span(
    fields: ExportFields, text: str, unread: UnreadParts, *, in_code_units: bool
) -> EntitySpan:
    unread.add_others("labelled entities", fields, "category", "offset", "length")
    start = fields.integer("offset")
    places = [start, start + fields.integer("length")]
    start, end = character_places(text, places) if in_code_units else places
    return checked_span(EntitySpan(start, end, fields.text("category")), text, fields.where)
