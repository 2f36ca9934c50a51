"""Reads the training data of Rasa: YAML, and the older Markdown and JSON.

The format: https://rasa.com/docs/rasa/training-data-format. A text marks its entities:
``from [Berlin]{"entity": "city", "role": "from"}``, or ``[Berlin](city:BER)``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vizsla.exchange.assistants.assistant import (
    Assistant,
    AssistantEntity,
    EntityKind,
    EntitySpan,
    Intent,
    ListValue,
    RegexFeature,
    Utterance,
)
from vizsla.exchange.assistants.export_fields import ExportFields, UnreadParts, checked_span
from vizsla.exchange.assistants.marked_text import read_marked
from vizsla.exchange.texts.yaml_values import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = [
    "RasaPart",
    "add_dialogue",
    "is_rasa_json",
    "is_rasa_markdown",
    "is_rasa_yaml",
    "rasa_assistant",
    "read_rasa_json",
    "read_rasa_markdown",
    "read_rasa_yaml",
]

_JSON = "rasa_nlu_data"
_SECTIONS = ("intent", "synonym", "regex", "lookup")
_HEADING = re.compile(r"##[ \t]*(intent|synonym|regex|lookup)[ \t]*:(.*)\Z")
_NLU = re.compile(r"^(?:nlu|\"nlu\"|'nlu')[ \t]*:", re.MULTILINE)
_TALK = re.compile(r"^(stories|rules)[ \t]*:", re.MULTILINE)
_DOMAIN = re.compile(r"^(?:intents|entities)[ \t]*:", re.MULTILINE)
_DIALOGUE = "dialogues are not what a function of texts is about"
_UNUSED_SYNONYM = "no labelled entity has one of its words"


@dataclass(slots=True)
class RasaPart:
    """What one file of Rasa says.

    Attributes:
        utterances: the texts.
        synonyms: words by the value that they mean.
        lookups: words by the entity's name.
        regexes: regular expressions by a name, which may be an entity's.
        intents: the names of the intents in a domain.
        entities: the roles of the entities in a domain, by name.

    """

    utterances: list[Utterance] = field(default_factory=list)
    synonyms: dict[str, list[str]] = field(default_factory=dict)
    lookups: dict[str, list[str]] = field(default_factory=dict)
    regexes: dict[str, list[str]] = field(default_factory=dict)
    intents: list[str] = field(default_factory=list)
    entities: dict[str, tuple[str, ...]] = field(default_factory=dict)


def is_rasa_yaml(text: str) -> bool:
    """Return whether a YAML text is of Rasa: it has training data, or a domain."""
    return _NLU.search(text) is not None or _DOMAIN.search(text) is not None


def add_dialogue(text: str, unread: UnreadParts) -> None:
    """Add the dialogues of a YAML text without training data to what can't be carried over."""
    for name in dict.fromkeys(_TALK.findall(text)):
        unread.add(f"{name!r} of Rasa", _DIALOGUE)


def is_rasa_markdown(text: str) -> bool:
    """Return whether a Markdown text has a heading of Rasa's training data."""
    return any(map(_HEADING.match, text.split("\n")))


def is_rasa_json(content: object) -> bool:
    """Return whether a JSON value is Rasa's older training data."""
    return isinstance(content, dict) and _JSON in content


def read_rasa_yaml(
    text: str, title: str, unread: UnreadParts, split: str | None = None
) -> RasaPart:
    """Return what a YAML file has.

    Args:
        text: the file's text.
        title: its name, for messages.
        unread: what can't be carried over is added here.
        split: the part of the data that the file is, or None.

    Raises:
        InputFormatError: it is no YAML, or something in it is not as it should be.
        MissingExtraError: PyYAML is not installed.

    """
    fields = ExportFields(parse_yaml(text, title), title)
    for key in fields.others("version", "nlu", "intents", "entities", "session_config"):
        unread.add(f"{key!r} of Rasa", _DIALOGUE)
    part = RasaPart()
    _read_domain(fields, part, unread)
    for each in fields.listed("nlu"):
        kind = next((name for name in _SECTIONS if each.has(name)), None)
        if kind is None:
            each.refuse("intent", "or 'synonym', 'regex' or 'lookup' must name the examples")
        unread.add_others("nlu", each, kind, "examples")
        _add(part, kind, each.text(kind), _examples(each, unread), split, unread)
    return part


def read_rasa_markdown(
    text: str, title: str, unread: UnreadParts, split: str | None = None
) -> RasaPart:
    """Return what a Markdown file has; see ``read_rasa_yaml``."""
    part = RasaPart()
    kind, name, items = "", "", list[tuple[str, str]]()
    for number, line in enumerate(text.splitlines(), 1):
        heading = _HEADING.match(line)
        if heading or line.startswith("## "):
            _add(part, kind, name, items, split, unread)
            kind, name, items = (heading[1], heading[2].strip(), []) if heading else ("", "", [])
        elif line.lstrip().startswith(("- ", "* ", "+ ")):
            items.append((f"{title}, line {number}", line.lstrip()[2:].strip()))
    _add(part, kind, name, items, split, unread)
    return part


def read_rasa_json(content: object, title: str, unread: UnreadParts) -> RasaPart:
    """Return what a JSON file has; see ``read_rasa_yaml``."""
    whole = ExportFields(content, title)
    unread.add_others("the file", whole, _JSON)
    fields = whole.inner(_JSON)
    unread.add_others("rasa_nlu_data", fields, *_PARTS)
    part = RasaPart()
    for each in fields.listed("common_examples"):
        unread.add_others("common_examples", each, "text", "intent", "entities")
        text = each.text("text")
        spans = tuple(_span(span, text, unread) for span in each.listed("entities"))
        intent = each.text_or_none("intent")
        part.utterances.append(Utterance(text, intent or None, spans, each.where))
    for each in fields.listed("entity_synonyms"):
        unread.add_others("entity_synonyms", each, "value", "synonyms")
        part.synonyms.setdefault(each.text("value"), []).extend(each.texts_or_none("synonyms"))
    for each in fields.listed("regex_features"):
        unread.add_others("regex_features", each, "name", "pattern")
        part.regexes.setdefault(each.text("name"), []).append(each.text("pattern"))
    for each in fields.listed("lookup_tables"):
        unread.add_others("lookup_tables", each, "name", "elements")
        if isinstance(each.value("elements"), list):
            part.lookups.setdefault(each.text("name"), []).extend(each.texts("elements"))
        else:
            unread.add(f"lookup table {each.text('name')!r}", "its words are in another file")
    return part


_PARTS = ("common_examples", "entity_synonyms", "regex_features", "lookup_tables")


def rasa_assistant(parts: Sequence[RasaPart], unread: UnreadParts) -> Assistant:
    """Return the assistant that the files of a project make."""
    utterances = tuple(each for part in parts for each in part.utterances)
    used = (each.intent for each in utterances if each.intent is not None)
    named = (each for part in parts for each in part.intents)
    entities = _Entities(utterances, parts)
    entities.add_synonyms(_merged(part.synonyms for part in parts), unread)
    regexes = _merged(part.regexes for part in parts)
    features = entities.add_regexes(regexes)
    entities.add_lookups(_merged(part.lookups for part in parts))
    return Assistant(
        format="Rasa",
        intents=tuple(map(Intent, dict.fromkeys((*named, *used)))),
        utterances=utterances,
        entities=tuple(entities.all()),
        regex_features=features,
        unread=unread.all(),
    )


class _Entities:
    """The entities of a project: those of its domain, and those that its texts mark."""

    def __init__(self, utterances: Iterable[Utterance], parts: Sequence[RasaPart]) -> None:
        self._roles: dict[str, dict[str, None]] = {}
        self._words: dict[str, set[str]] = {}
        self._values: dict[str, list[ListValue]] = {}
        self._regexes: dict[str, list[str]] = {}
        for part in parts:
            for name, roles in part.entities.items():
                self._roles.setdefault(name, {}).update(dict.fromkeys(roles))
        for each in utterances:
            for span in each.entities:
                known = self._roles.setdefault(span.entity, {})
                if span.role is not None:
                    known[span.role] = None
                words = self._words.setdefault(span.entity, set())
                words.update((each.text[span.start : span.end], span.value or ""))

    def add_synonyms(self, synonyms: Mapping[str, list[str]], unread: UnreadParts) -> None:
        """Give synonyms, which are of no entity in Rasa, to those whose labels have their words."""
        for value, words in synonyms.items():
            having = [
                name for name, found in self._words.items() if not found.isdisjoint((value, *words))
            ]
            for name in having:
                self._values.setdefault(name, []).append(ListValue(value, tuple(words)))
            if not having:
                unread.add(f"synonym {value!r}", _UNUSED_SYNONYM)

    def add_regexes(self, regexes: Mapping[str, list[str]]) -> tuple[RegexFeature, ...]:
        """Give regular expressions to the entities of their names; return the others."""
        others: list[RegexFeature] = []
        for name, found in regexes.items():
            if name in self._roles:
                self._regexes[name] = found
            else:
                others += [RegexFeature(name, each) for each in found]
        return tuple(others)

    def add_lookups(self, lookups: Mapping[str, list[str]]) -> None:
        """Give the words of lookup tables to the entities of their names."""
        for name, words in lookups.items():
            self._roles.setdefault(name, {})
            self._values.setdefault(name, []).extend(ListValue(each, (each,)) for each in words)

    def all(self) -> Iterator[AssistantEntity]:
        """Iterate over the entities."""
        for name, roles in self._roles.items():
            values, regexes = self._values.get(name, []), self._regexes.get(name, [])
            kinds = [EntityKind.LIST] if values else []
            kinds += [EntityKind.REGEX] if regexes else []
            if name in self._words or not kinds:
                kinds.insert(0, EntityKind.LEARNED)
            yield AssistantEntity(
                name, tuple(kinds), tuple(values), tuple(regexes), roles=tuple(roles)
            )


def _merged(parts: Iterable[Mapping[str, list[str]]]) -> dict[str, list[str]]:
    merged: dict[str, dict[str, None]] = {}
    for part in parts:
        for name, words in part.items():
            merged.setdefault(name, {}).update(dict.fromkeys(words))
    return {name: list(words) for name, words in merged.items()}


def _read_domain(fields: ExportFields, part: RasaPart, unread: UnreadParts) -> None:
    """Read the names of intents and entities; each is a text, or an object by its name."""
    for each in fields.items("intents") if fields.has("intents") else []:
        part.intents += _named(each, fields, "intents")
    for each in fields.items("entities") if fields.has("entities") else []:
        for name in _named(each, fields, "entities"):
            about = each[name] if isinstance(each, Mapping) else None
            roles = about.get("roles") if isinstance(about, Mapping) else None
            listed = roles if isinstance(roles, list) else []
            part.entities[name] = tuple(str(role) for role in listed if isinstance(role, str))
            if isinstance(about, Mapping) and {*about} - {"roles"}:
                unread.add("entities: settings of an entity in the domain")


def _named(value: object, fields: ExportFields, name: str) -> list[str]:
    if isinstance(value, str):
        return [value]
    if not isinstance(value, Mapping):
        fields.refuse(name, "must be a list of names")
    return [str(each) for each in value]


def _examples(fields: ExportFields, unread: UnreadParts) -> list[tuple[str, str]]:
    """Return the examples, each with its name in messages."""
    value = fields.value("examples")
    if isinstance(value, str):
        lines = [each.strip() for each in value.split("\n")]
        texts = [each[1:].strip() for each in lines if each.startswith("-")]
        if len(texts) < sum(map(bool, lines)):
            fields.refuse("examples", "must have a '-' before each example")
    elif isinstance(value, list) and all(isinstance(each, Mapping) for each in value):
        found = fields.objects("examples")
        for each in found:
            unread.add_others("examples", each, "text")
        texts = [each.text("text").strip().removeprefix("- ") for each in found]
    else:
        texts = list(fields.texts_or_none("examples"))
    return [(f"{fields.where}: example {number}", each) for number, each in enumerate(texts, 1)]


def _add(
    part: RasaPart,
    kind: str,
    name: str,
    items: Iterable[tuple[str, str]],
    split: str | None,
    unread: UnreadParts,
) -> None:
    if kind == "intent":
        for where, item in items:
            text, spans = read_marked(item, where, unread)
            part.utterances.append(Utterance(text, name, spans, where, split))
    elif kind:
        target = {"synonym": part.synonyms, "regex": part.regexes, "lookup": part.lookups}[kind]
        target.setdefault(name, []).extend(item for _, item in items)


def _span(fields: ExportFields, text: str, unread: UnreadParts) -> EntitySpan:
    unread.add_others("labelled entities", fields, "start", "end", "entity", "value", "role")
    start, end = fields.integer("start"), fields.integer("end")
    value = fields.value("value")
    span = EntitySpan(
        start,
        end,
        fields.text("entity"),
        fields.text_or_none("role"),
        str(value) if value is not None and value != text[start:end] else None,
    )
    return checked_span(span, text, fields.where)
