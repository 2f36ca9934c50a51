"""CLU's own client for Python gets its analyses from a server of ours."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from azure.ai.language.conversations import ConversationAnalysisClient
from azure.core.credentials import AzureKeyCredential
from azure.core.exceptions import (
    ClientAuthenticationError,
    HttpResponseError,
    ResourceNotFoundError,
)

import vizsla
from server.running_server import thread
from vizsla.functions.function_library import local_functions
from vizsla.server.compat.public_ids import project_id
from vizsla.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from server.running_server import Running

pytestmark = pytest.mark.usefixtures("travel")
SENTENCE = "👩‍👧 book a trip from Berlin to Madrid in 1st class"
PATH = "/language/:analyze-conversations"
CURRENT = {"api-version": "2023-04-01"}


def task(text: str, project: str = "travel", **parameters: Any) -> dict[str, Any]:
    return {
        "kind": "Conversation",
        "analysisInput": {
            "conversationItem": {
                "id": "1",
                "participantId": "1",
                "text": text,
                "language": "en",
                "modality": "text",
            }
        },
        "parameters": {
            "projectName": project,
            "deploymentName": "production",
            "verbose": True,
            "isLoggingEnabled": False,
            **parameters,
        },
    }


@contextmanager
def address(**settings: Any) -> Iterator[Any]:
    """Run a server, and yield its address."""
    with thread(**settings) as (http, _):
        yield str(http.base_url)


def client_of(url: str, key: str = "any", version: str = "2023-04-01") -> Any:
    """Return the client of a server."""
    credential = AzureKeyCredential(key)
    return ConversationAnalysisClient(url, credential, api_version=version, retry_total=0)


@pytest.fixture
def azure(travel_server: Running) -> Iterator[Any]:
    """The client of a server."""
    with client_of(travel_server.url) as found:
        yield found


@pytest.mark.parametrize("version", ["2022-05-01", "2023-04-01"])
def test_the_client_gets_the_answer_of_the_function(version: str, travel_server: Running) -> None:
    expected = vizsla.load("travel")(SENTENCE, top=9)
    with client_of(travel_server.url, version=version) as azure:
        found = azure.analyze_conversation(task(SENTENCE))
    assert (found["kind"], found["result"]["query"]) == ("ConversationResult", SENTENCE)
    prediction = found["result"]["prediction"]
    assert (prediction["projectKind"], prediction["topIntent"]) == ("Conversation", "Travel")
    assert prediction["intents"][0] == {"category": "Travel", "confidenceScore": expected.score}
    assert {each["category"] for each in prediction["intents"]} == {"Travel", "Greet", "None"}
    assert [(each["category"], each["text"]) for each in prediction["entities"]] == [
        ("Town", "Berlin"),
        ("Town", "Madrid"),
        ("Fare", "1st class"),
    ]
    assert prediction["entities"][2]["extraInformation"] == [
        {"extraInformationKind": "ListKey", "key": "first"}
    ]
    assert prediction["sure"] == expected.sure


def test_offsets_count_as_the_string_index_type_says(azure: Any) -> None:
    found = {}
    for unit in (None, "TextElement_V8", "UnicodeCodePoint", "Utf16CodeUnit"):
        more = {} if unit is None else {"stringIndexType": unit}
        body = azure.analyze_conversation(task(SENTENCE, **more))
        found[unit] = body["result"]["prediction"]["entities"][0]["offset"]
    assert found["UnicodeCodePoint"] == SENTENCE.index("Berlin")
    assert found["Utf16CodeUnit"] == len(SENTENCE.partition("Berlin")[0].encode("utf-16-le")) // 2
    assert found[None] == found["TextElement_V8"] == SENTENCE.index("Berlin") - 1


def test_a_project_is_the_functions_name_or_its_id_and_a_deployment_one_of_its_versions() -> None:
    local_functions().name_version("travel", "my deployment", 1)
    with address() as url, client_of(url) as azure:
        for project in ("travel", project_id("travel")):
            for name in ("production", "staging", "live", "1", "my deployment"):
                found = azure.analyze_conversation(task("hello", project, deploymentName=name))
                assert found["result"]["prediction"]["topIntent"] == "Greet"
        with pytest.raises(ResourceNotFoundError, match="'other'") as caught:
            azure.analyze_conversation(task("hello", deploymentName="other"))
        assert caught.value.error is not None
        assert caught.value.error.code == "NotFound"
        with pytest.raises(ResourceNotFoundError, match="'nowhere'") as caught:
            azure.analyze_conversation(task("hello", "nowhere"))
        assert caught.value.error is not None
        assert caught.value.error.code == "ProjectNotFound"


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"kind": "ConversationalSummarization"}, "ConversationalSummarization"),
        ({"analysisInput": {"conversations": []}}, "conversationItem"),
        ({"analysisInput": {"conversationItem": {"text": "a", "modality": "transcript"}}}, "trans"),
        ({"analysisInput": {"conversationItem": {"id": "1"}}}, "'text'"),
        ({"analysisInput": {"conversationItem": {"text": " "}}}, "nothing to read"),
        ({"parameters": {"projectName": "travel"}}, "deploymentName"),
        ({"parameters": task("a", directTarget="other")["parameters"]}, "directTarget"),
        ({"parameters": task("a", stringIndexType="Bytes")["parameters"]}, "'Bytes'"),
        ({"parameters": task("a", "textures")["parameters"]}, "image-classification"),
    ],
)
def test_what_is_not_there_is_an_error_that_names_it(
    azure: Any, change: dict[str, Any], word: str
) -> None:
    with pytest.raises(HttpResponseError) as caught:
        azure.analyze_conversation({**task("hello"), **change})
    assert caught.value.status_code == 400
    assert caught.value.error is not None
    assert caught.value.error.code in {"InvalidArgument", "InvalidRequest"}
    assert word in caught.value.error.message


@pytest.mark.parametrize(
    ("path", "parameters", "status", "word"),
    [
        (PATH, {}, 400, "api-version"),
        (PATH, {"api-version": "now"}, 400, "'now'"),
        (PATH, {**CURRENT, "colour": "red"}, 400, "'colour'"),
        ("/language/analyze-conversations/jobs", CURRENT, 404, "one conversation item"),
        ("/language/:analyze-text", CURRENT, 404, "one conversation item"),
    ],
)
def test_an_address_that_is_wrong_is_named(
    travel_server: Running, path: str, parameters: dict[str, str], status: int, word: str
) -> None:
    with travel_server.client() as http:
        answer = http.post(path, params=parameters, json=task("hello"))
    assert answer.status_code == status
    assert word in answer.json()["error"]["message"]


def test_a_key_is_taken_from_the_services_header_and_is_for_the_project_in_the_body() -> None:
    with Workspace.open() as workspace:
        key = workspace.keys.new("shop", functions=("travel",))
    with address(needs_keys=True) as url:
        with client_of(url, key) as azure:
            assert azure.analyze_conversation(task("hello"))["result"]["query"] == "hello"
            with pytest.raises(HttpResponseError) as caught:
                azure.analyze_conversation(task("hello", "textures"))
            assert caught.value.status_code == 403
        with client_of(url, "wrong") as azure, pytest.raises(ClientAuthenticationError):
            azure.analyze_conversation(task("hello"))
