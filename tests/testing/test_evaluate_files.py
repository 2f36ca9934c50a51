from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image, ImageOps

import vizsla
from vizsla.errors import OptionError, TrainingDataError
from vizsla.testing import ExampleSource, Report, evaluate

if TYPE_CHECKING:
    from pathlib import Path

    from vizsla.functions.image_classification import Classifier


@pytest.fixture
def pets(images: Path, drawn_vizsla: Path, tmp_path: Path) -> Path:
    """Return a folder of five images, in sub-folders with names as people write them."""
    folder = tmp_path / "pets"
    for path, label in (
        (images / "things" / "german_shepherd.jpg", "german-shepherd"),
        (drawn_vizsla, "VIZSLA"),
        (images / "things" / "kitten.jpg", "none of these"),
        (images / "things" / "macaw.jpg", "none of these"),
    ):
        (folder / label).mkdir(parents=True, exist_ok=True)
        shutil.copy(path, folder / label)
    with Image.open(folder / "german-shepherd" / "german_shepherd.jpg") as dog:
        ImageOps.mirror(dog).save(folder / "german-shepherd" / "mirrored.jpg")
    return folder


def test_a_shipped_function_is_tested_on_a_labelled_folder(pets: Path) -> None:
    reports: list[tuple[int, int]] = []
    found = vizsla.evaluate(
        "dog-breeds", pets, progress=lambda each: reports.append((each.done, each.total))
    )
    assert found.labels == ("German shepherd", "vizsla")
    assert (found.examples, found.correct) == (5, 5)
    assert (found.none_of_these.examples, found.none_of_these.right) == (2, 2)
    assert reports[-1] == (5, 5)
    assert found.tested_on == "5 examples of pets"
    assert not found.unseen
    assert len(found.seconds) == 5
    assert all(seconds > 0 for seconds in found.seconds)
    assert 1_000_000 < found.own_size < found.size < 6_000_000
    assert Report.from_json(found.to_json()).to_dict() == found.to_dict()


def test_an_answer_within_a_wider_kind_is_right(pets: Path) -> None:
    shutil.move(pets / "german-shepherd", pets / "dogs")
    found = vizsla.evaluate(
        "classify-image",
        pets,
        map_labels={"none of these": "animal"},
    )
    assert found.labels == ("animal", "dog", "vizsla")
    assert found.correct == 5
    exact = {each.name: each.exact_answer for each in found.results}
    assert exact["dogs/mirrored.jpg"] == "German shepherd"
    assert "any answer of that kind counts as right" in found.notes[0]


def test_a_detection_is_right_when_the_best_box_is(pets: Path) -> None:
    dogs = [(path, "dog") for path in sorted((pets / "german-shepherd").iterdir())]
    found = evaluate(vizsla.load("detect-objects"), dogs)
    assert found.correct == 2
    assert found.labels == ("dog",)
    assert found.calibrated


def test_files_that_can_not_be_used_are_left_out_with_the_reason(pets: Path) -> None:
    shepherds = pets / "german-shepherd"
    (shepherds / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 no more")
    shutil.copy(shepherds / "mirrored.jpg", shepherds / "copy.jpg")
    shutil.copy(next((pets / "VIZSLA").iterdir()), shepherds / "brown.jpg")
    found = vizsla.evaluate("dog-breeds", pets)
    assert found.examples == 4
    reasons = dict(found.left_out)
    assert "damaged" in reasons["german-shepherd/broken.jpg"]
    assert "two labels" in " ".join(reasons.values())
    assert "2 examples could not be used, and are left out." in found.summary


def test_a_users_function_is_tested(own: Classifier, textures: Path) -> None:
    found = vizsla.evaluate(own, textures)
    assert found.examples == 36
    assert found.accuracy > 0.9
    assert found.labels == ("brick", "grass", "gravel")


def test_one_label_is_enough_to_test(own: Classifier, textures: Path) -> None:
    files = {"brick": sorted((textures / "brick").iterdir())}
    assert evaluate(own, files).examples == 12


def test_a_folder_of_an_unknown_name_is_refused_before_any_work(
    own: Classifier, textures: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(textures, tmp_path / "textures")
    (folder / "gravel").rename(folder / "gravvel")
    with pytest.raises(OptionError, match=r"'gravvel' \(near: 'gravel'\)"):
        vizsla.evaluate(own, folder)
    assert vizsla.evaluate(own, folder, map_labels={"gravvel": "gravel"}).examples == 36
    with pytest.raises(OptionError, match="map_labels names 'sand'"):
        vizsla.evaluate(own, folder, map_labels={"sand": "gravel"})


def test_a_test_without_usable_examples_is_refused(own: Classifier, tmp_path: Path) -> None:
    (tmp_path / "brick").mkdir()
    (tmp_path / "2.jpg").write_bytes(b"")
    with pytest.raises(TrainingDataError, match="No image has a label"):
        vizsla.evaluate(own, tmp_path)
    (tmp_path / "brick" / "1.jpg").write_bytes(b"")
    with pytest.raises(TrainingDataError, match=r"none of the 1 example can be used.*empty"):
        vizsla.evaluate(own, tmp_path)
    with pytest.raises(TrainingDataError, match="No image has a label"):
        vizsla.evaluate(own, tmp_path / "brick" / "1.jpg")
    with pytest.raises(TrainingDataError, match="no example to test on"):
        evaluate(own, [])


def test_a_description_is_right_when_a_tag_is(pets: Path) -> None:
    files = {"dog": sorted((pets / "german-shepherd").iterdir())}
    found = evaluate(vizsla.load("describe-image"), files)
    assert (found.correct, found.labels) == (2, ("dog",))
    assert found.notes[0].startswith("A description counts as right")


def test_an_example_source_explains_answers_and_never_raises(
    own: Classifier, textures: Path
) -> None:
    content = (textures / "brick" / "0.png").read_bytes()
    source = ExampleSource({"a": content, "bad": b"no image"}.get, own)
    heat = source.explain("a", "brick")
    assert isinstance(heat, np.ndarray)
    assert heat.shape == (96, 96)
    assert source.explain("a", "no such label") is None
    assert source.explain("bad", "brick") is None
    assert source.explain("absent", "brick") is None
    assert ExampleSource({"a": content}.get).explain("a", "brick") is None


def test_files_that_are_gone_are_left_out_of_the_source(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"content")
    source = ExampleSource.of_files({"a": tmp_path / "a", "b": tmp_path / "b"})
    assert source.read("a") == b"content"
    assert source.read("b") is None
    assert source.read("c") is None
