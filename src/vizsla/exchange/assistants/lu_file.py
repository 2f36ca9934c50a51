"""Reads the ``.lu`` files of the Bot Framework.

The format: https://learn.microsoft.com/azure/bot-service/file-format/bot-builder-lu-file-format. A
text labels its entities (``plant {@tree=oaks}``), or is a pattern (``plant {tree}``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
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
    Utterance,
)
from vizsla.exchange.assistants.export_fields import UnreadParts
from vizsla.exchange.assistants.lu_labels import is_lu_pattern, read_lu_labels

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["is_lu", "read_lu"]

_INTENT = re.compile(r"#{1,3}[ \t]*(?!\?)([^\s#].*)\Z")
_QUESTION = re.compile(r"#{1,3}[ \t]*\?")
_SETTING = re.compile(r">[ \t]*!#[ \t]*@(app|enable|kb)\w*\.?(\w*)[ \t]*=(.*)\Z")
_ITEM = re.compile(r"([ \t]*)[-*+][ \t](.*)\Z")
_ENTITY = re.compile(r"@[ \t]*(?:(?P<kind>[A-Za-z]+)[ \t]+)?(?P<name>\"[^\"]+\"|'[^']+'|[^\s=(]+)")
_ROLES, _FEATURES = ("hasRole", "hasRoles"), ("usesFeature", "usesFeatures")
_OPTIONS = frozenset((*_ROLES, *_FEATURES))
_FLAGS = re.compile(r"[ \t]*\(([^()]*)\)")
_KINDS = {
    "ml": EntityKind.LEARNED,
    "simple": EntityKind.LEARNED,
    "list": EntityKind.LIST,
    "regex": EntityKind.REGEX,
    "prebuilt": EntityKind.PREBUILT,
    "composite": EntityKind.COMPOSITE,
    "patternany": EntityKind.ANY,
}
_PHRASES, _OF_INTENT = "phraselist", "intent"
_ANSWERS = "answers are not what a function of texts is about"
_ELSEWHERE = "it is in another file"
_WAY_OUT = "Mend the line, or export the file again."


@dataclass(slots=True)
class _Definition:
    """An entity, a phrase list or an intent's features, as they are written in several lines."""

    kind: str = ""
    roles: list[str] = field(default_factory=list)
    features: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    value: str = ""
    items: list[tuple[int, str]] = field(default_factory=list)  # with their indentation


def is_lu(text: str) -> bool:
    """Return whether a text has an intent or an entity of a ``.lu`` file."""
    lines = text.splitlines()
    return any(_INTENT.match(each) or each.startswith("@") for each in lines)


def read_lu(text: str, title: str) -> Assistant:
    """Return what a ``.lu`` file has.

    Raises:
        InputFormatError: a line can't be read; the message has its number.

    """
    return _Reader(title).read(text)


class _Reader:
    def __init__(self, title: str) -> None:
        self._title = title
        self._unread = UnreadParts()
        self._settings: dict[str, str] = {}
        self._intents: dict[str, None] = {}
        self._definitions: dict[str, _Definition] = {}
        self._texts: list[tuple[str, str, str]] = []  # text, intent, place

    def read(self, text: str) -> Assistant:
        intent: str | None = None
        definition: _Definition | None = None
        for number, line in enumerate(text.splitlines(), 1):
            where = f"{self._title}, line {number}"
            item = _ITEM.match(line)
            if item and definition is not None:
                definition.items.append((len(item[1].expandtabs(4)), item[2].strip()))
            elif item and intent is not None:
                self._texts.append((item[2].strip(), intent, where))
            elif line.startswith("@"):
                intent, definition = None, self._define(line, where)
            elif _QUESTION.match(line):
                intent = definition = None
                self._unread.add("questions with their answers", _ANSWERS)
            elif (heading := _INTENT.match(line)) is not None:
                intent, definition = heading[1].strip(), None
                self._intents.setdefault(intent)
            else:
                self._other(line)
        return self._assistant()

    def _other(self, line: str) -> None:
        setting = _SETTING.match(line)
        if setting:
            self._settings[setting[2] or setting[1]] = setting[3].strip()
        elif line.startswith("[") and "](" in line:
            self._unread.add("a reference", _ELSEWHERE)
        elif line.startswith("$"):
            self._unread.add("an entity written with '$'", "write it as @ list or @ prebuilt")

    def _define(self, line: str, where: str) -> _Definition:
        found = _ENTITY.match(line)
        if found is None:
            raise InputFormatError(f"{where}: {line!r:.80} names no entity. {_WAY_OUT}")
        name, kind = found["name"].strip("\"'"), (found["kind"] or "").lower()
        if kind and kind not in {*_KINDS, _PHRASES, _OF_INTENT}:
            raise InputFormatError(
                f"{where}: {kind!r:.40} is no kind of entity; the kinds are "
                f"{', '.join([*_KINDS, _PHRASES])}. {_WAY_OUT}"
            )
        known = self._definitions.setdefault(name, _Definition())
        known.kind = known.kind or kind
        rest = line[found.end() :]
        flags = _FLAGS.match(rest)
        if flags:
            known.flags += _listed(flags[1])
            rest = rest[flags.end() :]
        head, _, value = rest.partition("=")
        named: dict[str, list[str]] = {}
        words: list[str] = []
        for each in head.split():
            words = named.setdefault(each, []) if each in _OPTIONS else words
            words += [] if each in _OPTIONS else [each]
        for option, target in ((_ROLES, known.roles), (_FEATURES, known.features)):
            target += [name for each in option for name in _listed(" ".join(named.get(each, ())))]
        known.value = value.strip() or known.value
        return known

    def _assistant(self) -> Assistant:
        roles = {role: name for name, each in self._definitions.items() for role in each.roles}
        utterances: list[Utterance] = []
        patterns: list[Pattern] = []
        for text, intent, where in self._texts:
            if is_lu_pattern(text):
                patterns.append(Pattern(text, intent))
            else:
                plain, spans = read_lu_labels(text, where, roles)
                utterances.append(Utterance(plain, intent, spans, where))
        found = dict(self._entities())
        for name in _used(utterances):
            found.setdefault(name, AssistantEntity(name, (EntityKind.LEARNED,)))
        intents = (
            Intent(name, self._features(self._definitions.get(name, _Definition())))
            for name in self._intents
        )
        return Assistant(
            format="Bot Framework .lu",
            name=self._settings.pop("name", ""),
            language=self._settings.pop("culture", None),
            intents=tuple(intents),
            utterances=tuple(utterances),
            entities=tuple(found.values()),
            phrase_lists=tuple(self._phrase_lists()),
            patterns=tuple(patterns),
            settings=self._settings,
            none_intents=frozenset(("None",)),
            unread=self._unread.all(),
        )

    def _features(self, definition: _Definition) -> tuple[FeatureUse, ...]:
        lists = {name for name, each in self._definitions.items() if each.kind == _PHRASES}
        return tuple(FeatureUse(each, each in lists) for each in definition.features)

    def _entities(self) -> Iterator[tuple[str, AssistantEntity]]:
        for name, each in self._definitions.items():
            if each.kind in {_PHRASES, _OF_INTENT} or name in self._intents:
                continue
            kind = _KINDS.get(each.kind, EntityKind.LEARNED)
            yield (
                name,
                AssistantEntity(
                    name,
                    (kind,),
                    values=tuple(_values(each)) if kind == EntityKind.LIST else (),
                    regexes=(_without_slashes(each.value),) if kind == EntityKind.REGEX else (),
                    prebuilts=(name,) if kind == EntityKind.PREBUILT else (),
                    parts=tuple(_listed(each.value.strip("[]")))
                    if kind == EntityKind.COMPOSITE
                    else (),
                    children=tuple(self._children(each)) if kind == EntityKind.LEARNED else (),
                    roles=tuple(each.roles),
                    features=self._features(each),
                ),
            )

    def _children(self, definition: _Definition) -> Iterator[AssistantEntity]:
        """Iterate over the sub-entities in items such as ``- @ number amount``."""
        items = definition.items
        least = min((depth for depth, _ in items), default=0)
        for at, (depth, item) in enumerate(items):
            found = _ENTITY.match(item)
            if depth > least or found is None:
                continue
            inner = _Definition()
            for deeper, other in items[at + 1 :]:
                if deeper <= depth:
                    break
                inner.items.append((deeper, other))
            kind = found["kind"]
            is_known = kind is None or kind.lower() in _KINDS
            features = () if kind is None or is_known else (FeatureUse(kind),)
            name = found["name"].strip("\"'")
            yield AssistantEntity(
                name,
                (EntityKind.LEARNED,),
                children=tuple(self._children(inner)),
                features=features,
            )

    def _phrase_lists(self) -> Iterator[AssistantPhraseList]:
        users: dict[str, list[str]] = {}
        for name, each in self._definitions.items():
            for feature in each.features:
                users.setdefault(feature, []).append(name)
        for name, each in self._definitions.items():
            if each.kind != _PHRASES:
                continue
            words = [word for _, item in each.items for word in _listed(item)]
            flags = {flag.casefold() for flag in (*each.flags, *_listed(each.value))}
            for_all = "disabledforallmodels" not in flags and name not in users
            yield AssistantPhraseList(
                name,
                tuple(words),
                exchangeable="interchangeable" in flags,
                enabled="disabled" not in flags,
                models=None if for_all else tuple(users.get(name, ())),
            )


def _values(definition: _Definition) -> Iterator[ListValue]:
    """Iterate over the values of a list: ``- red:`` with its synonyms below, or behind."""
    canonical, synonyms = "", list[str]()
    least = min((depth for depth, _ in definition.items), default=0)
    for depth, item in definition.items:
        head, colon, rest = item.partition(":")
        is_value = depth == least and (bool(colon) or not canonical)
        if not is_value:
            synonyms += _listed(item)
            continue
        if canonical:
            yield ListValue(canonical, tuple(synonyms))
        canonical, synonyms = head.strip(), _listed(rest)
    if canonical:
        yield ListValue(canonical, tuple(synonyms))


def _listed(text: str) -> list[str]:
    return [part for each in re.split(r"[,;]", text) if (part := each.strip())]


def _without_slashes(text: str) -> str:
    is_quoted = len(text) > 1 and text.startswith("/") and text.endswith("/")
    return text[1:-1] if is_quoted else text


def _used(utterances: list[Utterance]) -> dict[str, None]:
    return dict.fromkeys(span.entity for each in utterances for span in each.entities)
