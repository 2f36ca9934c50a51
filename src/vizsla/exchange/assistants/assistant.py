"""What an assistant of another tool is made of, as plain data.

A place in a text is a number of characters (Unicode code points) from its beginning, as Python
counts them, whatever the tool counts.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from vizsla.answer import NONE_OF_THESE
from vizsla.wording import counted

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "Assistant",
    "AssistantEntity",
    "AssistantPhraseList",
    "EntityKind",
    "EntitySpan",
    "FeatureUse",
    "Intent",
    "ListValue",
    "Pattern",
    "RegexFeature",
    "Unread",
    "Utterance",
]


class EntityKind(StrEnum):
    """How an entity is found in a text. An entity of CLU may have several."""

    LEARNED = "learned"
    LIST = "list"
    REGEX = "regex"
    PREBUILT = "prebuilt"
    ANY = "pattern.any"
    COMPOSITE = "composite"


@dataclass(frozen=True, slots=True)
class FeatureUse:
    """A feature that helps to predict an intent or an entity.

    Attributes:
        name: the name of a phrase list, or of an entity.
        is_phrase_list: whether it is a phrase list.
        required: whether a text without the feature never has the intent or entity.

    """

    name: str
    is_phrase_list: bool = False
    required: bool = False


@dataclass(frozen=True, slots=True)
class Intent:
    """An intent.

    Attributes:
        name: its name.
        features: what helps to predict it.

    """

    name: str
    features: tuple[FeatureUse, ...] = ()


@dataclass(frozen=True, slots=True)
class ListValue:
    """A value of a list entity.

    Attributes:
        canonical: the value.
        synonyms: the words for it, in order; the value itself is among them where the tool says so.
        language: the language of these words; None for the assistant's.

    """

    canonical: str
    synonyms: tuple[str, ...] = ()
    language: str | None = None


@dataclass(frozen=True, slots=True)
class AssistantEntity:
    """The definition of an entity.

    Attributes:
        name: its name.
        kinds: how it is found; at least one.
        values: for a list, its values.
        regexes: for a regex, the regular expressions, in the tool's dialect.
        prebuilts: for a prebuilt, the tool's names of the built-in types: ``datetimeV2``.
        exceptions: for a pattern.any, texts that a pattern may hold as they are.
        parts: for a composite, the names of the entities in it, as the tool writes them.
        children: for a learned one, the sub-entities.
        roles: the names of its roles. The children of LUIS's hierarchical entities are roles.
        features: what helps to predict it.

    """

    name: str
    kinds: tuple[EntityKind, ...]
    values: tuple[ListValue, ...] = ()
    regexes: tuple[str, ...] = ()
    prebuilts: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    children: tuple[AssistantEntity, ...] = ()
    roles: tuple[str, ...] = ()
    features: tuple[FeatureUse, ...] = ()


@dataclass(frozen=True, slots=True)
class EntitySpan:
    """A labelled entity in a text.

    Attributes:
        start: the place of its first character.
        end: the place behind its last character; greater than ``start``.
        entity: the entity's name; of a sub-entity, its name within the entity.
        role: its role, or None.
        value: the value that the tool gives the words, or None.
        children: the sub-entities in it.

    """

    start: int
    end: int
    entity: str
    role: str | None = None
    value: str | None = None
    children: tuple[EntitySpan, ...] = ()


@dataclass(frozen=True, slots=True)
class Utterance:
    """A text with its labels.

    Attributes:
        text: the text.
        intent: its intent; None where it has none, only entities.
        entities: its labelled entities.
        where: its place in the export, for messages: ``app.json, utterances[3]``.
        split: ``train`` or ``test`` where the export says so.
        language: its language; None for the assistant's.

    """

    text: str
    intent: str | None
    entities: tuple[EntitySpan, ...] = ()
    where: str = ""
    split: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class AssistantPhraseList:
    """A list of words that mean alike, or belong together.

    Attributes:
        name: its name.
        words: the words and phrases, in order.
        exchangeable: whether one may stand for another.
        enabled: whether it is in use.
        models: the intents and entities that use it (``Entity::Child`` for a sub-entity); None
            for all.

    """

    name: str
    words: tuple[str, ...]
    exchangeable: bool = True
    enabled: bool = True
    models: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """A template of texts: ``who is {Employee}['s] manager[?]``.

    Attributes:
        text: the template, in LUIS's syntax.
        intent: the intent of texts that match.

    """

    text: str
    intent: str


@dataclass(frozen=True, slots=True)
class RegexFeature:
    """A regular expression that helps to predict: LUIS's pattern feature.

    Attributes:
        name: its name.
        regex: the regular expression, in the tool's dialect.
        enabled: whether it is in use.

    """

    name: str
    regex: str
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of an export that an ``Assistant`` can't hold.

    Attributes:
        name: the part, by its name or key in the export.
        reason: why it can't be carried over.
        count: how often it is there.

    """

    name: str
    reason: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Assistant:
    """An assistant, with all that its export has.

    Attributes:
        format: the export's format, with its version: ``LUIS 7.0.0``.
        name: the assistant's name; "" where the export has none.
        language: its language, such as ``en-us``; None where the export does not say it.
        intents: the intents, each once.
        utterances: the labelled texts, in the export's order.
        entities: the entities.
        phrase_lists: the phrase lists.
        patterns: the patterns.
        regex_features: the regular expressions that are features.
        settings: named settings, as text.
        none_intents: the intents that mean 'none of the others'.
        unread: what was there and can't be carried over.

    """

    format: str
    name: str = ""
    language: str | None = None
    intents: tuple[Intent, ...] = ()
    utterances: tuple[Utterance, ...] = ()
    entities: tuple[AssistantEntity, ...] = ()
    phrase_lists: tuple[AssistantPhraseList, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    regex_features: tuple[RegexFeature, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)
    none_intents: frozenset[str] = frozenset()
    unread: tuple[Unread, ...] = ()

    def label_of(self, intent: str | None) -> str | None:
        """Return an intent's label in a project: ``none of these`` for a none intent."""
        return NONE_OF_THESE if intent in self.none_intents else intent

    def counts(self) -> dict[str, int]:
        """Return the number of each part, of entities by their kinds; parts that are not there not.

        An entity of several kinds counts for each.
        """
        kinds = Counter(str(kind) for each in self.entities for kind in each.kinds)
        found = {
            "intent": len(self.intents),
            "utterance": len(self.utterances),
            **{f"{kind} entity": kinds[kind] for kind in EntityKind if kinds[kind]},
            "phrase list": len(self.phrase_lists),
            "pattern": len(self.patterns),
            "regex feature": len(self.regex_features),
        }
        return {name: count for name, count in found.items() if count}

    def summary(self) -> str:
        """Return the assistant in one line: ``LUIS 7.0.0: 11 intents, 113 utterances``."""
        parts = [
            counted(count, name, f"{name[:-1]}ies" if name.endswith("entity") else f"{name}s")
            for name, count in self.counts().items()
        ]
        return f"{self.format}: {', '.join(parts) or 'nothing in it'}"
