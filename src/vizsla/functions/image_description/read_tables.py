"""Reads the tables of descriptions from `contract/describe/`, which JavaScript reads too."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from vizsla.functions.image_description.evidence import EvidenceWeights
from vizsla.functions.image_description.grammar import Amount, Grammar, Noun, noun_from
from vizsla.functions.image_description.relation_rules import (
    Beside,
    InFrontOf,
    RelationRules,
    RestsOn,
    Worn,
)
from vizsla.functions.image_description.tables import (
    KindEntry,
    PictureEntry,
    Rules,
    Tables,
    ThingEntry,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FOLDER", "load_tables", "read_tables"]

FOLDER = Path(__file__).parents[2] / "contract" / "describe"
FILES = ("grammar", "kinds", "names", "objects", "pictures", "relations", "rules", "scenes")


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

    labels, explains = values["objects"]["labels"], values["objects"]["explains"]
    evidence = {
        name: EvidenceWeights(
            **{**row, **{key: tuple(row[key]) for key in ("rivals", "neighbours")}}
        )
        for name, row in values["objects"]["evidence"].items()
    }

    def thing(row: dict[str, Any]) -> ThingEntry:
        weights = evidence[row["evidence"]] if row["evidence"] else None
        return ThingEntry(noun(row), row["category"], tuple(row["kinds"]), weights, row["refine"])

    def kind(row: dict[str, Any]) -> KindEntry:
        return KindEntry(
            noun(row),
            tuple(row["kinds"]),
            row.get("claim", values["rules"]["kind"]),
            row.get("names"),
            row.get("scale", 1.0),
            row.get("most", 1.0),
            row.get("scene", False),
        )

    def picture(row: dict[str, Any]) -> PictureEntry:
        return PictureEntry(
            noun(row),
            row["claim"],
            tuple(row["kinds"]),
            row.get("medium", False),
            row.get("scene", False),
            row.get("denies"),
        )

    return Tables(
        grammar=grammar,
        things=MappingProxyType({label: thing(row) for label, row in labels.items()}),
        explains=MappingProxyType({category: tuple(ids) for category, ids in explains.items()}),
        names=MappingProxyType({key: noun(row) for key, row in values["names"].items()}),
        settings=MappingProxyType(
            {key: row["setting"] for key, row in values["scenes"].items() if "setting" in row},
        ),
        places=MappingProxyType(
            {key: row["place"] for key, row in values["scenes"].items() if "place" in row},
        ),
        kinds=tuple(kind(row) for row in values["kinds"]),
        pictures=tuple(picture(row) for row in values["pictures"]),
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
        worn=tuple(Worn(**{**row, "kinds": tuple(row["kinds"])}) for row in value["worn"]),
    )
