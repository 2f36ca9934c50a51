"""Over HTTP no request is answered that should not be, and none ends the server."""

from __future__ import annotations

import asyncio
import json
import socket
from typing import TYPE_CHECKING, Any

import pytest

from run_coroutine import run_coroutine
from server.mcp_client import TEXT_TOOL, over_http, serving
from server.running_server import TIMEOUT
from vizsla.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx
    from mcp import Client

    from server.running_server import Running

HEADERS = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json"}
LIST = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}


def call(text: str) -> dict[str, Any]:
    arguments = {"text": text, "language": "en"}
    params = {"name": TEXT_TOOL, "arguments": arguments}
    return {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}


@pytest.fixture(scope="module")
def server(served_home: Path) -> Iterator[Running]:
    words = ["--megabytes", "1", "--allow-origin", "https://example.org", "--workers", "1"]
    with serving(served_home, *words) as running:
        yield running


@pytest.fixture
def client(server: Running) -> Iterator[httpx.Client]:
    with server.client(headers=HEADERS) as client:
        yield client


def test_a_request_is_answered_with_json_and_without_a_session(client: httpx.Client) -> None:
    answer = client.post("/mcp", json=call("two dogs"))
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/json")
    assert "mcp-session-id" not in answer.headers
    assert answer.headers["x-request-id"]
    assert answer.json()["result"]["structuredContent"]["answer"] == "two"


@pytest.mark.parametrize("method", ["POST", "GET", "DELETE"])
def test_a_session_is_unknown(client: httpx.Client, method: str) -> None:
    answer = client.request(method, "/mcp", headers={"Mcp-Session-Id": "1" * 32}, json=LIST)
    assert answer.status_code == 404
    assert "session" in answer.json()["detail"]


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT"])
def test_only_posts_are_taken(client: httpx.Client, method: str) -> None:
    answer = client.request(method, "/mcp")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "POST"


def test_another_address_is_not_there(client: httpx.Client) -> None:
    assert client.post("/mcp/", json=LIST).status_code == 200
    for path in ("/", "/mcp/x", "/v1/functions", "/docs"):
        assert client.post(path, json=LIST).status_code == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "evil.example:8712"},
        {"Host": "127.0.0.1.evil.example"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "null"},
    ],
    ids=str,
)
def test_another_website_can_not_call(client: httpx.Client, headers: dict[str, str]) -> None:
    answer = client.post("/mcp", headers=headers, json=LIST)
    assert answer.status_code == 403
    assert answer.json()["code"] == "access-denied"


def test_a_website_that_was_allowed_can_call(client: httpx.Client) -> None:
    origin = {"Origin": "https://example.org"}
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "mcp-name"}
    preflight = client.options("/mcp", headers=origin | asked)
    assert preflight.headers["access-control-allow-origin"] == "https://example.org"
    assert client.post("/mcp", headers=origin, json=LIST).status_code == 200


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"no json", 400),
        (b"\xff\xfe\xff", 400),
        (b"[" * 9_999, 400),
        (b"[" * 200_000, 400),
        (b"[" + b"{}," * 200_000 + b"{}]", 400),
        (json.dumps({**LIST, "params": {"x": ["y"] * 20_000}}).encode(), 400),
        (b"1" * 5_000, 400),
        (b" " * (2**20 + 1), 413),
    ],
    ids=range(10),
)
def test_a_body_that_is_no_request_is_refused(
    client: httpx.Client, body: bytes, status: int
) -> None:
    for headers in ({}, {"Mcp-Protocol-Version": "2026-07-28"}, {"Mcp-Protocol-Version": "9"}):
        answer = client.post("/mcp", content=body, headers=headers)
        assert answer.status_code == status, answer.text
    assert client.post("/mcp", json=LIST).status_code == 200


def test_the_size_of_a_body_is_checked_before_it_is_received(server: Running) -> None:
    with socket.create_connection(("127.0.0.1", server.port), TIMEOUT) as connection:
        connection.sendall(
            b"POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            b"Content-Length: 10000000\r\n\r\n"
        )
        assert b" 413 " in connection.recv(1000)


def test_requests_beyond_the_queue_are_told_so_and_the_others_are_answered(home: Path) -> None:
    async def work(client: Client) -> None:
        text = "7 8 " * 4000
        calls = [
            client.call_tool(TEXT_TOOL, {"text": text, "language": "en", "top": 1})
            for _ in range(12)
        ]
        results = await asyncio.gather(*calls)
        refused = [each for each in results if each.is_error]
        assert 0 < len(refused) < len(results)
        for each in refused:
            assert each.content[0].text.startswith("server-busy: ")  # type: ignore[union-attr]
        result = await client.call_tool(TEXT_TOOL, {"text": "two dogs", "language": "en"})
        assert not result.is_error

    async def run(server: Running) -> None:
        async with over_http(server) as client:
            await work(client)

    with serving(home, "--queue", "1", "--workers", "1") as server:
        run_coroutine(run(server))


def test_a_key_is_needed_and_is_for_its_functions_alone(home: Path) -> None:
    with Workspace.open() as workspace:
        key = workspace.keys.new("agent", functions=[TEXT_TOOL], per_minute=2)
    calls = {"text": "two dogs", "language": "en"}

    async def work(server: Running) -> None:
        async with over_http(server, key) as client:
            tools = (await client.list_tools()).tools
            assert [each.name for each in tools] == [TEXT_TOOL]
            cards = (await client.list_resources()).resources
            assert [each.name for each in cards] == [f"{TEXT_TOOL} card"]
            for other in ("classify-image", "no-such-tool"):  # nor does it learn which there are
                result = await client.call_tool(other, {"path": "a.jpg"})
                assert result.is_error
                said = result.content[0].text  # type: ignore[union-attr]
                assert said.startswith("access-denied: ")
            results = [await client.call_tool(TEXT_TOOL, calls) for _ in range(3)]
            assert [each.is_error for each in results] == [False, False, True]
            last = results[-1].content[0].text  # type: ignore[union-attr]
            assert last.startswith("rate-limit: ")

    with serving(home, "--keys") as server:
        with server.client(headers=HEADERS) as client:
            for headers in ({}, {"Authorization": "Bearer vz_no"}, {"Authorization": "Basic eA=="}):
                answer = client.post("/mcp", json=LIST, headers=headers)
                assert answer.status_code == 401
                assert answer.headers["www-authenticate"] == "Bearer"
        run_coroutine(work(server))
        assert server.end() == 0
    with Workspace.open() as workspace:
        (usage,) = workspace.keys.usage()
    assert (usage.function, usage.requests, usage.inputs) == (TEXT_TOOL, 2, 2)
    assert key not in (home / "mcp.log").read_text()


def test_a_client_that_leaves_stops_its_work(home: Path) -> None:
    body = json.dumps(call("7 8 " * 4000)).encode()
    head = (
        "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"Accept: application/json, text/event-stream\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with serving(home, TEXT_TOOL, "--queue", "2", "--workers", "1") as server:
        for _ in range(20):  # more than the queue takes, if one of them stayed in it
            with socket.create_connection(("127.0.0.1", server.port), TIMEOUT) as connection:
                connection.sendall(head.encode() + body)
        with server.client(headers=HEADERS) as client:
            for _ in range(50):
                result = client.post("/mcp", json=call("two dogs")).json()["result"]
                if not result["isError"]:
                    break
            assert not result["isError"]
    assert '"status": 499' in (home / "mcp.log").read_text()
