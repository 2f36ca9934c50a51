"""The layouts in which people keep their pictures, and what the first line says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from vizsla.errors import InputNotFoundError, InputUnclearError
from vizsla.exchange import read_source
from vizsla.exchange.folders.folder_names import is_holder, named_part

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Plant = Callable[..., Path]


def tree(*folders: str) -> list[str]:
    """Return two files in each of these folders, each name once."""
    return [f"{folder}/{number}.png" for folder in folders for number in (1, 2)]


@pytest.mark.parametrize(
    ("folders", "summary"),
    [
        (["oak", "elm"], "Folder: 2 labels: elm (2), oak (2)"),
        # A folder around all of it, whatever its name: Keras' flower_photos, Kaggle's PetImages.
        (["dataset/oak", "dataset/elm"], "Folder (in dataset/): 2 labels: elm (2), oak (2)"),
        (["flowers/oak", "flowers/elm"], "Folder (in flowers/): 2 labels: elm (2), oak (2)"),
        (["a/raw-img/oak", "a/raw-img/elm"], "Folder (in a/raw-img/): 2 labels: elm (2), oak (2)"),
        # Parts, as they are called.
        (
            ["train/oak", "train/elm", "valid/oak", "valid/elm"],
            "Folder with parts train and valid: 2 labels: elm (4), oak (4)",
        ),
        (
            ["training_set/oak", "training_set/elm", "test_set/oak"],
            "Folder with parts training_set and test_set: 2 labels: oak (4), elm (2)",
        ),
        (
            ["train2017/oak", "val2017/oak"],
            "Folder with parts train2017 and val2017: 1 label: oak (4)",
        ),
        (
            ["x/Train/oak", "x/Test/elm"],
            "Folder with parts Train and Test (in x/): 2 labels: elm (2), oak (2)",
        ),
        (["train/oak", "train/elm"], "Folder with the part train: 2 labels: elm (2), oak (2)"),
        # Kaggle's Intel images: a folder in a folder of the same name.
        (
            ["seg_train/seg_train/oak", "seg_train/seg_train/elm", "seg_test/seg_test/oak"],
            "Folder with parts seg_train and seg_test: 2 labels: oak (4), elm (2)",
        ),
        (
            ["train/oak", "train/elm", "test/oak", "seg_pred"],
            ("Folder with parts train and test: "
            "2 labels: oak (4), elm (2); 2 images without a label"),
        ),
        (
            ["train/oak", "valid/elm", "samples/train/oak"],
            ("Folder with parts train and valid: 2 labels: oak (2), elm (2); "
             "samples/ (2 images) left out"),
        ),
        # Kaggle's chest X-rays: all of it once more inside.
        (
            ["train/oak", "test/elm", "x/train/oak", "x/test/elm"],
            "Folder with parts train and test: 2 labels: elm (2), oak (2); x/ (4 images) left out",
        ),
        (
            ["ILSVRC/Data/CLS-LOC/train/n01", "ILSVRC/Data/CLS-LOC/val/n01"],
            "Folder with parts train and val (in ILSVRC/Data/CLS-LOC/): 1 label: n01 (4)",
        ),
        # Folders that say nothing of what their files show.
        (["DCIM/100APPLE", "DCIM/101APPLE"], "Folder (in DCIM/): 4 images without a label"),
        (
            ["images", "annotations/trimaps"],
            "Folder (in images/): 2 images without a label; annotations/ (2 images) left out",
        ),
        (["images"], "Folder (in images/): 2 images without a label"),
        (
            ["JPEGImages", "SegmentationClass"],
            ("Folder (in JPEGImages/): 2 images without a label; "
             "SegmentationClass/ (2 images) left out"),
        ),
        (
            ["train/images", "valid/images"],
            "Folder with parts train and valid: 4 images without a label",
        ),
        (
            ["images/train", "images/val"],
            "Folder with parts train and val (in images/): 4 images without a label",
        ),
        (["train"], "Folder with the part train: 2 images without a label"),
        (
            ["oak", "elm", "images"],
            ("Folder: 2 labels: elm (2), oak (2); 2 images without a label; "
             "images/ is no label, its files have none: layout='labelled folder' takes it for one"),
        ),
        (
            ["oak", "elm", "thumbnails"],
            "Folder: 2 labels: elm (2), oak (2); thumbnails/ (2 images) left out",
        ),
        # 'train' is a label here, and the line says so.
        (
            ["train", "car"],
            "Folder: 2 labels: car (2), train (2); train/ is taken for a label",
        ),
        # Folders whose names differ in the part only: Stanford's cars, German traffic signs.
        (
            ["cars_train/oak", "cars_train/elm", "cars_test/oak"],
            "Folder with parts cars_train and cars_test: 2 labels: oak (4), elm (2)",
        ),
        (["train_oak", "test_oak", "train_elm"],
         "Folder: 3 labels: test_oak (2), train_elm (2), train_oak (2)"),
        (["obj_train_data"], "Folder with the part obj_train_data: 2 images without a label"),
        (
            ["训练集/oak", "训练集/elm", "测试集/oak"],
            "Folder with parts 训练集 and 测试集: 2 labels: oak (4), elm (2)",
        ),
        # Numbered pieces of one folder: the HAM10000 of Kaggle.
        (["x_images_part_1", "x_images_part_2"], "Folder: 4 images without a label"),
        (["cat photos 1", "cat photos 2", "dog photos 1"],
         "Folder: 3 labels: cat photos 1 (2), cat photos 2 (2), dog photos 1 (2)"),
        (["Class 1", "Class 2"], "Folder: 2 labels: Class 1 (2), Class 2 (2)"),
        (["category_1", "category_2"], "Folder: 2 labels: category_1 (2), category_2 (2)"),
        (["data/oak", "data/elm", "docs"],
         ("Folder: 1 label: docs (2); 4 images without a label; "
          "data/ has folders of its own, which are not read: give it by itself")),
        (["kiwi 1", "kiwi 2"], "Folder: 2 labels: kiwi 1 (2), kiwi 2 (2)"),
        # The labels' folders once more among them: Kaggle's PlantVillage.
        (["oak", "elm", "trees/oak", "trees/elm"],
         "Folder: 2 labels: elm (2), oak (2); trees/ (4 images) left out"),
        (["oak/images", "oak/masks", "elm"],
         "Folder: 2 labels: elm (2), oak (2); oak/masks/ (2 images) left out"),
        (
            ["Original Images/oak", "Original Images/elm", "Augmented Images/oak"],
            ("Folder (in Original Images/): 2 labels: elm (2), oak (2); "
             "Augmented Images/ (2 images) left out"),
        ),
        (
            ["color/oak", "color/elm", "gray/oak", "gray/elm"],
            ("Folder: 2 labels: color (4), gray (4); "
             "each of them has the folders elm and oak, which are not used"),
        ),
        (["oak", "elm", "no_label"],
         "Folder: 2 labels: elm (2), oak (2); 2 images without a label"),
        (["photo", "painting"], "Folder: 2 labels: painting (2), photo (2)"),
        # Custom Vision's tutorial.
        (
            ["oak", "elm", "Test"],
            (
                "Folder: 2 labels: elm (2), oak (2); 2 images without a label; Test/ is no label, "
                "its files have none: layout='labelled folder' takes it for one"
            ),
        ),
        (["thumb_up", "thumb_down"], "Folder: 2 labels: thumb_down (2), thumb_up (2)"),
        (["mask", "no_mask"], "Folder: 2 labels: mask (2), no_mask (2)"),
    ],
)  # fmt: skip
def test_the_first_line_says_how_the_folders_were_understood(
    plant: Plant, folders: list[str], summary: str
) -> None:
    assert read_source(plant(*tree(*folders))).summary == summary


def test_what_is_left_out_is_counted_by_ending(plant: Plant) -> None:
    photos = plant("oak/1.png", "elm/1.png")
    for name in ("a.txt", "oak/b.TXT", "logo.svg", "README"):
        (photos / name).write_text("no image")
    assert read_source(photos).summary == (
        "Folder: 2 labels: elm (1), oak (1); 4 files left out: 2 .txt, 1 .svg, 1 without an ending"
    )


def test_a_zip_is_understood_as_the_folder_in_it(pack: Plant) -> None:
    found = read_source(pack(*tree("flowers/oak", "flowers/elm")))
    assert found.summary == "Zip (in flowers/): 2 labels: elm (2), oak (2)"


def test_many_labels_are_named_as_far_as_a_line_goes(plant: Plant) -> None:
    summary = read_source(plant(*(f"{number}/1.png" for number in range(12)))).summary
    assert summary.endswith("8 (1), 9 (1), and 2 more")


def test_parts_beside_other_folders_are_asked_about(plant: Plant) -> None:
    photos = plant(*tree("train/oak", "train/elm", "valid/oak", "car"))
    with pytest.raises(InputUnclearError, match="beside them car") as caught:
        read_source(photos)
    assert (caught.value.option, caught.value.choices) == (
        "layout",
        ("dataset folder", "labelled folder"),
    )
    found = read_source(photos, layout="dataset folder")
    assert {each.label for each in found} == {"oak", "elm"}
    assert "car/ (2 images) left out" in found.summary
    found = read_source(photos, layout="labelled folder")
    assert {each.label for each in found} == {"train", "valid", "car"}


def test_nothing_is_asked_where_the_label_is_given(plant: Plant) -> None:
    photos = plant(*tree("train/oak", "train/elm", "car"))
    found = read_source(photos, label="plant")
    assert found.summary == "Folder: 1 label: plant (6)"
    (photos / "labels.csv").write_text("path,species\ncar/1.png,oak\n")
    assert {each.label for each in read_source(photos / "labels.csv", label="x")} == {"x"}


@pytest.mark.parametrize(
    ("folder", "part"),
    [
        ("train", "train"), ("Training_Set", "train"), ("trainset", "train"),
        ("TRAIN2017", "train"), ("images-train", "train"), ("seg_train", "train"),
        ("trainImages", "train"),
        ("test", "test"), ("testing data", "test"), ("eval", "test"), ("test1", "test"),
        ("val", "validation"), ("valid", "validation"), ("ValidationSet", "validation"),
        ("toy train", None), ("train station", None), ("steam_train", None), ("test strip", None),
        ("oak", None), ("7", None), ("", None), ("train_test", None),
    ],
)  # fmt: skip
def test_a_part_is_known_by_its_name(folder: str, part: str | None) -> None:
    assert named_part(folder) == part


def test_a_part_with_images_alone_beside_another_folder_is_asked_about(plant: Plant) -> None:
    with pytest.raises(InputUnclearError, match="beside it runs"):
        read_source(plant(*tree("train/images", "runs/detect")))


@pytest.mark.parametrize(
    "folder",
    ["images", "IMG", "JPEGImages", "raw-img", "my photos", "data1", "imágenes", "ima\u0301genes"],
)
def test_a_folder_that_only_holds_files_is_known_by_its_name(folder: str) -> None:
    assert is_holder(folder)


@pytest.mark.parametrize("folder", ["oak", "photo_frame", "7", "", "日本"])
def test_other_folders_may_be_labels(folder: str) -> None:
    assert not is_holder(folder)


def test_labels_in_the_names_of_files_are_offered(plant: Plant) -> None:
    photos = plant("cat.0.png", "cat.1.png", "big_dog_1.png", "big_dog_12.png")
    assert read_source(photos).summary == (
        "Folder: 4 images without a label; their names look like labels (big_dog and cat): "
        "layout='file names' takes them"
    )
    kaggle = plant(
        *(f"train/{each}.{n}.png" for each in ("cat", "dog") for n in (1, 2)),
        *(f"test1/{n}.png" for n in (1, 2, 3)),
        folder="kaggle",
    )
    assert "their names look like labels (cat and dog)" in read_source(kaggle).summary
    found = read_source(photos, layout="file names")
    assert found.summary == "Folder: 2 labels: big_dog (2), cat (2)"
    parts = plant("train/cat.0.png", "test/dog.1.png", "test/other.png", folder="parts")
    found = read_source(parts, layout="file names", splits=True)
    assert [(each.label, each.split) for each in found] == [
        ("dog", "test"), (None, "test"), ("cat", "train"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "names",
    [
        ("train_1", "train_2", "test_1", "test_2"),
        ("IMG_1", "IMG_2", "DSC1", "DSC2"),
        ("a", "b", "c", "d"),
        ("cat 1", "cat 2", "x1", "y1"),
    ],
)
def test_other_names_of_files_are_not_taken_for_labels(plant: Plant, names: list[str]) -> None:
    assert "look like" not in read_source(plant(*(f"{each}.png" for each in names))).summary


def test_validation_data_is_tested_on_where_the_test_part_has_no_labels(plant: Plant) -> None:
    photos = plant(*tree("train/oak", "train/elm", "val/oak", "val/elm", "test"))
    found = {(each.label, each.split) for each in read_source(photos, splits=True)}
    assert found == {(label, split) for label in ("oak", "elm") for split in ("train", "test")} | {
        (None, "test")
    }


def test_a_folder_without_images_is_refused_with_what_it_holds(tmp_path: Path) -> None:
    for name in ("oak.zip", "elm.zip", "README.md"):
        (tmp_path / name).write_bytes(b"")
    with pytest.raises(InputNotFoundError, match=r"holds no image, but 2 .zip, 1 .md. Unpack"):
        read_source(tmp_path)


def test_a_few_images_around_the_labels_folders_make_no_label(plant: Plant) -> None:
    photos = plant(*tree("trees/oak", "trees/elm"), "trees/cover.png")
    assert read_source(photos).summary == (
        "Folder (in trees/): 2 labels: elm (2), oak (2); 1 image without a label"
    )


def test_masks_beside_their_images_are_left_out(plant: Plant) -> None:
    names = ("oak/a (1).png", "oak/a (1)_mask.png", "oak/a (1)_mask_1.png", "elm/face_mask.png")
    found = read_source(plant(*names))
    assert found.summary == ("Folder: 2 labels: elm (1), oak (1); 2 masks of other images left out")
    assert len(read_source(plant(*names), layout="labelled folder")) == 4


def test_a_folder_of_other_files_is_no_problem_and_an_empty_one_is(plant: Plant) -> None:
    photos = plant("oak/1.png", "elm/1.png")
    (photos / "models").mkdir()
    (photos / "models/trees.pth").write_bytes(b"x")
    found = read_source(photos)
    assert not found.problems
    assert found.summary.endswith("1 file left out: 1 .pth")
    (photos / "ash").mkdir()
    assert "ash" in str(read_source(photos).problems[0][1])
