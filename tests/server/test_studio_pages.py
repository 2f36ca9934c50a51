"""A server with projects has the studio's pages, and lets no other website near them."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from server.conftest import until
from server.running_server import TIMEOUT, started, thread, wait_until_ready
from server.studio_site import SCRIPT, write_studio
from vizsla.publish.web.runtime_files import runtime_files
from vizsla.server.studio import studio_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx

COMMAND = """
import sys
from pathlib import Path
from vizsla.server.studio import studio_files
studio_files.FOLDER = Path(sys.argv.pop(1))
from vizsla.cli import main
main()
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = write_studio(tmp_path / "site")
    monkeypatch.setattr(studio_files, "FOLDER", folder)
    return folder


@pytest.fixture
def client(home: Path, site: Path) -> Iterator[httpx.Client]:
    del home, site
    with thread(studio=True) as (http, _):
        yield http


@pytest.mark.parametrize("path", ["/studio/", "/studio/p/my.project/explore?label=oak"])
def test_every_address_of_a_screen_gets_the_page(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert '<head><base href="/studio/">' in answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"


def test_the_folder_without_a_slash_leads_to_the_page(client: httpx.Client) -> None:
    assert client.get("/studio").headers["location"] == "/studio/"


def test_the_page_knows_the_path_that_a_proxy_puts_before_it(home: Path, site: Path) -> None:
    del home, site
    with thread(studio=True, path_prefix="/tools/ai") as (http, _):
        assert '<base href="/tools/ai/studio/">' in http.get("/tools/ai/studio/p/x").text
        assert http.get("/tools/ai/studio").headers["location"] == "/tools/ai/studio/"


def test_an_asset_is_sent_compressed_and_kept_for_ever(client: httpx.Client) -> None:
    script = client.get("/studio/assets/index-B3c.js")
    assert script.content == SCRIPT
    assert script.headers["content-encoding"] == "gzip"
    assert script.headers["content-type"].startswith("text/javascript")
    assert "immutable" in script.headers["cache-control"]
    plain = client.get("/studio/assets/index-B3c.js", headers={"Accept-Encoding": "br, gzip;q=0"})
    assert plain.content == SCRIPT
    assert "content-encoding" not in plain.headers
    assert plain.headers["vary"] == "Accept-Encoding"


def test_a_file_that_has_not_changed_is_not_sent_again(client: httpx.Client) -> None:
    first = client.get("/studio/icon.svg")
    again = client.get("/studio/icon.svg", headers={"If-None-Match": first.headers["etag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")


@pytest.mark.parametrize("name", ["assets/none.js", "assets/..%2f..%2fhome/workspace.db"])
def test_a_file_that_the_app_has_not_is_not_found(client: httpx.Client, name: str) -> None:
    answer = client.get(f"/studio/{name}")
    assert answer.status_code == 404
    assert "no file" in answer.json()["detail"]


def test_the_policy_lets_nothing_in_from_elsewhere(client: httpx.Client) -> None:
    pages = [client.get("/studio/") for _ in range(2)]
    policy = dict(
        each.split(" ", 1) for each in pages[0].headers["content-security-policy"].split("; ")
    )
    assert policy["default-src"] == policy["frame-ancestors"] == "'none'"
    assert policy["connect-src"] == policy["worker-src"] == "'self'"
    assert policy["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert "unsafe-inline" not in pages[0].headers["content-security-policy"]
    nonces = [re.findall(r'nonce="([\w-]+)"', each.text)[0] for each in pages]
    assert policy["style-src"] == f"'self' 'nonce-{nonces[0]}'"
    assert nonces[0] != nonces[1]
    assert pages[0].headers["x-content-type-options"] == "nosniff"
    assert pages[0].headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "rebound.example.org"},
        {"Origin": "https://example.org"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
def test_another_website_changes_nothing(client: httpx.Client, headers: dict[str, str]) -> None:
    wanted = {"name": "theirs"}
    assert client.post("/v1/projects", json=wanted, headers=headers).status_code == 403
    assert client.get("/v1/projects", headers=headers).status_code == 403
    assert client.get("/v1/projects").json()["projects"] == []


@pytest.mark.parametrize(
    "headers", [{"Host": "studio.example"}, {"Origin": "http://studio.example"}]
)
def test_what_is_refused_says_what_the_command_of_the_studio_can_do(
    client: httpx.Client, headers: dict[str, str]
) -> None:
    refused = client.get("/v1/projects", headers=headers)
    assert refused.status_code == 403
    assert "--team" in refused.json()["detail"]
    assert "--allow" not in refused.json()["detail"]


def test_a_copy_without_the_studio_says_so(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del home
    monkeypatch.setattr(studio_files, "FOLDER", tmp_path / "none")
    with thread(studio=True) as (http, _):
        answer = http.get("/studio/")
        assert answer.status_code == 404
        assert "pip install" in answer.json()["detail"]
        assert http.get("/v1/projects").status_code == 200


def test_a_server_without_projects_has_no_studio(home: Path, site: Path) -> None:
    del home, site
    with thread() as (http, _):
        assert http.get("/studio/").status_code == 404


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C is sent otherwise there")
def test_the_command_opens_the_studio_and_ends_with_ctrl_c(tmp_path: Path, site: Path) -> None:
    home, log = tmp_path / "mine", tmp_path / "log"
    words = ["studio", "--no-browser", "--port", "0", "--workspace", str(home)]
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # children inherit it
    try:
        with started(tmp_path, [COMMAND, str(site), *words], log) as server:
            wait_until_ready(server.url)
            with server.client() as http:
                assert http.get("/studio/").status_code == 200
                assert http.post("/v1/projects", json={"name": "trees"}).status_code == 201
            server.process.send_signal(signal.SIGINT)
            assert server.process.wait(TIMEOUT) == 0
    finally:
        signal.signal(signal.SIGINT, before)
    assert (home / "workspace.db").is_file()
    assert log.read_text() == ""


def test_the_command_takes_another_port_where_its_own_is_taken(tmp_path: Path, site: Path) -> None:
    words = [COMMAND, str(site), "studio", "--no-browser"]
    with (
        started(tmp_path, words, tmp_path / "log") as first,
        started(tmp_path, words, tmp_path / "log") as second,
    ):
        assert first.port != second.port
        wait_until_ready(second.url)


@pytest.mark.skipif(sys.platform == "win32", reason="the browser is a script of sh's")
def test_the_command_opens_the_browser_at_a_project(tmp_path: Path, site: Path) -> None:
    opened = tmp_path / "opened"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {opened}.part && mv {opened}.part {opened}\n')
    browser.chmod(0o755)
    new = "from vizsla.project.project import Project; Project.open('Trees').close()"
    with started(
        tmp_path,
        [f"{new}\n{COMMAND}", str(site), "studio", "trees", "--port", "0"],
        tmp_path / "log",
        BROWSER=str(browser),
    ) as server:
        wait_until_ready(server.url)
        until(opened.exists)
        assert opened.read_text().strip() == f"{server.url}/studio/p/Trees"


def test_the_command_names_what_a_copy_without_the_studio_lacks(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, str(tmp_path / "none"), "studio", "--no-browser"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "VIZSLA_HOME": str(tmp_path)},
    )
    assert done.returncode == 1
    assert "the studio is not in this copy of Vizsla" in done.stderr


def test_the_page_gets_the_runtime_that_calls_functions_on_the_device(
    client: httpx.Client,
) -> None:
    files = runtime_files()
    for name in ("worker.js", "text.js", "sound.js", "engine/litert_wasm_lean.wasm.gz"):
        sent = client.get(f"/studio/runtime/{name}")
        assert sent.content == files[name]
        assert "'wasm-unsafe-eval'" in sent.headers["content-security-policy"]
        unchanged = {"If-None-Match": sent.headers["etag"]}
        assert client.get(f"/studio/runtime/{name}", headers=unchanged).status_code == 304
    for name in ("engine/other.js", "engine.tar.xz", "recognize/%2e%2e/worker.js"):
        assert client.get(f"/studio/runtime/{name}").status_code == 404
