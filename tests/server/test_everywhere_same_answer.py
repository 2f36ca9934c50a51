"""From an empty folder, by the README's commands, to a function that everything calls alike."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from azure.cognitiveservices.vision.customvision.prediction import CustomVisionPredictionClient
from mcp import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from msrest.authentication import ApiKeyCredentials
from playwright.sync_api import expect

from run_coroutine import run_coroutine
from server.running_server import COMMAND, TIMEOUT, started, wait_until_ready

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

NAME = "my-function"
IN_PYTHON = """
import json, vizsla
print(json.dumps(vizsla.load("my-function")("new.jpg").to_dict()))
"""
IN_THE_PAGE = """async (photo) => {
  const { load } = await import(new URL("vizsla/index.js", location.href));
  const mine = await load(new URL("functions/my-function/", location.href));
  return mine(new URL(photo, location.href));
}"""


class Said(NamedTuple):
    """An answer and its score."""

    answer: str
    score: float


@pytest.fixture
def place(tmp_path: Path, textures: Path, photographs: Path) -> Path:
    """A folder with photos by their labels, and a new one."""
    shutil.copytree(textures, tmp_path / "photos")
    shutil.copy(photographs / "grass.png", tmp_path / "new.jpg")
    return tmp_path


def test_a_function_made_by_the_readme_gives_everyone_the_same_answer(
    installed_server: Path, place: Path, chromium: Browser
) -> None:
    home = place / "home"
    variables = {"VIZSLA_HOME": str(home), "PYTHONPATH": "", "PATH": "/usr/bin:/bin"}
    run = partial(
        subprocess.run,
        cwd=place,
        env=variables,
        check=True,
        capture_output=True,
        text=True,
        timeout=4 * TIMEOUT,
    )
    vizsla = [installed_server, "-c", COMMAND]
    run([*vizsla, "learn", "photos/", NAME])
    run([*vizsla, "export", NAME, "--web", "site"])
    found = json.loads(run([installed_server, "-c", IN_PYTHON]).stdout)
    expected = Said(found["answer"], found["score"])
    assert expected.answer == "grass"

    command = [COMMAND, "serve", "--port", "0"]
    python = str(installed_server)
    with started(home, command, place / "log", python, PYTHONPATH="") as server:
        wait_until_ready(server.url)
        address = f"{server.url}/v1/functions/{NAME}:call"
        if curl := shutil.which("curl"):
            assert json.loads(run([curl, "-sS", "-F", "file=@new.jpg", address]).stdout) == found
        assert said_by_custom_vision(server.url, place / "new.jpg") == expected
    assert said_by_mcp(python, place, variables) == found
    page = said_by_a_page(chromium, place)
    assert page == (expected.answer, pytest.approx(expected.score, abs=1e-6))


def said_by_custom_vision(url: str, photo: Path) -> Said:
    """Return what the client of Azure's service is told."""
    credentials = ApiKeyCredentials(in_headers={"Prediction-key": "any"})
    client = CustomVisionPredictionClient(url, credentials)
    best = client.classify_image(NAME, "live", photo.read_bytes()).predictions[0]
    return Said(best.tag_name, best.probability)


def said_by_mcp(python: str, place: Path, variables: dict[str, str]) -> Any:
    """Return the Answer that an agent gets, by the SDK's client."""
    words = ["-c", COMMAND, "mcp", "--allow-folder", str(place)]
    parameters = StdioServerParameters(command=python, args=words, env=variables)

    async def ask() -> Any:
        with (place / "mcp.log").open("a") as log:
            transport = stdio_client(parameters, log)
            async with Client(transport, read_timeout_seconds=TIMEOUT) as client:
                result = await client.call_tool(NAME, {"path": str(place / "new.jpg")})
                return result.structured_content

    return run_coroutine(ask())


def said_by_a_page(chromium: Browser, place: Path) -> tuple[str, float]:
    """Return what the exported page says in a browser, without a server of functions."""
    shutil.copy(place / "new.jpg", place / "site")
    handler = partial(QuietHandler, directory=place / "site")
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as site, chromium.new_context() as context:
        serving = Thread(target=site.serve_forever)
        serving.start()
        try:
            page = context.new_page()
            page.goto(f"http://127.0.0.1:{site.server_port}/")
            status = page.get_by_role("status")
            expect(status).to_have_text("Ready.", timeout=1000 * TIMEOUT)
            page.get_by_label("Choose a picture").set_input_files(place / "new.jpg")
            expect(status).to_have_text(re.compile("grass"), timeout=1000 * TIMEOUT)
            answer = page.evaluate(IN_THE_PAGE, "new.jpg")
            return answer["answer"], answer["score"]
        finally:
            site.shutdown()
            serving.join()


class QuietHandler(SimpleHTTPRequestHandler):
    """Sends the files of a folder, and writes no log."""

    def log_message(self, *_: object) -> None:
        """Write nothing."""
