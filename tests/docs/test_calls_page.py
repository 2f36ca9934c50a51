"""The page that shows the calls side by side: Python, Node and curl say the same."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from server.running_server import TIMEOUT, process

if TYPE_CHECKING:
    from collections.abc import Iterator

    from server.running_server import Running

ROOT = Path(__file__).parents[2]
RUNTIME = ROOT / "web" / "runtime"
PAGE = (ROOT / "docs" / "reference" / "calls.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^## ([^\n]*)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))


def code(section: str, language: str) -> str:
    (found,) = re.findall(rf"^```{language}\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    return str(found)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with process(tmp_path_factory.mktemp("home"), "--workers", "1") as running:
        yield running


@pytest.fixture
def place(tmp_path: Path, photographs: Path) -> Path:
    for name, source in (("park", "astronaut"), ("new", "grass")):
        image = Image.open(photographs / f"{source}.png").convert("RGB")
        image.save(tmp_path / f"{name}.jpg")
    return tmp_path


def output(command: list[str], folder: Path) -> str:
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, timeout=TIMEOUT
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("title", SECTIONS)
def test_the_three_languages_of_a_section_say_the_same(
    title: str, place: Path, server: Running
) -> None:
    said = output([sys.executable, "-W", "error", "-c", code(SECTIONS[title], "python")], place)
    lines = said.splitlines()
    assert lines
    node, curl, shell = shutil.which("node"), shutil.which("curl"), shutil.which("sh")
    if node and (RUNTIME / "dist" / "node.js").is_file():
        (place / "node_modules" / "@vizsla").mkdir(parents=True)
        (place / "node_modules" / "@vizsla" / "runtime").symlink_to(RUNTIME)
        (place / "it.mjs").write_text(code(SECTIONS[title], "js node"))
        assert output([node, "it.mjs"], place).splitlines() == lines
    if curl and shell:
        command = code(SECTIONS[title], "sh").replace("http://127.0.0.1:8711", server.url)
        body = output([shell, "-ec", command.replace("curl ", "curl -sS ")], place)
        for line in lines:
            assert re.search(rf'[" ]{re.escape(line)}[",\]]', body), (line, body[:500])
