"""Compile the features and entities that people defined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.bundle.column_entry import MOST_COLUMNS
from vizsla.errors import OptionError
from vizsla.features.expression_parser import compile_expression
from vizsla.features.feature_set import FeatureSet, LabelPattern
from vizsla.features.pattern_parser import compile_pattern
from vizsla.features.phrase_list import PhraseList
from vizsla.recognizers.language_pack import LANGUAGES
from vizsla.recognizers.recognize import check_kinds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vizsla.features.definitions import EntityDefinition, FeatureDefinitions

__all__ = ["compile_definitions"]


def compile_definitions(definitions: FeatureDefinitions) -> FeatureSet:
    """Compile definitions; learned entities are learned elsewhere.

    Raises:
        OptionError: an expression or a pattern can't be used, a name is there twice, a pattern
            names an entity that is not there, a part is its own entity or not there, a kind is
            none of ``recognize_text``, or there are more columns than a function can have.

    """
    if len(definitions.columns) > MOST_COLUMNS:
        raise OptionError(
            f"the features have {len(definitions.columns)} columns, and a function can have "
            f"{MOST_COLUMNS}; remove those that help least"
        )
    entities = definitions.entities
    lists = definitions.phrase_lists
    _check_once("entity", (each.name for each in entities))
    _check_once("phrase list", (each.name for each in lists))
    for each in entities:
        check_kinds(each.kinds)
        if each.kinds and definitions.language not in LANGUAGES:
            raise OptionError(
                f"the entity {each.name!r} is found by recognize_text, which does not read "
                f"{definitions.language!r}: it reads {', '.join(LANGUAGES)}"
            )
    anything = {each.name: _phrases(each.exceptions) for each in entities if each.anything}
    return FeatureSet(
        definitions.language,
        lists={each.name: _list(each) for each in entities if each.values},
        expressions={
            each.name: tuple(map(compile_expression, each.expressions))
            for each in entities
            if each.expressions
        },
        kinds={each.name: each.kinds for each in entities if each.kinds},
        anything=anything,
        patterns=_patterns(definitions, anything),
        phrase_lists={each.name: _phrases(each.phrases) for each in lists},
        feature_expressions={
            name: compile_expression(each) for name, each in definitions.expressions.items()
        },
        required=dict(definitions.required),
        needed={each.name: each.needs for each in entities if each.needs},
        parts=_parts(entities),
    )


def _parts(entities: tuple[EntityDefinition, ...]) -> dict[str, tuple[str, ...]]:
    known = {each.name for each in entities}
    for each in entities:
        for part in each.parts:
            if part == each.name:
                raise OptionError(f"the entity {part!r} can't be a part of itself: name others")
            if part not in known:
                others = ", ".join(sorted(known - {each.name})) or "none yet"
                raise OptionError(
                    f"the entity {each.name!r} has the part {part!r}, and there is no such entity: "
                    f"add it first, even if it is learned; the others are {others}"
                )
    return {each.name: each.parts for each in entities if each.parts}


def _patterns(
    definitions: FeatureDefinitions, anything: dict[str, PhraseList]
) -> tuple[LabelPattern, ...]:
    known = {each.name for each in definitions.entities}
    found = []
    for each in definitions.patterns:
        pattern = compile_pattern(each.pattern, anything)
        for name, _ in pattern.parts:
            if name not in known:
                raise OptionError(
                    f"the pattern {each.pattern!r} names the entity {name!r}, and there is none; "
                    f"the entities are {', '.join(sorted(known)) or 'none yet'}"
                )
        found.append(LabelPattern(pattern, each.label))
    return tuple(found)


def _list(entity: EntityDefinition) -> PhraseList:
    pairs = [(value, value) for value in entity.values]
    pairs += [(phrase, value) for value, some in entity.values.items() for phrase in some]
    return PhraseList(tuple(pairs))


def _phrases(phrases: Iterable[str]) -> PhraseList:
    return PhraseList(tuple((each, "") for each in phrases))


def _check_once(what: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise OptionError(f"there are two definitions of the {what} {name!r}: keep one")
        seen.add(name)
