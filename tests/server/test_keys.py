"""Keys: who may call, what, how often, and how it is counted."""

from __future__ import annotations

import csv
import socket
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from command_line import vizsla
from modalities.odd_files import encoded, picture
from server.running_server import TIMEOUT, process, thread
from vizsla.server import key_ring
from vizsla.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

pytestmark = pytest.mark.usefixtures("home")
CALL = "/v1/functions/classify-image:call"
OWN = "/v1/functions/textures:call"
JPEG = encoded(picture(), "JPEG")
READS = ("/v1/functions", "/v1/functions/textures", "/metrics")


def new_key(name: str = "shop", **options: Any) -> dict[str, str]:
    """Make a key, and return the header of a request with it."""
    with Workspace.open() as workspace:
        return {"Authorization": f"Bearer {workspace.keys.new(name, **options)}"}


def call(
    client: httpx.Client, headers: dict[str, str], path: str = CALL, **body: Any
) -> tuple[int, str]:
    """Return the status of a call, and the code of its error."""
    answer = client.post(path, headers=headers, **(body or {"content": JPEG}))
    return answer.status_code, answer.json().get("code", "")


def test_without_a_valid_key_nothing_is_answered() -> None:
    good = new_key()
    wrong = {"Authorization": good["Authorization"][:-1] + "~"}
    with thread(needs_keys=True) as (client, _):
        assert call(client, good) == (200, "")
        for headers in ({}, wrong, {"Authorization": "Basic eDp5"}, {"Authorization": "Bearer"}):
            assert call(client, headers) == (401, "access")
            assert [client.get(each, headers=headers).status_code for each in READS] == [401] * 3
        refused = client.post(CALL, content=JPEG)
        assert refused.headers["www-authenticate"] == "Bearer"
        assert client.get("/healthz").status_code == client.get("/readyz").status_code == 200
        key_in_the_address = f"{CALL}?key={good['Authorization'][7:]}"
        assert client.post(key_in_the_address, content=JPEG).status_code == 401


def test_keys_stay_the_same_when_the_server_starts_anew() -> None:
    headers = new_key()
    for _ in range(2):
        with thread(needs_keys=True) as (client, _):
            assert call(client, headers) == (200, "")


def test_a_key_is_for_its_functions_alone() -> None:
    headers = new_key(functions=["textures"])
    with thread(needs_keys=True) as (client, _):
        assert call(client, headers, OWN) == (200, "")
        assert call(client, headers, "/v1/functions/textures@1:embed") == (200, "")
        assert call(client, headers) == (403, "access-denied")
        assert client.get("/v1/functions/dog-breeds", headers=headers).status_code == 403
        file = "/v1/functions/dog-breeds/bundle/function.json"
        assert client.get(file, headers=headers).status_code == 403
        listed = client.get("/v1/functions", headers=headers).json()["functions"]
        assert [each["name"] for each in listed] == ["textures"]
        assert client.get("/metrics", headers=headers).status_code == 403


def test_a_revoked_key_and_an_expired_one_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_ring, "FRESH", 0.0)
    revoked = new_key("revoked")
    expiring = new_key("expiring", expires_at=datetime.now(UTC) + timedelta(seconds=2))
    with thread(needs_keys=True) as (client, _):
        assert call(client, revoked) == (200, "")
        with Workspace.open() as workspace:
            workspace.keys.revoke("revoked")
        assert call(client, revoked) == (401, "access")
        while call(client, expiring) == (200, ""):
            pass
        assert call(client, expiring) == (401, "access")


def test_a_key_calls_no_more_often_than_it_may() -> None:
    slow, other = new_key("slow", per_minute=3), new_key("other")
    with thread(needs_keys=True) as (client, _):
        assert call(client, slow, files=[("files", JPEG)] * 2) == (200, "")
        assert call(client, slow) == (200, "")
        refused = client.post(CALL, headers=slow, content=JPEG)
        assert (refused.status_code, refused.json()["code"]) == (429, "rate-limit")
        assert 1 <= int(refused.headers["retry-after"]) <= 21
        assert call(client, other) == (200, "")
        assert client.get("/v1/functions", headers=slow).status_code == 200


def test_requests_that_are_sent_at_the_same_time_keep_to_a_keys_rate() -> None:
    slow = new_key("slow", per_minute=1)["Authorization"]
    head = (
        f"POST {CALL} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {slow}\r\n"
        f"Content-Length: {len(JPEG)}\r\nConnection: close\r\n\r\n"
    )
    with thread(needs_keys=True) as (client, _), ExitStack() as stack:
        port = client.base_url.port or 0
        connections = [
            stack.enter_context(socket.create_connection(("127.0.0.1", port), TIMEOUT))
            for _ in range(5)
        ]
        for each in connections:
            each.sendall(head.encode())
        client.get("/v1/functions", headers={"Authorization": slow})  # the heads are there
        for each in connections:
            each.sendall(JPEG)
        answers = [each.makefile("rb").read() for each in connections]
    statuses = sorted(each.split(b" ", 2)[1] for each in answers)
    assert statuses == [b"200"] + [b"429"] * 4


def test_servers_side_by_side_share_a_keys_rate_and_a_new_start_keeps_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(key_ring, "FRESH", 0.0)
    headers = new_key(per_minute=1)
    with thread(needs_keys=True) as (first, one), thread(needs_keys=True) as (second, _):
        assert call(first, headers, files=[("files", JPEG)] * 4) == (200, "")
        assert one.keys is not None
        one.keys.flush()
        assert call(second, headers) == (429, "rate-limit")
        assert call(first, headers) == (429, "rate-limit")
    with thread(needs_keys=True) as (third, _):
        assert call(third, headers) == (429, "rate-limit")


def test_usage_is_counted_by_key_function_and_day(home: Path) -> None:
    shop, free = new_key(price="0.01"), new_key("free")
    with thread(needs_keys=True) as (client, _):
        call(client, shop, OWN)
        call(client, shop, OWN, files=[("files", each) for each in (JPEG, b"no image", JPEG)])
        call(client, free)
        call(client, free, content=b"no image")
        call(client, {})
    done = vizsla("keys", "usage", folder=home)
    rows = list(csv.DictReader(done.stdout.splitlines()))
    today = datetime.now(UTC).date().isoformat()
    assert [(row["key"], row["function"], row["requests"], row["inputs"]) for row in rows] == [
        ("shop", "textures", "2", "3"),
        ("free", "classify-image", "2", "1"),
    ]
    assert [row["amount"] for row in rows] == ["0.03", ""]
    assert {row["day"] for row in rows} <= {today}


def test_usage_is_not_lost_while_the_database_is_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    from vizsla.errors import WorkspaceBusyError
    from vizsla.workspace.api_keys import ApiKeys

    headers = new_key()
    add = ApiKeys.add_usage
    failures = [WorkspaceBusyError("busy")]

    def busy_once(self: ApiKeys, *counts: Any) -> None:
        if failures:
            raise failures.pop()
        add(self, *counts)

    monkeypatch.setattr(ApiKeys, "add_usage", busy_once)
    with thread(needs_keys=True) as (client, service):
        call(client, headers)
        assert service.keys is not None
        service.keys.flush()
        call(client, headers)
    with Workspace.open() as workspace:
        assert [each.requests for each in workspace.keys.usage()] == [2]


def test_the_commands_make_list_and_revoke_keys(home: Path) -> None:
    made = vizsla("keys", "new", "shop", "--function", "textures", "--days", "2", folder=home)
    assert made.stdout.startswith("vz_")
    assert "only its hash is stored" in made.stderr
    listed = vizsla("keys", "list", folder=home).stdout
    assert listed.startswith("shop  vz_")
    assert made.stdout.strip() not in listed
    assert "valid until" in listed
    assert vizsla("keys", "new", "other", "--function", "texture", folder=home).code == 2
    assert vizsla("keys", "revoke", "shop", folder=home).code == 0
    assert "revoked" in vizsla("keys", "list", "--json", folder=home).stdout
    assert vizsla("keys", "revoke", "shop", folder=home).code == 1


def test_a_server_for_others_starts_with_a_key_and_needs_it(home: Path) -> None:
    headers = new_key()
    with process(home, "--host", "0.0.0.0") as server, server.client() as client:  # noqa: S104
        assert call(client, {}) == (401, "access")
        assert call(client, headers) == (200, "")


def test_an_insecure_server_for_others_needs_no_key(home: Path) -> None:
    with process(home, "--host", "0.0.0.0", "--insecure") as server, server.client() as client:  # noqa: S104
        assert call(client, {}) == (200, "")
