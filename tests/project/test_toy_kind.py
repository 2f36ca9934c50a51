"""A new kind of a new modality needs no file of the project changed: it is registered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

import vizsla
from project.toy_kind import SeriesClassifier, SeriesEncoder, SeriesModality
from vizsla import errors
from vizsla.bundle import read_bundle
from vizsla.encoders import registry as encoders
from vizsla.functions import registry as kinds
from vizsla.modalities import registry as modalities

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def series(tmp_path: Path) -> Path:
    """Return a folder with 80 labelled series and one that is short."""
    rng = np.random.default_rng(0)
    folder = tmp_path / "series"
    for label, slope in (("rising", 1.0), ("falling", -1.0)):
        (folder / label).mkdir(parents=True)
        for number in range(40):
            values = slope * np.arange(rng.integers(5, 30)) + rng.normal(0, 0.3)
            (folder / label / f"{number}.series").write_text(" ".join(map(str, values)))
    (folder / "rising" / "short.series").write_text("1 2")
    return folder


@pytest.fixture(autouse=True)
def registered(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Register the kind, and forget it after the test."""
    for table in (modalities._MODALITIES, kinds._KINDS, encoders._ENCODERS, encoders._DEFAULTS):
        for name in ("series", "series-classification", "six-places"):
            monkeypatch.delitem(table, name, raising=False)
    modalities.register_modality(SeriesModality())
    encoders.register_encoder("six-places", SeriesEncoder, default_for="series")
    kinds.register_kind("series-classification", SeriesClassifier)
    yield
    for table in (modalities._MODALITIES, kinds._KINDS, encoders._ENCODERS, encoders._DEFAULTS):
        for name in ("series", "series-classification", "six-places"):
            table.pop(name, None)


def test_the_whole_loop_with_a_kind_that_was_registered(series: Path, tmp_path: Path) -> None:
    with vizsla.Project.open("trends", kind="series-classification") as project:
        added = project.add(series)
        assert (added.new, added.problems) == (81, [])
        found = project.explore()
        assert found.finding("short") is not None
        assert "<!doctype html>" in found.page()
        extra = tmp_path / "extra.series"
        extra.write_text("9 7 5 3 1")
        project.add(extra)
        (suggestion,) = project.suggest(1)
        assert suggestion.example.name == "extra.series"
        project.label(suggestion, "falling")
        run = project.train()
        report = project.test(run)
        assert report.accuracy == 1.0
        assert "<!doctype html>" in report.page()
        function = project.publish(run)
        project.export_data(tmp_path / "out")
        assert len([*(tmp_path / "out").rglob("*.series")]) == 82

    assert type(function) is SeriesClassifier
    manifest = read_bundle(function.bundle.path).manifest
    assert (manifest.kind, manifest.input.modality) == ("series-classification", "series")
    loaded = vizsla.load("trends")
    assert loaded(np.arange(12.0)).answer == "rising"
    assert [str(each.answer) for each in loaded([np.arange(9.0), -np.arange(9.0)])] == [
        "rising",
        "falling",
    ]
    answers = dict(loaded.over(series / "falling"))
    assert {each.answer for each in answers.values()} == {"falling"}
    assert loaded.embed(np.arange(5.0)).dtype == np.float32


def test_learn_takes_the_kind_too(series: Path, tmp_path: Path) -> None:
    function = vizsla.learn(series, kind="series-classification")
    path = function.save(tmp_path / "trends.zip")
    assert vizsla.load(path)(np.arange(7.0)).answer == "rising"


def test_a_kind_that_nobody_registered_says_what_to_do(series: Path, tmp_path: Path) -> None:
    path = vizsla.learn(series, kind="series-classification").save(tmp_path / "trends")
    kinds._KINDS.pop("series-classification")
    with pytest.raises(errors.BundleTooNewError, match="series-classification"):
        vizsla.load(path)
