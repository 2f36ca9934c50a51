"""What holds for the routes of every other service: keys, errors, limits, paths."""

from __future__ import annotations

import json
import logging
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPResponse
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from modalities.odd_files import encoded, picture
from server.conftest import until
from server.prefix_proxy import behind_proxy
from server.running_server import TIMEOUT, thread
from vizsla.modalities.image.image_modality import ImageModality
from vizsla.server.compat.registry import SERVICES
from vizsla.server.server_settings import server_limits
from vizsla.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from server.conftest import Gate

pytestmark = pytest.mark.usefixtures("home")
JPEG = encoded(picture(), "JPEG")
PREDICT = "/customvision/v3.1/prediction/textures/classify/iterations/live/image"
KEY = "Prediction-Key"


def fields(error: Mapping[str, Any]) -> set[str]:
    """Return the fields of an error, without the object that a service may put it in."""
    return set(error.get("error", error))


def is_error(answer: httpx.Response, status: int) -> bool:
    kind = answer.headers["content-type"]
    return answer.status_code == status and kind == "application/json" and is_theirs(answer.json())


def is_theirs(body: Mapping[str, Any]) -> bool:
    known = {"code", "message", "innererror", "requestId", "type", "param"}
    return {"code", "message"} <= fields(body) <= known


def test_a_key_is_sent_in_the_services_own_header_in_any_case_of_letters() -> None:
    with Workspace.open() as workspace:
        key = workspace.keys.new("shop", functions=["textures"])
    with thread(needs_keys=True) as (client, _):
        for header in (KEY, "prediction-key", "PREDICTION-KEY", "Ocp-Apim-Subscription-Key"):
            assert client.post(PREDICT, headers={header: key}, content=JPEG).status_code == 200
        bearer = {"Authorization": f"Bearer {key}"}
        assert client.post(PREDICT, headers=bearer, content=JPEG).status_code == 200
        without = client.post(PREDICT, content=JPEG)
        assert is_error(without, 401)
        assert "Prediction-Key: vz_" in without.json()["message"]
        assert is_error(client.post(PREDICT, headers={KEY: f"{key}x"}, content=JPEG), 401)
        other = client.post(PREDICT.replace("textures", "dog-breeds"), headers={KEY: key})
        assert is_error(other, 403)
        assert "'dog-breeds'" in other.json()["message"]


def test_a_key_that_nobody_needs_may_be_anything() -> None:
    with thread() as (client, _):
        assert client.post(PREDICT, headers={KEY: "any"}, content=JPEG).status_code == 200
        assert client.post(PREDICT, content=JPEG).status_code == 200


def test_the_rate_of_a_key_and_its_usage_count_these_calls_too() -> None:
    with Workspace.open() as workspace:
        key = workspace.keys.new("slow", per_minute=1)
    with thread(needs_keys=True) as (client, service):
        assert client.post(PREDICT, headers={KEY: key}, content=JPEG).status_code == 200
        refused = client.post(PREDICT, headers={KEY: key}, content=JPEG)
        assert is_error(refused, 429)
        assert 1 <= int(refused.headers["retry-after"]) <= 61
        assert service.keys is not None
        service.keys.flush()
    with Workspace.open() as workspace:
        counted = [(each.function, each.requests, each.inputs) for each in workspace.keys.usage()]
    assert counted == [("textures", 1, 1)]


def test_an_overload_is_429_and_not_503_which_those_programs_repeat_at_once(gate: Gate) -> None:
    with (
        thread(workers=1, most_waiting=0) as (client, service),
        ThreadPoolExecutor(1) as callers,
    ):
        call = callers.submit(client.post, PREDICT, content=JPEG)
        until(lambda: service.queue.requests == 1)
        refused = client.post(PREDICT, content=JPEG)
        assert is_error(refused, 429)
        assert int(refused.headers["retry-after"]) >= 1
        gate.opened.set()
        assert call.result().status_code == 200


def send_begin(connection: socket.socket, body: bytes) -> None:
    """Send the head of a request, and the begin of its body."""
    head = f"POST {PREDICT} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(JPEG)}\r\n\r\n"
    connection.sendall(head.encode() + body)


def test_a_client_that_leaves_stops_its_work(gate: Gate) -> None:
    with thread(workers=1) as (client, service):
        address = ("127.0.0.1", client.base_url.port or 0)
        calls = []
        for _ in range(2):  # the second one waits for the first
            calls.append(socket.create_connection(address, TIMEOUT))
            send_begin(calls[-1], JPEG)
        gate.wait_for_one()
        until(lambda: service.queue.requests == 2)
        for each in calls:
            each.close()
        until(lambda: service.queue.requests == 0)
        gate.opened.set()
        assert client.post(PREDICT, content=JPEG).status_code == 200
        assert len(gate.threads) == 2
        assert service.memory.held == 0


def test_a_body_that_comes_too_slowly_is_an_error_in_the_services_form() -> None:
    with thread(body_seconds=0.2) as (client, service):
        address = ("127.0.0.1", client.base_url.port or 0)
        with socket.create_connection(address, TIMEOUT) as connection:
            send_begin(connection, JPEG[:10])
            answer = HTTPResponse(connection)
            answer.begin()
            assert answer.status == 408
            assert is_theirs(json.loads(answer.read()))
        until(lambda: service.memory.held == 0)


@pytest.mark.parametrize("service", SERVICES, ids=lambda each: each.shape.name)
def test_every_kind_of_error_has_the_services_form(
    service: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = service.shape.root
    with thread() as (client, _):
        assert is_error(client.get(root), 404)
        assert is_error(client.post(f"{root}/v9/nothing"), 404)
        assert is_error(client.get(f"{root}/x", headers={"Origin": "https://evil.example"}), 403)
        assert service.shape.offers in client.get(f"{root}/x").text

        def fail(*_: Any) -> None:
            raise RuntimeError("secret")

        monkeypatch.setattr("vizsla.server.app.RequestError", fail)
        fault = client.get(f"{root}/x")
        assert is_error(fault, 500)
        assert "secret" not in fault.text


def test_a_fault_while_answering_has_the_services_form(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError("secret")

    with thread() as (client, _):
        monkeypatch.setattr(ImageModality, "load", fail)
        fault = client.post(PREDICT, content=JPEG)
    assert is_error(fault, 500)
    assert "secret" not in fault.text
    assert any(each.getMessage() == "fault" for each in caplog.records)


def test_the_limits_of_bodies_hold_whether_their_length_is_told_or_not() -> None:
    most = 2 * len(JPEG)
    with thread(limits=server_limits(max_bytes=most)) as (client, service):
        for body in (bytes(most + 1), iter([bytes(most), b"1"])):  # the second one is chunked
            refused = client.post(PREDICT, content=body)
            assert is_error(refused, 400)
            assert f"{most:,} bytes" in refused.json()["message"]
        chunked = iter([JPEG[:100], JPEG[100:]])
        assert client.post(PREDICT, content=chunked).status_code == 200
        assert service.memory.held == 0


def test_slashes_are_folded_and_letters_may_be_large_and_nothing_is_redirected() -> None:
    with thread() as (client, _):
        for path in (f"/{PREDICT}", PREDICT.replace("/", "//"), f"{PREDICT}/"):
            assert client.post(f"{client.base_url}{path}", content=JPEG).status_code == 200
        portal = "/CustomVision/v3.1/Prediction/textures/classify/iterations/live/Image"
        assert client.post(portal, content=JPEG).status_code == 200
        assert client.get(f"{client.base_url}//v1//functions").status_code == 404


@pytest.mark.parametrize("strips", [True, False], ids=["stripped", "passed on"])
def test_a_prefix_of_a_proxy_may_stand_before_the_paths(strips: bool) -> None:  # noqa: FBT001
    with behind_proxy(strips=strips) as url:
        assert httpx.post(f"{url}{PREDICT}", content=JPEG, timeout=TIMEOUT).status_code == 200
        unknown = httpx.post(f"{url}/customvision/nothing", timeout=TIMEOUT)
        assert is_error(unknown, 404)


def test_websites_that_may_call_may_send_the_services_keys() -> None:
    origin = "https://friend.example"
    ask = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "prediction-key",
    }
    with thread(cors_origins=(origin,)) as (client, _):
        allowed = client.options(PREDICT, headers=ask)
        answer = client.post(PREDICT, headers={"Origin": origin, KEY: "x"}, content=JPEG)
    assert allowed.status_code == 200
    assert "Prediction-Key" in allowed.headers["access-control-allow-headers"]
    assert answer.headers["access-control-allow-origin"] == origin


def test_head_and_options_are_answered_without_a_body_to_read() -> None:
    with thread() as (client, _):
        head = client.head(PREDICT)
        options = client.options(PREDICT)
    assert (head.status_code, head.content) == (405, b"")
    assert is_error(options, 405)
    assert options.headers["allow"] == "POST"


def test_the_log_and_the_metrics_count_these_requests(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "vizsla.server")
    with thread() as (client, _):
        client.post(PREDICT, content=JPEG)
        metrics = client.get("/metrics").text
    route = "/customvision/{version}/prediction/{project}/classify/iterations/{published}/image"
    assert f'vizsla_requests_total{{route="{route}",status="200"}} 1' in metrics
    assert 'vizsla_inputs_total{function="textures",operation="call",outcome="ok"} 1' in metrics
    logged = [vars(each).get("fields", {}) for each in caplog.records]
    assert [each["function"] for each in logged if each.get("route") == route] == ["textures"]


def test_a_server_starts_without_what_only_an_answer_or_a_project_needs() -> None:
    code = "import sys, vizsla.server.app; print(*{each.partition('.')[0] for each in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert loaded & {"numpy", "PIL", "sqlalchemy", "sklearn", "ai_edge_litert"} == set()
    assert "fastapi" in loaded
