from __future__ import annotations

from typing import Any

import pytest

from server.recognized_text import recognized
from vizsla.features.definitions import EntityDefinition
from vizsla.recognizers.recognize import KINDS
from vizsla.server.compat.assistants.text_places import CODE_POINTS, TEXT_ELEMENTS, UTF_16
from vizsla.server.compat.clu.clu_result import clu_result

CITY = EntityDefinition("City", values={"Rome": ("roma",)})
DATES = tuple(kind for kind in KINDS if kind.startswith("datetimeV2."))


def entities(
    text: str, *definitions: EntityDefinition, unit: str = TEXT_ELEMENTS
) -> list[dict[str, Any]]:
    answer, features = recognized(text, *definitions)
    found: list[dict[str, Any]] = clu_result(text, answer, features, unit)["result"]["prediction"][
        "entities"
    ]
    return found


def test_the_result_has_all_intents_the_best_first() -> None:
    answer, features = recognized("off to Rome", CITY)
    assert clu_result("off to Rome", answer, features, TEXT_ELEMENTS) == {
        "kind": "ConversationResult",
        "result": {
            "query": "off to Rome",
            "prediction": {
                "topIntent": "travel",
                "projectKind": "Conversation",
                "intents": [
                    {"category": "travel", "confidenceScore": 0.75},
                    {"category": "greet", "confidenceScore": 0.125},
                    {"category": "None", "confidenceScore": 0.125},
                ],
                "entities": [
                    {
                        "category": "City",
                        "text": "Rome",
                        "offset": 7,
                        "length": 4,
                        "confidenceScore": 1.0,
                        "extraInformation": [{"extraInformationKind": "ListKey", "key": "Rome"}],
                    }
                ],
                "sure": True,
                "likely": True,
                "novel": False,
            },
        },
    }


def test_offsets_count_in_the_unit_that_was_asked_for() -> None:
    text = "👩\u200d👧 e\u0301 Rome"
    found = {
        unit: entities(text, CITY, unit=unit)[0]["offset"]
        for unit in (TEXT_ELEMENTS, CODE_POINTS, UTF_16)
    }
    assert found == {TEXT_ELEMENTS: 5, CODE_POINTS: 7, UTF_16: 9}


@pytest.mark.parametrize(
    ("text", "kinds", "resolution", "subtype"),
    [
        (
            "$10.99",
            ("currency",),
            {"resolutionKind": "CurrencyResolution", "unit": "Dollar", "value": 10.99},
            "quantity.currency",
        ),
        (
            "24 km/h",
            ("dimension",),
            {"resolutionKind": "SpeedResolution", "unit": "KilometersPerHour", "value": 24},
            "quantity.dimension",
        ),
        (
            "88 degrees fahrenheit",
            ("temperature",),
            {"resolutionKind": "TemperatureResolution", "unit": "Fahrenheit", "value": 88},
            "quantity.temperature",
        ),
        (
            "10 years old",
            ("age",),
            {"resolutionKind": "AgeResolution", "unit": "Year", "value": 10},
            "quantity.age",
        ),
        (
            "38.5",
            ("number",),
            {"resolutionKind": "NumberResolution", "numberKind": "Decimal", "value": 38.5},
            "quantity.number",
        ),
        (
            "33%",
            ("percentage",),
            {"resolutionKind": "NumberResolution", "numberKind": "Percent", "value": 33},
            "quantity.percentage",
        ),
        (
            "the 3rd",
            ("ordinal",),
            {
                "resolutionKind": "OrdinalResolution",
                "offset": "3",
                "relativeTo": "Start",
                "value": "3",
            },
            "quantity.ordinal",
        ),
        (
            "between 3 and 5",
            ("numberrange",),
            {
                "resolutionKind": "NumericRangeResolution",
                "rangeKind": "Number",
                "minimum": 3,
                "maximum": 5,
            },
            "quantity.numberrange",
        ),
        (
            "yes",
            ("boolean",),
            {"resolutionKind": "BooleanResolution", "value": True},
            "boolean",
        ),
        (
            "January 1 1995",
            DATES,
            {
                "resolutionKind": "DateTimeResolution",
                "dateTimeSubKind": "Date",
                "timex": "1995-01-01",
                "value": "1995-01-01",
            },
            "datetime.date",
        ),
        (
            "every monday",
            DATES,
            {
                "resolutionKind": "DateTimeResolution",
                "dateTimeSubKind": "Set",
                "timex": "XXXX-WXX-1",
                "value": "not resolved",
            },
            "datetime.set",
        ),
        (
            "from 6pm to 7pm",
            DATES,
            {
                "resolutionKind": "TemporalSpanResolution",
                "begin": "18:00:00",
                "end": "19:00:00",
                "duration": "PT1H",
                "timex": "(T18,T19,PT1H)",
            },
            "datetime.timerange",
        ),
        (
            "before january 1 1995",
            DATES,
            {
                "resolutionKind": "TemporalSpanResolution",
                "end": "1995-01-01",
                "timex": "1995-01-01",
                "modifier": "Before",
            },
            "datetime.daterange",
        ),
    ],
)
def test_prebuilt_entities_have_the_resolution_of_their_kind(
    text: str, kinds: tuple[str, ...], resolution: dict[str, object], subtype: str
) -> None:
    (found,) = entities(text, EntityDefinition("it", kinds=kinds))
    assert found["resolutions"] == [resolution]
    assert found["extraInformation"] == [
        {"extraInformationKind": "EntitySubtype", "value": subtype}
    ]


def test_an_address_means_its_own_words() -> None:
    (found,) = entities("write to a@b.com", EntityDefinition("to", kinds=("email",)))
    assert "resolutions" not in found
    assert found["text"] == "a@b.com"
