"""Reads a bot that Amazon Lex exported, of its versions 1 and 2, and a skill of Alexa.

The formats: https://docs.aws.amazon.com/lex/latest/dg/import-export-format.html, one JSON file; and
https://docs.aws.amazon.com/lexv2/latest/dg/import-export-format.html, a .zip of folders. A sample
text has its slots in braces (``a {Size} pizza``). It is kept as a pattern; as a text, it gets a
value of each slot's type, or else the slot's name in words. A skill's interaction model is alike:
https://developer.amazon.com/docs/alexa/smapi/interaction-model-schema.html.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from vizsla.exchange.assistants.assistant import (
    Assistant,
    AssistantEntity,
    EntityKind,
    Intent,
    Pattern,
    Utterance,
)
from vizsla.exchange.assistants.export_fields import ExportFields, UnreadParts
from vizsla.exchange.assistants.lex_slot_types import (
    SlotType,
    read_alexa_type,
    read_v1_type,
    read_v2_type,
)
from vizsla.exchange.assistants.text_parts import TextPart, join_parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from vizsla.exchange.assistants.export_files import ExportFiles

__all__ = ["is_alexa", "is_lex_v1", "is_lex_v2", "read_alexa", "read_lex_v1", "read_lex_v2"]

_SLOT = re.compile(r"\{([^{}|]+)\}")
_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])|_+")
_BUILT_IN = "AMAZON."
_FALLBACK = "AMAZON.FallbackIntent"
_LOCALE = r"(?P<bot>[^/]+)/BotLocales/(?P<locale>[^/]+)/"
_INTENTS = rf"{_LOCALE}Intents/(?P<name>[^/]+)/Intent\.json"
_DIALOGUE = "dialogues are not what a function of texts is about"
_SLOTS = "they are kept as patterns; in the texts a value, or the name, stands for each slot"
_PROMPTS = "the words of a slot's own question are texts of no intent"


class _Sample(NamedTuple):
    """A sample text.

    Attributes:
        text: the text, with slots in braces.
        intent: its intent.
        where: its place in the export.
        slots: the type of each slot, by the slot's name.
        language: its language, or None.

    """

    text: str
    intent: str
    where: str
    slots: Mapping[str, str]
    language: str | None = None


def is_lex_v1(content: object) -> bool:
    """Return whether a JSON value is a bot, or an intent, of Lex V1."""
    if not isinstance(content, dict) or not isinstance(content.get("resource"), dict):
        return False
    resource = content["resource"]
    return "intents" in resource or "sampleUtterances" in resource


def is_lex_v2(files: ExportFiles) -> bool:
    """Return whether the files are a bot of Lex V2."""
    return bool(files.matching(_INTENTS))


def is_alexa(content: object) -> bool:
    """Return whether a JSON value is the interaction model of a skill of Alexa."""
    model = content.get("interactionModel") if isinstance(content, dict) else None
    return isinstance(model, dict) and isinstance(model.get("languageModel"), dict)


def read_alexa(content: object, title: str) -> Assistant:
    """Return the interaction model of a skill of Alexa.

    Raises:
        InputFormatError: something in it is not as it should be; the message names the place.

    """
    unread = UnreadParts()
    file = ExportFields(content, title)
    unread.add_others("the file", file, "interactionModel", "version")
    whole = file.inner("interactionModel")
    for key in whole.others("languageModel"):
        unread.add(f"{key!r}", _DIALOGUE)
    model = whole.inner("languageModel")
    unread.add_others("the model", model, "invocationName", "intents", "types")
    intents = model.objects("intents")
    samples: list[_Sample] = []
    for each in intents:
        unread.add_others("intents", each, "name", "samples", "slots")
        slots: dict[str, str] = {}
        for slot in each.listed("slots"):
            slots[slot.text("name")] = slot.text("type")
            unread.add_others("slots", slot, "name", "type", "samples", "multipleValues")
            if slot.texts_or_none("samples"):
                unread.add("slots: 'samples'", _PROMPTS)
        samples += [
            _Sample(text, each.text("name"), f"{each.where}: samples[{number}]", slots)
            for number, text in enumerate(each.texts_or_none("samples"))
        ]
    types = {each.text("name"): read_alexa_type(each, unread) for each in model.listed("types")}
    names = [each.text("name") for each in intents]
    called = model.text_or_none("invocationName")
    return _assistant("Alexa", called, None, names, samples, types, unread, {_FALLBACK})


def read_lex_v1(content: object, title: str) -> Assistant:
    """Return a bot of Lex V1.

    Raises:
        InputFormatError: something in it is not as it should be; the message names the place.

    """
    unread = UnreadParts()
    whole = ExportFields(content, title)
    unread.add_others("the file", whole, "metadata", "resource")
    bot = whole.inner("resource")
    intents = bot.listed("intents") if bot.has("intents") else [bot]
    samples: list[_Sample] = []
    for each in intents:
        unread.add_others("intents", each, *_V1_INTENT)
        slots: dict[str, str] = {}
        for slot in each.listed("slots"):
            slots[slot.text("name")] = slot.text_or_none("slotType") or slot.text("name")
            unread.add_others("slots", slot, *_V1_SLOT)
            if slot.texts_or_none("sampleUtterances"):
                unread.add("slots: 'sampleUtterances'", _PROMPTS)
        samples += [
            _Sample(text, each.text("name"), f"{each.where}: sampleUtterances[{number}]", slots)
            for number, text in enumerate(each.texts_or_none("sampleUtterances"))
        ]
    types = {each.text("name"): read_v1_type(each, unread) for each in bot.listed("slotTypes")}
    unread.add_others("the bot", bot, *_V1_BOT)
    names = [each.text("name") for each in intents]
    return _assistant(
        "Lex V1",
        bot.text_or_none("name"),
        bot.text_or_none("locale"),
        names,
        samples,
        types,
        unread,
    )


_V1_SLOT = (
    *("name", "description", "slotType", "slotTypeVersion", "slotConstraint", "priority"),
    *("valueElicitationPrompt", "sampleUtterances", "obfuscationSetting", "defaultValueSpec"),
)
_V1_INTENT = ("name", "version", "slots", "sampleUtterances", "description")
_V1_BOT = (
    *("name", "version", "intents", "slotTypes", "locale", "slots", "sampleUtterances"),
    "description",
)


def read_lex_v2(files: ExportFiles) -> Assistant:
    """Return a bot of Lex V2.

    Raises:
        InputFormatError: something in it is not as it should be; the message names the file and
            the place.
        InputError: a file can't be read.

    """
    unread = UnreadParts()
    found = files.matching(_INTENTS)
    language = found[0]["locale"]
    samples: list[_Sample] = []
    names: dict[str, None] = {}
    none: set[str] = set()
    for each in found:
        folder = each.group().removesuffix("Intent.json")
        fields = files.fields(each.group())
        unread.add_others("intents", fields, *_V2_INTENT)
        name = fields.text_or_none("name") or each["name"]
        names[name] = None
        if fields.text_or_none("parentIntentSignature") == _FALLBACK:
            none.add(name)
        slots = {}
        for slot in files.matching(rf"{re.escape(folder)}Slots/([^/]+)/Slot\.json"):
            about = files.fields(slot.group())
            unread.add_others("slots", about, *_V2_SLOT)
            slots[about.text_or_none("name") or slot[1]] = (
                about.text_or_none("slotTypeName") or slot[1]
            )
        other = None if each["locale"] == language else each["locale"]
        for text in fields.listed("sampleUtterances"):
            unread.add_others("sample texts", text, "utterance")
            samples.append(_Sample(text.text("utterance"), name, text.where, slots, other))
    types: dict[str, SlotType] = {}
    for each in files.matching(rf"{_LOCALE}SlotTypes/(?P<name>[^/]+)/SlotType\.json"):
        fields = files.fields(each.group())
        name = fields.text_or_none("name") or each["name"]
        other = None if each["locale"] == language else each["locale"]
        types[name] = types.get(name, SlotType()).and_of(read_v2_type(fields, other, unread))
    bot = found[0]["bot"]
    return _assistant("Lex V2", bot, language, list(names), samples, types, unread, none)


_V2_INTENT = (
    *("name", "identifier", "description", "sampleUtterances", "parentIntentSignature"),
    *("slotPriorities", "displayName"),
)


_V2_SLOT = (
    *("name", "identifier", "description", "slotTypeName", "valueElicitationSetting"),
    *("obfuscationSetting", "multipleValuesSetting", "slotConstraint", "defaultValueSpec"),
)


def _assistant(
    version: str,
    name: str | None,
    language: str | None,
    intents: Sequence[str],
    samples: Sequence[_Sample],
    types: Mapping[str, SlotType],
    unread: UnreadParts,
    none: set[str] | None = None,
) -> Assistant:
    utterances: list[Utterance] = []
    patterns: list[Pattern] = []
    used: dict[str, dict[str, None]] = {}  # the roles of each type
    for number, sample in enumerate(samples):
        parts = list(_filled(sample, types, number))
        text, spans = join_parts(parts)
        utterances.append(
            Utterance(text, sample.intent, spans, sample.where, language=sample.language)
        )
        if spans:
            unread.add("sample texts with slots", _SLOTS)
            patterns.append(Pattern(_as_pattern(sample), sample.intent))
        for span in spans:
            used.setdefault(span.entity, {}).update({span.role: None} if span.role else {})
    return Assistant(
        format=version,
        name=name or "",
        language=language,
        intents=tuple(map(Intent, intents)),
        utterances=tuple(utterances),
        entities=tuple(_entity(each, types, used) for each in dict.fromkeys((*types, *used))),
        patterns=tuple(patterns),
        none_intents=frozenset(none or ()),
        unread=unread.all(),
    )


def _as_pattern(sample: _Sample) -> str:
    def placeholder(found: re.Match[str]) -> str:
        slot = found[1].strip()
        entity = sample.slots.get(slot, slot)
        return f"{{{entity}}}" if entity == slot else f"{{{entity}:{slot}}}"

    return _SLOT.sub(placeholder, sample.text)


def _filled(sample: _Sample, types: Mapping[str, SlotType], number: int) -> Iterator[TextPart]:
    """Iterate over the parts of a text with values for slots: another value for each text."""
    at = 0
    for found in _SLOT.finditer(sample.text):
        yield TextPart(sample.text[at : found.start()])
        slot = found[1].strip()
        entity = sample.slots.get(slot, slot)
        known = types[entity].values if entity in types else ()
        values = [each for each in known if each.language == sample.language]
        named = _WORDS.sub(" ", slot).lower()
        words = values[number % len(values)].canonical if values else named
        yield TextPart(words, entity, None if entity == slot else slot)
        at = found.end()
    yield TextPart(sample.text[at:])


def _entity(
    name: str,
    types: Mapping[str, SlotType],
    used: Mapping[str, Mapping[str, None]],
) -> AssistantEntity:
    roles = tuple(used.get(name, ()))
    if name in types:
        return types[name].entity(name, roles)
    if name.startswith(_BUILT_IN):
        return AssistantEntity(name, (EntityKind.PREBUILT,), prebuilts=(name,), roles=roles)
    return AssistantEntity(name, (EntityKind.LEARNED,), roles=roles)
