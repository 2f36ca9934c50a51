"""Finds a text's entities by the features of a function: all ways together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vizsla.features.given_entities import NOTHING_GIVEN
from vizsla.features.named_entity import NamedEntity
from vizsla.features.rule_names import rule_names
from vizsla.features.token_features import token_features
from vizsla.recognizers.language_pack import LANGUAGES, language_pack
from vizsla.recognizers.recognize import find_entity_groups
from vizsla.recognizers.text_tokens import cut_tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import numpy as np

    from vizsla.features.feature_set import FeatureSet
    from vizsla.features.given_entities import GivenEntities
    from vizsla.features.phrase_list import FoundPhrase, PhraseList
    from vizsla.recognizers.recognize import RecognizerOptions
    from vizsla.recognizers.text_tokens import TextToken

__all__ = ["FeatureFinder", "FoundFeatures", "marks_of", "token_places"]


@dataclass(frozen=True, slots=True)
class FoundFeatures:
    """What the features found in a text.

    Attributes:
        entities: the entities, from left to right, the longer first. Those of different names may
            overlap.
        phrase_lists: the names of the phrase lists of which a phrase is there.
        expressions: the names of the expressions that match.
        labels: the labels of the patterns that match.
        by_rule: the features that help to predict the label, by their names in ``rule_names``.
            Learned entities are not among them, and no pattern matches because of one: their
            taggers know the examples that cross-validation does not show to the head.

    """

    entities: tuple[NamedEntity, ...]
    phrase_lists: frozenset[str]
    expressions: frozenset[str]
    labels: frozenset[str]
    by_rule: frozenset[str] = frozenset()

    @property
    def names(self) -> frozenset[str]:
        """The names of all that is there: entities, phrase lists, expressions."""
        names = {each.name for each in self.entities}
        return frozenset(names | self.phrase_lists | self.expressions)


class FeatureFinder:
    """Looks for features in texts.

    Args:
        features: the features.
        embed_parts: returns a vector of each word of a text; called only where entities are
            learned.

    """

    def __init__(
        self, features: FeatureSet, embed_parts: Callable[[Sequence[str]], np.ndarray]
    ) -> None:
        self.features = features
        self._embed_parts = embed_parts
        known = features.language in LANGUAGES
        self._spaced = language_pack(features.language).spaced if known else True

    def tokens(self, text: str) -> list[TextToken]:
        """Return a text's words."""
        return cut_tokens(text, spaced=self._spaced)

    def find(
        self,
        text: str,
        options: RecognizerOptions | None = None,
        given: GivenEntities = NOTHING_GIVEN,
    ) -> FoundFeatures:
        """Return what the features find in a text.

        Args:
            text: the text.
            options: the moment against which dates are resolved, and others.
            given: what the call adds to the features.

        """
        tokens = self.tokens(text)
        ruled = self.by_rules(text, tokens, options, given.lists)
        there = given.beside(ruled)
        lists = {name: each.find(tokens) for name, each in self.features.phrase_lists.items()}
        learned = self._learned(tokens, marks_of(tokens, there, lists))
        entities, labels = known, known_labels = self._by_patterns(tokens, there)
        if learned:
            kept = [each for each in learned if self._has_needed(each, there)]
            entities, labels = self._by_patterns(tokens, given.beside([*ruled, *kept]))
        order = sorted(entities, key=lambda each: (each.start, -each.end, each.name, each.role))
        phrase_lists = frozenset(name for name, found in lists.items() if found)
        expressions = self._expressions(text)
        return FoundFeatures(
            tuple(dict.fromkeys(order)),
            phrase_lists,
            expressions,
            frozenset(labels),
            rule_names(_roles(known), phrase_lists, expressions, known_labels),
        )

    def find_by_rule(self, text: str) -> frozenset[str]:
        """Return ``FoundFeatures.by_rule`` alone, without looking for learned entities."""
        tokens = self.tokens(text)
        entities, labels = self._by_patterns(tokens, self.by_rules(text, tokens))
        lists = (name for name, each in self.features.phrase_lists.items() if each.find(tokens))
        return rule_names(_roles(entities), lists, self._expressions(text), labels)

    def _expressions(self, text: str) -> frozenset[str]:
        expressions = self.features.feature_expressions
        return frozenset(name for name, each in expressions.items() if each.find(text))

    def by_rules(
        self,
        text: str,
        tokens: Sequence[TextToken],
        options: RecognizerOptions | None = None,
        more_lists: Mapping[str, PhraseList] = NOTHING_GIVEN.lists,
    ) -> list[NamedEntity]:
        """Return the entities that lists, expressions and ``recognize_text`` find."""
        found = []
        for name, values in [*self.features.lists.items(), *more_lists.items()]:
            for each in values.find(tokens):
                start, end = tokens[each.start].start, tokens[each.end - 1].end
                found.append(NamedEntity(name, start, end, {"values": [each.value]}))
        for name, expressions in self.features.expressions.items():
            for start, end in sorted({span for each in expressions for span in each.find(text)}):
                found.append(NamedEntity(name, start, end, {"value": text[start:end]}))
        kinds = self.features.kinds
        if kinds:
            groups = find_entity_groups(text, self.features.language, kinds.values(), options)
            for name, group in zip(kinds, groups, strict=True):
                found += [
                    NamedEntity(name, one.start, one.end, one.value, kind=one.kind) for one in group
                ]
        return found

    def _learned(
        self, tokens: Sequence[TextToken], marks: Sequence[Sequence[str]]
    ) -> list[NamedEntity]:
        if not self.features.learned or not tokens:
            return []
        vectors = self._embed_parts([each.raw for each in tokens])
        names = token_features(tokens, marks)
        found = []
        for each in self.features.learned:
            for span in each.tagger.find(vectors, names):
                name, role = each.kinds[span.kind]
                start, end = tokens[span.start].start, tokens[span.end - 1].end
                score, calibrated = each.score(span.score), each.calibration is not None
                found.append(NamedEntity(name, start, end, {}, role, score, calibrated=calibrated))
        return found

    def _has_needed(self, learned: NamedEntity, others: Sequence[NamedEntity]) -> bool:
        """Return whether all that an entity must have in it is there."""
        needed = self.features.needed.get(learned.name, ())
        if not needed:
            return True
        there = {
            each.name for each in others if each.start < learned.end and learned.start < each.end
        }
        return there.issuperset(needed)

    def _by_patterns(
        self, tokens: Sequence[TextToken], entities: list[NamedEntity]
    ) -> tuple[list[NamedEntity], list[str]]:
        """Return the entities with the roles and words that patterns give, and their labels."""
        spans = _spans(tokens, entities)
        for name, exceptions in self.features.anything.items():
            found = [(each.start, each.end) for each in exceptions.find(tokens)]
            spans[name] = [*spans.get(name, []), *found]
        labels = []
        roles: dict[tuple[str, int, int], str] = {}  # the first pattern's counts
        words = []
        for each in self.features.patterns:
            for match in each.pattern.find(tokens, spans):
                labels.append(each.label)
                for part, start, end in match.spans:
                    if start == end:  # a stranger's program may note nothing
                        continue
                    name, role = each.pattern.parts[part]
                    place = tokens[start].start, tokens[end - 1].end
                    if name in self.features.anything:
                        words.append(NamedEntity(name, *place, role=role))
                    elif role:
                        roles.setdefault((name, *place), role)
        known = [
            replace(each, role=each.role or roles.get((each.name, each.start, each.end), ""))
            for each in entities
        ]
        return known + words, labels


def _roles(entities: Iterable[NamedEntity]) -> list[tuple[str, str]]:
    return [(each.name, each.role) for each in entities]


def marks_of(
    tokens: Sequence[TextToken],
    entities: Sequence[NamedEntity],
    lists: Mapping[str, Sequence[FoundPhrase]],
) -> list[list[str]]:
    """Return of each token what was found there by rules and phrase lists, for the tagger."""
    marks: list[set[str]] = [set() for _ in tokens]
    for each in entities:
        for at in range(*token_places(tokens, each.start, each.end)):
            marks[at].add(f"entity {each.name}")
    for name, found in lists.items():
        for phrase in found:
            for at in range(phrase.start, phrase.end):
                marks[at].add(f"list {name}")
    return [sorted(each) for each in marks]


def token_places(tokens: Sequence[TextToken], start: int, end: int) -> tuple[int, int]:
    """Return the first token that a part of a text touches, and the one after the last.

    Both are the same where it touches none.
    """
    first = bisect_right(tokens, start, key=lambda each: each.end)
    return first, max(first, bisect_left(tokens, end, key=lambda each: each.start))


def _spans(
    tokens: Sequence[TextToken], entities: Sequence[NamedEntity]
) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for each in entities:
        start, end = token_places(tokens, each.start, each.end)
        if start < end:
            found.setdefault(each.name, []).append((start, end))
    return found
