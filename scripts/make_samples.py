"""Makes src/vizsla/samples of the tests' photographs and texts, and of what ``speak`` says.

Some pictures lie in ``unlabelled``: they are for whoever plays with the project to label.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image

import vizsla
from vizsla.modalities.audio.load_sound import load_sound
from vizsla.modalities.audio.sound import Sound

if TYPE_CHECKING:
    from collections.abc import Iterable

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from multi_label_examples import complaints
from shop_sentences import SENTENCES

ROOT = Path(__file__).parents[1]
PHOTOGRAPHS = ROOT / "tests" / "images"
TARGET = ROOT / "src" / "vizsla" / "samples"
SIDE, QUALITY = 224, 60
TENS = [f"{number:02}" for number in range(1, 11)]
MAMMALS = ["bison", "cows", "giraffes", "german_shepherd", "horses", "kangaroo", "kitten", "koala"]
CHOSEN = {
    "fish": [f"fish/{each}" for each in TENS[:8]],
    "mammal": [f"things/{each}" for each in MAMMALS],
    "windmill": [f"windmill/{each}" for each in TENS[:8]],
    "unlabelled": [
        *(f"{folder}/{each}" for each in TENS[8:] for folder in ("fish", "windmill")),
        *(f"things/{each}" for each in ("polar_bear", "panda", "macaw", "lemurs")),
    ],
}
WHOLE = {"park": "things/german_shepherd", "yard": "things/hens", "new": "windmill/09"}
SENTENCE = "The weather was fine this morning, and we walked along the river with our two dogs."
TEXT = "Two vets at 7pm next Friday, about $40 each, call 555 123 4567.\n"
RATE = 16_000
TOWNS = ("Oslo", "Rome", "Graz", "Lyon", "Berlin", "Paris", "Madrid", "Lisbon", "Athens", "Bern")
GREETINGS = ("hello", "good morning", "hi there", "hey you", "good evening")


def main() -> None:
    """Write the pictures, where each is from, and the other files."""
    about = json.loads((PHOTOGRAPHS / "SOURCES.json").read_text("utf-8"))
    known = {each["file"]: each for each in about["images"]}
    sources = [
        {
            "file": file,
            **{key: known[f"{name}.jpg"][key] for key in ("author", "licence", "source")},
        }
        for file, name in [*_write_pictures(), *_write_photographs()]
    ]
    _write_texts()
    _write_speech()
    made = {
        "author": "The Vizsla authors",
        "licence": "Apache-2.0",
        "source": "made by vizsla.speak",
    }
    sources.append({"file": "files/memo.wav", **made})
    text = json.dumps({"files": sources}, indent=1, ensure_ascii=False)
    (TARGET / "SOURCES.json").write_text(f"{text}\n", "utf-8")


def _write_pictures() -> Iterable[tuple[str, str]]:
    """Write the small pictures of the project; yield the path of each, and its photograph."""
    for label, names in CHOSEN.items():
        folder = TARGET / "pictures" / label
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for number, name in enumerate(names, 1):
            picture = Image.open(PHOTOGRAPHS / f"{name}.jpg").convert("RGB")
            picture.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
            stem = name.partition("/")[2] if name.startswith("things") else f"{number:02}"
            target = folder / f"{stem}.webp"
            picture.save(target, quality=QUALITY, method=6)
            yield target.relative_to(TARGET).as_posix(), name


def _write_photographs() -> Iterable[tuple[str, str]]:
    (TARGET / "files").mkdir(exist_ok=True)
    for name, photograph in WHOLE.items():
        shutil.copy(PHOTOGRAPHS / f"{photograph}.jpg", TARGET / "files" / f"{name}.jpg")
        yield f"files/{name}.jpg", photograph


def _write_texts() -> None:
    files = TARGET / "files"
    (files / "notes.txt").write_text(TEXT, "utf-8", newline="")
    utterances = [(text, label) for label, texts in SENTENCES.items() for text in texts]
    _write_table(files / "utterances.csv", utterances)
    labels = [(text, "|".join(own) or "none of these") for text, own in complaints(120).items()]
    _write_table(files / "complaints.csv", labels)
    app = json.dumps(_app(), indent=1)
    (files / "app.json").write_text(f"{app}\n", "utf-8", newline="")


def _write_table(path: Path, rows: list[tuple[str, str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([("text", "label"), *rows])
    path.write_text(text.getvalue(), "utf-8", newline="")


def _app() -> dict[str, Any]:
    """Return a language app as LUIS exports it."""
    travel = [
        {
            "text": f"go to {town}",
            "intent": "Travel",
            "entities": [{"entity": "Town", "startPos": 6, "endPos": 5 + len(town)}],
        }
        for town in TOWNS
    ]
    fares = [{"canonicalForm": "first", "list": ["1st class"]}]
    return {
        "luis_schema_version": "7.0.0",
        "name": "Travel",
        "culture": "en-us",
        "intents": [{"name": "Travel"}, {"name": "None"}],
        "entities": [{"name": "Town", "roles": []}],
        "closedLists": [{"name": "Fare", "subLists": fares}],
        "prebuiltEntities": [{"name": "number"}, {"name": "keyPhrase"}],
        "patterns": [{"pattern": "go to {Town}[!]", "intent": "Travel"}],
        "utterances": [
            *travel,
            *({"text": each, "intent": "None", "entities": []} for each in GREETINGS),
        ],
    }


def _write_speech() -> None:
    said = vizsla.speak(SENTENCE).answer
    Sound(load_sound(said, rate=RATE), RATE).save(TARGET / "files" / "memo.wav")


if __name__ == "__main__":
    main()
