"""LUIS's own client for Python imports, trains and publishes apps on a server of ours."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

import vizsla
from server.luis_clients import authoring, authoring_client, prediction_client, runtime
from server.running_server import TIMEOUT, thread
from travel_app import TRAVEL
from vizsla.server.compat.public_ids import project_id
from vizsla.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import httpx

FOLDER = Path(os.environ.get("VIZSLA_TEST_DATA", "/nowhere")) / "luis"
EXPORTS = [
    path
    for path in sorted(FOLDER.glob("*.json"))
    if "luis_schema_version" in path.read_text("utf-8")
]
pytestmark = pytest.mark.usefixtures("travel")
API = "/luis/authoring/v3.0-preview"
HELLO = {"query": "hello"}
SECOND = {
    **TRAVEL,
    "versionId": "0.2",
    "utterances": [
        *TRAVEL["utterances"][2:],
        *(
            {"text": each, "intent": "Leave", "entities": []}
            for each in ("bye", "good bye", "see you later", "farewell", "so long", "until then")
        ),
    ],
    "intents": [*TRAVEL["intents"], {"name": "Leave"}],
}


@pytest.fixture
def http() -> Iterator[httpx.Client]:
    """A client by plain HTTP of a server that trains."""
    with thread(training=True) as (found, _):
        yield found


@pytest.fixture
def luis(http: httpx.Client) -> Any:
    """The client of authoring."""
    return authoring_client(http.base_url)


def train(luis: Any, app: str, version: str) -> list[Any]:
    """Train a version, and return how each of its models ended, as the service's pages do it."""
    assert luis.train.train_version(app, version).status == "Queued"
    end = time.monotonic() + TIMEOUT
    while time.monotonic() < end:
        models = luis.train.get_status(app, version)
        if all(each.details.status in {"Success", "UpToDate", "Fail"} for each in models):
            return list(models)
        time.sleep(0.1)
    raise AssertionError("the training did not end")


def refusal(call: Callable[..., Any], *arguments: Any, **options: Any) -> tuple[int, str, str]:
    """Return the status, the code and the message of the error that a call gets."""
    with pytest.raises(authoring.ErrorResponseException) as caught:
        call(*arguments, **options)
    error = caught.value.error.additional_properties["error"]
    return caught.value.response.status_code, error["code"], error["message"]


def test_an_app_is_imported_trained_published_to_staging_and_then_to_production(
    http: httpx.Client, luis: Any
) -> None:
    predictions = prediction_client(http.base_url).prediction
    app = luis.apps.import_method(authoring.LuisApp(additional_properties=TRAVEL), app_name="trips")
    assert app == project_id("trips")
    (before,) = luis.versions.list(app)
    assert (before.version, before.training_status) == ("0.1", "NeedsTraining")
    assert (before.intents_count, before.entities_count) == (3, 6)
    status, _, message = refusal(luis.apps.publish, app, version_id="0.1", is_staging=True)
    assert (status, "not trained" in message) == (400, True)

    models = train(luis, app, "0.1")
    assert {each.details.status for each in models} == {"Success"}
    assert len({UUID(each.model_id) for each in models}) == len(models) == 9
    assert luis.versions.get(app, "0.1").training_status == "Trained"

    staged = luis.apps.publish(app, version_id="0.1", is_staging=True)
    assert (staged.version_id, staged.is_staging) == ("0.1", True)
    assert http.get(staged.endpoint_url, params=HELLO).json()["query"] == "hello"
    found = predictions.get_slot_prediction(app, "staging", HELLO).prediction
    assert found.top_intent == "Greet"
    with pytest.raises(runtime.ErrorException):
        predictions.get_slot_prediction(app, "production", HELLO)

    live = luis.apps.publish(app, version_id="0.1", is_staging=False)
    assert http.get(live.endpoint_url, params=HELLO).json()["prediction"]["topIntent"] == "Greet"
    assert predictions.get_version_prediction(app, "0.1", HELLO).prediction.top_intent == "Greet"
    with vizsla.Project.open("trips") as project:
        assert [each.number for each in project.versions()] == [1]
    assert vizsla.load("trips")("hello").answer == "Greet"


def test_a_second_version_is_trained_and_published_beside_the_first(
    http: httpx.Client, luis: Any
) -> None:
    predictions = prediction_client(http.base_url).prediction
    app = project_id("travel")
    first = luis.versions.export(app, "0.1")
    second = authoring.LuisApp(additional_properties=SECOND)
    assert luis.versions.import_method(app, second, version_id="0.2") == "0.2"
    assert {each.version: each.intents_count for each in luis.versions.list(app)} == {
        "0.1": 3,
        "0.2": 4,
    }
    assert luis.apps.get(app).active_version == "0.2"
    train(luis, app, "0.2")
    luis.apps.publish(app, version_id="0.2", is_staging=True)
    bye = {"query": "see you later, bye"}
    found = [
        predictions.get_slot_prediction(app, slot, bye).prediction.top_intent
        for slot in ("staging", "production")
    ]
    assert found[0] == "Leave"
    assert found[1] != "Leave"
    luis.apps.publish(app, version_id="0.2", is_staging=False)
    production = predictions.get_slot_prediction(app, "production", bye).prediction
    assert production.top_intent == "Leave"
    assert luis.versions.export(app, "0.1").serialize() == first.serialize()


def test_an_export_is_what_was_imported(luis: Any) -> None:
    app = luis.apps.import_method(authoring.LuisApp(additional_properties=TRAVEL), app_name="trips")
    found = luis.versions.export(app, "0.1").serialize()
    again = luis.apps.import_method(authoring.LuisApp(additional_properties=found), app_name="two")
    same = luis.versions.export(again, "0.1").serialize()
    assert {**same, "name": "trips"} == found
    texts = {each["text"]: each for each in found["utterances"]}
    for each in TRAVEL["utterances"]:
        assert texts[each["text"]]["intent"] == each["intent"]
        assert texts[each["text"]]["entities"] == each["entities"]
    for part in ("closedLists", "regex_entities", "patternAnyEntities", "prebuiltEntities"):
        names = {each["name"] for each in TRAVEL[part]}
        assert {each["name"] for each in found[part]} == names
    assert found["patterns"] == TRAVEL["patterns"]
    assert (found["culture"], found["desc"]) == (TRAVEL["culture"], TRAVEL["desc"])


@pytest.mark.skipif(not EXPORTS, reason="VIZSLA_TEST_DATA has no folder luis")
@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: path.stem)
def test_an_app_that_luis_exported_comes_back(luis: Any, path: Path) -> None:
    content = json.loads(path.read_text("utf-8-sig"))
    app = luis.apps.import_method(authoring.LuisApp(additional_properties=content), app_name="it")
    found = luis.versions.export(app, content["versionId"]).serialize()
    texts = {each["text"]: each["intent"] for each in found["utterances"]}
    assert texts == {each["text"]: each["intent"] for each in content["utterances"]}
    assert {each["name"] for each in found["intents"]} >= set(texts.values())
    for part in ("closedLists", "prebuiltEntities", "patternAnyEntities", "composites"):
        names = {each["name"] for each in content.get(part) or []}
        assert {each["name"] for each in found.get(part) or []} == names


def test_an_app_that_a_program_writes_itself_needs_no_number_of_a_schema(luis: Any) -> None:
    app = authoring.LuisApp(
        name="my app",
        version_id="1.0",
        culture="de-de",
        intents=[
            authoring.HierarchicalModel(name="Grüße"),
            authoring.HierarchicalModel(name="None"),
        ],
        entities=[],
        utterances=[authoring.JSONUtterance(text="hallo", intent="Grüße", entities=[])],
    )
    found = luis.apps.get(luis.apps.import_method(app))
    assert (found.name, found.culture, found.active_version) == ("my-app", "de-de", "1.0")


def test_apps_are_listed_made_described_and_removed(luis: Any) -> None:
    made = luis.apps.add(
        {"name": "empty", "culture": "en-us", "initialVersionId": "0.3", "description": "nothing"}
    )
    apps = {each.name: each for each in luis.apps.list()}
    assert {each.id for each in apps.values()} == {made, project_id("travel")}
    assert (apps["empty"].description, apps["empty"].active_version) == ("nothing", "0.3")
    assert len(luis.apps.list(skip=1, take=1)) == 1
    assert luis.apps.update(made, description="still nothing").code == "Success"
    assert luis.apps.get(made).description == "still nothing"
    assert luis.apps.delete(made).code == "Success"
    assert refusal(luis.apps.get, made)[:2] == (404, "NotFound")
    assert [each.name for each in luis.apps.list()] == ["travel"]


def test_versions_are_copied_renamed_and_removed(luis: Any) -> None:
    app = project_id("travel")
    assert luis.versions.clone(app, "0.1", version="0.2") == "0.2"
    assert luis.versions.update(app, "0.2", version="0.3").code == "Success"
    assert luis.versions.delete(app, "0.1").code == "Success"
    assert [each.version for each in luis.versions.list(app)] == ["0.3"]
    assert luis.versions.export(app, "0.3").name == "travel"


def test_a_training_that_fails_says_why(luis: Any) -> None:
    app = luis.apps.import_method(
        authoring.LuisApp(
            additional_properties={**TRAVEL, "utterances": TRAVEL["utterances"][:1]},
        ),
        app_name="tiny",
    )
    models = train(luis, app, "0.1")
    assert {each.details.status for each in models} == {"Fail"}
    assert "label" in models[0].details.failure_reason


def test_settings_can_be_read_and_what_is_not_here_can_not_be_switched_on(luis: Any) -> None:
    app = project_id("travel")
    assert luis.apps.get_settings(app).is_public is False
    assert luis.apps.update_settings(app, is_public=False).code == "Success"
    found = luis.apps.get_publish_settings(app)
    assert found.is_sentiment_analysis_enabled is found.is_spell_checker_enabled is False
    status, _, message = refusal(
        luis.apps.update_publish_settings,
        app,
        {"sentimentAnalysis": True, "speech": False, "spellChecker": False},
    )
    assert (status, "sentimentAnalysis" in message) == (400, True)
    assert "en-us" in {each.code for each in luis.apps.list_supported_cultures()}


def test_what_is_not_there_is_an_error_that_names_it(luis: Any) -> None:
    app = project_id("travel")
    travel = authoring.LuisApp(additional_properties=TRAVEL)
    second = authoring.LuisApp(additional_properties={**SECOND, "utterances": 5})
    for found, status, word in (
        (refusal(luis.apps.get, project_id("nowhere")), 404, project_id("nowhere")),
        (refusal(luis.versions.get, app, "0.9"), 404, "'0.9'"),
        (refusal(luis.train.train_version, app, "0.9"), 404, "'0.9'"),
        (refusal(luis.apps.import_method, travel), 400, "'travel'"),
        (refusal(luis.versions.import_method, app, travel, version_id="0.1"), 400, "already"),
        (refusal(luis.versions.import_method, app, second, version_id="0.2"), 400, "utterances"),
        (refusal(luis.versions.delete, app, "0.1"), 400, "only version"),
        (refusal(luis.apps.update, app, name="journeys"), 400, "'travel'"),
        (refusal(luis.model.add_intent, app, "0.1", name="Leave"), 404, "intents"),
        (refusal(luis.apps.list, take=500, skip=2**40), 400, "skip"),
    ):
        assert found[0] == status, found
        assert word in found[2]
    assert luis.versions.export(app, "0.1").name == "travel"


def test_an_image_project_is_no_app(luis: Any) -> None:
    with vizsla.Project.open("photos"):
        pass
    assert refusal(luis.apps.get, "photos")[0] == 404


def test_a_server_changes_nothing_unless_it_was_started_for_that() -> None:
    with thread() as (http, _):
        found = refusal(authoring_client(http.base_url).apps.list)
    assert found[:2] == (403, "Forbidden")
    assert "--training" in found[2]


def test_a_key_must_be_allowed_to_train_and_sees_its_own_apps() -> None:
    with Workspace.open() as workspace:
        keys = {
            name: workspace.keys.new(name, may_train=may, functions=functions)
            for name, may, functions in (
                ("caller", False, ()),
                ("trainer", True, ("travel",)),
                ("other", True, ("trips",)),
            )
        }
    with thread(training=True, needs_keys=True) as (http, _):
        assert refusal(authoring_client(http.base_url, "wrong").apps.list)[0] == 401
        status, _, message = refusal(authoring_client(http.base_url, keys["caller"]).apps.list)
        assert (status, "--train" in message) == (403, True)
        trainer = authoring_client(http.base_url, keys["trainer"])
        assert [each.name for each in trainer.apps.list()] == ["travel"]
        other = authoring_client(http.base_url, keys["other"])
        assert other.apps.list() == []
        assert refusal(other.apps.get, project_id("travel"))[0] == 404
        imported = authoring.LuisApp(additional_properties={**TRAVEL, "name": "cities"})
        assert refusal(other.apps.import_method, imported)[0] == 403


def test_the_older_address_of_the_api_does_the_same(http: httpx.Client) -> None:
    answer = http.get(f"/luis/api/v2.0/apps/{project_id('travel')}/versions/0.1/export")
    assert answer.json()["name"] == "travel"
    body = json.dumps({**SECOND, "versionId": None})
    missing = http.post(f"/luis/api/v2.0/apps/{project_id('travel')}/versions/import", content=body)
    assert missing.status_code == 400
    assert "versionId" in missing.json()["error"]["message"]
    assert http.post(f"{API}/apps", content=b"[1]").status_code == 400


@pytest.mark.parametrize(
    "change",
    [
        {"versionId": "\ud800"},
        {"versionId": "1" * 2_000},
        {"desc": "\ud800"},
        {"desc": 5},
        {"culture": ["en"]},
        {"utterances": [{"text": 5}]},
        {"entities": {}},
        {"name": "..."},
    ],
)
def test_an_app_that_can_not_be_used_is_refused(http: httpx.Client, change: dict[str, Any]) -> None:
    body = json.dumps({**TRAVEL, "name": "trips", **change})
    answer = http.post(f"{API}/apps/import", content=body)
    assert answer.status_code in {201, 400}
    assert (answer.status_code == 201) == ("name" in change)
    left = {each["name"] for each in http.get(f"{API}/apps").json()}
    assert left == ({"travel", "assistant"} if "name" in change else {"travel"})
