"""Columns of metadata help to predict the label, of images and of texts."""

from __future__ import annotations

import csv
import random
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

import vizsla
from vizsla import errors

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from vizsla.training.trained_head import TrainedHead

COUNT = 80
HEADER = ("file", "label", "place", "camera", "temperature", "note")


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """A table of pictures of noise: the place tells the labels apart, and the camera does not."""
    chance, noise = random.Random(1), np.random.default_rng(1)  # noqa: S311 - a test
    rows = []
    for number in range(COUNT):
        label = ("cup", "bowl")[number % 2]
        pixels = noise.integers(0, 255, (48, 48, 3), np.uint8)
        Image.fromarray(pixels).save(tmp_path / f"{number}.png")
        usual = ("kitchen", "garden")[number % 2]
        place = usual if chance.random() < 0.9 else chance.choice(("kitchen", "garden"))
        temperature = f"{chance.gauss(0, 1):.2f}"
        camera = chance.choice("abc")
        rows.append((f"{number}.png", label, place, camera, temperature, f"note {number}"))
    return written(tmp_path / "pictures.csv", HEADER, rows)


def written(path: Path, header: Sequence[str], rows: Sequence[Sequence[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def used(head: TrainedHead) -> dict[str, bool]:
    return {each.title: each.factor > 0 for each in head.measured_features.each}


def test_a_column_that_tells_images_apart_is_used_and_a_random_one_is_not(pictures: Path) -> None:
    with vizsla.Project.open("things") as project:
        project.add(pictures)
        for column in HEADER[2:]:
            project.add_column(column)
        run = project.train()
        assert used(run.trained) == {
            "column place": True,
            "column camera": False,
            "column temperature": False,
            "column note": False,
        }
        assert "The feature 'column place' helps: alone it adds +" in str(run)
        place = run.trained.measured_features.each[0]
        assert place.gain.low > 0.1
        report = project.test(run)
        assert report.accuracy is not None
        assert report.accuracy > 0.7
        function = project.publish(run)
    image = pictures.parent / "0.png"
    assert function(image, columns={"place": "kitchen"}).answer == "cup"
    assert function(image, columns={"place": "garden"}).answer == "bowl"
    unknown = function(image)
    assert function(image, columns={"place": "attic"}) == unknown
    assert function(image, columns={"place": None, "note": "x"}) == unknown
    assert next(function([image], columns={"place": "garden"})).answer == "bowl"
    assert [each.name for each in function.columns] == list(HEADER[2:])
    assert (
        "A call may say what an input has in 4 columns of metadata: place, camera" in function.card
    )
    assert "'column place' helps" in function.card


def test_learn_takes_columns_and_calls_take_their_cells(pictures: Path) -> None:
    function = vizsla.learn(pictures, columns=["place"])
    tested = function.manifest.test
    assert tested is not None
    assert tested.accuracy > 0.7
    (column,) = function.columns
    assert (column.name, column.kind, column.values) == ("place", "category", ("garden", "kitchen"))
    image = pictures.parent / "1.png"
    assert function(image, columns={"place": "garden"}).answer == "bowl"
    report = vizsla.evaluate(function, pictures)
    assert report.accuracy is not None
    assert report.accuracy > 0.8
    plain = vizsla.learn(pictures)
    assert plain.columns == ()
    for asked, told in ((function, "its columns are 'place'"), (plain, "it has none")):
        with pytest.raises(errors.OptionError, match=told):
            asked(image, columns={"camera": "a"})


def test_only_columns_of_the_table_can_be_features(pictures: Path) -> None:
    with pytest.raises(errors.OptionError, match="did you mean 'place'"):
        vizsla.learn(pictures, columns=["Place"])
    with pytest.raises(errors.OptionError, match="list of names"):
        vizsla.learn(pictures, columns="place")
    with pytest.raises(errors.OptionError, match="must be a text, not 3"):
        vizsla.learn(pictures, columns=[3])  # type: ignore[list-item]
    with pytest.raises(errors.OptionError, match="twice"):
        vizsla.learn(pictures, columns=["place", "place"])
    with pytest.raises(errors.OptionError, match="51 columns, and a function can have 50"):
        vizsla.learn(pictures, columns=[f"column {number}" for number in range(51)])


def test_a_column_that_is_not_kept_is_an_error_that_says_which_are(tmp_path: Path) -> None:
    rows = [
        (f"hello {number}", "greet" if number % 2 else "ask", "a" * 1001) for number in range(8)
    ]
    table = written(tmp_path / "long.csv", ("text", "label", "story"), rows)
    with pytest.raises(errors.OptionError, match=r"they have no columns.* up to 50") as it:
        vizsla.learn(table, columns=["story"])
    assert "1,000 characters" in str(it.value)


def test_a_project_takes_no_more_columns_than_a_function_can_have(tmp_path: Path) -> None:
    names = [f"column {number}" for number in range(50)]
    rows = [(f"hello {number}", "greet", *["x"] * 50) for number in range(3)]
    with vizsla.Project.open("wide", kind="text-classification") as project:
        project.add(written(tmp_path / "wide.csv", ("text", "label", *names), rows))
        project.add(
            written(tmp_path / "more.csv", ("text", "label", "place"), [("hi", "greet", "x")])
        )
        for name in names:
            project.add_column(name)
        with pytest.raises(errors.OptionError, match="51 columns, and a function can have 50"):
            project.add_column("place")
        assert len(project.features().columns) == 50


def test_numbers_are_put_into_bins_that_help(tmp_path: Path) -> None:
    chance = random.Random(3)  # noqa: S311 - a test
    said = ("how is it today", "tell me about the day", "what should I wear", "is it nice outside")
    rows = []
    for number in range(160):
        cold = number % 2 == 0
        degrees = chance.gauss(2 if cold else 22, 4)
        text = f"{chance.choice(said)} {chance.randrange(1000)}"
        rows.append((text, "coat" if cold else "shirt", f"{degrees:.1f}"))
    table = written(tmp_path / "weather.csv", ("text", "label", "degrees"), rows)
    with vizsla.Project.open("weather", kind="text-classification") as project:
        project.add(table)
        project.add_column("degrees")
        run = project.train()
        assert used(run.trained)["column degrees"]
        report = project.test(run)
        function = project.publish(run)
        assert report.accuracy is not None
        assert report.accuracy > 0.9
        project.remove_feature("degrees")
        assert project.train().trained.columns == ()
    (column,) = function.columns
    assert column.kind == "number"
    assert 4 < len(column.edges) < 8
    answers = [function(said[0], columns={"degrees": each}).answer for each in ("-3.5", 30, 1e9)]
    assert answers == ["coat", "shirt", "shirt"]
    assert function(said[0], columns={"degrees": "warm"}) == function(said[0])
    explained = function.explain(said[0], columns={"degrees": 30})
    assert explained.label == "shirt"
