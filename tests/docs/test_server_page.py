"""The requests on the pages about the server run as they stand, but for the port."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import vizsla
from modalities.odd_files import encoded, picture
from server.running_server import TIMEOUT, process
from travel_app import TRAVEL

ROOT = Path(__file__).parents[2]
SERVER_PAGE = ROOT / "docs" / "how-to" / "server.md"
OF_SERVERS = "```python server\n"
PAGES = [each for each in (ROOT / "docs").rglob("*.md") if OF_SERVERS in each.read_text("utf-8")]
ADDRESS = "http://127.0.0.1:8711"


def blocks(page: Path, language: str) -> list[str]:
    text = page.read_text("utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the files that the pages name."""
    (tmp_path / "park.jpg").write_bytes(encoded(picture(), "JPEG"))
    (tmp_path / "notes.txt").write_text("no image")
    return tmp_path


@pytest.mark.parametrize("page", sorted(PAGES), ids=lambda page: page.stem)
def test_the_python_of_a_page_about_the_server_runs(page: Path, folder: Path) -> None:
    with process(folder, "--workers", "1") as server:
        for code in blocks(page, "python server"):
            done = subprocess.run(
                [sys.executable, "-W", "error", "-c", code.replace(ADDRESS, server.url)],
                cwd=folder,
                capture_output=True,
                text=True,
                check=False,
                timeout=TIMEOUT,
            )
            assert done.returncode == 0, f"{code}\n{done.stderr}"
            for line in re.findall(r"# (\d+ [a-z-]+)$", code, re.MULTILINE):
                assert line in done.stdout


def test_the_python_that_trains_runs_and_publishes(folder: Path, textures: Path) -> None:
    for name in ("brick", "grass"):
        shutil.copytree(textures / name, folder / "photos" / name)
    page = ROOT / "docs" / "how-to" / "custom-vision.md"
    (code,) = blocks(page, "python training")
    with process(folder, "--training") as server:
        done = subprocess.run(
            [sys.executable, "-c", code.replace(ADDRESS, server.url)],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=3 * TIMEOUT,
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith("Completed ")
        with server.client() as client:
            assert client.get("/v1/functions/Our-walls@production").status_code == 200


def test_the_programs_of_the_page_about_luis_run(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIZSLA_HOME", str(folder))
    (folder / "app.json").write_text(json.dumps(TRAVEL), "utf-8")
    with vizsla.import_assistant(folder / "app.json", "travel").project as project:
        project.publish(project.train(), untested=True)
    with process(folder, "--training") as server:
        printed = []
        for code in blocks(ROOT / "docs" / "how-to" / "luis.md", "python luis"):
            done = subprocess.run(
                [sys.executable, "-c", code.replace(ADDRESS, server.url)],
                cwd=folder,
                capture_output=True,
                text=True,
                check=False,
                timeout=3 * TIMEOUT,
            )
            assert done.returncode == 0, f"{code}\n{done.stderr}"
            printed.append(done.stdout)
        assert [each.partition(" ")[0] for each in printed[:3]] == ["Travel"] * 3
        with server.client() as client:
            found = client.get(printed[3].strip(), params={"query": "hello"}).json()
    assert found["prediction"]["topIntent"] == "Greet"


def test_the_commands_of_the_page_about_the_server_are_answered(folder: Path) -> None:
    assert SERVER_PAGE in PAGES
    commands = [
        line.removeprefix("$ ")
        for block in blocks(SERVER_PAGE, "sh")
        for line in block.splitlines()
        if line.startswith("$ curl ")
    ]
    assert len(commands) == 4
    shell = shutil.which("sh")
    if shell is None or shutil.which("curl") is None:
        pytest.skip("there is no curl")
    with process(folder, "--workers", "1") as server:
        for command in commands:
            line = command.replace("curl ", "curl --fail-with-body -s ")
            line = line.replace(ADDRESS, server.url)
            subprocess.run([shell, "-ec", line], cwd=folder, check=True, timeout=TIMEOUT)


def test_every_test_that_the_page_about_safety_names_is_there() -> None:
    page = (ROOT / "docs" / "reference" / "server-safety.md").read_text("utf-8")
    named = set(re.findall(r"`(test_\w+)`", page))
    rooms = ("server", "workspace", "studio")
    files = [each for room in rooms for each in (ROOT / "tests" / room).rglob("test_*.py")]
    code = "\n".join(each.read_text("utf-8") for each in files)
    there = set(re.findall(r"^def (test_\w+)", code, re.MULTILINE))
    assert len(named) > 15
    assert named - there == set()
