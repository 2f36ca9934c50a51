"""The table of layouts tells what the reader says of each example."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from vizsla.exchange import read_source

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "data.md"
BOX = {"bbox": [0, 0, 9, 9], "image_id": 1, "category_id": 1}
TEXTS = {
    "notes.txt": "",
    "labels.csv": "path,label\nimages/1.jpg,oak\nimages/2.jpg,elm\n",
    "train/_classes.csv": "filename, oak, elm\n1.jpg, 1, 0\n2.jpg, 0, 1\n",
    "train/metadata.jsonl": '{"file_name": "1.jpg", "label": "oak"}\n',
    "data.yaml": "names: ['oak', 'elm']\n",
    "train/labels/1.txt": "0 0.5 0.5 0.2 0.2\n",
    "Annotations/1.xml": "<annotation><object><name>oak</name></object></annotation>",
    "annotations/instances_val.json": json.dumps(
        {
            "images": [{"id": 1, "file_name": "1.jpg"}],
            "categories": [{"id": 1, "name": "oak"}],
            "annotations": [BOX],
        }
    ),
    "_annotations.createml.json": json.dumps(
        [{"image": "1.jpg", "annotations": [{"label": "oak", "coordinates": {}}]}]
    ),
    "1.json": json.dumps({"imagePath": "1.jpg", "shapes": [{"label": "oak"}]}),
    "labels.json": json.dumps({"1.jpg": "oak"}),
    "annotations.xml": "<annotations><version>1.1</version>"
    '<image name="1.jpg"><tag label="oak"/></image></annotations>',
    "export.json": json.dumps(
        [
            {
                "image": "images/1.jpg",
                "source": "web",
                "id": 1,
                "species": "oak",
                "annotator": 1,
                "annotation_id": 9,
                "lead_time": 2.5,
                "created_at": "2026",
                "updated_at": "2026",
            }
        ]
    ),
    "vizsla.jsonl": '{"file_name": "train/oak/1.jpg", "label": "oak"}\n',
}


def rows() -> Iterator[tuple[str, list[str], str]]:
    for line in PAGE.read_text("utf-8").splitlines():
        cells = [each.strip() for each in line.strip("|").split("|")]
        if line.startswith("|") and "`" in cells[1]:
            yield cells[0], re.findall("`([^`]+)`", cells[1]), cells[2]


@pytest.mark.parametrize(("name", "files", "line"), list(rows()))
def test_a_layout_is_understood_as_the_page_says(
    tmp_path: Path, name: str, files: list[str], line: str
) -> None:
    for file in files:
        path = tmp_path / "data" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        if file.endswith(".jpg"):
            Image.new("RGB", (9, 9)).save(path)
        else:
            path.write_text(TEXTS[file], "utf-8")
    found = read_source(tmp_path / "data")
    assert found.summary == line, name
    assert not found.problems
