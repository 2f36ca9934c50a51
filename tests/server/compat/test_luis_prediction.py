"""LUIS's own client for Python gets its predictions from a server of ours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

import vizsla
from server.luis_clients import prediction_client, runtime
from server.running_server import thread
from vizsla.functions.function_library import local_functions
from vizsla.server.compat.public_ids import project_id
from vizsla.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

    from server.running_server import Running

pytestmark = pytest.mark.usefixtures("travel")
SENTENCE = "🛫 book a trip from Berlin to Madrid in 1st class"
V3 = "/luis/prediction/v3.0/apps/travel/slots/production/predict"
V2 = "/luis/v2.0/apps/travel"


@pytest.fixture
def azure(travel_server: Running) -> Any:
    """The predictions of the client of a server."""
    return prediction_client(travel_server.url).prediction


@pytest.fixture
def http(travel_server: Running) -> Iterator[httpx.Client]:
    """A client of the server by plain HTTP."""
    with travel_server.client() as found:
        yield found


def refusal(azure: Any, app: str, query: Any, slot: str = "production") -> tuple[int, str, str]:
    """Return the status, the code and the message of the error that a query gets."""
    with pytest.raises(runtime.ErrorException) as caught:
        azure.get_slot_prediction(app, slot, query)
    error = caught.value.error.error
    return caught.value.response.status_code, error.code, error.message


def test_the_client_gets_the_answer_of_the_function(azure: Any) -> None:
    expected = vizsla.load("travel")(SENTENCE, top=9)
    short = azure.get_slot_prediction("travel", "production", {"query": SENTENCE})
    found = azure.get_slot_prediction(
        "travel", "Production", {"query": SENTENCE}, verbose=True, show_all_intents=True
    )
    assert (found.query, found.prediction.top_intent) == (SENTENCE, expected.answer)
    assert {name: each.score for name, each in short.prediction.intents.items()} == {
        "Travel": expected.score
    }
    assert sorted(found.prediction.intents) == ["Greet", "None", "Travel"]
    assert sum(each.score for each in found.prediction.intents.values()) == pytest.approx(1)
    assert short.prediction.entities == {
        "from": ["Berlin"],
        "to": ["Madrid"],
        "Fare": [["first"]],
    }
    marks = found.prediction.entities["$instance"]
    units = SENTENCE.encode("utf-16-le")
    for each in (marks["from"][0], marks["to"][0], marks["Fare"][0]):
        start, length = 2 * each["startIndex"], 2 * each["length"]
        assert units[start : start + length].decode("utf-16-le") == each["text"]
    scores = {each.kind: each.score for each in expected.entities if each.kind == "Town"}
    assert marks["to"][0]["score"] == scores["Town"]


def test_the_app_is_the_functions_name_or_its_id(azure: Any) -> None:
    for app in ("travel", project_id("travel"), project_id("travel").upper()):
        found = azure.get_slot_prediction(app, "production", {"query": "hello"})
        assert found.prediction.top_intent == "Greet"


def test_a_version_is_a_number_or_a_name() -> None:
    local_functions().name_version("travel", "0.1", 1)
    with thread() as (http, _):
        versions = prediction_client(http.base_url).prediction
        for version in ("1", "live", "0.1"):
            assert versions.get_version_prediction("travel", version, {"query": "hello"})
        with pytest.raises(runtime.ErrorException, match=r"'0\.2'") as caught:
            versions.get_version_prediction("travel", "0.2", {"query": "hello"})
    assert caught.value.response.status_code == 404


def test_staging_is_the_version_of_that_name_and_without_one_the_live_version() -> None:
    with thread() as (http, service):
        slots = prediction_client(http.base_url).prediction
        for slot in ("staging", "production"):
            found = slots.get_slot_prediction("travel", slot, {"query": "hello"}, raw=True)
            assert found.response.headers["Vizsla-Function"] == "travel@1"
        with vizsla.Project.open("travel") as project:
            project.publish(untested=True)
            project.rollback(1)
        local_functions().name_version("travel", "staging", 2)
        service.functions._found.clear()
        found = slots.get_slot_prediction("travel", "staging", {"query": "hello"}, raw=True)
        assert found.response.headers["Vizsla-Function"] == "travel@2"


def test_a_text_that_has_no_intent_is_none_with_the_answers_score(azure: Any) -> None:
    text = "three plus three is six"
    expected = vizsla.load("travel")(text)
    assert expected.answer is None
    found = azure.get_slot_prediction("travel", "production", {"query": text}).prediction
    assert found.top_intent == "None"
    assert found.intents["None"].score == expected.score


def test_dates_are_resolved_against_the_reference_and_otherwise_against_utc(azure: Any) -> None:
    options = runtime.PredictionRequestOptions(
        datetime_reference=datetime(2019, 5, 5, 12, tzinfo=UTC)
    )
    query = runtime.PredictionRequest(query="a trip to Rome tomorrow", options=options)
    before = datetime.now(UTC)
    then = azure.get_slot_prediction("travel", "production", query)
    now = azure.get_slot_prediction("travel", "production", {"query": query.query})
    day = {
        "type": "date",
        "values": [{"timex": "2019-05-06", "resolution": [{"value": "2019-05-06"}]}],
    }
    assert then.prediction.entities["datetimeV2"] == [day]
    ((value,),) = (each["values"] for each in now.prediction.entities["datetimeV2"])
    days = {before + timedelta(days=1), datetime.now(UTC) + timedelta(days=1)}
    assert value["timex"] in {f"{each:%Y-%m-%d}" for each in days}


def test_a_call_may_add_to_a_list_and_give_entities_that_it_found(azure: Any) -> None:
    text = "🛫 fly with Humberg in the cheap seats to Berlin"
    query = runtime.PredictionRequest(
        query=text,
        external_entities=[
            runtime.ExternalEntity(
                entity_name="Town", start_index=12, entity_length=7, resolution={"id": 7}
            )
        ],
        dynamic_lists=[
            runtime.DynamicList(
                list_entity_name="Fare",
                request_lists=[runtime.RequestList(canonical_form="low", synonyms=["cheap seats"])],
            )
        ],
    )
    found = azure.get_slot_prediction("travel", "production", query, verbose=True)
    assert {"id": 7} in found.prediction.entities["Town"]
    (mark,) = (
        each
        for each in found.prediction.entities["$instance"]["Town"]
        if each["recognitionSources"] == ["externalEntities"]
    )
    assert mark["text"] == "Humberg"
    assert found.prediction.entities["Fare"] == [["low"]]


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({"externalEntities": [{"entityName": "Hat", "startIndex": 0, "entityLength": 1}]}, "Hat"),
        (
            {"externalEntities": [{"entityName": "Town", "startIndex": 1, "entityLength": 1}]},
            "no part of the query",
        ),
        (
            {"externalEntities": [{"entityName": "Town", "startIndex": 0, "entityLength": 99}]},
            "no part of the query",
        ),
        ({"externalEntities": [{"entityName": "Town", "startIndex": 0}]}, "entityLength"),
        ({"dynamicLists": [{"listEntityName": "Town", "requestLists": []}]}, "no list 'Town'"),
        ({"dynamicLists": [{"listEntityName": "Fare"}]}, "requestLists"),
        ({"options": {"datetimeReference": "soon"}}, "'soon'"),
        ({"options": {"preferExternalEntities": "yes"}}, "preferExternalEntities"),
    ],
)
def test_what_a_call_gives_in_vain_is_named(
    http: httpx.Client, given: dict[str, Any], word: str
) -> None:
    answer = http.post(V3, json={"query": "🛫 to Rome", **given})
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "BadArgument"
    assert word in answer.json()["error"]["message"]


HALF = "\\ud800"  # half a character, in JSON


@pytest.mark.parametrize(
    ("resolution", "status"),
    [
        ("NaN", 400),
        (f'["{HALF}"]', 400),
        ("[1e999]", 400),
        ("[" * 900 + "]" * 900, 200),
        ("[" * 100_000 + "]" * 100_000, 400),
    ],
)
def test_a_resolution_that_can_not_be_sent_back_is_refused(
    http: httpx.Client, resolution: str, status: int
) -> None:
    where = '"entityName": "Town", "startIndex": 3, "entityLength": 4'
    body = f'{{"query": "to Rome", "externalEntities": [{{{where}, "resolution": {resolution}}}]}}'
    assert http.post(f"{V3}?verbose=true", content=body).status_code == status


def test_half_characters_are_refused(http: httpx.Client) -> None:
    phrases = f'[{{"canonicalForm": "{HALF}", "synonyms": ["rome"]}}]'
    lists = f'[{{"listEntityName": "Fare", "requestLists": {phrases}}}]'
    for body in (f'{{"query": "{HALF} hello"}}', f'{{"query": "rome", "dynamicLists": {lists}}}'):
        assert http.post(V3, content=body).status_code == 400


def test_errors_have_the_services_form_and_name_what_is_wrong(azure: Any) -> None:
    for app, query, status, code, word in (
        ("nowhere", {"query": "hello"}, 404, "NotFound", "'nowhere'"),
        (project_id("nowhere"), {"query": "hello"}, 404, "NotFound", project_id("nowhere")),
        ("textures", {"query": "hello"}, 400, "BadArgument", "image-classification"),
        ("recognize-text", {"query": "hello"}, 400, "BadArgument", "no intents"),
        ("travel", {"query": " \n"}, 400, "BadArgument", "nothing to read"),
        ("travel", {"query": "x" * 200_000}, 400, "BadArgument", "characters"),
    ):
        found = refusal(azure, app, query)
        assert found[:2] == (status, code), found
        assert word in found[2]


@pytest.mark.parametrize(
    ("method", "path", "status", "word"),
    [
        ("GET", f"{V3}?query=hello&spellCheck=true", 400, "spellCheck"),
        ("GET", f"{V2}?q=hello&bing-spell-check-subscription-key=1", 400, "spellCheck"),
        ("GET", f"{V3}?query=hello&verbose=maybe", 400, "'maybe'"),
        ("GET", f"{V2}?q=hello&timezoneOffset=soon", 400, "'soon'"),
        ("GET", f"{V2}?q=hello&timezoneOffset=nan", 400, "'nan'"),
        ("GET", f"{V2}?q=hello&colour=red", 400, "'colour'"),
        ("GET", V3, 400, "nothing to read"),
        ("POST", V2, 400, "JSON"),
        ("POST", V3, 400, "query"),
        ("GET", "/luis/v3.0-preview/apps/travel", 404, "prediction of v3.0 and v2.0"),
        ("PUT", V2, 405, "PUT"),
    ],
)
def test_what_is_not_there_is_an_error_that_names_it(
    http: httpx.Client, method: str, path: str, status: int, word: str
) -> None:
    answer = http.request(method, path, json={} if method == "POST" else None)
    assert answer.status_code == status, answer.text
    assert word in answer.json()["error"]["message"]


def test_version_2_is_answered_by_get_and_post_with_the_last_place_of_each_entity(
    http: httpx.Client,
) -> None:
    expected = vizsla.load("travel")(SENTENCE, top=9)
    got = http.get(V2, params={"q": SENTENCE, "subscription-key": "any", "staging": "true"})
    posted = http.post(f"{V2}?verbose=true", json=SENTENCE).json()
    found = got.json()
    assert found["query"] == SENTENCE
    assert found["topScoringIntent"] == {"intent": "Travel", "score": expected.score}
    assert "intents" not in found
    assert posted["entities"] == found["entities"]
    assert posted["intents"][0]["intent"] == "Travel"
    units = SENTENCE.lower().encode("utf-16-le")
    for each in found["entities"]:
        part = units[2 * each["startIndex"] : 2 * each["endIndex"] + 2]
        assert part.decode("utf-16-le") == each["entity"]
    towns = {each["role"]: each["entity"] for each in found["entities"] if each["type"] == "Town"}
    assert towns == {"from": "berlin", "to": "madrid"}
    (fare,) = (each for each in found["entities"] if each["type"] == "Fare")
    assert fare["resolution"] == {"values": ["first"]}
    assert (found["sure"], found["novel"]) == (expected.sure, expected.novel)


def test_version_2_resolves_dates_by_the_minutes_off_utc(http: httpx.Client) -> None:
    days = set()
    for minutes in ("-720", "720"):
        query = {"q": "a trip to Rome today", "timezoneOffset": minutes}
        (entity,) = (
            each
            for each in http.get(V2, params=query).json()["entities"]
            if each["type"] == "builtin.datetimeV2.date"
        )
        days.add(entity["resolution"]["values"][0]["value"])
    assert len(days) == 2


def test_queries_with_any_characters_come_back_as_they_were(http: httpx.Client) -> None:
    for text in ("50 % & more?", "a+b #1", "名前 ünïcödé", "/../x", "{slot}"):
        assert http.get(V2, params={"q": text}).json()["query"] == text
        assert http.get(V3, params={"query": text}).json()["query"] == text
        assert http.post(f"{http.base_url}/{V3}/", json={"query": text}).json()["query"] == text


def test_keys_are_taken_from_the_services_header_and_address_and_are_counted() -> None:
    with Workspace.open() as workspace:
        key = workspace.keys.new("shop", functions=("travel",))
    with thread(needs_keys=True) as (http, service):
        azure = prediction_client(http.base_url, key).prediction
        assert azure.get_slot_prediction("travel", "production", {"query": "hello"}).query
        assert http.get(V2, params={"q": "hello", "subscription-key": key}).status_code == 200
        assert http.get(V2, params={"q": "hello"}).json()["error"]["code"] == "Unauthorized"
        wrong = http.get(V2.replace("travel", "textures"), params={"subscription-key": key})
        assert wrong.status_code == 403
        assert service.keys is not None
        service.keys.flush()
        with Workspace.open() as workspace:
            (used,) = workspace.keys.usage()
    assert (used.function, used.requests, used.inputs) == ("travel", 2, 2)


def test_an_overload_is_429_which_the_client_does_not_repeat_at_once() -> None:
    with thread(workers=1, most_waiting=0) as (http, service):
        service.queue.requests = 1
        answer = http.get(V2, params={"q": "hello"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (429, "TooManyRequests")
    assert int(answer.headers["retry-after"]) >= 1


def test_a_rate_holds_for_queries_in_the_address_too() -> None:
    with Workspace.open() as workspace:
        key = workspace.keys.new("slow", per_minute=1)
    with thread(needs_keys=True) as (http, _):
        query = {"q": "hello", "subscription-key": key}
        found = [http.get(V2, params=query).status_code for _ in range(2)]
    assert found == [200, 429]
