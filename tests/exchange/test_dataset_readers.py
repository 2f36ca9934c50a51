"""Other tools read an export: the rules that they document, written down again.

torchvision's ImageFolder, https://docs.pytorch.org/vision/stable/generated/torchvision.datasets.
ImageFolder.html; and Hugging Face's, https://huggingface.co/docs/datasets/repository_structure and
https://huggingface.co/docs/datasets/image_dataset.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from vizsla.exchange import ExportExample, write_dataset

if TYPE_CHECKING:
    from pathlib import Path

IMAGE_FOLDER = {".jpg", ".jpeg", ".png", ".ppm", ".bmp", ".pgm", ".tif", ".tiff", ".webp"}
KEYWORDS = {
    "train": ("train", "training"),
    "validation": ("validation", "valid", "dev", "val"),
    "test": ("test", "testing", "eval", "evaluation"),
}
Make = "Callable[..., ExportExample]"


def image_folder(root: Path) -> dict[str, list[Path]]:
    """Return the images of each class, as ImageFolder finds them; empty classes are an error."""
    classes = sorted(each.name for each in root.iterdir() if each.is_dir())
    found = {
        name: [f for f in sorted((root / name).rglob("*")) if f.suffix.lower() in IMAGE_FOLDER]
        for name in classes
    }
    assert all(found.values())
    return found


def splits_by_hugging_face(root: Path) -> dict[str, set[str]]:
    """Return each part's files: by their folders' names, else by their own, else all."""
    names = [p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file()]
    seen = [n for n in names if not any(part.startswith((".", "__")) for part in n.split("/"))]
    for where in (lambda name: name.split("/")[:-1], lambda name: name.split("/")[-1:]):
        found: dict[str, set[str]] = {}
        for part, words in KEYWORDS.items():
            rule = re.compile(rf"(.*[-._ 0-9])?({'|'.join(words)})([-._ 0-9].*)?", re.DOTALL)
            for name in seen:
                if any(rule.fullmatch(each) for each in where(name)):
                    found.setdefault(part, set()).add(name)
        if found:
            return found
    return {"train": set(seen)}


@pytest.fixture
def items(make_example: Make, awkward_labels: tuple[str, ...]) -> list[ExportExample]:
    labels = (*awkward_labels, None)
    return [
        make_example(n, f"{n}_test.png", label=label, split=("train", "test", None)[n % 3])
        for n, label in enumerate((*labels, *labels))
    ]


def test_image_folder_finds_every_class_and_image(
    items: list[ExportExample], tmp_path: Path
) -> None:
    write_dataset(items, tmp_path / "out")
    rows = [
        json.loads(row)
        for row in (tmp_path / "out/vizsla.jsonl").read_text(encoding="utf-8").split("\n")
        if row
    ]
    for part in ("train", "test"):
        found = image_folder(tmp_path / "out" / part)
        sizes = Counter(
            each["label"]
            for each in rows
            if each["label"] is not None and (each["split"] == "test") == (part == "test")
        )
        assert sorted(len(each) for each in found.values()) == sorted(sizes.values())
        for path in (path for each in found.values() for path in each):
            with Image.open(path) as opened:
                opened.convert("RGB")


def test_hugging_face_finds_the_splits_as_they_are(
    items: list[ExportExample], tmp_path: Path
) -> None:
    write_dataset(items, tmp_path / "out")
    found = splits_by_hugging_face(tmp_path / "out")
    assert set(found) == {"train", "test"}
    for part, names in found.items():
        assert {each.split("/")[0] for each in names} == {part}
        assert {each.count("/") for each in names} == {2}  # else it gives no labels
    labelled = sum(each.label is not None for each in items)
    assert sum(map(len, found.values())) == labelled


@pytest.mark.parametrize("layout", ["csv", "json lines"])
def test_hugging_face_finds_every_row_of_a_table(
    items: list[ExportExample], tmp_path: Path, layout: str
) -> None:
    write_dataset(items, tmp_path / "out", layout=layout)
    found = splits_by_hugging_face(tmp_path / "out")
    assert set(found) == {"train"}
    assert len(found["train"]) == len(items) + 1  # the table
