from __future__ import annotations

import os
from pathlib import Path

import pytest

from vizsla.exchange.assistants.assistant import (
    Assistant,
    AssistantEntity,
    AssistantPhraseList,
    EntityKind,
    EntitySpan,
    FeatureUse,
    Intent,
    ListValue,
    Pattern,
    Utterance,
)
from vizsla.exchange.assistants.assistant_features import (
    PREBUILTS,
    features_of,
    marked_entities,
)
from vizsla.exchange.assistants.assistant_files import read_assistant
from vizsla.exchange.assistants.lu_file import read_lu
from vizsla.features.compile_definitions import compile_definitions

DATA = Path(os.environ.get("VIZSLA_TEST_DATA", Path(__file__).parents[3] / "shared" / "data"))
EXPORTS = sorted((DATA / "luis").glob("*.json"))

ASSISTANT = Assistant(
    "LUIS 7.0.0",
    language="en-us",
    intents=(
        Intent("Move", (FeatureUse("moving", is_phrase_list=True, required=True),)),
        Intent("None"),
    ),
    utterances=(
        Utterance(
            "move Ada to Oslo",
            "Move",
            (EntitySpan(0, 16, "Trip", children=(EntitySpan(12, 16, "Place", role="to"),)),),
        ),
    ),
    entities=(
        AssistantEntity(
            "Trip",
            (EntityKind.LEARNED,),
            children=(AssistantEntity("Place", (EntityKind.LEARNED,)),),
        ),
        AssistantEntity(
            "Person",
            (EntityKind.LIST,),
            values=(ListValue("Ada", ("Ms Lovelace",)), ListValue("Ada", ("Frau Lovelace",), "de")),
        ),
        AssistantEntity("Form", (EntityKind.REGEX,), regexes=("f[0-9]+", "(?=x)")),
        AssistantEntity("When", (EntityKind.PREBUILT,), prebuilts=("datetimeV2", "keyPhrase")),
        AssistantEntity("Colour", (EntityKind.LEARNED,)),
        AssistantEntity("Any", (EntityKind.ANY,), exceptions=("up and down",)),
        AssistantEntity(
            "Ride",
            (EntityKind.COMPOSITE,),
            parts=("Stop::First", "Stop::Last", "Person", "Ride", "Nothing"),
        ),
        AssistantEntity("Stop", (EntityKind.LEARNED,), roles=("First", "Last")),
    ),
    phrase_lists=(
        AssistantPhraseList("moving", ("move", "go"), models=("Move", "None")),
        AssistantPhraseList("old", ("x",), enabled=False),
    ),
    patterns=(
        Pattern("move {Person} [now]", "Move"),
        Pattern("move {Nobody}", "Move"),
        Pattern("move {Person", "Move"),
        Pattern("never mind {Any}", "None"),
    ),
    none_intents=frozenset(("None",)),
)


def test_each_part_of_an_assistant_is_carried_over_or_named() -> None:
    features, unread = features_of(ASSISTANT)
    compile_definitions(features)
    entities = {each.name: each for each in features.entities}
    assert [*entities] == [
        *("Trip", "Trip::Place", "Person", "Form", "When", "Colour", "Any", "Ride", "Stop")
    ]
    assert entities["Trip"].parts == ("Trip::Place",)
    assert entities["Ride"].parts == ("Stop", "Person")
    assert [name for name, each in entities.items() if each.learned] == ["Trip", "Trip::Place"]
    assert entities["Person"].values == {"Ada": ("Ms Lovelace",)}
    assert entities["Form"].expressions == ("f[0-9]+",)
    assert "datetimeV2.date" in entities["When"].kinds
    assert entities["Any"].exceptions == ("up and down",)
    (moving,) = features.phrase_lists
    assert moving.labels == ("Move", "none of these")
    assert [each.pattern for each in features.patterns] == ["move {Person} [now]"]
    assert features.required == {"Move": ("moving",)}
    assert sorted((each.name, each.reason.split()[0]) for each in unread) == [
        ("entity Colour", "no"),
        ("entity Form", "the"),
        ("entity Person", "synonyms"),
        ("entity Ride", "it"),
        ("entity Ride", "its"),
        ("entity Ride", "no"),
        ("entity Stop", "no"),
        ("entity When", "nothing"),
        ("pattern move {Nobody}", "it"),
        ("pattern move {Person", "the"),
        ("pattern never mind {Any}", "its"),
        ("phrase list old", "it"),
    ]


@pytest.mark.parametrize("name", PREBUILTS)
def test_every_prebuilt_entity_compiles(name: str) -> None:
    entity = AssistantEntity(name, (EntityKind.PREBUILT,), prebuilts=(name,))
    features, unread = features_of(Assistant("LUIS", language="en-us", entities=(entity,)))
    assert compile_definitions(features).kinds[name]
    assert unread == ()


def test_marked_entities_have_the_names_of_their_parents() -> None:
    (utterance,) = ASSISTANT.utterances
    assert marked_entities(utterance) == [(0, 16, "Trip", ""), (12, 16, "Trip::Place", "to")]


@pytest.mark.skipif(not EXPORTS, reason="VIZSLA_TEST_DATA has no folder luis")
@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: path.stem)
def test_every_feature_of_an_export_compiles_or_is_named(path: Path) -> None:
    assistant = read_assistant(path)
    features, unread = features_of(assistant)
    compile_definitions(features)
    named = {each.name for each in unread}
    entities = {each.name for each in features.entities}
    assert {each.name for each in assistant.entities} <= entities
    assert len(features.patterns) + sum(name.startswith("pattern ") for name in named) == len(
        assistant.patterns
    )
    assert len(features.phrase_lists) + sum(
        name.startswith("phrase list ") for name in named
    ) == len(assistant.phrase_lists)
    for each in features.entities:
        found = each.values or each.expressions or each.kinds or each.anything or each.learned
        assert (
            found
            or f"entity {each.name}" in named
            or any(other.startswith(f"{each.name}::") for other in entities)
        )


@pytest.mark.skipif(not EXPORTS, reason="VIZSLA_TEST_DATA has no folder luis")
def test_the_children_of_a_real_composite_are_its_parts() -> None:
    path = DATA / "luis" / "custom-domain-patterns-HumanResources.json"
    features, _ = features_of(read_assistant(path))
    (composite,) = [each for each in features.entities if each.parts]
    assert composite.name == "requestemployeemove"
    assert composite.parts == ("datetimeV2", "Locations", "Employee")
    assert composite.learned


def test_the_children_of_a_composite_of_lu_are_its_parts() -> None:
    assistant = read_lu("# Order\n- two oaks\n@ composite both = [tree, number]\n@ ml tree", "a.lu")
    features, unread = features_of(assistant)
    assert {each.name: each.parts for each in features.entities} == {"both": ("tree",), "tree": ()}
    assert "its part number is not in the export" in [each.reason for each in unread]
