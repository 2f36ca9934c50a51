"""What other tools leave: their projects are read, and their models named as what they are."""

from __future__ import annotations

import json
import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest

import vizsla
from vizsla.errors import FunctionNotFoundError, InputFormatError
from vizsla.exchange import read_source

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Plant = Callable[..., Path]

PROJECT = {"type": "image", "version": "2.4", "classes": [{"name": "Pug", "samples": ["1-0.webp"]}]}


def test_a_teachable_machine_project_is_read_with_its_classes(
    tmp_path: Path, image_file: bytes
) -> None:
    with zipfile.ZipFile(tmp_path / "dogs.tm", "w") as packed:
        packed.writestr("manifest.json", json.dumps(PROJECT))
        for name in ("Beagle-!-0.jpg", "No dog -!-here-!-3.jpg", "1-0.webp", "loose.jpg"):
            packed.writestr(name, image_file)
    found = read_source(tmp_path / "dogs.tm")
    assert {each.name: each.label for each in found} == {
        "Beagle-!-0.jpg": "Beagle",
        "No dog -!-here-!-3.jpg": "No dog -!-here",
        "1-0.webp": "Pug",
        "loose.jpg": None,
    }
    assert found.summary.startswith("Teachable Machine project, with manifest.json: 3 labels: ")
    unpacked = tmp_path / "dogs"
    zipfile.ZipFile(tmp_path / "dogs.tm").extractall(unpacked)
    assert [each.label for each in read_source(unpacked)] == [each.label for each in found]


def test_a_teachable_machine_project_of_sounds_is_a_problem(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.tm", "w") as packed:
        packed.writestr("manifest.json", json.dumps({**PROJECT, "type": "audio"}))
        packed.writestr("spectrogram.png", b"")
    ((_, error),) = read_source(tmp_path / "a.tm").problems
    assert "of 'audio', not of images" in str(error)


def test_a_manifest_of_something_else_is_left_out(plant: Plant) -> None:
    photos = plant("oak/1.png", "elm/1.png")
    (photos / "manifest.json").write_text('{"name": "an app"}')
    found = read_source(photos)
    assert not found.problems
    assert found.summary == "Folder: 2 labels: elm (1), oak (1); 1 file left out: 1 .json"


VOC = "<annotation><object><name>{}</name></object></annotation>"
COCO = {
    "images": [{"id": 1, "file_name": "1.png"}, {"id": 2, "file_name": "2.png"}],
    "categories": [{"id": 7, "name": "oak"}, {"id": 8, "name": "elm"}],
    "annotations": [
        {"image_id": 1, "category_id": 7, "bbox": [0, 0, 9, 9]},
        {"image_id": 2, "category_id": 8, "bbox": [0, 0, 9, 9]},
    ],
}
CVAT = (
    '<annotations><version>1.1</version><image name="1.png"><tag label="oak"/></image>'
    '<image name="2.png"><tag label="elm"/></image></annotations>'
)
BOX = "0.5 0.5 0.2 0.2"
TREES = {
    "YOLO as Roboflow writes it": (
        ("train/images/1.png", "valid/images/2.png"),
        {
            "data.yaml": "nc: 2\nnames: ['oak', 'elm']\n",
            "train/labels/1.txt": f"0 {BOX}\n0 {BOX}\n",
            "valid/labels/2.txt": f"1 {BOX}\n",
        },
    ),
    "YOLO as Ultralytics writes it": (
        ("images/train/1.png", "images/val/2.png"),
        {
            "trees.yaml": "names:\n  0: oak\n  1: elm\n",
            "labels/train/1.txt": f"0 {BOX}",
            "labels/val/2.txt": f"1 {BOX}",
        },
    ),
    "YOLO as Label Studio writes it": (
        ("images/1.png", "images/2.png"),
        {
            "classes.txt": "oak\nelm\n",
            "labels/1.txt": f"0 {BOX}",
            "labels/2.txt": f"1 {BOX}",
            "notes.json": "{}",
        },
    ),
    "Pascal VOC": (
        ("VOC2012/JPEGImages/1.png", "VOC2012/JPEGImages/2.png"),
        {
            "VOC2012/Annotations/1.xml": VOC.format("oak"),
            "VOC2012/Annotations/2.xml": VOC.format("elm"),
        },
    ),
    "Pascal VOC beside the images": (
        ("train/1.png", "test/2.png"),
        {"train/1.xml": VOC.format("oak"), "test/2.xml": VOC.format("elm")},
    ),
    "labelme": (
        ("train/1.png", "test/2.png"),
        {
            "train/1.json": json.dumps({"imagePath": "1.png", "shapes": [{"label": "oak"}]}),
            "test/2.json": json.dumps({"imagePath": "2.png", "shapes": [{"label": "elm"}]}),
        },
    ),
    "COCO": (
        ("train2017/1.png", "train2017/2.png"),
        {
            "annotations/captions_train2017.json": json.dumps({"images": [], "annotations": []}),
            "annotations/instances_train2017.json": json.dumps(COCO),
            "annotations/person_keypoints_train2017.json": json.dumps(COCO),
        },
    ),
    "COCO as Roboflow writes it": (
        ("train/1.png", "train/2.png"),
        {"train/_annotations.coco.json": json.dumps(COCO)},
    ),
    "Create ML": (
        ("train/1.png", "train/2.png"),
        {
            "train/_annotations.createml.json": json.dumps(
                [
                    {"image": "1.png", "annotations": [{"label": "oak"}]},
                    {"image": "2.png", "annotations": [{"label": "elm"}]},
                ]
            )
        },
    ),
    "CVAT": (("images/1.png", "images/2.png"), {"annotations.xml": CVAT}),
    "one column for each label": (
        ("train/1.png", "train/2.png"),
        {"train/_classes.csv": "filename, oak, elm\n1.png, 1, 0\n2.png, 0, 1\n"},
    ),
    "ids without endings": (
        ("train/1.png", "train/2.png", "test/3.png"),
        {"labels.csv": "id,label\n1,oak\n2,elm\n", "sample_submission.csv": "id,oak,elm\n3,1,0\n"},
    ),
}


@pytest.mark.parametrize("name", TREES)
def test_the_labels_of_other_tools_datasets_are_read(plant: Plant, name: str) -> None:
    images, texts = TREES[name]
    root = plant(*images)
    for path, text in texts.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    packed = shutil.make_archive(str(root), "zip", root)
    for source in (root, packed):
        found = read_source(source)
        labels = {each.name.rpartition("/")[2].partition(".")[0]: each.label for each in found}
        assert labels == {"1": "oak", "2": "elm"} | ({"3": None} if len(images) > 2 else {})
        assert not found.problems
        assert "2 labels: " in found.summary


def test_files_with_boxes_of_several_classes_are_counted(plant: Plant) -> None:
    root = plant("images/1.png", "images/2.png")
    (root / "classes.txt").write_text("oak\nelm\n")
    (root / "labels").mkdir()
    (root / "labels/1.txt").write_text(f"0 {BOX}")
    (root / "labels/2.txt").write_text(f"0 {BOX}\n1 {BOX}\n")
    assert read_source(root).summary == (
        "Folder (in images/), with YOLO's boxes: 1 label: oak (1); 1 image without a label; "
        "boxes are not used, and the one class of a file's boxes is its label; "
        "1 file shows several classes"
    )


def test_boxes_whose_classes_have_no_names_are_said(plant: Plant) -> None:
    root = plant("images/1.png", "images/2.png")
    (root / "labels").mkdir()
    (root / "labels/1.txt").write_text(f"0 {BOX}")
    assert "1 file of boxes not read: no data.yaml or classes.txt" in read_source(root).summary
    (root / "labels/2.txt").write_text("A caption, not a box.")
    assert read_source(root).summary == (
        "Folder (in images/): 2 images without a label; 2 files left out: 2 .txt"
    )


MODELS = [
    (("model.json", "metadata.json", "weights.bin"), "Teachable Machine", ".tm file"),
    (("keras_model.h5", "labels.txt"), "Teachable Machine", ".tm file"),
    (("saved_model.pb", "signature.json", "labels.txt"), "Lobe", "dataset in Lobe"),
    (("cvexport.manifest", "model.tflite", "labels.txt"), "Custom Vision", "training API"),
    (("saved_model.pb",), "SavedModel", "one folder for each label"),
    (("net.onnx", "read.me"), "ONNX", "one folder for each label"),
]


@pytest.mark.parametrize(("files", "tool", "way"), MODELS)
def test_a_foreign_model_is_named_with_the_way_to_its_images(
    tmp_path: Path, files: tuple[str, ...], tool: str, way: str
) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    with zipfile.ZipFile(tmp_path / "model.zip", "w") as packed:
        for name in files:
            (folder / name).write_bytes(b"x")
            packed.writestr(name, b"x")
    for path in (folder, tmp_path / "model.zip"):
        with pytest.raises(InputFormatError, match=f"{tool}.*{way}"):
            read_source(path)
        with pytest.raises(FunctionNotFoundError, match=f"{tool}.*{way}"):
            vizsla.load(path)


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("model.tflite", b"TFL3", "a TensorFlow Lite model"),
        ("photos.tar.gz", b"\x1f\x8b\x08", r"a \.gz archive.*Unpack it"),
        ("photos.7z", b"7z\xbc\xaf\x27\x1c", r"a \.7z archive"),
        ("labels.xlsx", b"PK\x03\x04", "as CSV"),
        ("notes.md", b"# Notes", "no image that can be read"),
    ],
)
def test_a_single_file_that_holds_no_example_is_named(
    tmp_path: Path, name: str, content: bytes, what: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputFormatError, match=what):
        read_source(tmp_path / name)
