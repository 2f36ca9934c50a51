from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from server.recognized_text import ANSWER, recognized
from vizsla.answer import Alternative, Answer, HeldLabel
from vizsla.features.definitions import EntityDefinition, PatternDefinition
from vizsla.features.feature_set import FeatureSet
from vizsla.features.given_entities import GIVEN, GivenEntities
from vizsla.features.named_entity import NamedEntity
from vizsla.features.phrase_list import PhraseList
from vizsla.server.compat.luis.luis_predictions import luis_prediction, luis_prediction_v2

NONE = FeatureSet("en")
DATES = tuple(
    f"datetimeV2.{kind}"
    for kind in ("date", "time", "daterange", "timerange", "datetime", "duration", "set")
)
DATE = EntityDefinition("datetimeV2", kinds=DATES)
CITY = EntityDefinition("City", values={"Paris": ("cdg",), "Rome": (), "London": ("paris",)})
ORDINAL = EntityDefinition("ordinalV2", kinds=("ordinal",))
PREBUILTS = tuple(
    EntityDefinition(name, kinds=(kind,))
    for name, kind in (
        ("number", "number"),
        ("money", "currency"),
        ("age", "age"),
        ("temperature", "temperature"),
        ("dimension", "dimension"),
        ("percentage", "percentage"),
        ("phonenumber", "phonenumber"),
        ("email", "email"),
        ("url", "url"),
        ("ordinal", "ordinal"),
    )
)


def v3(text: str, *entities: EntityDefinition, **more: Any) -> dict[str, Any]:
    answer, features = recognized(text, *entities, **more)
    found: dict[str, Any] = luis_prediction(text, answer, features)["prediction"]["entities"]
    return found


def instances(text: str, *entities: EntityDefinition, **more: Any) -> dict[str, Any]:
    answer, features = recognized(text, *entities, **more)
    body = luis_prediction(text, answer, features, verbose=True)
    found: dict[str, Any] = body["prediction"]["entities"]["$instance"]
    return found


def v2(text: str, *entities: EntityDefinition, **more: Any) -> dict[str, Any]:
    answer, features = recognized(text, *entities, **more)
    return luis_prediction_v2(text, answer, features)


def test_the_answer_is_the_top_intent_and_stands_alone_unless_all_are_asked_for() -> None:
    assert luis_prediction("go", ANSWER, NONE) == {
        "query": "go",
        "prediction": {
            "topIntent": "travel",
            "intents": {"travel": {"score": 0.75}},
            "entities": {},
            "sure": True,
            "likely": True,
            "novel": False,
        },
    }
    shown = luis_prediction("go", ANSWER, NONE, all_intents=True)["prediction"]["intents"]
    assert shown == {"travel": {"score": 0.75}, "greet": {"score": 0.125}, "None": {"score": 0.125}}


def test_the_answer_none_is_the_intent_none_with_its_score() -> None:
    none = replace(ANSWER, answer=None, score=0.875, sure=False, likely=False)
    found = luis_prediction("go", none, NONE)["prediction"]
    assert found["topIntent"] == "None"
    assert found["intents"] == {"None": {"score": 0.875}}
    second = luis_prediction_v2("go", none, NONE, verbose=True)
    assert second["topScoringIntent"] == {"intent": "None", "score": 0.875}
    assert [each["intent"] for each in second["intents"]] == ["None", "travel", "greet"]


def test_of_several_labels_none_is_as_likely_as_that_no_label_holds() -> None:
    held = HeldLabel("travel", 0.75, sure=True, likely=True, calibrated=True)
    several = Answer(
        "travel",
        0.75,
        sure=True,
        calibrated=True,
        alternatives=(Alternative("travel", 0.75), Alternative("greet", 0.5)),
        labels=(held,),
    )
    shown = luis_prediction("go", several, NONE, all_intents=True)["prediction"]["intents"]
    assert shown["None"] == {"score": 0.125}


def test_dates_have_each_timex_once_with_all_its_resolutions() -> None:
    text = "from may 2nd to may 5th"
    assert v3(text, DATE)["datetimeV2"] == [
        {
            "type": "daterange",
            "values": [
                {
                    "timex": "(XXXX-05-02,XXXX-05-05,P3D)",
                    "resolution": [
                        {"start": "2026-05-02", "end": "2026-05-05"},
                        {"start": "2027-05-02", "end": "2027-05-05"},
                    ],
                }
            ],
        }
    ]
    (entity,) = v2(text, DATE)["entities"]
    assert entity["type"] == "builtin.datetimeV2.daterange"
    assert entity["resolution"]["values"][0] == {
        "timex": "(XXXX-05-02,XXXX-05-05,P3D)",
        "type": "daterange",
        "start": "2026-05-02",
        "end": "2026-05-05",
    }


@pytest.mark.parametrize(
    ("text", "name", "value", "kind", "resolution"),
    [
        ("two dozen", "number", 24, "number", {"subtype": "integer", "value": "24"}),
        ("1.5 or so", "number", 1.5, "number", {"subtype": "decimal", "value": "1.5"}),
        (
            "$10.99",
            "money",
            {"number": 10.99, "unit": "Dollar"},
            "currency",
            {"unit": "Dollar", "value": "10.99"},
        ),
        (
            "12 years old",
            "age",
            {"number": 12, "unit": "Year"},
            "age",
            {"unit": "Year", "value": "12"},
        ),
        (
            "4 acres",
            "dimension",
            {"number": 4, "unit": "Acre"},
            "dimension",
            {"unit": "Acre", "value": "4"},
        ),
        ("up 2%", "percentage", 2, "percentage", {"value": "2%"}),
        ("a@b.com", "email", "a@b.com", "email", {"value": "a@b.com"}),
        ("http://foo.com", "url", "http://foo.com", "url", {"value": "http://foo.com"}),
        ("the third", "ordinal", 3, "ordinal", {"value": "3"}),
    ],
)
def test_a_prebuilt_entity_has_its_value_in_both_versions(
    text: str, name: str, value: object, kind: str, resolution: dict[str, str]
) -> None:
    assert v3(text, *PREBUILTS)[name] == [value]
    found = {each["type"]: each for each in v2(text, *PREBUILTS)["entities"]}
    assert found[f"builtin.{kind}"]["resolution"] == resolution
    assert "score" not in found[f"builtin.{kind}"]


def test_ordinals_of_version_2_say_what_they_count_from() -> None:
    text = "the second to last, not the third"
    assert v3(text, ORDINAL)["ordinalV2"] == [
        {"offset": -1, "relativeTo": "end"},
        {"offset": 3, "relativeTo": "start"},
    ]
    first, second = instances(text, ORDINAL)["ordinalV2"]
    assert first["type"] == "builtin.ordinalV2.relative"
    assert second["type"] == "builtin.ordinalV2"
    assert v2(text, ORDINAL)["entities"][0]["resolution"] == {"offset": "-1", "relativeTo": "end"}


def test_a_list_answers_all_its_values_for_the_same_words() -> None:
    assert v3("2 tickets to Paris", CITY) == {"City": [["Paris"]]}
    more = GivenEntities(lists={"City": PhraseList((("paris", "Las Vegas"),))})
    assert v3("to Paris, not Rome", CITY, given=more) == {
        "City": [["Paris", "Las Vegas"], ["Rome"]]
    }
    (entity,) = v2("2 tickets to Paris", CITY)["entities"]
    assert entity == {
        "entity": "paris",
        "type": "City",
        "startIndex": 13,
        "endIndex": 17,
        "resolution": {"values": ["Paris"]},
    }


def test_instances_say_where_an_entity_stands_and_what_found_it() -> None:
    part = EntityDefinition("Part", expressions=(r"kb\d+",))
    subject = EntityDefinition("Subject", anything=True)
    found = instances(
        "mail about 🐕 food for kb42 to Rome",
        part,
        subject,
        CITY,
        patterns=(PatternDefinition("mail about {Subject} for", "travel"),),
    )
    assert found == {
        "Subject": [
            {
                "type": "Subject",
                "text": "🐕 food",
                "startIndex": 11,
                "length": 7,
                "modelTypeId": 7,
                "modelType": "Pattern.Any Entity Extractor",
                "recognitionSources": ["model"],
            }
        ],
        "Part": [
            {
                "type": "Part",
                "text": "kb42",
                "startIndex": 23,  # in UTF-16 code units, as LUIS counts
                "length": 4,
                "modelTypeId": 8,
                "modelType": "Regex Entity Extractor",
                "recognitionSources": ["model"],
            }
        ],
        "City": [
            {
                "type": "City",
                "text": "Rome",
                "startIndex": 31,
                "length": 4,
                "modelTypeId": 5,
                "modelType": "List Entity Extractor",
                "recognitionSources": ["model"],
            }
        ],
    }


def test_a_role_takes_the_place_of_the_name_in_version_3_and_stands_beside_it_in_2() -> None:
    town = replace(CITY, roles=("from", "to"))
    pattern = (PatternDefinition("from {City:from} to {City:to}", "travel"),)
    text = "from Rome to London"
    assert v3(text, town, patterns=pattern) == {"from": [["Rome"]], "to": [["London"]]}
    (first,) = instances(text, town, patterns=pattern)["from"]
    assert (first["type"], first["role"]) == ("City", "from")
    roles = [(each["type"], each["role"]) for each in v2(text, town, patterns=pattern)["entities"]]
    assert roles == [("City", "from"), ("City", "to")]


def test_parts_stand_in_their_composite_alone_and_their_parts_in_them() -> None:
    number = EntityDefinition("number", kinds=("number",))
    fare = EntityDefinition("Fare", values={"first": ("2 first class",)}, parts=("number",))
    order = EntityDefinition("Order", expressions=("book .*rome",), parts=("Fare", "City"))
    text = "book 2 first class to Rome, 3 more to Paris"
    assert v3(text, number, fare, order, CITY) == {
        "Order": [{"Fare": [{"number": [2]}], "City": [["Rome"]]}],
        "number": [3],
        "City": [["Paris"]],
    }
    answer, features = recognized(text, number, fare, order, CITY)
    body = luis_prediction(text, answer, features, verbose=True)
    (whole,) = body["prediction"]["entities"]["Order"]
    assert whole["$instance"]["City"][0]["startIndex"] == 22
    assert whole["Fare"][0]["$instance"]["number"][0]["type"] == "builtin.number"
    (instance,) = body["prediction"]["entities"]["$instance"]["Order"]
    assert instance["modelType"] == "Regex Entity Extractor"
    composites = v2(text, number, fare, order, CITY)["compositeEntities"]
    assert composites[0] == {
        "parentType": "Order",
        "value": "book 2 first class to rome",
        "children": [
            {"type": "Fare", "value": "2 first class"},
            {"type": "City", "value": "rome"},
        ],
    }


def test_entities_that_are_parts_of_each_other_are_answered_once() -> None:
    first = EntityDefinition("First", expressions=("go home",), parts=("Second",))
    second = EntityDefinition("Second", expressions=("go home",), parts=("First",))
    assert v3("go home", first, second) == {"First": [{"Second": ["go home"]}]}


def test_the_name_of_a_sub_entity_stands_without_that_of_its_entity() -> None:
    order = EntityDefinition("Order", expressions=("two big ones",), parts=("Order::Size",))
    size = EntityDefinition("Order::Size", expressions=("big",))
    found = v3("two big ones", order, size)
    assert found == {"Order": [{"Size": ["big"]}]}
    assert "compositeEntities" not in v2("two big ones", order, size)


def test_given_entities_stand_beside_those_found_and_win_where_they_are_preferred() -> None:
    text = "fly with Humberg to Paris"
    given = NamedEntity("City", 9, 16, {GIVEN: ["Hum"]})
    clash = NamedEntity("City", 20, 25, {GIVEN: None})
    assert v3(text, CITY, given=GivenEntities(entities=(given, clash))) == {
        "City": [["Hum"], ["Paris"]]
    }
    preferred = GivenEntities(entities=(given, clash), preferred=True)
    assert v3(text, CITY, given=preferred) == {"City": [["Hum"], "Paris"]}
    first, second = instances(text, CITY, given=preferred)["City"]
    assert first["recognitionSources"] == second["recognitionSources"] == ["externalEntities"]
    assert first["modelType"] == "List Entity Extractor"
