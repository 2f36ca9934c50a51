"""The documentation's Python and commands run as they stand, beside the sample files."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import vizsla
from command_line import vizsla as run
from docs.navigation import listed_pages
from printed_lines import said_in_comments, unlike

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
# A block of code, and the block `text` after it: what it prints.
BLOCK = re.compile(
    r"^```(python|console)\n(.*?)^```$(?:\n+```text\n(.*?)^```$)?", re.MULTILINE | re.DOTALL
)
MADE_PAGES = [each for each in listed_pages() if each.startswith(("reference/", "demos."))]
LINK = re.compile(r"\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)")
HEADING = re.compile(r"^#{1,6} (.+?)(?: \{ #([\w.-]+) \})?$", re.MULTILINE)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with what ``vizsla samples`` writes."""
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "home"))
    vizsla.samples.write(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_code_of_a_page_runs_from_top_to_bottom(page: Path, place: Path) -> None:
    for language, code, said in BLOCK.findall(page.read_text("utf-8")):
        printed = python(code, place) if language == "python" else commands(code, place)
        for lines in filter(None, (said, said_in_comments(code))):
            assert not unlike(lines, printed), unlike(lines, printed)


def python(code: str, place: Path) -> str:
    """Run a program, and return what it prints."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=place,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{code}\n{done.stderr}"
    return done.stdout


def commands(code: str, place: Path) -> str:
    """Run commands, and return what they print on a terminal."""
    printed = ""
    for line in code.splitlines():
        assert line.startswith("$ vizsla "), line
        done = run(*shlex.split(line.removeprefix("$ vizsla ")), folder=place, merge=True)
        assert done.code == 0, f"{line}\n{done.stdout}"
        printed += done.stdout
    return printed


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_links_of_a_page_lead_somewhere(page: Path) -> None:
    for target, anchor in LINK.findall(page.read_text("utf-8")):
        path = Path(os.path.normpath(page.parent / target)) if target else page
        if not path.exists():
            assert path.relative_to(ROOT / "docs").as_posix() in MADE_PAGES, target
        elif anchor and not anchor.startswith("vizsla."):  # these come from docstrings
            assert anchor in anchors(path.read_text("utf-8")), f"{target}#{anchor}"


def anchors(text: str) -> set[str]:
    """Return the anchors of a page's headings, as the site and code hosts make them."""
    return {
        given or re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", heading).strip().lower())
        for heading, given in HEADING.findall(text)
    }


def test_the_page_of_errors_lists_the_contract() -> None:
    row = re.compile(r"^\| (?:- )?`(\w+)` \| `([\w-]+)` \|.*\| (\w+) \|$", re.MULTILINE)
    page = (ROOT / "docs/reference/errors.md").read_text("utf-8")
    words = {"python": "Python", "javascript": "JavaScript"}
    assert row.findall(page) == [
        (
            each["name"],
            each["code"],
            "both" if len(each["languages"]) > 1 else words[each["languages"][0]],
        )
        for each in json.loads((ROOT / "contract/errors.json").read_text("utf-8"))
    ]


def test_the_glossary_has_each_word_once() -> None:
    page = (ROOT / "docs/glossary.md").read_text("utf-8")
    words = [
        word
        for cell in re.findall(r"^\| ([^|]+) \|", page, re.MULTILINE)
        for word in cell.split(", ")
        if word != "word"
    ]
    assert len(words) > 50
    assert sorted(words) == sorted(set(words))


def test_the_map_of_the_house_fits_on_a_screen_and_names_every_room() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    house = page.partition("```\n")[2].partition("```")[0]
    assert len(house.splitlines()) <= 45
    rooms = {
        each.stem
        for folder in ("src/vizsla", "web/runtime/src", "web/dogscope/src")
        for each in (ROOT / folder).iterdir()
        if (each.is_dir() or folder == "src/vizsla") and not each.name.startswith((".", "_", "py."))
    }
    assert rooms - set(re.findall(r"\w+", house)) == set()
