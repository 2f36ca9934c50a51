"""Tables beside a dataset's images: some are used, and the summary says why others are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from vizsla.errors import InputUnclearError
from vizsla.exchange import read_source

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Plant = Callable[..., Path]


def test_tables_named_for_parts_say_the_parts(plant: Plant) -> None:
    photos = plant("images/1.png", "images/2.png")
    (photos / "train.csv").write_text("path,label\n1.png,oak\n")
    (photos / "test_labels.csv").write_text("path,label\n2.png,elm\n")
    found = read_source(photos, splits=True)
    assert [(each.label, each.split) for each in found] == [("oak", "train"), ("elm", "test")]
    assert found.summary.endswith("; their names say the parts")


def test_ids_that_are_in_each_part_are_those_of_the_tables_part(plant: Plant) -> None:
    photos = plant("train/1.png", "train/2.png", "test/1.png", "test/2.png")
    (photos / "trainLabels.csv").write_text("id,label\n1,oak\n2,elm\n")
    found = {each.name: each.label for each in read_source(photos)}
    assert (found["1"], found["2"]) == ("oak", "elm")
    assert len(found) == 4


def test_a_table_with_other_labels_than_the_folders_is_said(plant: Plant) -> None:
    photos = plant("batch1/1.png", "batch1/2.png", "batch2/3.png")
    (photos / "labels.csv").write_text("id,label,kind\n1,oak,oak\n2,elm,elm\n3,elm,elm\n")
    note = "labels.csv has other labels, which are not used: give it by itself"
    assert read_source(photos).summary.endswith(note)
    chosen = read_source(photos, label_column="kind")
    assert [each.label for each in chosen] == ["oak", "elm", "elm"]
    (photos / "labels.csv").write_text("id,label\n1,0\n2,0\n3,1\n")
    assert note not in read_source(photos).summary


def test_a_table_tells_the_labels_of_a_single_folder(plant: Plant) -> None:
    photos = plant("faces/faces/1.png", "faces/faces/2.png", folder="set")
    assert read_source(photos).summary == "Folder: 1 label: faces (2)"
    (photos / "labels.csv").write_text("id,label\n1,oak\n2,elm\n")
    assert [each.label for each in read_source(photos)] == ["oak", "elm"]
    (photos / "labels.csv").write_text("id,kind\n1,oak\n2,elm\n")
    assert "1 label: faces (2)" in read_source(photos).summary
    assert "no column is known as the label; it has id, kind" in read_source(photos).summary
    assert {each.label for each in read_source(photos, label_column="kind")} == {"oak", "elm"}


@pytest.mark.parametrize(
    ("name", "content", "note"),
    [
        ("a.csv", "1.png,oak,3\n", "a.csv has 3 columns and no header"),
        ("a.csv", "path,label\n7.png,oak\n", "a.csv, row 2: 7.png does not exist"),
        ("a.csv", "path,species\n7.png,oak\n", "a.csv names no file that is here"),
        ("a.xlsx", "PK\x03\x04", "a.xlsx is a spreadsheet"),
    ],
)
def test_a_table_that_can_not_be_used_is_said_where_no_labels_are(
    plant: Plant, name: str, content: str, note: str
) -> None:
    photos = plant("1.png", "2.png")
    (photos / name).write_text(content)
    assert f"; {note}" in read_source(photos).summary
    labelled = plant("oak/1.png", "elm/2.png", folder="labelled")
    (labelled / name).write_text(content)
    assert note not in read_source(labelled).summary


def test_boxes_are_read_where_another_table_is_not_clear(plant: Plant) -> None:
    photos = plant("1.png")
    (photos / "facts.csv").write_text("path,place\n1.png,Vienna\n")
    with pytest.raises(InputUnclearError, match="place"):
        read_source(photos)
    (photos / "1.txt").write_text("0 0.5 0.5 0.2 0.2\n")
    (photos / "classes.txt").write_text("oak\n")
    assert [each.label for each in read_source(photos)] == ["oak"]
