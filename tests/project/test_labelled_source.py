"""Learning and testing read data as a project does."""

from __future__ import annotations

import pickle
import shutil
from typing import TYPE_CHECKING

import pytest
from PIL import Image

import vizsla
from vizsla.errors import InputUnclearError, TrainingDataError

if TYPE_CHECKING:
    from pathlib import Path

    from vizsla.functions.image_classification import Classifier


@pytest.fixture
def parts(textures: Path, tmp_path: Path) -> Path:
    """Return a folder with the parts train and test, six textures of each label in each."""
    root = tmp_path / "parts"
    for label in ("brick", "grass", "gravel"):
        for number, path in enumerate(sorted((textures / label).iterdir())):
            folder = root / ("test" if number % 2 else "train") / label
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, folder)
    return root


def test_a_folder_with_parts_is_learnt_from_one_and_tested_on_the_other(parts: Path) -> None:
    lines: list[str] = []
    function = vizsla.learn(parts, on_read=lines.append)
    assert lines == [
        "Folder with parts train and test: 3 labels: brick (12), grass (12), gravel (12)"
    ]
    assert function.labels == ("brick", "grass", "gravel")
    tested = function.manifest.test
    assert tested is not None
    assert tested.examples == 18
    assert tested.measured_on == "the data's own test part, which it was not trained on"


def test_near_duplicates_of_training_images_are_not_tested_on(
    parts: Path, photographs: Path
) -> None:
    coffee = Image.open(photographs / "coffee.png").convert("RGB")
    for part, width in (("train", 300), ("test", 330), ("test", 360)):
        coffee.resize((width, 200)).save(parts / part / "brick" / f"{width}.png")
    tested = vizsla.learn(parts).manifest.test
    assert tested is not None
    assert tested.examples == 18
    assert tested.measured_on.endswith(", without 2 near-duplicates of training examples")


def test_a_project_with_the_splits_of_its_data_is_not_tested_on_near_duplicates(
    parts: Path, photographs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "home"))
    coffee = Image.open(photographs / "coffee.png").convert("RGB")
    for part, width in (("train", 300), ("test", 330), ("test", 360)):
        coffee.resize((width, 200)).save(parts / part / "brick" / f"{width}.png")
    project = vizsla.Project.open("ground")
    project.add(parts, splits=True)
    project.train()
    report = project.test()
    assert report.examples == 18
    assert "2 near-duplicates of training examples in the test set" in report.notes[0]


def test_a_test_part_of_copies_alone_is_refused_as_that(photographs: Path, tmp_path: Path) -> None:
    for label in ("coffee", "chelsea"):
        picture = Image.open(photographs / f"{label}.png").convert("RGB")
        for part, width in (("train", 300), ("test", 330)):
            (tmp_path / part / label).mkdir(parents=True)
            picture.resize((width, 200)).save(tmp_path / part / label / f"{width}.png")
    with pytest.raises(TrainingDataError, match="all files of the test part are near-duplicates"):
        vizsla.learn(tmp_path)


def test_a_source_without_a_labelled_test_part_gets_a_test_set(parts: Path) -> None:
    shutil.rmtree(parts / "test")
    tested = vizsla.learn(parts).manifest.test
    assert tested is not None
    assert "chosen by content" in tested.measured_on
    (parts / "test").mkdir()
    shutil.copy(parts / "train" / "brick" / "0.png", parts / "test" / "1.png")
    assert vizsla.learn(parts, on_bad=lambda *_: None).manifest.test == tested


def test_an_exported_dataset_is_learnt_from_with_its_own_labels(
    textures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "home"))
    project = vizsla.Project.open("ground")
    project.add(textures)
    project.train()
    project.export_data(tmp_path / "out.zip")
    project.export_data(tmp_path / "out")
    for name in ("out", "out.zip"):
        assert vizsla.learn(tmp_path / name).labels == ("brick", "grass", "gravel")


def test_a_table_is_learnt_from(textures: Path, tmp_path: Path) -> None:
    rows = [f"{path},{path.parent.name}" for path in sorted(textures.rglob("*.png"))]
    (tmp_path / "labels.csv").write_text("path,label\n" + "\n".join(rows))
    assert vizsla.learn(tmp_path / "labels.csv").labels == ("brick", "grass", "gravel")


def test_of_a_source_with_a_test_part_that_part_is_tested_on(
    own: Classifier, parts: Path, tmp_path: Path
) -> None:
    found = vizsla.evaluate(own, parts)
    assert (found.examples, found.tested_on) == (18, "18 examples of the test part of parts")
    packed = shutil.make_archive(str(tmp_path / "packed"), "zip", parts)
    again = vizsla.evaluate(own, packed)
    assert again.correct == found.correct
    report = pickle.loads(pickle.dumps(again))  # noqa: S301 - its own
    assert report.source.read(report.results[0].key) is not None


def test_a_run_is_tested_on_the_test_part_and_says_so(
    parts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "home"))
    project = vizsla.Project.open("ground")
    project.add(parts / "train")
    project.train()
    assert project.test(on=parts).tested_on == "18 examples of the test part of parts"


def test_a_label_of_the_test_part_alone_is_said(parts: Path) -> None:
    shutil.rmtree(parts / "train" / "gravel")
    with pytest.warns(UserWarning, match="no training example has the label 'gravel'"):
        assert vizsla.learn(parts).labels == ("brick", "grass")


def test_labels_that_are_spelt_alike_are_said(textures: Path, tmp_path: Path) -> None:
    for label, copied in (("Brick", "brick"), ("brick", "gravel"), ("grass", "grass")):
        shutil.copytree(textures / copied, tmp_path / label)
    with pytest.warns(UserWarning, match="labels 'Brick' and 'brick' are spelt alike"):
        assert len(vizsla.learn(tmp_path).labels) == 3


def test_a_single_label_can_not_be_learnt(textures: Path, tmp_path: Path) -> None:
    shutil.copytree(textures / "brick", tmp_path / "brick")
    with pytest.raises(TrainingDataError, match=r"at least 2 are needed.*1 label: brick"):
        vizsla.learn(tmp_path)
    with pytest.raises(TrainingDataError, match=r"No image has a label\. Folder: 36 images"):
        vizsla.learn(textures, layout="folder")


def test_what_is_unclear_is_an_error_with_the_choices(parts: Path) -> None:
    shutil.copytree(parts / "train" / "brick", parts / "car")
    with pytest.raises(InputUnclearError, match="option 'layout'"):
        vizsla.learn(parts)
    assert vizsla.learn(parts, layout="dataset folder").labels == ("brick", "grass", "gravel")
