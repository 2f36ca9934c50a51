from __future__ import annotations

import json
import os
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from vizsla.errors import InputError, InputNotFoundError, OptionError
from vizsla.exchange import read_source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Plant = Callable[..., Path]


def names_labels_splits(
    source: object, **options: object
) -> list[tuple[str, str | None, str | None]]:
    found = read_source(source, **options)  # type: ignore[arg-type]
    return [(each.name, each.label, each.split) for each in found]


def test_folders_are_labels_and_files_beside_them_are_unlabelled(plant: Plant) -> None:
    photos = plant("oak/1.png", "oak/summer/2.png", "elm/10.png", "elm/9.png", "3.png", ".x/1.png")
    found = read_source(photos)
    assert found.layout == "labelled folder"
    assert [(each.name, each.label) for each in found] == [
        ("3.png", None),
        ("elm/9.png", "elm"),
        ("elm/10.png", "elm"),
        ("oak/1.png", "oak"),
        ("oak/summer/2.png", "oak"),
    ]
    assert len(found) == 5
    assert not found.problems


def test_no_file_is_read_before_it_is_asked_for(plant: Plant, image_file: bytes) -> None:
    photos = plant("oak/1.png", "oak/2.png")
    first, second = read_source(photos)
    (photos / "oak" / "2.png").unlink()
    assert first.read() == first.read() == image_file
    with pytest.raises(InputNotFoundError, match=r"2\.png"):
        second.read()


def test_one_label_can_be_given_to_all_examples(plant: Plant) -> None:
    photos = plant("a/1.png", "2.png")
    assert {label for _, label, _ in names_labels_splits(photos, label=" oak ")} == {"oak"}
    assert {label for _, label, _ in names_labels_splits(photos, layout="folder")} == {None}


def test_files_patterns_and_lists_are_unlabelled(plant: Plant) -> None:
    photos = plant("oak/1.png", "2.png")
    for source in (photos / "2.png", str(photos / "*.png"), [photos / "2.png"]):
        assert names_labels_splits(source) == [("2.png", None, None)]
        assert names_labels_splits(source, label="elm") == [("2.png", "elm", None)]
    assert read_source([photos / "2.png"]).layout == "folder"


def test_an_accent_is_one_label_however_it_is_stored(plant: Plant) -> None:
    for form in ("NFC", "NFD"):
        photos = plant(f"{unicodedata.normalize(form, 'é')}/{form}.png")
    assert {label for _, label, _ in names_labels_splits(photos)} == {"é"}


def test_folders_that_cannot_be_labels_are_problems_and_the_others_are_read(plant: Plant) -> None:
    photos = plant("x" * 201 + "/1.png", "a\nb/1.png", "a\nb/2.png", "oak/1.png")
    (photos / os.fsdecode(b"\xff")).mkdir()
    (photos / os.fsdecode(b"\xff") / "1.png").write_bytes(b"")
    (photos / "empty").mkdir()
    found = read_source(photos)
    assert [each.label for each in found] == ["oak"]
    assert len(found.problems) == 4
    assert any("holds no image" in str(error) for _, error in found.problems)
    for name, error in found.problems:
        assert name.encode()
        assert isinstance(error, InputError)


def test_a_folder_that_may_not_be_read_is_a_problem_and_the_others_are_read(
    plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    photos = plant("oak/1.png", "elm/1.png", "oak/closed/2.png", "yew/3.png")
    closed = {photos / "oak" / "closed", photos / "yew"}
    read = Path.iterdir

    def iterdir(path: Path) -> Iterator[Path]:
        if path in closed:
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    found = read_source(photos)
    assert [each.name for each in found] == ["elm/1.png", "oak/1.png"]
    assert sorted(where for where, _ in found.problems) == ["oak/closed", "yew"]
    assert all("Permission denied" in str(error) for _, error in found.problems)
    closed.add(photos)
    with pytest.raises(InputError, match="Permission denied"):
        read_source(photos)


def test_the_splits_of_a_dataset_folder_are_kept_when_asked(plant: Plant) -> None:
    photos = plant("train/oak/1.png", "train/elm/2.png", "test/oak/3.png", "train/4.png")
    assert read_source(photos).layout == "dataset folder"
    assert {split for _, _, split in names_labels_splits(photos)} == {None}
    assert sorted(names_labels_splits(photos, splits=True)) == [
        ("test/oak/3.png", "oak", "test"),
        ("train/4.png", None, "train"),
        ("train/elm/2.png", "elm", "train"),
        ("train/oak/1.png", "oak", "train"),
    ]


def test_files_beside_the_splits_are_unlabelled(plant: Plant) -> None:
    photos = plant("train/oak/1.png", "test/elm/2.png", "unlabelled/3.png")
    assert ("unlabelled/3.png", None, None) in names_labels_splits(photos, splits=True)


@pytest.mark.parametrize("name", ["val", "valid", "Validation", "TEST"])
def test_validation_data_is_the_test_set_where_there_is_no_other(plant: Plant, name: str) -> None:
    photos = plant("train/oak/1.png", f"{name}/oak/2.png")
    assert {split for _, _, split in names_labels_splits(photos, splits=True)} == {"train", "test"}


def test_validation_data_is_for_training_beside_a_test_set(plant: Plant) -> None:
    photos = plant("train/oak/1.png", "val/oak/2.png", "test/oak/3.png")
    assert ("val/oak/2.png", "oak", "train") in names_labels_splits(photos, splits=True)


def test_train_may_be_a_label(plant: Plant) -> None:
    assert {label for _, label, _ in names_labels_splits(plant("train/1.png", "car/2.png"))} == {
        "train",
        "car",
    }
    photos = plant("train/a/1.png", "car/2.png", folder="c")
    assert {label for _, label, _ in names_labels_splits(photos)} == {"train", "car"}


def test_hugging_faces_metadata_gives_the_labels(plant: Plant) -> None:
    photos = plant("train/1.png", "train/2.png", "test/3.png")
    (photos / "train" / "metadata.csv").write_text("file_name,label\n1.png,oak\ngone.png,elm\n")
    row = {"file_name": "3.png", "label": 0, "label_text": "elm", "width": 96}
    (photos / "test" / "metadata.jsonl").write_text(json.dumps(row))
    found = read_source(photos, splits=True)
    assert [(each.name, each.label, each.split) for each in found] == [
        ("3.png", "elm", "test"),
        ("1.png", "oak", "train"),
        ("train/2.png", None, "train"),
    ]
    ((where, error),) = found.problems
    assert where == "train/metadata.csv, row 3"
    assert "gone.png" in str(error)


def test_metadata_without_labels_leaves_those_of_the_folders(plant: Plant) -> None:
    photos = plant("oak/1.png", "elm/2.png")
    (photos / "metadata.jsonl").write_text('{"file_name": "oak/1.png", "text": "a tall tree"}')
    assert {label for _, label, _ in names_labels_splits(photos)} == {"oak", "elm"}


def test_metadata_that_cannot_be_read_is_a_problem(plant: Plant) -> None:
    photos = plant("oak/1.png")
    (photos / "metadata.csv").write_text("label,width\noak,3\n")
    found = read_source(photos)
    assert [each.label for each in found] == ["oak"]
    assert "no column that names the images" in str(found.problems[0][1])


@pytest.mark.parametrize("source", ["https://example.org/a.zip", "s3://bucket/photos"])
def test_nothing_is_downloaded(source: str) -> None:
    with pytest.raises(InputError, match="nothing is downloaded"):
        read_source(source)


def test_a_source_that_cannot_be_used_is_refused_with_the_reason(plant: Plant) -> None:
    photos = plant("1.png")
    with pytest.raises(InputNotFoundError, match="no such file or folder"):
        read_source(photos / "gone")
    with pytest.raises(InputNotFoundError, match="no such file or folder"):
        read_source(photos / "gone.csv")
    with pytest.raises(InputNotFoundError, match="no image"):
        read_source(plant(folder="empty"))
    with pytest.raises(OptionError, match="layout must be one of"):
        read_source(photos, layout="tar")
    with pytest.raises(OptionError, match="can't be read as csv"):
        read_source(photos, layout="csv")
    with pytest.raises(OptionError, match="a label can't be empty"):
        read_source(photos, label=" ")
    with pytest.raises(InputError, match="is no dataset folder"):
        read_source(photos, layout="dataset folder")
