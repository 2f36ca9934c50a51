"""The OpenAPI document and the pages: complete, from this server alone, behind any prefix."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import threading
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import httpx
import jsonschema
import pytest

import vizsla
from modalities.odd_files import encoded, picture
from server.running_server import TIMEOUT, thread
from vizsla.server import ServerSettings, create_app
from vizsla.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.usefixtures("home")
PREFIX = "/ai/vizsla"
JPEG = encoded(picture(), "JPEG")
TEXT = "Two vets at 7pm next Friday, about $40 each"


class Proxy(BaseHTTPRequestHandler):
    """A proxy that puts a prefix before the addresses of a server."""

    protocol_version = "HTTP/1.1"

    def __init__(self, target: str, strips: bool, *arguments: Any) -> None:  # noqa: FBT001
        self.target, self.strips = target, strips
        super().__init__(*arguments)

    def do_GET(self) -> None:
        """Pass a request on."""
        self._pass_on()

    def do_POST(self) -> None:
        """Pass a request on."""
        self._pass_on()

    def _pass_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        path = self.path.removeprefix(PREFIX) if self.strips else self.path
        kept = {name: self.headers[name] for name in ("Content-Type",) if self.headers[name]}
        answer = httpx.request(
            self.command, self.target + path, content=body, headers=kept, timeout=TIMEOUT
        )
        self.send_response(answer.status_code)
        for name in ("Content-Type", "Content-Security-Policy"):
            if name in answer.headers:
                self.send_header(name, answer.headers[name])
        self.send_header("Content-Length", str(len(answer.content)))
        self.end_headers()
        self.wfile.write(answer.content)

    def log_message(self, *_: object) -> None:
        """Write nothing."""


@pytest.fixture(params=["stripped", "kept"])
def prefixed(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a server behind a proxy, which strips its prefix or passes it on."""
    with thread(path_prefix=PREFIX) as (client, _):
        target = str(client.base_url).rstrip("/")
        handler = partial(Proxy, target, request.param == "stripped")
        with ThreadingHTTPServer(("127.0.0.1", 0), handler) as proxy:
            running = threading.Thread(target=proxy.serve_forever)
            running.start()
            yield f"http://127.0.0.1:{proxy.server_port}{PREFIX}/"
            proxy.shutdown()
            running.join()


def document(**settings: Any) -> dict[str, Any]:
    found: dict[str, Any] = create_app(ServerSettings(**settings)).openapi()
    return found


def schema_of(found: dict[str, Any], name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}", "components": found["components"]}


def test_the_document_has_every_route_and_no_other() -> None:
    def listed(routes: Any) -> set[tuple[str, str]]:
        found = set()
        for each in routes:
            inner = getattr(each, "original_router", None)
            if inner is not None:
                found |= listed(inner.routes)
            elif getattr(each, "include_in_schema", False):
                found |= {(each.path, method) for method in each.methods - {"HEAD"}}
        return found

    app = create_app()
    paths = app.openapi()["paths"]
    described = {(path, method.upper()) for path, found in paths.items() for method in found}
    assert described == listed(app.routes)


def test_an_upload_is_binary_in_every_body() -> None:
    for operation in ("call", "explain", "embed"):
        post = document()["paths"][f"/v1/functions/{{name}}:{operation}"]["post"]
        content = post["requestBody"]["content"]
        form = content["multipart/form-data"]["schema"]["properties"]
        uploads = [form["file"], form["files"]["items"]]
        uploads += [content[each]["schema"] for each in ("image/*", "application/octet-stream")]
        assert all((each["type"], each["format"]) == ("string", "binary") for each in uploads)


def test_every_reference_of_the_document_leads_somewhere() -> None:
    found = document()
    text = json.dumps(found)
    names = set(re.findall(r'"#/components/schemas/([^"]+)"', text))
    assert names == found["components"]["schemas"].keys()
    operations = [each for path in found["paths"].values() for each in path.values()]
    identifiers = [each["operationId"] for each in operations]
    assert len(identifiers) == len(set(identifiers))
    for name in names:
        jsonschema.Draft202012Validator.check_schema(schema_of(found, name))


def test_the_server_answers_as_the_document_says() -> None:
    found = document()
    with thread() as (client, _):
        path = "/v1/functions/classify-image"
        two = {"files": [("files", JPEG), ("files", b"no image")]}
        for name, answer in {
            "CallResult": client.post(f"{path}:call", content=JPEG),
            "CallResults": client.post(f"{path}:call", **two),
            "ExplainResult": client.post(f"{path}:explain", content=JPEG),
            "EmbedResult": client.post(f"{path}:embed", content=JPEG),
            "FunctionList": client.get("/v1/functions"),
            "FunctionDetails": client.get(path),
            "Status": client.get("/readyz"),
            "Problem": client.get("/v1/functions/unknown"),
        }.items():
            jsonschema.validate(answer.json(), schema_of(found, name))
        recognised = client.post("/v1/functions/recognize-text:call", json={"text": TEXT})
        jsonschema.validate(recognised.json(), schema_of(found, "CallResult"))
        assert client.get("/openapi.json").json() == found


def test_keys_are_in_the_document_where_they_are_needed() -> None:
    assert "security" not in document()
    needed = document(needs_keys=True)
    assert needed["security"] == [{"key": []}]
    assert needed["paths"]["/healthz"]["get"]["security"] == []


def test_documentation_and_calls_work_behind_a_prefix(prefixed: str) -> None:
    assert httpx.get(f"{prefixed}openapi.json").json()["servers"] == [{"url": PREFIX}]
    answer = httpx.post(f"{prefixed}v1/functions/classify-image:call", content=JPEG)
    assert answer.json() == vizsla.classify_image(JPEG).to_dict()


def test_the_pages_show_and_try_a_function_behind_a_prefix(
    prefixed: str, chromium: Browser, tmp_path: Path
) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(JPEG)
    expected = vizsla.classify_image(JPEG)
    asked: list[str] = []
    errors: list[str] = []
    with chromium.new_context() as context:
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
        page.goto(prefixed)
        page.get_by_role("link", name="classify-image").click()
        page.get_by_label("An image").set_input_files(photo)
        page.get_by_role("button", name="Ask").click()
        page.wait_for_selector("#json:not([hidden])")
        assert json.loads(page.locator("#json").inner_text()) == expected.to_dict()
        assert page.locator("#answer").inner_text().startswith(expected.answer or "none")
        assert "tench, goldfish" in page.locator("#labels").inner_text()
        code = page.locator("pre.code").all_inner_texts()
        assert len(code) == 5
        assert all(prefixed in each for each in code)
    assert errors == []
    assert all(each.startswith(prefixed) for each in asked)


def shown_code(page: Any, url: str, name: str, key: str = "") -> dict[str, str]:
    """Return the code on a function's page, by its title."""
    page.goto(url)
    if key:
        page.get_by_label("Your key").fill(key)
        page.get_by_role("button", name="Use it").click()
    page.goto(f"{url}docs/{name}")
    page.wait_for_selector("#content:not([hidden])")
    titles = page.locator("figcaption strong").all_inner_texts()
    return dict(zip(titles, page.locator("pre.code").all_inner_texts(), strict=True))


@pytest.mark.parametrize("name", ["textures", "recognize-text"])
@pytest.mark.parametrize("needs_keys", [False, True], ids=["open", "keys"])
def test_the_code_on_a_page_runs_as_it_stands(
    chromium: Browser, tmp_path: Path, name: str, *, needs_keys: bool
) -> None:
    (tmp_path / "park.jpg").write_bytes(JPEG)
    key = ""
    if needs_keys:
        with Workspace.open() as workspace:
            key = workspace.keys.new("shop")
    source: Any = TEXT if name == "recognize-text" else JPEG
    with thread(needs_keys=needs_keys) as (client, _), chromium.new_context() as context:
        page = context.new_page()
        code = shown_code(page, f"{client.base_url}/", name, key)
        answer = vizsla.load(name)(source)
        run = partial(
            subprocess.run,
            cwd=tmp_path,
            env={"KEY": key, "PATH": f"{sys.prefix}/bin:/usr/bin:/bin:/usr/local/bin"},
            capture_output=True,
            text=True,
            timeout=TIMEOUT,
            check=True,
        )
        python = run([sys.executable, "-c", code["Python"]]).stdout
        assert python.startswith(f"{answer.answer} {answer.score}")
        if shutil.which("node"):
            (tmp_path / "call.mjs").write_text(code["Node"])
            node = run([shutil.which("node"), "call.mjs"]).stdout
            assert node.startswith(f"{answer.answer} ")
        if shutil.which("curl"):
            curl = run(["sh", "-ec", code["curl"]]).stdout
            assert json.loads(curl)["answer"] == answer.answer
        if name == "recognize-text":
            script = f"const key = {json.dumps(key)};\n{code['JavaScript']}\nreturn answer;"
            assert page.evaluate(f"(async () => {{ {script} }})()") == answer.answer
