"""Features and entities of a project of texts, from their definition to the answers."""

from __future__ import annotations

import json
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

import vizsla
from vizsla.errors import NotFoundError, OptionError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TOWNS = ["Oslo", "Rome", "Graz", "Lyon", "New York"]
GREETINGS = ["hello", "good morning", "hi there", "hey you", "good evening"]


@pytest.fixture
def project() -> Iterator[vizsla.Project]:
    """A project of trips between towns, in which the towns are marked."""
    trips = {
        f"a train from {start} to {end} please": (start, end)
        for start, end in product(TOWNS, repeat=2)
        if start != end
    }
    with vizsla.Project.open("trips", kind="text-classification") as opened:
        opened.add(texts={"greet": GREETINGS, "travel": [*trips]})
        for example in opened:
            text = opened.content(example).decode()
            towns = zip(trips.get(text, ()), ("from", "to"), strict=False)
            opened.mark(
                example,
                [
                    (text.index(town), text.index(town) + len(town), "town", role)
                    for town, role in towns
                ],
            )
        yield opened


def told(function: vizsla.Function, text: str) -> list[tuple[str, str, str]]:
    answer = function(text)
    assert isinstance(answer, vizsla.Recognition)
    for each in answer.entities:
        assert text[each.start : each.end] == each.text
        assert 0 <= each.score <= 1
    return [(each.kind, each.text, str(each.value.get("role", ""))) for each in answer.entities]


def test_entities_of_all_ways_are_in_the_answers_of_the_published_function(
    project: vizsla.Project,
) -> None:
    project.add_entity("town", roles=("from", "to"))
    project.add_entity("fare", values={"first class": ["first", "1st class"], "economy": []})
    project.add_entity("number", expressions=[r"ticket \d{4}"])
    project.add_entity("day", kinds=["datetimeV2.date"])
    project.add_entity("wish", anything=True)
    project.add_pattern("I would like {wish} on board", "travel")
    project.add_phrase_list("polite", ["please", "thank you"])
    run = project.train()
    assert "Entity 'town:from': " in str(run)
    project.publish(run, untested=True)

    function = vizsla.load("trips")
    assert told(function, "a train from Rome to Bern please, 1st class, on 3 May 2030") == [
        ("town", "Rome", "from"),
        ("town", "Bern", "to"),
        ("fare", "1st class", ""),
        ("day", "3 May 2030", ""),
    ]
    assert ("number", "Ticket 1234", "") in told(function, "Ticket 1234")
    assert ("wish", "a warm meal", "") in told(function, "I would like a warm meal on board")
    assert told(function, "hello") == []
    first = function("a day trip tomorrow", reference="2026-11-29").entities[0].value["values"][0]
    assert first["value"] == "2026-11-30"
    ((_, over),) = function.over(["tomorrow"], reference="2026-02-28T23:30Z", zone="Asia/Tokyo")
    assert over.entities[0].value["values"][0]["value"] == "2026-03-02"
    answer = function("economy to Oslo")
    assert vizsla.Answer.from_dict(json.loads(answer.to_json())) == answer
    assert answer.entities[0].value == {"values": ["economy"]}
    assert answer.entities[0].sure


def test_a_composite_entity_names_its_parts_in_the_answer(project: vizsla.Project) -> None:
    with pytest.raises(OptionError, match=r"'journey' has the part 'town'.*add it first"):
        project.add_entity("journey", expressions=["from .* class"], parts=["town", "fare"])
    project.add_entity("town", roles=["from", "to"])
    project.add_entity("fare", values={"first": ["1st class"]})
    project.add_entity("journey", expressions=["from .* class"], parts=["town", "fare"])
    with pytest.raises(OptionError, match="has the part 'fare'"):
        project.remove_feature("fare")
    project.train()
    project.publish(untested=True)
    text = "🚂 a train from Rome to Bern please, 1st class"
    answer = vizsla.load("trips")(text)
    journey, *others = answer.entities
    assert [each["text"] for each in journey.value["parts"]] == ["Rome", "Bern", "1st class"]
    assert journey.value["parts"] == [each.to_dict() for each in others]
    assert vizsla.Answer.from_dict(json.loads(answer.to_json())) == answer


def test_a_function_without_features_answers_without_entities(project: vizsla.Project) -> None:
    for example in project:
        project.mark(example, None)
    project.train()
    project.publish(untested=True)
    assert type(vizsla.load("trips")("hello")) is vizsla.Answer
    with pytest.raises(OptionError, match="no entities that are dates"):
        vizsla.load("trips")("hello", zone="Asia/Tokyo")


def test_features_are_replaced_and_removed_by_name(project: vizsla.Project) -> None:
    project.add_entity("fare", values={"economy": []})
    project.add_entity("fare", values={"first class": []})
    project.add_pattern("one {fare} ticket", "travel")
    with pytest.raises(OptionError, match="'fare'"):
        project.remove_feature("fare")
    project.remove_feature("one {fare} ticket")
    project.remove_feature("fare")
    assert not project.features()
    with pytest.raises(NotFoundError, match="'fare'"):
        project.remove_feature("fare")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"phrases": "please"}, r"a list of texts, such as \['please'\]"),
        ({"phrases": ["please", " "]}, "phrases: ' ' is no text"),
        ({"phrases": ["please", 3]}, "phrases: 3 is no text"),
        ({"phrases": []}, "has no phrases"),
        ({"phrases": ["please"], "labels": "greet"}, "labels must be a list of texts"),
        ({"name": "", "phrases": ["please"]}, "name: '' is no text"),
    ],
    ids=str,
)
def test_a_phrase_list_that_can_not_be_meant_is_refused(wrong: dict[str, Any], told: str) -> None:
    with vizsla.Project.open("words", kind="text-classification") as project:
        with pytest.raises(OptionError, match=told):
            project.add_phrase_list(**{"name": "polite", **wrong})
        with pytest.raises(OptionError, match="kinds must be a list of texts"):
            project.add_entity("amount", kinds="number")
        assert not project.features()


@pytest.mark.parametrize(
    "entities", [[(0, 99, "town")], [(3, 3, "town")], [("a", 3, "town")], [(0, 2)], [(0, 2, " ")]]
)
def test_an_entity_that_is_not_within_its_text_is_refused(
    project: vizsla.Project, entities: list[tuple[object, ...]]
) -> None:
    with pytest.raises(OptionError):
        project.mark(1, entities)


def test_a_project_of_images_takes_no_features_of_texts() -> None:
    with (
        vizsla.Project.open("dogs") as project,
        pytest.raises(OptionError, match="features of texts"),
    ):
        project.add_phrase_list("polite", ["please"])


APP = {
    "luis_schema_version": "7.0.0",
    "name": "My Trips!",
    "culture": "en-us",
    "intents": [{"name": "Travel"}, {"name": "None"}],
    "entities": [{"name": "Town", "roles": []}],
    "closedLists": [
        {"name": "Fare", "subLists": [{"canonicalForm": "first", "list": ["1st class"]}]}
    ],
    "prebuiltEntities": [{"name": "number", "roles": []}, {"name": "keyPhrase", "roles": []}],
    "patterns": [{"pattern": "go to {Town}[!]", "intent": "Travel"}],
    "utterances": [
        *(
            {
                "text": f"go to {town}",
                "intent": "Travel",
                "entities": [{"entity": "Town", "startPos": 6, "endPos": 5 + len(town)}],
            }
            for town in [*TOWNS, "Berlin", "Paris", "Madrid", "Lisbon", "Athens"]
        ),
        *({"text": each, "intent": "None", "entities": []} for each in GREETINGS),
    ],
}


def test_an_exported_app_becomes_a_project_and_answers(tmp_path: Path) -> None:
    path = tmp_path / "app.json"
    path.write_text(json.dumps(APP), "utf-8")
    done = vizsla.import_assistant(path)
    with done.project as project:
        assert project.name == "My-Trips"
        assert done.added.new == 15
        assert [each.name for each in done.unread] == ["entity keyPhrase"]
        assert {each.name for each in project.features().entities} >= {"Town", "Fare", "number"}
        again = vizsla.import_assistant(path, "My-Trips")
        again.project.close()
        assert again.added.known == 15
        project.train()
        project.publish(untested=True)
    function = vizsla.load("My-Trips")
    assert function("go to Vienna").answer == "Travel"
    assert told(function, "go to Vienna") == [("Town", "Vienna", "")]
    found = told(function, "two seats, 1st class")
    assert {("number", "two", ""), ("Fare", "1st class", "")} <= set(found)


def test_a_test_says_how_well_entities_are_found(project: vizsla.Project, tmp_path: Path) -> None:
    project.add_entity("fare", values={"economy": []})
    run = project.train()
    report = project.test(run)
    assert {(each.name, each.role) for each in report.entities} == {
        ("town", "from"),
        ("town", "to"),
    }
    assert type(report).from_json(report.to_json()).entities == report.entities

    batch = [
        {
            "text": f"a train from {start} to {end} please",
            "intent": "travel",
            "entities": [{"entity": "fare", "startPos": 0, "endPos": 0}],
        }
        for start, end in product(
            ["Bern", "Vienna", "Paris"], ["Kyoto", "Prague", "Dublin", "Nice"]
        )
    ]
    path = tmp_path / "batch.json"
    path.write_text(json.dumps(batch), "utf-8")
    report = project.test(run, path)
    counts = {(each.name, each.role): each for each in report.entities}
    assert counts["fare", ""].missed == 12
    assert counts["town", "from"].wrong > 6  # they are found, and the file does not mark them
    assert "Entity 'fare': 0 of 12 marked ones are found in the test" in str(report)


def test_an_app_is_not_mixed_into_another_project(project: vizsla.Project, tmp_path: Path) -> None:
    path = tmp_path / "app.json"
    path.write_text(json.dumps(APP), "utf-8")
    with pytest.raises(OptionError, match="choose another name"):
        vizsla.import_assistant(path, project.name)
