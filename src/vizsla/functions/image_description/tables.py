"""The tables that a description is made from, as frozen values; `read_tables` reads them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vizsla.functions.image_description.grammar import noun_from

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.functions.image_description.grammar import Grammar, Noun
    from vizsla.functions.image_description.relation_rules import RelationRules

__all__ = ["KindEntry", "Rules", "Tables", "ThingEntry"]


@dataclass(frozen=True, slots=True)
class ThingEntry:
    """A label of the detector.

    Attributes:
        noun: the label's name in a sentence.
        category: person, animal, vehicle, ...: the key of relations and explanations.
        kinds: the WordNet ids within which the classifier's classes name the thing more exactly.
        evidence: the way in which the classifier's opinion counts, as much as the detector's.
            ``for``: its score of those kinds confirms the thing; ``against``: its score of other
            kinds of the same category speaks against the thing, and can only lower the score;
            None: not at all.
        refine: ``given``: one of the classes is right, given that the label is; ``plain``: there
            are others of that kind, so a class's score counts as it is; None: it has no finer name.

    """

    noun: Noun
    category: str
    kinds: tuple[str, ...] = ()
    evidence: str | None = None
    refine: str | None = None


@dataclass(frozen=True, slots=True)
class KindEntry:
    """A name for an uncertain class whose kind is certain: ``a snake``."""

    noun: Noun
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """The least scores and the most items of a sentence.

    Attributes:
        claim: a claim less likely than this is not made.
        alone: nor one of a thing that only the detector found, less likely than this.
        refine: a finer name less likely than this is not given.
        sentence: a claim that would make the sentence less likely than this is left out.
        same_label: two boxes of one label show the same thing if they share this part of the
            smaller one.
        same_category: two boxes of one category do if they share this part of what they cover
            together.
        same_box: and two boxes of any kind if they share this part of it.
        groups: the most noun groups in a sentence.
        kinds: the most finer kinds by which things of one label are named.
        whole_share: the share of the image that a thing without a box is taken to fill.
        picture: the highest score of 'a picture'.
        tag: the lowest score of a tag that has no box.

    """

    claim: float
    alone: float
    refine: float
    sentence: float
    same_label: float
    same_category: float
    same_box: float
    groups: int
    kinds: int
    whole_share: float
    picture: float
    tag: float


@dataclass(frozen=True, slots=True)
class Tables:
    """All the tables.

    Attributes:
        grammar: articles, plurals, numbers.
        things: the detector's labels.
        explains: by category, the WordNet ids of the classes that such a thing explains: they are
            no second thing.
        names: the classifier's names that have another word in a sentence, by class id.
        settings: the classes that are places, by class id: ``on a beach``.
        kinds: the kinds, the narrowest first.
        relations: the relations that boxes can show.
        rules: thresholds and limits.

    """

    grammar: Grammar
    things: Mapping[str, ThingEntry]
    explains: Mapping[str, tuple[str, ...]]
    names: Mapping[str, Noun]
    settings: Mapping[str, str]
    kinds: tuple[KindEntry, ...]
    relations: RelationRules
    rules: Rules

    def thing(self, label: str) -> ThingEntry:
        """Return the entry of a detector's label; of an unknown one, only its name is known."""
        known = self.things.get(label)
        return known or ThingEntry(noun_from(label, self.grammar), "thing")

    def noun(self, key: str, name: str) -> Noun:
        """Return the name in a sentence of a class of the classifier."""
        return self.names.get(key) or noun_from(name, self.grammar)
