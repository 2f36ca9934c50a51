from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image, ImageOps

import vizsla
from vizsla.errors import OptionError, TrainingDataError
from vizsla.testing import Report, evaluate, explainer

if TYPE_CHECKING:
    from pathlib import Path

    from vizsla.functions.image_classification import Classifier


@pytest.fixture
def pets(images: Path, drawn_vizsla: Path, tmp_path: Path) -> Path:
    """Five images, each in a folder named by people."""
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
    told: list[tuple[int, int]] = []
    found = evaluate(
        vizsla.load("dog-breeds"), pets, progress=lambda done, of: told.append((done, of))
    )
    assert found.labels == ("German shepherd", "vizsla")
    assert (found.examples, found.correct) == (5, 5)
    assert (found.outside.examples, found.outside.said_so) == (2, 2)
    assert told[-1] == (5, 5)
    assert found.tested_on == "5 pictures of pets"
    assert not found.unseen
    assert len(found.seconds) == 5
    assert all(seconds > 0 for seconds in found.seconds)
    assert 1_000_000 < found.own_size < found.size < 6_000_000
    assert Report.from_json(found.to_json()).to_dict() == found.to_dict()


def test_a_wider_kind_is_right_when_the_answer_is_within_it(pets: Path) -> None:
    shutil.move(pets / "german-shepherd", pets / "dogs")
    found = evaluate(
        vizsla.load("classify-image"),
        pets,
        map_labels={"none of these": "animal"},
    )
    assert found.labels == ("animal", "dog", "vizsla")
    assert found.correct == 5
    said = {each.name: each.said for each in found.results}
    assert said["dogs/mirrored.jpg"] == "German shepherd"
    assert "any answer of that kind counts as right" in found.notes[0]


def test_a_detection_is_right_when_its_best_box_is(pets: Path) -> None:
    dogs = [(path, "dog") for path in sorted((pets / "german-shepherd").iterdir())]
    found = evaluate(vizsla.load("detect-objects"), dogs)
    assert found.correct == 2
    assert found.labels == ("dog",)


def test_what_can_not_be_used_is_left_out_and_told(pets: Path) -> None:
    shepherds = pets / "german-shepherd"
    (shepherds / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 no more")
    shutil.copy(shepherds / "mirrored.jpg", shepherds / "copy.jpg")
    shutil.copy(next((pets / "VIZSLA").iterdir()), shepherds / "brown.jpg")
    found = evaluate(vizsla.load("dog-breeds"), pets)
    assert found.examples == 4
    reasons = dict(found.left_out)
    assert "damaged" in reasons["german-shepherd/broken.jpg"]
    assert "under two labels" in " ".join(reasons.values())
    assert "2 pictures could not be used, and are left out." in found.verdict


def test_a_function_of_ones_own_is_tested_too(own: Classifier, textures: Path) -> None:
    found = evaluate(own, textures)
    assert found.examples == 36
    assert found.accuracy > 0.9
    assert found.labels == ("brick", "grass", "gravel")


def test_one_label_is_enough_to_test(own: Classifier, textures: Path) -> None:
    files = {"brick": sorted((textures / "brick").iterdir())}
    assert evaluate(own, files).examples == 12


def test_a_folder_of_a_strange_name_is_an_error_before_any_work(
    own: Classifier, textures: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(textures, tmp_path / "textures")
    (folder / "gravel").rename(folder / "gravvel")
    with pytest.raises(OptionError, match=r"'gravvel' \(near: 'gravel'\)"):
        evaluate(own, folder)
    assert evaluate(own, folder, map_labels={"gravvel": "gravel"}).examples == 36
    with pytest.raises(OptionError, match="map_labels names 'sand'"):
        evaluate(own, folder, map_labels={"sand": "gravel"})


def test_nothing_to_test_on_is_an_error(own: Classifier, tmp_path: Path) -> None:
    (tmp_path / "brick").mkdir()
    with pytest.raises(TrainingDataError, match="no picture in a sub-folder"):
        evaluate(own, tmp_path)
    (tmp_path / "brick" / "1.jpg").write_bytes(b"")
    with pytest.raises(TrainingDataError, match=r"none of the 1 picture can be tested on.*empty"):
        evaluate(own, tmp_path)
    with pytest.raises(TrainingDataError, match="not a folder"):
        evaluate(own, tmp_path / "brick" / "1.jpg")
    with pytest.raises(TrainingDataError, match="no example to test on"):
        evaluate(own, [])


def test_an_explainer_gives_heat_maps_and_never_an_error(own: Classifier, textures: Path) -> None:
    content = (textures / "brick" / "0.png").read_bytes()
    explain = explainer(own, {"a": content, "bad": b"no picture"}.get)
    heat = explain("a", "brick")
    assert isinstance(heat, np.ndarray)
    assert heat.shape == (96, 96)
    assert explain("a", "no such label") is None
    assert explain("bad", "brick") is None
    assert explain("absent", "brick") is None
