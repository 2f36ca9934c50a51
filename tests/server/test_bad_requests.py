"""Whatever is sent, the answer is an error that says why, and never a fault of the server."""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from modalities.odd_files import DAMAGED_CHUNKS, encoded, picture
from vizsla import errors
from vizsla.functions import registry
from vizsla.server.call_parameters import call_parameters
from vizsla.server.problems import PROBLEM, status_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

    from server.running_server import Running

IMAGES = "/v1/functions/classify-image:call"
OTHER_SERVICES = (
    "/customvision/v3.1/prediction/classify-image/classify/iterations/live/image",
    "/customvision/v3.1/prediction/classify-image/classify/iterations/live/url",
    "/vision/v3.2/tag",
)
TEXTS = "/v1/functions/recognize-text:call"
JPEG = encoded(picture(), "JPEG")


@pytest.fixture
def client(server: Running) -> Iterator[httpx.Client]:
    with server.client() as client:
        yield client


def refused(answer: httpx.Response, status: int, code: str) -> str:
    """Check that a response is a problem, and return its detail."""
    found = answer.json()
    assert (answer.status_code, found["code"]) == (status, code), found
    assert answer.headers["content-type"] == PROBLEM
    assert found["status"] == status
    assert found["type"] == f"urn:vizsla:error:{code}"
    assert found["request_id"] == answer.headers["x-request-id"]
    detail: str = found["detail"]
    return detail


def test_each_error_has_a_status() -> None:
    kinds = [getattr(errors, name) for name in errors.__all__]
    statuses = {each: status_of(each("why")) for each in kinds}
    assert all(400 <= status <= 599 for status in statuses.values())
    assert statuses[errors.InputDamagedError] == 422
    assert statuses[errors.WorkspaceBusyError] == 503
    assert statuses[errors.EngineError] == 500


@pytest.mark.parametrize("method", ["__call__", "explain"])
def test_each_option_of_each_kind_can_be_given_over_http(method: str) -> None:
    import inspect

    decided_by_the_server = {"self", "source", "limits", "progress"}
    kinds = [registry._class(name) for name in registry.kind_names()]
    assert len(kinds) >= 5
    for kind in kinds:
        options = inspect.signature(getattr(kind, method)).parameters.keys()
        assert options - decided_by_the_server == {*call_parameters(kind, method)}, kind


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"content": b""}, 400, "request"),
        ({"content": b"no image"}, 415, "input-format"),
        ({"content": JPEG[:300]}, 422, "input-damaged"),
        ({"json": {"text": "a text"}}, 422, "input-type"),
        ({"json": {"url": "http://example.org/park.jpg"}}, 422, "url"),
        ({"json": {"url": "/etc/passwd"}}, 422, "url"),
        ({"json": {}}, 400, "request"),
        ({"json": {"text": 3}}, 400, "request"),
        ({"json": {"text": "a", "top": 3}}, 400, "request"),
        ({"json": {"inputs": []}}, 400, "request"),
        ({"json": {"inputs": [{"text": "a"}] * 65}}, 400, "request"),
        ({"json": ["a"]}, 400, "request"),
        ({"content": b"{", "headers": {"Content-Type": "application/json"}}, 400, "request"),
        (
            {"content": b"[" * 100_000, "headers": {"Content-Type": "application/json"}},
            400,
            "request",
        ),
        (
            {"content": b"\xff\xfe", "headers": {"Content-Type": "application/json"}},
            400,
            "request",
        ),
        ({"data": {"file": "park.jpg"}}, 415, "request"),
        ({"files": [("files", JPEG)] * 65}, 400, "request"),
        ({"files": {"url": (None, b"\xff")}}, 422, "url"),
        ({"content": JPEG, "headers": {"Content-Type": "multipart/form-data"}}, 400, "request"),
        (
            {"content": JPEG, "headers": {"Content-Type": "multipart/form-data; boundary=x"}},
            400,
            "request",
        ),
        (
            {
                "content": b"--x\r\n\r\nab",
                "headers": {"Content-Type": "multipart/form-data; boundary=x"},
            },
            400,
            "request",
        ),
        ({"content": JPEG, "params": {"top": "many"}}, 400, "option"),
        ({"content": JPEG, "params": {"top": "0"}}, 400, "option"),
        ({"content": JPEG, "params": {"threshold": "nan"}}, 400, "option"),
        ({"content": JPEG, "params": {"threshold": "1.5"}}, 400, "option"),
        ({"content": JPEG, "params": {"within": "no such kind"}}, 400, "option"),
        ({"content": JPEG, "params": {"limits": "9"}}, 400, "option"),
        ({"content": JPEG, "params": {"source": "9"}}, 400, "option"),
        ({"content": JPEG, "params": [("top", "1"), ("top", "2")]}, 400, "option"),
        ({"content": JPEG, "params": {"columns": '{"place": "garden"}'}}, 400, "option"),
        ({"content": JPEG, "params": {"columns": "[" * 9999}}, 400, "option"),
    ],
    ids=str,
)
def test_a_bad_request_for_an_image_is_refused(
    client: httpx.Client, body: dict[str, Any], status: int, code: str
) -> None:
    refused(client.post(IMAGES, **body), status, code)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"json": {"text": ""}}, 422, "input-damaged"),
        ({"json": {"text": "\ud800"}}, 415, "input-format"),
        ({"json": {"text": "a" * 20_001}}, 413, "input-too-large"),
        ({"content": "café".encode("latin-1")}, 415, "input-format"),
        ({"content": b"a", "headers": {"Content-Type": "a/b; charset=x"}}, 415, "input-format"),
        ({"content": JPEG}, 415, "input-format"),
        ({"json": {"text": "a"}, "params": {"language": "xx"}}, 400, "option"),
        ({"json": {"text": "a"}, "params": {"reference": "soon"}}, 400, "option"),
        ({"json": {"text": "a"}, "params": {"zone": "../../etc/passwd"}}, 400, "option"),
        ({"json": {"text": "a"}, "params": {"percent_mode": "yes"}}, 400, "option"),
    ],
    ids=str,
)  # fmt: skip
def test_a_bad_request_for_a_text_is_refused(
    client: httpx.Client, body: dict[str, Any], status: int, code: str
) -> None:
    if "json" in body:  # httpx would refuse halves of characters itself
        body = {
            **body,
            "content": json.dumps(body["json"]),
            "headers": {"Content-Type": "application/json"},
        }
        del body["json"]
    refused(client.post(TEXTS, **body), status, code)


def test_an_unclear_text_gets_the_option_that_decides(client: httpx.Client) -> None:
    answer = client.post(TEXTS, json={"text": "3.000"})
    assert "language=" in refused(answer, 422, "input-unclear")


@pytest.mark.parametrize(
    "name",
    ["unknown", "textures@9", "classify-image@1", ".", "..", "a@b@c", "x" * 500],
)
def test_an_unknown_function_is_not_found(client: httpx.Client, name: str) -> None:
    refused(client.post(f"/v1/functions/{name}:call", content=JPEG), 404, "function-not-found")


def test_an_unknown_address_and_a_wrong_method_are_problems_too(client: httpx.Client) -> None:
    refused(client.get("/v1/nothing"), 404, "request")
    refused(client.post(f"{IMAGES}/", content=JPEG), 404, "request")
    answer = client.get(IMAGES)
    refused(answer, 404, "function-not-found")  # as a function's name
    assert "allow" in client.delete("/v1/functions").headers


def test_a_message_speaks_of_no_python(client: httpx.Client) -> None:
    answer = client.post(TEXTS, json={"text": "a" * 20_001})
    assert "Limits(" not in refused(answer, 413, "input-too-large")


@pytest.mark.parametrize("name", sorted(DAMAGED_CHUNKS))
def test_a_damaged_image_is_no_fault_of_the_server(client: httpx.Client, name: str) -> None:
    answer = client.post(IMAGES, content=DAMAGED_CHUNKS[name])
    assert answer.status_code in {200, 415, 422}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.binary(max_size=300),
    kind=st.sampled_from(
        [
            "multipart/form-data; boundary=x",
            "multipart/form-data; boundary=" + "x" * 80,
            "application/json",
            "text/plain",
            "image/png",
            ";;;",
            "multipart/form-data; boundary*=utf-8''x",
        ]
    ),
    head=st.sampled_from(
        [b"", b"--x\r\n", b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\n', b"{"]
    ),
    tail=st.sampled_from([b"", b"\r\n--x--\r\n", b"\r\n--x\r\n", b"}"]),
    query=st.text(max_size=20),
)
def test_no_bytes_are_a_fault_of_the_server(
    client: httpx.Client, body: bytes, kind: str, head: bytes, tail: bytes, query: str
) -> None:
    for path in (IMAGES, TEXTS, *OTHER_SERVICES):
        answer = client.post(
            path,
            content=head + body + tail,
            headers={"Content-Type": kind},
            params={"language": query.encode("utf-8", "replace")} if query else {},
        )
        assert answer.status_code < 500, answer.text


@pytest.mark.parametrize(
    "request_head",
    [
        b"nonsense\r\n\r\n",
        b"GET /healthz HTTP/9.9\r\n\r\n",
        b"POST /v1/functions HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 1_000_000 + b"\r\n\r\n",
        b"GET /%ff%fe%00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ],
)
def test_what_is_no_http_is_refused(server: Running, request_head: bytes) -> None:
    with socket.create_connection(("127.0.0.1", server.port), 60) as connection:
        connection.sendall(request_head)
        status = connection.recv(1000).split(b" ", 2)[1]
    assert 400 <= int(status) < 500


def test_the_server_lives_on_and_wrote_no_content_into_its_log(
    client: httpx.Client, server: Running, served_home: Any
) -> None:
    client.post(TEXTS, json={"text": "the secret word is xylophone"}, params={"language": "en"})
    client.post(IMAGES, files={"file": ("xylophone.jpg", b"xylophone")})
    assert client.get("/healthz").status_code == 200
    assert server.process.poll() is None
    log = (served_home / "server.log").read_text()
    lines = [json.loads(line) for line in log.splitlines()]
    assert any(each["event"] == "request" for each in lines)
    assert "xylophone" not in log
    assert [each for each in lines if each["event"] == "fault"] == []


def test_a_method_that_is_not_taken_is_refused_with_those_that_are(client: httpx.Client) -> None:
    for path, methods in ((IMAGES, "POST"), ("/v1/functions/classify-image", "GET")):
        answer = client.put(path)
        refused(answer, 405, "request")
        assert answer.headers["allow"] == methods
