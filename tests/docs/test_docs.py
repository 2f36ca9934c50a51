"""The documentation's Python and commands run as they stand, where the files that they name are."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from command_line import vizsla
from made_sounds import made_sound, write_sounds
from multi_label_examples import complaints
from shop_sentences import SENTENCES
from speech.spoken import two_sentences

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"^```(python|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")

TOWNS = ("Oslo", "Rome", "Graz", "Lyon", "Berlin", "Paris", "Madrid", "Lisbon", "Athens", "Bern")
GREETINGS = ("hello", "good morning", "hi there", "hey you", "good evening")
APP = {
    "luis_schema_version": "7.0.0",
    "name": "Travel",
    "culture": "en-us",
    "intents": [{"name": "Travel"}, {"name": "None"}],
    "entities": [{"name": "Town", "roles": []}],
    "closedLists": [
        {"name": "Fare", "subLists": [{"canonicalForm": "first", "list": ["1st class"]}]}
    ],
    "prebuiltEntities": [{"name": "number"}, {"name": "keyPhrase"}],
    "patterns": [{"pattern": "go to {Town}[!]", "intent": "Travel"}],
    "utterances": [
        *(
            {
                "text": f"go to {town}",
                "intent": "Travel",
                "entities": [{"entity": "Town", "startPos": 6, "endPos": 5 + len(town)}],
            }
            for town in TOWNS
        ),
        *({"text": each, "intent": "None", "entities": []} for each in GREETINGS),
    ],
}


@pytest.fixture
def place(
    photographs: Path, textures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "home"))
    for name, source in (("park", "astronaut.png"), ("street", "motorcycle_left.png")):
        Image.open(photographs / source).convert("RGB").save(tmp_path / f"{name}.jpg")
    Image.open(photographs / "grass.png").convert("RGB").save(tmp_path / "new.jpg")
    shutil.copytree(textures, tmp_path / "photos")
    (tmp_path / "folder").mkdir()
    two_sentences().save(tmp_path / "memo.wav")
    (tmp_path / "notes.txt").write_text("Two dogs, about $40 each, from Monday to Friday.")
    with (tmp_path / "utterances.csv").open("w", encoding="utf-8", newline="") as file:
        rows = [(text, label) for label, some in SENTENCES.items() for text in some]
        csv.writer(file).writerows([("text", "label"), *rows])
    with (tmp_path / "complaints.csv").open("w", encoding="utf-8", newline="") as file:
        cells = [(text, "|".join(own) or "none of these") for text, own in complaints(120).items()]
        csv.writer(file).writerows([("text", "label"), *cells])
    pictures = sorted(each.relative_to(tmp_path) for each in (tmp_path / "photos").rglob("*.png"))
    lines = [
        f"{each},{each.parent.name},{each.parent.name[0]},{n}" for n, each in enumerate(pictures)
    ]
    table = "\n".join(["file,label,place,temperature", *lines])
    (tmp_path / "pictures.csv").write_text(table, "utf-8")
    (tmp_path / "app.json").write_text(json.dumps(APP), "utf-8")
    for label, name in (("cat", "chelsea.png"), ("espresso", "coffee.png")):
        (tmp_path / "labelled" / label).mkdir(parents=True)
        shutil.copy(photographs / name, tmp_path / "labelled" / label)
    shutil.copy(tmp_path / "park.jpg", tmp_path / "folder")
    write_sounds(tmp_path / "sounds", 10, ("knock", "whistle"))
    for name, seed in (("new", 30), ("day", 31)):
        made_sound("knock", seed).save(tmp_path / f"{name}.wav")
    return tmp_path


def blocks(page: Path, language: str) -> list[str]:
    return [code for name, code in BLOCK.findall(page.read_text("utf-8")) if name == language]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_python_of_a_page_runs(page: Path, place: Path) -> None:
    for code in blocks(page, "python"):
        shutil.rmtree(place / "my-function", ignore_errors=True)
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", code],
            cwd=place,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, f"{code}\n{done.stderr.decode()}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_commands_of_a_page_run(page: Path, place: Path) -> None:
    for code in blocks(page, "console"):
        for line in code.splitlines():
            assert line.startswith("$ vizsla "), line
            done = vizsla(*line.removeprefix("$ vizsla ").split(), folder=place)
            assert done.code == 0, f"{line}\n{done.stderr}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_links_of_a_page_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


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
