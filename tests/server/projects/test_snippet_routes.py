"""Code to copy from a server calls the function as it stands."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import vizsla
from server.running_server import thread
from vizsla.project.project import Project
from vizsla.publish.snippets import CalledFunction, Snippet, function_snippets
from vizsla.publish.snippets.snippet import KEY
from vizsla.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

COMMANDS = {
    "python": [sys.executable, "-c"],
    "shell": ["sh", "-c"],
    "javascript": ["node", "--input-type=module", "-e"],
}


@pytest.fixture
def published(walls: str, textures: Path, tmp_path: Path) -> str:
    """The address of a project with a published version, and ``photo.jpg`` in ``tmp_path``."""
    with Project.open("walls") as project:
        project.publish(project.train(), untested=True, also_as="production").close()
    photo = next(each for each in sorted((textures / "brick").iterdir()))
    shutil.copy(photo, tmp_path / "photo.jpg")
    return walls


def is_there(snippet: Snippet) -> bool:
    """Return whether this computer has the program that runs a piece of code."""
    programs = {"shell": "curl", "javascript": "node", "python": sys.executable}
    return shutil.which(programs[snippet.language]) is not None


def run(language: str, code: str, folder: Path) -> str:
    command = [*COMMANDS[language], code]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, code + done.stderr
    return done.stdout


def test_the_code_that_is_shown_calls_the_function_as_it_stands(
    client: httpx.Client, published: str, tmp_path: Path
) -> None:
    answer, score = vizsla.load("walls")(tmp_path / "photo.jpg")
    found = client.get(f"{published}/snippets", params={"version": "production"}).json()
    live = client.get(f"{published}/snippets").json()
    assert (live["name"], found["name"]) == ("walls", "walls@production")
    assert found["address"].startswith(str(client.base_url))
    by_id = {each["id"]: each for each in found["snippets"]}
    assert list(by_id) == [
        *("python", "curl", "javascript", "python-http", "browser", "custom-vision")
    ]
    for name in ("python", "curl", "javascript", "python-http", "custom-vision"):
        each = Snippet(**by_id[name])
        if not is_there(each):
            continue
        said = run(each.language, each.code, tmp_path)
        assert str(answer) in said
        assert str(round(score, 5)) in said
    assert found["address"] + "/bundle/" in by_id["browser"]["code"]
    manifest = f"{found['address']}/bundle/function.json"
    assert client.get(manifest).json()["name"] == "walls"


def test_there_is_no_code_before_something_is_published(client: httpx.Client, walls: str) -> None:
    assert client.get(f"{walls}/snippets").status_code == 404
    assert client.get(f"{walls}/snippets", params={"version": "7"}).status_code == 404
    assert client.get(f"{walls}/snippets", params={"version": "staging"}).status_code == 404


def test_where_a_key_is_needed_the_code_sends_it(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del home
    with Workspace.open() as workspace:
        monkeypatch.setenv(KEY, workspace.keys.new("shop"))
    with thread(needs_keys=True) as (client, _):
        server = str(client.base_url)
        called = CalledFunction(
            "recognize-text", "entity-recognition", "text", server, needs_key=True
        )
        for each in function_snippets(called):
            if each.id in {"curl", "javascript", "python-http"} and is_there(each):
                said = run(each.language, each.code, tmp_path)
                assert '"sure":' in said if each.id == "curl" else "undefined" not in said


@pytest.mark.parametrize("needs_key", [False, True])
def test_a_version_with_a_space_in_its_name_is_called_by_a_right_address(
    *, needs_key: bool
) -> None:
    called = CalledFunction(
        "mails@Iteration 5",
        "text-classification",
        "text",
        "http://127.0.0.1:1",
        needs_key=needs_key,
    )
    found = function_snippets(called)
    assert [each.id for each in found][-1] == "clu"
    for each in found:
        if each.language == "python":
            compile(each.code, each.id, "exec")
    assert any("/mails@Iteration%205:call" in each.code for each in found)
