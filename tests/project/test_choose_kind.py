"""A source's kind is that of what it holds: texts only where there are no images."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image

from shop_sentences import write_sentences
from vizsla.project.choose_kind import IMAGES, TEXTS, choose_kind

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("mails.txt", "are you open?\nplease cancel my order\n"),
        ("bare.csv", "text\nare you open?\nplease cancel my order\n"),
        ("german.csv", "frage;absicht\nWann habt ihr auf?;zeit\nWo seid ihr genau?;ort\n"),
        ("rows.jsonl", '{"text": "are you open?", "label": "hours"}\n'),
    ],
)
def test_a_file_of_texts_is_known(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    assert choose_kind(path, {}) == TEXTS


def test_a_folder_with_texts_alone_is_known(tmp_path: Path) -> None:
    assert choose_kind(write_sentences(tmp_path / "texts"), {}) == TEXTS
    assert choose_kind({"hours": ["are you open?"]}, {}) == TEXTS


def test_texts_beside_images_make_no_function_of_texts(tmp_path: Path) -> None:
    folder = write_sentences(tmp_path / "texts")
    Image.new("RGB", (64, 64)).save(folder / "opening hours" / "door.png")
    assert choose_kind(folder, {}) == IMAGES
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "notes.txt").write_text("the pictures are on the other disk", encoding="utf-8")
    assert choose_kind(notes, {}) == IMAGES


@pytest.mark.parametrize("header", ["path,label\n", ""])
def test_a_table_whose_images_are_missing_is_one_of_images(tmp_path: Path, header: str) -> None:
    table = tmp_path / "labels.csv"
    table.write_text(f"{header}photos/1.jpg,oak\nphotos/2.jpg,fir\n", encoding="utf-8")
    assert choose_kind(table, {}) == IMAGES
