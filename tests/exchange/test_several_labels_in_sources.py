"""Sources whose examples have several labels, read for a multi-label project and for another."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PIL import Image

import vizsla
from vizsla.exchange import read_source

if TYPE_CHECKING:
    from pathlib import Path

    from vizsla.exchange import ImportSource

TEXTS = ("the red ball is big", "a blue box of wood", "some small and plain thing")
WANTED = {TEXTS[0]: ("big", "red"), TEXTS[1]: ("blue",)}


def write(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.write_text(content, "utf-8")
    return path


def labels_of(source: ImportSource) -> dict[str, tuple[str, ...]]:
    return {each.read().decode(): each.labels for each in source}


def cells(one: str, other: str) -> str:
    return f"text,label\n{TEXTS[0]},{one}\n{TEXTS[1]},{other}\n{TEXTS[2]},\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cells.csv", cells("red|big", "blue")),
        ("semicolons.csv", cells("big; red", "blue")),
        ("lists.csv", cells("\"['red', 'big']\"", "['blue']")),
        (
            "lists.jsonl",
            "".join(
                json.dumps({"text": text, "label": labels}) + "\n"
                for text, labels in zip(TEXTS, (["red", "big"], ["blue"], None), strict=True)
            ),
        ),
        (
            "fasttext.txt",
            f"__label__red __label__big {TEXTS[0]}\n__label__blue {TEXTS[1]}\n",
        ),
    ],
)
def test_labels_in_one_cell_are_those_of_a_multi_label_project(
    tmp_path: Path, name: str, content: str
) -> None:
    path = write(tmp_path, name, content)
    found = read_source(path, modality="text", multi_label=True)
    assert not found.problems
    labels = labels_of(found)
    assert {text: own for text, own in labels.items() if own} == WANTED
    assert "red (1)" in found.summary


@pytest.mark.parametrize("name", ["lists.jsonl", "fasttext.txt"])
def test_in_a_project_of_one_label_the_message_names_the_way_out(tmp_path: Path, name: str) -> None:
    content = f"__label__red __label__big {TEXTS[0]}\n__label__blue {TEXTS[1]}\n"
    if name == "lists.jsonl":
        content = json.dumps({"text": TEXTS[0], "label": ["red", "big"]}) + "\n"
    found = read_source(write(tmp_path, name, content), modality="text")
    (problem,) = found.problems
    assert "multi_label=True" in str(problem[1])
    (unsure,) = [each for each in found if each.state == "unsure"]
    assert unsure.labels == ()


def test_a_column_for_each_label_says_has_has_not_and_not_known(tmp_path: Path) -> None:
    rows = ["text,red,big,blue", f"{TEXTS[0]},1,1,0", f"{TEXTS[1]},0,,1", f"{TEXTS[2]},0,0,0"]
    path = write(tmp_path, "columns.csv", "\n".join(rows))
    first, partly, none = read_source(path, modality="text", multi_label=True)
    assert (first.labels, first.not_labels, first.is_partly_labelled) == (("big", "red"), (), False)
    assert (partly.labels, partly.not_labels) == (("blue",), ("red",))
    assert partly.is_partly_labelled
    assert none.labels == ("none of these",)
    with pytest.raises(vizsla.InputUnclearError):
        read_source(path, modality="text")


def test_an_empty_list_of_labels_is_none_of_these(tmp_path: Path) -> None:
    lines = [{"text": TEXTS[0], "labels": ["red"]}, {"text": TEXTS[1], "labels": []}]
    path = write(tmp_path, "lists.json", json.dumps(lines))
    found = read_source(path, modality="text", multi_label=True)
    assert labels_of(found) == {TEXTS[0]: ("red",), TEXTS[1]: ("none of these",)}
    alone = read_source(path, modality="text")
    assert labels_of(alone) == {TEXTS[0]: ("red",), TEXTS[1]: ()}


def test_images_have_the_classes_of_all_their_boxes(tmp_path: Path) -> None:
    for name in ("a.png", "b.png"):
        Image.new("RGB", (32, 32), name[0] * 0 or "red").save(tmp_path / name)
    coco = {
        "images": [{"id": 1, "file_name": "a.png"}, {"id": 2, "file_name": "b.png"}],
        "categories": [{"id": 1, "name": "dog"}, {"id": 2, "name": "cat"}],
        "annotations": [
            {"image_id": 1, "category_id": 1, "bbox": [0, 0, 9, 9]},
            {"image_id": 1, "category_id": 2, "bbox": [9, 9, 9, 9]},
            {"image_id": 2, "category_id": 2, "bbox": [0, 0, 9, 9]},
        ],
    }
    path = write(tmp_path, "coco.json", json.dumps(coco))
    several = {each.name: each.labels for each in read_source(path, multi_label=True)}
    assert several == {"a.png": ("cat", "dog"), "b.png": ("cat",)}
    assert {each.name: each.labels for each in read_source(path)} == {
        "a.png": (),
        "b.png": ("cat",),
    }


def test_label_studios_several_choices_are_all_labels(tmp_path: Path) -> None:
    def task(number: int, *annotations: list[str]) -> dict[str, object]:
        results = [
            {
                "result": [
                    {
                        "from_name": "topic",
                        "to_name": "text",
                        "type": "choices",
                        "value": {"choices": choices},
                    }
                ]
            }
            for choices in annotations
        ]
        return {"id": number, "data": {"text": TEXTS[number]}, "annotations": results}

    tasks = [task(0, ["red", "big"]), task(1, ["blue"]), task(2, ["red"], ["red", "big"])]
    path = write(tmp_path, "tasks.json", json.dumps(tasks))
    found = read_source(path, modality="text", multi_label=True)
    labels = labels_of(found)
    assert {text: labels[text] for text in TEXTS[:2]} == WANTED
    assert labels[TEXTS[2]] == (), "people disagree"
    assert len(found.problems) == 1


@pytest.mark.parametrize("layout", ["csv", "json lines", "folder"])
def test_an_export_of_a_multi_label_project_is_read_back(
    tmp_path: Path, layout: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "home"))
    kind = "text-classification"
    with vizsla.Project.open("one", kind=kind, multi_label=True) as project:
        project.add(texts=[*TEXTS, "no label yet", "a; b"])
        ids = {project.content(each).decode(): each.id for each in project}
        project.label(ids[TEXTS[0]], ["red", "big; huge"])
        project.label(ids[TEXTS[1]], ["blue"])
        project.label(ids[TEXTS[1]], "red", positive=False)
        project.label(ids[TEXTS[2]], ["none of these"])
        project.label(ids["a; b"], ["a; b"])
        before = {each.sha256: (each.labels, each.not_labels) for each in project}
        project.export_data(tmp_path / "out", layout=layout)
    with vizsla.Project.open("two", kind=kind, multi_label=True) as project:
        assert not project.add(tmp_path / "out").problems
        assert {each.sha256: (each.labels, each.not_labels) for each in project} == before
