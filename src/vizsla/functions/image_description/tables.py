"""The tables that a description is made from: `contract/describe/`, read by JavaScript too."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from vizsla.functions.image_description.grammar import Amount, Grammar, Noun, noun_from
from vizsla.functions.image_description.relations import Beside, InFront, Relations, Rest

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Kind", "Rules", "Tables", "Thing", "load_tables", "read_tables"]

FOLDER = Path(__file__).parents[2] / "contract" / "describe"
FILES = ("grammar", "kinds", "names", "objects", "relations", "rules", "scenes")


@dataclass(frozen=True, slots=True)
class Thing:
    """What is known of one of the detector's labels.

    Attributes:
        noun: how it is spoken of.
        sort: person, animal, vehicle, ...: what relations and explanations go by.
        kinds: the WordNet ids within which the classifier's classes say it more exactly.
        witness: how the classifier is heard, its opinion counting as much as the detector's.
            ``for``: on whether one of those kinds is there; ``against``: on whether another of
            the same sort is there instead, which can only lower the score; None: not at all.
        refine: ``given``: one of the classes is right, given that the label is; ``plain``: there
            are others of that kind, so a class's score counts as it is; None: it has no finer name.

    """

    noun: Noun
    sort: str
    kinds: tuple[str, ...] = ()
    witness: str | None = None
    refine: str | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """What to say where the class is unsure and its kind is not: ``a snake``."""

    noun: Noun
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """How sure is sure enough, and how much is enough.

    Attributes:
        claim: a claim less likely than this is not made.
        alone: nor one of a thing that only the detector vouches for, less likely than this.
        refine: a finer name less likely than this is not given.
        sentence: a claim that would make the sentence less likely than this is left out.
        same_label: two boxes of one label show the same thing if they share this part of the
            smaller one.
        same_sort: two boxes of one sort do if they share this part of what they cover together.
        same_box: and two boxes of any kind if they share this part of it.
        groups: so many noun groups are said at most.
        kinds: things of one label are told apart if they are of so many finer kinds at most.
        whole_share: the share of the picture that a thing without a box is taken to fill.
        picture: the highest score of 'a picture'.
        tag: the lowest score of a tag that has no box.

    """

    claim: float
    alone: float
    refine: float
    sentence: float
    same_label: float
    same_sort: float
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
        explains: by sort, the WordNet ids of what goes with such a thing and is no second one.
        names: the classifier's names that are spoken otherwise, by class id.
        settings: the classes that are places, by class id: ``on a beach``.
        kinds: the narrowest first.
        relations: what geometry supports.
        rules: thresholds and limits.

    """

    grammar: Grammar
    things: Mapping[str, Thing]
    explains: Mapping[str, tuple[str, ...]]
    names: Mapping[str, Noun]
    settings: Mapping[str, str]
    kinds: tuple[Kind, ...]
    relations: Relations
    rules: Rules

    def thing(self, label: str) -> Thing:
        """Return what is known of a detector's label; of a strange one, only its name."""
        known = self.things.get(label)
        return known or Thing(noun_from(label, self.grammar), "thing")

    def noun(self, key: str, name: str) -> Noun:
        """Return how a class of the classifier is spoken of."""
        return self.names.get(key) or noun_from(name, self.grammar)


@cache
def load_tables() -> Tables:
    """Return the tables that the package brings."""
    values = {
        name: json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")) for name in FILES
    }
    return read_tables(values)


def read_tables(values: Mapping[str, Any]) -> Tables:
    """Make the tables of parsed JSON, by the files' names without ``.json``."""
    grammar = _grammar(values["grammar"])

    def noun(row: dict[str, Any]) -> Noun:
        ruled = noun_from(row["noun"], grammar)
        return Noun(
            ruled.noun,
            row.get("plural", ruled.plural),
            row.get("article", ruled.article),
            row.get("measure"),
        )

    def thing(row: dict[str, Any]) -> Thing:
        return Thing(noun(row), row["sort"], tuple(row["kinds"]), row["witness"], row["refine"])

    labels, explains = values["objects"]["labels"], values["objects"]["explains"]
    return Tables(
        grammar=grammar,
        things=MappingProxyType({label: thing(row) for label, row in labels.items()}),
        explains=MappingProxyType({sort: tuple(ids) for sort, ids in explains.items()}),
        names=MappingProxyType({key: noun(row) for key, row in values["names"].items()}),
        settings=MappingProxyType(
            {key: row["setting"] for key, row in values["scenes"].items()},
        ),
        kinds=tuple(Kind(noun(row), tuple(row["kinds"])) for row in values["kinds"]),
        relations=_relations(values["relations"]),
        rules=Rules(**values["rules"]),
    )


def _grammar(value: dict[str, Any]) -> Grammar:
    articles, plurals = value["articles"], value["plurals"]
    return Grammar(
        an_letters=articles["an_letters"],
        an_spelt_letters=articles["an_spelt_letters"],
        a_starts=tuple(articles["a_starts"]),
        an_starts=tuple(articles["an_starts"]),
        head_ends=tuple(plurals["head_ends"]),
        plural_words=MappingProxyType(plurals["words"]),
        plural_ends=tuple((end, drop, add) for end, drop, add in plurals["ends"]),
        measures=MappingProxyType(
            {name: (row["one"], row["many"]) for name, row in value["measures"].items()},
        ),
        mass=value["mass"],
        numbers=tuple(value["numbers"]),
        amounts=tuple(Amount(**row) for row in value["amounts"]),
        conjunction=value["and"],
        picture=value["picture"],
    )


def _relations(value: dict[str, Any]) -> Relations:
    rests = [
        Rest(**{**row, **{key: tuple(row[key]) for key in ("upper", "lower", "reach")}})
        for row in value["rests"]
    ]
    front, beside = value["in_front"], value["beside"]
    return Relations(
        rests=tuple(rests),
        in_front=InFront(**{**front, **{key: tuple(front[key]) for key in ("front", "behind")}}),
        beside=Beside(
            **{
                **beside,
                "first": tuple(beside["first"]),
                "sides": tuple(tuple(side) for side in beside["sides"]),
            }
        ),
    )
