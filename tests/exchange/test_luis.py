from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import DATA
from exchange.changed_json import changed
from vizsla.errors import InputError, InputFormatError
from vizsla.exchange import read_source
from vizsla.exchange.assistants.assistant import AssistantEntity, EntityKind, EntitySpan, FeatureUse
from vizsla.exchange.assistants.assistant_files import read_assistant, read_assistant_json

if TYPE_CHECKING:
    from pathlib import Path

    from vizsla.exchange.assistants.assistant import Assistant

needs_data = pytest.mark.skipif(
    not (DATA / "luis").is_dir(), reason="VIZSLA_TEST_DATA has no folder luis"
)
APP: dict[str, Any] = {
    "luis_schema_version": "7.0.0",
    "versionId": "0.2",
    "name": "Garden",
    "desc": "",
    "culture": "en-us",
    "tokenizerVersion": "1.0.0",
    "intents": [
        {"name": "Plant", "features": [{"featureName": "Trees", "isRequired": True}]},
        {"name": "None", "features": []},
        {"name": "Utilities.Stop", "inherits": {"domain_name": "Utilities"}},
    ],
    "entities": [
        {
            "name": "Order",
            "roles": [],
            "children": [
                {
                    "name": "Amount",
                    "children": [],
                    "features": [{"modelName": "number", "isRequired": False}],
                },
                {"name": "Tree", "children": [], "features": [{"featureName": "Trees"}]},
            ],
            "features": [],
        }
    ],
    "hierarchicals": [{"name": "Place", "children": ["From", "To"]}],
    "composites": [{"name": "Move", "children": ["Place::From", "number"], "roles": ["first"]}],
    "closedLists": [
        {
            "name": "Tool",
            "subLists": [{"canonicalForm": "spade", "list": ["shovel", "digger"]}],
            "roles": ["mine"],
        }
    ],
    "patternAnyEntities": [{"name": "Title", "explicitList": ["To the moon"], "roles": []}],
    "regex_entities": [{"name": "Code", "regexPattern": "g-[0-9]{3}", "roles": []}],
    "prebuiltEntities": [{"name": "number", "roles": ["count"]}],
    "phraselists": [
        {
            "name": "Trees",
            "mode": True,
            "words": "oak, elm,,beech",
            "activated": True,
            "enabledForAllModels": False,
        },
        {"name": "Verbs", "mode": False, "words": "dig", "activated": False},
    ],
    "regex_features": [{"name": "Digits", "pattern": "[0-9]+", "activated": True}],
    "patterns": [{"pattern": "plant {Tool:mine}[ please]", "intent": "Plant"}],
    "utterances": [
        {
            "text": "🌳 plant two oaks",
            "intent": "Plant",
            "entities": [
                {
                    "entity": "Order",
                    "startPos": 9,
                    "endPos": 16,
                    "children": [{"entity": "Amount", "startPos": 9, "endPos": 11}],
                },
                {"entity": "Place::To", "startPos": 0, "endPos": 1},
                {"entity": "Tool", "startPos": 3, "endPos": 7, "role": "mine"},
            ],
        },
        {"text": "what is for lunch", "intent": "None", "entities": []},
    ],
    "settings": [{"name": "NormalizeDiacritics", "value": "true"}],
    "telemetry": {"on": True},
}
CLU: dict[str, Any] = {
    "projectFileVersion": "2022-10-01-preview",
    "stringIndexType": "Utf16CodeUnit",
    "metadata": {
        "projectKind": "Conversation",
        "settings": {"confidenceThreshold": 0.5},
        "projectName": "Garden",
        "multilingual": True,
        "description": "",
        "language": "en",
    },
    "assets": {
        "projectKind": "Conversation",
        "intents": [{"category": "Plant"}, {"category": "None"}],
        "entities": [
            {
                "category": "Tool",
                "compositionSetting": "combineComponents",
                "list": {
                    "sublists": [
                        {
                            "listKey": "spade",
                            "synonyms": [
                                {"language": "en", "values": ["shovel"]},
                                {"language": "de", "values": ["Spaten", "Schaufel"]},
                            ],
                        }
                    ]
                },
                "prebuilts": [{"category": "Quantity.Number"}],
                "regex": {"expressions": [{"regexKey": "code", "regexPattern": "g-[0-9]{3}"}]},
                "requiredComponents": ["learned"],
            },
            {"category": "Order", "compositionSetting": "separateComponents"},
        ],
        "utterances": [
            {
                "text": "🌳 plant it",
                "language": "en",
                "intent": "Plant",
                "dataset": "Test",
                "entities": [{"category": "Tool", "offset": 3, "length": 5}],
            },
            {"text": "Hallo", "language": "de", "intent": "None", "entities": []},
        ],
    },
}


def read(content: object) -> Assistant:
    found = read_assistant_json(content, "app.json")
    assert found is not None
    return found


@needs_data
@pytest.mark.parametrize(
    ("name", "counts", "spans"),
    [
        (
            "HumanResources.json",
            (
                "LUIS 3.0.0: 5 intents, 26 utterances, 4 learned entities, 1 list entity, 1 regex "
                "entity, 1 prebuilt entity, 1 pattern.any entity, 10 patterns"
            ),
            29,
        ),
        ("MyStore.json", "LUIS 2.1.0: 2 intents, 10 utterances", 0),
        (
            "clu-HomeAutomationDemo.json",
            "CLU 2022-05-01: 3 intents, 491 utterances, 3 learned entities, 2 list entities",
            291,
        ),
        (
            "custom-domain-list-HumanResources.json",
            (
                "LUIS 3.0.0: 10 intents, 84 utterances, 1 list entity, 1 regex entity, 2 prebuilt "
                "entities"
            ),
            0,
        ),
        (
            "custom-domain-patterns-HumanResources.json",
            (
                "LUIS 3.0.0: 13 intents, 150 utterances, 2 learned entities, 1 list entity, "
                "1 regex entity, 2 prebuilt entities, 1 composite entity, 1 phrase list, "
                "12 patterns"
            ),
            72,
        ),
        (
            "custom-domain-regex-HumanResources.json",
            "LUIS 3.0.0: 9 intents, 74 utterances, 1 regex entity, 2 prebuilt entities",
            0,
        ),
        (
            "tutorial-fix-unsure-predictions.json",
            (
                "LUIS 7.0.0: 11 intents, 113 utterances, 5 learned entities, 1 list entity, "
                "1 regex entity, 6 prebuilt entities, 4 phrase lists"
            ),
            55,
        ),
        ("HumanResources-jobs-batch.json", "LUIS batch test: 1 intent, 4 utterances", 0),
    ],
)
def test_a_real_export_is_accounted_for_to_the_last_count(
    name: str, counts: str, spans: int
) -> None:
    found = read_assistant(DATA / "luis" / name)
    assert found.summary() == counts
    assert sum(len(each.entities) for each in found.utterances) == spans
    assert {each.name for each in found.unread} <= {"intents: 'inherits'"}
    content = json.loads((DATA / "luis" / name).read_text("utf-8-sig"))
    raw = content if isinstance(content, list) else content.get("assets", content)["utterances"]
    assert [each.text for each in found.utterances] == [each["text"] for each in raw]
    assert {each.intent for each in found.utterances} <= {each.name for each in found.intents}
    source = read_source(DATA / "luis" / name, modality="text")
    assert len(source) == len({(each.text, each.intent) for each in found.utterances})


def test_every_part_of_an_app_of_luis_is_read() -> None:
    app = read(APP)
    assert app.counts() == {
        "intent": 3,
        "utterance": 2,
        "learned entity": 2,
        "list entity": 1,
        "regex entity": 1,
        "prebuilt entity": 1,
        "pattern.any entity": 1,
        "composite entity": 1,
        "phrase list": 2,
        "pattern": 1,
        "regex feature": 1,
    }
    entities = {each.name: each for each in app.entities}
    assert entities["Order"].children == (
        AssistantEntity("Amount", (EntityKind.LEARNED,), features=(FeatureUse("number"),)),
        AssistantEntity(
            "Tree", (EntityKind.LEARNED,), features=(FeatureUse("Trees", is_phrase_list=True),)
        ),
    )
    assert entities["Place"].roles == ("From", "To")
    assert entities["Move"].parts == ("Place::From", "number")
    assert entities["Tool"].values[0].synonyms == ("shovel", "digger")
    assert entities["Title"].exceptions == ("To the moon",)
    assert entities["Code"].regexes == ("g-[0-9]{3}",)
    assert entities["number"].prebuilts == ("number",)
    trees, verbs = app.phrase_lists
    assert trees.words == ("oak", "elm", "beech")
    assert trees.models == ("Plant", "Order::Tree")
    assert (verbs.exchangeable, verbs.enabled, verbs.models) == (False, False, None)
    assert app.intents[0].features[0].required
    assert app.patterns[0].text == "plant {Tool:mine}[ please]"
    assert app.settings["NormalizeDiacritics"] == "true"
    assert (app.name, app.language) == ("Garden", "en-us")


def test_places_are_those_of_pythons_characters() -> None:
    order, place, tool = read(APP).utterances[0].entities
    text = read(APP).utterances[0].text
    assert text[order.start : order.end] == "two oaks"
    assert text[order.children[0].start : order.children[0].end] == "two"
    assert (text[place.start : place.end], place.entity, place.role) == ("🌳", "Place", "To")
    assert (text[tool.start : tool.end], tool.role) == ("plant", "mine")
    clu = read(CLU).utterances[0]
    assert clu.entities == (EntitySpan(2, 7, "Tool"),)


def test_what_is_not_read_is_named() -> None:
    assert [each.name for each in read(APP).unread] == [
        "the app: 'telemetry'",
        "intents: 'inherits'",
    ]
    assert [each.name for each in read(CLU).unread] == ["entities: 'compositionSetting'"]


def test_every_part_of_a_project_of_clu_is_read() -> None:
    project = read(CLU)
    tool = project.entities[0]
    assert tool.kinds == (
        *(EntityKind.LEARNED, EntityKind.LIST, EntityKind.REGEX),
        EntityKind.PREBUILT,
    )
    assert [(each.synonyms, each.language) for each in tool.values] == [
        (("shovel",), None),
        (("Spaten", "Schaufel"), "de"),
    ]
    assert (tool.regexes, tool.prebuilts) == (("g-[0-9]{3}",), ("Quantity.Number",))
    assert tool.features == (FeatureUse("learned", required=True),)
    assert [(each.split, each.language) for each in project.utterances] == [
        ("test", None),
        (None, "de"),
    ]
    assert project.settings == {"multilingual": "True", "confidenceThreshold": "0.5"}


def test_both_formats_of_a_batch_test_are_read() -> None:
    texts = [{"text": "hello", "intent": "None", "entities": []}]
    for content in (texts, {"LabeledTestSetUtterances": texts}):
        assert read(content).summary() == "LUIS batch test: 1 intent, 1 utterance"


def test_the_intent_none_is_none_of_these(tmp_path: Path) -> None:
    (tmp_path / "app.json").write_text(json.dumps(APP))
    found = read_source(tmp_path / "app.json", modality="text")
    assert [each.label for each in found] == ["Plant", "none of these"]
    assert found.layout == "assistant"
    assert found.summary == (
        "LUIS 7.0.0: 2 labels: Plant (1), none of these (1); the intent 'None' is 'none of these'; "
        "1 intent without a text: 'Utilities.Stop'; not used: 7 entities, 2 phrase lists and 1 "
        "pattern"
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"luis_schema_version": "1.3.0"}, "schema 1.3.0, and 2 to 7"),
        ({"luis_schema_version": "8.0"}, "schema 8.0, and 2 to 7"),
        ({"luis_schema_version": "new"}, "must be a version"),
        ({"intents": None}, "'intents' must be a list"),
        ({"utterances": [{"intent": "Plant"}]}, r"utterances\[0\]: 'text' must be a text"),
        ({"utterances": {"a": 1}}, "'utterances' must be a list"),
        (
            {"utterances": [{"text": "hi", "entities": [{"entity": "X", "startPos": "0"}]}]},
            r"entities\[0\]: 'startPos' must be a whole number; it is '0'",
        ),
        (
            {
                "utterances": [
                    {"text": "hi", "entities": [{"entity": "X", "startPos": 1, "endPos": 2}]}
                ]
            },
            (
                r"utterances\[0\]: entities\[0\]: the entity 'X' is from character 1 up to 3, and "
                r"the text has 2: 'hi'"
            ),
        ),
        ({"closedLists": [{"name": "A", "subLists": [{"list": []}]}]}, "'canonicalForm'"),
        ({"phraselists": [{"name": "A", "words": ["oak"]}]}, "'words' must be a text"),
    ],
)
def test_a_bad_export_is_an_error_that_names_the_place(change: dict[str, Any], said: str) -> None:
    with pytest.raises(InputFormatError, match=said) as raised:
        read({**APP, **change})
    assert "Export" in str(raised.value) or "mend" in str(raised.value)
    assert "app.json" in str(raised.value)


def test_another_project_of_azure_is_refused_by_its_kind() -> None:
    metadata = {**CLU["metadata"], "projectKind": "CustomEntityRecognition"}
    assets = {**CLU["assets"], "projectKind": None}
    with pytest.raises(InputFormatError, match="CustomEntityRecognition"):
        read({**CLU, "metadata": metadata, "assets": assets})


def test_what_is_no_export_is_refused_with_what_is_known(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"theme": "dark"}')
    with pytest.raises(InputFormatError, match="Known are LUIS and CLU"):
        read_assistant(tmp_path / "a.json")
    (tmp_path / "b.json").write_text('{"luis_schema_version": ')
    with pytest.raises(InputFormatError, match="not JSON"):
        read_assistant(tmp_path / "b.json")


@settings(max_examples=150)
@given(st.one_of(changed(APP), changed(CLU), changed(APP["utterances"])))
def test_no_damage_raises_a_foreign_error(content: object) -> None:
    with contextlib.suppress(InputError):
        found = read_assistant_json(content, "app.json")
        if found is not None:
            assert found.summary()
