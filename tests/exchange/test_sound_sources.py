"""Sounds are read as images are: from folders, archives and tables; others say where they go."""

from __future__ import annotations

import csv
import shutil
from typing import TYPE_CHECKING

import pytest

from sound_files import write_sounds
from vizsla import errors
from vizsla.exchange import read_source
from vizsla.project.choose_kind import choose_kind

if TYPE_CHECKING:
    from pathlib import Path

KINDS = ("knock", "whistle")


@pytest.fixture
def sounds(tmp_path: Path) -> Path:
    """A folder with two sounds each of two labels."""
    return write_sounds(tmp_path / "sounds", 2, KINDS)


def labels(source: Path) -> list[str | None]:
    return sorted(str(each.label) for each in read_source(source, modality="audio"))


def test_folders_archives_and_tables_give_labelled_sounds(sounds: Path, tmp_path: Path) -> None:
    expected = ["knock", "knock", "whistle", "whistle"]
    assert labels(sounds) == expected
    assert labels(tmp_path / shutil.make_archive(str(tmp_path / "all"), "zip", sounds)) == expected
    table = sounds / "all.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        rows = [(f"{each}/{n}.wav", each) for each in KINDS for n in range(2)]
        csv.writer(file).writerows([("path", "label"), *rows])
    assert labels(table) == expected


def test_a_folder_of_sounds_is_for_a_function_of_sounds(sounds: Path) -> None:
    assert choose_kind(sounds, {}) == "sound-classification"
    (sounds / "notes.txt").write_text("of May", encoding="utf-8")
    assert choose_kind(sounds, {}) == "sound-classification"


def test_a_project_of_texts_says_where_sounds_go(sounds: Path) -> None:
    with pytest.raises(errors.InputNotFoundError, match="kind='sound-classification'"):
        read_source(sounds, modality="text")


def test_a_project_of_images_has_no_use_for_sounds(sounds: Path) -> None:
    with pytest.raises(errors.InputNotFoundError, match=r"holds no image, but .*\.wav"):
        read_source(sounds, modality="image")
