"""Turns the entities, phrase lists and patterns of an assistant into a project's features."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from vizsla.answer import NONE_OF_THESE
from vizsla.errors import OptionError
from vizsla.exchange.assistants.assistant import EntityKind, Unread
from vizsla.features.definitions import (
    EntityDefinition,
    FeatureDefinitions,
    PatternDefinition,
    PhraseListDefinition,
)
from vizsla.features.expression_parser import compile_expression
from vizsla.features.pattern_parser import compile_pattern
from vizsla.recognizers.language_pack import LANGUAGES
from vizsla.recognizers.recognize import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from vizsla.exchange.assistants.assistant import (
        Assistant,
        AssistantEntity,
        EntitySpan,
        FeatureUse,
        Utterance,
    )

__all__ = ["features_of", "marked_entities"]

Compiled = TypeVar("Compiled")

CHILD = "::"  # between a learned entity and its sub-entity
DATES = tuple(kind for kind in KINDS if kind.startswith("datetimeV2."))
# By LUIS's and CLU's names of prebuilt entities, in small letters, the kinds of recognize_text.
PREBUILTS = {
    "age": ("age",),
    "boolean": ("boolean",),
    "datetime": DATES,
    "datetimev2": DATES,
    "dimension": ("dimension",),
    "email": ("email",),
    "ipaddress": ("ip",),
    "money": ("currency",),
    "number": ("number",),
    "ordinal": ("ordinal",),
    "ordinalv2": ("ordinal",),  # among them relative ones: next, last
    "percentage": ("percentage",),
    "phonenumber": ("phonenumber",),
    "quantity.age": ("age",),
    "quantity.currency": ("currency",),
    "quantity.dimension": ("dimension",),
    "quantity.number": ("number",),
    "quantity.numberrange": ("numberrange",),
    "quantity.ordinal": ("ordinal",),
    "quantity.percentage": ("percentage",),
    "quantity.temperature": ("temperature",),
    "temperature": ("temperature",),
    "url": ("url",),
}
LEARNED = {EntityKind.LEARNED, EntityKind.COMPOSITE}


def features_of(assistant: Assistant) -> tuple[FeatureDefinitions, tuple[Unread, ...]]:
    """Return the features of an assistant, and what of them can't be carried over.

    Every feature that is returned compiles.
    """
    return _Converter(assistant).convert()


def marked_entities(utterance: Utterance) -> list[tuple[int, int, str, str]]:
    """Return the entities that are marked in a text: start, end, name and role, or "", of each."""

    def spans(each: EntitySpan, parent: str) -> Iterator[tuple[int, int, str, str]]:
        name = f"{parent}{CHILD}{each.entity}" if parent else each.entity
        yield each.start, each.end, name, each.role or ""
        for child in each.children:
            yield from spans(child, name)

    return [found for each in utterance.entities for found in spans(each, "")]


class _Converter:
    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._unread: list[Unread] = []
        language = (assistant.language or "en").partition("-")[0].lower()
        self._language = language
        self._marked = {
            name for each in assistant.utterances for _, _, name, _ in marked_entities(each)
        }

    def convert(self) -> tuple[FeatureDefinitions, tuple[Unread, ...]]:
        """Return the features, and what can't be carried over."""
        assistant = self._assistant
        entities = tuple(found for each in assistant.entities for found in self._entity(each, ""))
        names = {each.name for each in entities}
        entities += tuple(
            EntityDefinition(each, learned=True) for each in sorted(self._marked - names)
        )
        names |= self._marked
        lists = tuple(self._phrase_lists())
        expressions = {}
        for each in assistant.regex_features:
            if not each.enabled:
                self._leave(f"regex feature {each.name}", "it is switched off in the export")
            elif self._compiled(f"regex feature {each.name}", compile_expression, each.regex):
                expressions[each.name] = each.regex
        known = {*names, *(each.name for each in lists), *expressions}
        required = {}
        for intent in assistant.intents:
            label = assistant.label_of(intent.name) or intent.name
            found = self._needed(intent.features, known, f"intent {intent.name}")
            if found and label == NONE_OF_THESE:
                self._leave(f"intent {intent.name}", "what stands for no label requires nothing")
            elif found:
                required[label] = found
        entities = tuple(
            replace(
                each,
                needs=tuple(one for one in each.needs if one in names),
                parts=tuple(dict.fromkeys(self._parts(each, names))),
            )
            for each in entities
        )
        features = FeatureDefinitions(
            self._language, entities, lists, expressions, tuple(self._patterns(entities)), required
        )
        return features, tuple(self._unread)

    def _leave(self, name: str, reason: str) -> None:
        self._unread.append(Unread(name, reason))

    def _compiled(
        self, name: str, compile_it: Callable[[str], Compiled], text: str
    ) -> Compiled | None:
        """Return what is compiled; None, and the reason is noted, where that can't be."""
        try:
            return compile_it(text)
        except OptionError as error:
            self._leave(name, str(error))
            return None

    def _entity(self, entity: AssistantEntity, parent: str) -> Iterator[EntityDefinition]:
        name = f"{parent}{CHILD}{entity.name}" if parent else entity.name
        title = f"entity {name}"
        if name not in self._marked and not entity.children and LEARNED.issuperset(entity.kinds):
            self._leave(title, "no text of the export has it marked, so it can't be learned")
        found = EntityDefinition(
            name,
            values=self._values(entity, title),
            expressions=tuple(
                each for each in entity.regexes if self._compiled(title, compile_expression, each)
            ),
            kinds=tuple(self._kinds(entity, title)),
            anything=EntityKind.ANY in entity.kinds,
            exceptions=entity.exceptions,
            learned=name in self._marked,
            roles=entity.roles,
            needs=self._needed(entity.features, None, title),
            parts=(*entity.parts, *(f"{name}{CHILD}{each.name}" for each in entity.children)),
        )
        yield found
        for child in entity.children:
            yield from self._entity(child, name)

    def _parts(self, entity: EntityDefinition, known: set[str]) -> Iterator[str]:
        """Iterate over the parts; a child of a hierarchical entity is here one of its roles."""
        for each in entity.parts:
            name = each if each in known else each.partition(CHILD)[0]
            if name not in known:
                self._leave(f"entity {entity.name}", f"its part {each} is not in the export")
            elif name == entity.name:
                self._leave(f"entity {entity.name}", "it can't be a part of itself")
            else:
                yield name

    def _values(self, entity: AssistantEntity, title: str) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        others = 0
        for each in entity.values:
            language = (each.language or self._language).partition("-")[0].lower()
            if language == self._language:
                found[each.canonical] = found.get(each.canonical, ()) + each.synonyms
            else:
                others += 1
        if others:
            reason = f"synonyms in other languages than {self._language}"
            self._unread.append(Unread(title, reason, others))
        return found

    def _kinds(self, entity: AssistantEntity, title: str) -> Iterator[str]:
        for each in entity.prebuilts:
            kinds = PREBUILTS.get(each.lower())
            if kinds is None:
                self._leave(title, f"nothing here finds the prebuilt entity {each}")
            elif self._language not in LANGUAGES:
                self._leave(title, f"recognize_text does not read {self._language!r}")
            else:
                yield from kinds

    def _needed(
        self, features: tuple[FeatureUse, ...], known: set[str] | None, title: str
    ) -> tuple[str, ...]:
        needed = [each.name for each in features if each.required]
        for each in needed:
            if known is not None and each not in known:
                self._leave(title, f"it requires {each}, which can't be carried over")
        return tuple(each for each in needed if known is None or each in known)

    def _phrase_lists(self) -> Iterator[PhraseListDefinition]:
        intents = {each.name for each in self._assistant.intents}
        for each in self._assistant.phrase_lists:
            if not each.enabled:
                self._leave(f"phrase list {each.name}", "it is switched off in the export")
                continue
            labels = None
            if each.models is not None:
                labels = tuple(
                    str(self._assistant.label_of(name)) for name in each.models if name in intents
                )
            yield PhraseListDefinition(each.name, each.words, labels)

    def _patterns(self, entities: tuple[EntityDefinition, ...]) -> Iterator[PatternDefinition]:
        names = {each.name for each in entities}
        anything = [each.name for each in entities if each.anything]
        for each in self._assistant.patterns:
            title = f"pattern {each.text}"
            label = self._assistant.label_of(each.intent)
            compiled = self._compiled(
                title, lambda text: compile_pattern(text, anything), each.text
            )
            if compiled is None:
                continue
            lost = next((name for name, _ in compiled.parts if name not in names), None)
            if lost is not None:
                self._leave(title, f"it names the entity {lost}, which is not in the export")
            elif label is None or label == NONE_OF_THESE:
                self._leave(title, "its intent stands for no label, which no pattern can predict")
            else:
                yield PatternDefinition(each.text, label)
