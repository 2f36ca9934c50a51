"""Reads the tables of descriptions from `contract/describe/`, which JavaScript reads too."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from vizsla.functions.image_description.grammar import Amount, Grammar, Noun, noun_from
from vizsla.functions.image_description.relation_rules import (
    Beside,
    InFrontOf,
    RelationRules,
    RestsOn,
)
from vizsla.functions.image_description.tables import KindEntry, Rules, Tables, ThingEntry

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FOLDER", "load_tables", "read_tables"]

FOLDER = Path(__file__).parents[2] / "contract" / "describe"
FILES = ("grammar", "kinds", "names", "objects", "relations", "rules", "scenes")


@cache
def load_tables() -> Tables:
    """Return the package's tables."""
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

    def thing(row: dict[str, Any]) -> ThingEntry:
        kinds = tuple(row["kinds"])
        return ThingEntry(noun(row), row["category"], kinds, row["evidence"], row["refine"])

    labels, explains = values["objects"]["labels"], values["objects"]["explains"]
    return Tables(
        grammar=grammar,
        things=MappingProxyType({label: thing(row) for label, row in labels.items()}),
        explains=MappingProxyType({category: tuple(ids) for category, ids in explains.items()}),
        names=MappingProxyType({key: noun(row) for key, row in values["names"].items()}),
        settings=MappingProxyType(
            {key: row["setting"] for key, row in values["scenes"].items()},
        ),
        kinds=tuple(KindEntry(noun(row), tuple(row["kinds"])) for row in values["kinds"]),
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


def _relations(value: dict[str, Any]) -> RelationRules:
    rests = [
        RestsOn(**{**row, **{key: tuple(row[key]) for key in ("upper", "lower", "reach")}})
        for row in value["rests"]
    ]
    front, beside = value["in_front"], value["beside"]
    return RelationRules(
        rests=tuple(rests),
        in_front=InFrontOf(**{**front, **{key: tuple(front[key]) for key in ("front", "behind")}}),
        beside=Beside(
            **{
                **beside,
                "first": tuple(beside["first"]),
                "sides": tuple(tuple(side) for side in beside["sides"]),
            }
        ),
    )
