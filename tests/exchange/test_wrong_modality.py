"""Data of another modality is one error, which says where they go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from vizsla.errors import InputError
from vizsla.exchange import read_source

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "text,label\nhello there,greet\n"),
        ("a.jsonl", '{"utterance": "hello", "intent": "greet"}\n'),
        ("a.json", '[{"sentence": "hello", "label": "greet"}]'),
    ],
)
def test_texts_are_not_added_to_a_project_of_images(
    tmp_path: Path, name: str, content: str
) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(InputError, match=r"table of texts.*images are wanted.*text-classification"):
        read_source(tmp_path / name)


def test_an_assistant_is_not_added_to_a_project_of_images(tmp_path: Path) -> None:
    (tmp_path / "app.json").write_text('{"luis_schema_version": "7.0.0", "utterances": []}')
    with pytest.raises(InputError, match=r"export of an assistant.*text-classification"):
        read_source(tmp_path / "app.json")


def test_a_folder_of_texts_is_not_added_to_a_project_of_images(tmp_path: Path) -> None:
    (tmp_path / "hello.txt").write_text("hi\n")
    with pytest.raises(InputError, match=r"no image, but 1 \.txt.*text-classification"):
        read_source(tmp_path)


def test_images_are_not_added_to_a_project_of_texts(
    tmp_path: Path, plant: Callable[..., Path]
) -> None:
    table = tmp_path / "labels.csv"
    table.write_text("path,label\n1.jpg,oak\n2.jpg,elm\n")
    for source in (table, plant("oak/1.png", "elm/2.png"), plant("1.png") / "1.png"):
        with pytest.raises(InputError) as raised:
            read_source(source, modality="text")
        assert "image" in str(raised.value)
        assert "text" in str(raised.value)
