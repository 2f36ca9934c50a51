"""A server from its start to its end: what it serves, to whom, and how it goes."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from command_line import vizsla
from modalities.odd_files import encoded, picture
from server.conftest import publish
from server.photo_site import Photos
from server.running_server import COMMAND, TIMEOUT, process, thread
from vizsla.errors import FunctionNotFoundError, OptionError
from vizsla.modalities.limits import Limits
from vizsla.server import ServerSettings, create_app
from vizsla.server.served_functions import ServedFunctions

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

pytestmark = pytest.mark.usefixtures("home")
CALL = "/v1/functions/classify-image:call"
JPEG = encoded(picture(), "JPEG")


def test_sigterm_finishes_what_was_begun_and_takes_no_more(home: Path) -> None:
    with process(home, workers=1, most_waiting=64) as server, ThreadPoolExecutor(1) as callers:
        client = server.client()
        many = [("files", JPEG)] * 64
        call = callers.submit(client.post, CALL, files=many)
        with server.client() as watcher:
            while "vizsla_requests_waiting 1" not in watcher.get("/metrics").text:
                assert not call.done(), "the batch was answered before it was seen"
        code = server.end()
        answer = call.result()
        client.close()
    assert answer.status_code == 200
    assert len(answer.json()["results"]) == 64
    assert all("answer" in each for each in answer.json()["results"])
    assert code == 0
    with socket.socket() as connection:
        assert connection.connect_ex(("127.0.0.1", server.port)) != 0


def test_a_new_version_is_live_within_two_seconds_and_so_is_the_old_one_again(
    home: Path, bundle: Path
) -> None:
    from vizsla.functions.function_library import local_functions

    def live(client: httpx.Client) -> int:
        found: int = client.get("/v1/functions/textures").json()["version"]
        return found

    def seconds_until(client: httpx.Client, version: int) -> float:
        began = time.monotonic()
        while live(client) != version:
            assert time.monotonic() < began + TIMEOUT
            time.sleep(0.02)
        return time.monotonic() - began

    changed = home / "functions" / "textures" / "2"
    with thread() as (client, _):
        assert live(client) == 1
        publish(home, bundle, "textures", 2)
        manifest = (changed / "function.json").read_text("utf-8")
        assert '"version": 1' in manifest  # the copy's own; the server tells them apart by place
        titles = [client.get(f"/v1/functions/textures@{each}").status_code for each in (1, 2)]
        assert titles == [200, 200]
        local_functions(home).make_live("textures", 1)
        assert seconds_until(client, 1) < 2


def test_the_limits_of_the_command_are_those_of_the_server(home: Path) -> None:
    words = ("--megabytes", "1", "--megapixels", "1", "--queue", "0", "--seconds", "9")
    with process(home, *words) as server, server.client() as client:
        large = client.post(CALL, content=bytes(2**20 + 1))
        wide = client.post(CALL, content=encoded(Image.new("1", (1001, 1000)), "PNG"))
        assert [each.status_code for each in (large, wide)] == [413, 413]
        assert "1,048,576" in large.json()["detail"]
        assert "1,000,000" in wide.json()["detail"]
        assert client.post(CALL, content=JPEG).status_code == 200


def test_only_the_named_functions_are_served() -> None:
    with thread(functions=("textures",)) as (client, service):
        names = [each["name"] for each in client.get("/v1/functions").json()["functions"]]
        assert names == ["textures"]
        assert client.post(CALL, content=JPEG).status_code == 404
        assert service.functions.open_count == 1  # it was loaded before the server was ready


def test_a_named_function_that_is_not_there_is_an_error_at_the_start() -> None:
    with pytest.raises(FunctionNotFoundError, match="treees"):
        ServedFunctions(("treees",)).warm_up()
    # In a process of its own: this one may have an event loop already, Playwright's.
    command = [sys.executable, "-c", COMMAND, "serve", "treees", "--port", "0"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=TIMEOUT)
    assert done.returncode == 1
    assert "there is no function 'treees'" in done.stderr


def test_a_name_is_never_a_path(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published = home / "functions" / "textures" / "1"
    monkeypatch.chdir(published.parent)
    functions = ServedFunctions()
    for word in ("1", "./1", str(published), "../textures/1", "textures/1"):
        with pytest.raises(FunctionNotFoundError):
            functions.find(word)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org"])  # noqa: S104
def test_a_server_that_others_reach_does_not_start_without_keys(tmp_path: Path, host: str) -> None:
    done = vizsla("serve", "--host", host, folder=tmp_path)
    assert done.code == 2
    assert "--insecure" in done.stderr


def test_an_address_that_is_taken_is_an_error_with_a_way_out(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = vizsla("serve", "--port", port, folder=tmp_path)
    assert done.code == 2
    assert "--port 0" in done.stderr


@pytest.mark.parametrize(
    "wrong",
    [
        {"port": -1},
        {"workers": 0},
        {"seconds": 0},
        {"path_prefix": "vizsla"},
        {"path_prefix": "/a/"},
        {"cors_origins": ("example.org",)},
        {"cors_origins": ("*",)},
    ],
    ids=str,
)
def test_a_setting_out_of_its_range_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(OptionError, match=next(iter(wrong))):
        ServerSettings(**wrong)


def test_another_website_can_not_call_a_server_on_this_computer() -> None:
    with thread(cors_origins=("https://friend.example",)) as (client, _):
        port = client.base_url.port

        def status(**headers: str) -> int:
            return client.post(CALL, content=JPEG, headers=headers).status_code

        assert status(Origin="https://evil.example") == 403
        assert status(Origin="null") == 403
        assert status(Origin="http://[") == 403
        assert status(Host="evil.example") == 403  # a name of its own that leads here
        assert status(Host=f"evil.example:{port}", Origin=f"http://evil.example:{port}") == 403
        assert status(Origin=str(client.base_url)) == 200
        assert status(Host=f"localhost:{port}") == 200
        friend = client.post(CALL, content=JPEG, headers={"Origin": "https://friend.example"})
        assert friend.headers["access-control-allow-origin"] == "https://friend.example"


def test_a_server_without_keys_is_called_by_its_address_or_a_name_that_is_its_own() -> None:
    own = socket.gethostname()
    with thread(host="0.0.0.0", allowed_hosts=("AI.example.org",)) as (client, _):  # noqa: S104
        port = client.base_url.port

        def status(host: str) -> int:
            headers = {"Host": f"{host}:{port}", "Origin": f"http://{host}:{port}"}
            return client.post(CALL, content=JPEG, headers=headers).status_code

        names = ("192.0.2.7", "[2001:db8::7]", "localhost", own, "ai.example.org", "evil.example")
        assert [status(each) for each in names] == [200] * 5 + [403]
        refused = client.get("/v1/functions", headers={"Host": "evil.example"})
        assert "--allow-host" in refused.json()["detail"]


@pytest.mark.parametrize("prefix", ["/v1", "/docs", "/v1/vizsla", "/openapi.json", "/healthz"])
def test_a_prefix_that_begins_as_the_servers_own_addresses_do_is_refused(prefix: str) -> None:
    with pytest.raises(OptionError, match=f"path_prefix='{prefix}'.*/healthz.*/v1"):
        create_app(ServerSettings(path_prefix=prefix))


def test_websites_may_call_only_where_that_is_configured() -> None:
    ask = {"Origin": "https://friend.example", "Access-Control-Request-Method": "POST"}
    with thread(cors_origins=("https://friend.example",)) as (client, _):
        allowed = client.options(CALL, headers=ask)
        refused = client.options(CALL, headers={**ask, "Origin": "https://evil.example"})
    assert allowed.headers["access-control-allow-origin"] == "https://friend.example"
    assert "access-control-allow-origin" not in refused.headers
    with thread() as (client, _):
        assert "access-control-allow-origin" not in client.options(CALL, headers=ask).headers


def test_a_url_is_fetched_only_where_the_server_was_told_to(website: str) -> None:
    body = {"url": website}
    with thread() as (client, _):
        refused = client.post(CALL, json=body)
        assert (refused.status_code, refused.json()["code"]) == (422, "url")
    assert Photos.asked == []
    with thread(fetch_urls=True, limits=Limits(allow_private_urls=True)) as (client, _):
        expected = client.post(CALL, content=JPEG).json()
        assert client.post(CALL, json=body).json() == expected
        many = client.post(CALL, json={"inputs": [body, {"url": "ftp://x/y"}, body]}).json()
    assert many["results"][0] == many["results"][2] == expected
    assert many["results"][1]["error"]["code"] == "url"


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"]
)
def test_a_url_never_leads_to_a_private_address(website: str, host: str) -> None:
    private = website.replace("127.0.0.1", host)
    with thread(fetch_urls=True) as (client, _):
        answer = client.post(CALL, json={"url": private})
        redirected = client.post(CALL, json={"url": private, "allow_private_urls": True})
    assert (answer.status_code, answer.json()["code"]) == (422, "url")
    assert redirected.status_code == 400
    assert "Limits" not in answer.text
    assert Photos.asked == []
