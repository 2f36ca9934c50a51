from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import vizsla
from vizsla.errors import FunctionNotFoundError, NotFoundError, OptionError
from vizsla.nearest import SimilarNameWarning, did_you_mean, nearest, nearly_equal

if TYPE_CHECKING:
    from pathlib import Path


def test_the_nearest_names_come_first_and_unlike_ones_not_at_all() -> None:
    known = ["hemlock", "spruce", "white oak", "hem"]
    assert nearest("hemlok", known) == ["hemlock", "hem"]
    assert nearest("oak", known) == ["white oak"]
    assert nearest("zebra", known) == []
    assert nearest("dgo", ["dingo", "dog"])[0] == "dog"


def test_case_and_separators_make_no_difference() -> None:
    assert nearest("Golden_Retriever", ["golden retriever"]) == ["golden retriever"]
    assert nearest("st bernard", ["St. Bernard"]) == ["St. Bernard"]


@pytest.mark.parametrize(
    ("new", "known"), [("Hemlok", "hemlock"), ("hemlock", "Hemlock"), ("tree", "trees"),
                       ("dog breeds", "dog-breeds"), ("golden retreiver", "golden retriever")]
)  # fmt: skip
def test_a_mistyped_new_name_is_nearly_a_known_one(new: str, known: str) -> None:
    assert nearly_equal(new, ["quite another", known]) == known


@pytest.mark.parametrize(
    ("new", "known"), [("hemlock", "hemlock"), ("row 1", "row 2"), ("healthy", "unhealthy"),
                       ("no defect", "defect"), ("cat", "car"), ("mouse", "house"), ("", "")]
)  # fmt: skip
def test_another_name_is_not_nearly_a_known_one(new: str, known: str) -> None:
    assert nearly_equal(new, [known]) is None


@pytest.mark.parametrize(
    ("known", "question"),
    [
        ([], ""),
        (["trees"], "did you mean 'trees'?"),
        (["trees", "street"], "did you mean 'trees' or 'street'?"),
    ],
)
def test_the_question_quotes_the_nearest_names(known: list[str], question: str) -> None:
    assert did_you_mean("tree", known) == question


def test_the_error_for_an_unknown_name_has_the_nearest_known_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, photographs: Path
) -> None:
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path))
    with pytest.raises(FunctionNotFoundError, match="did you mean 'classify-image'"):
        vizsla.load("clasify-image")
    with pytest.raises(OptionError, match="did you mean 'dog"):
        vizsla.classify_image(photographs / "coffee.png", within="dgo")
    with vizsla.Project.open("trees") as project:
        project.add([photographs / "grass.png"], label="hemlock")
        with pytest.raises(NotFoundError, match="did you mean 'hemlock'"):
            project.remove_label("Hemlok")
    with pytest.raises(NotFoundError, match="did you mean 'trees'"):
        vizsla.Project.open("tree", create=False)


def test_a_new_label_or_project_that_nearly_exists_is_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, photographs: Path
) -> None:
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path))
    with vizsla.Project.open("trees") as project:
        project.add([photographs / "grass.png", photographs / "gravel.png"])
        project.label(1, "hemlock")
        with pytest.warns(SimilarNameWarning, match="nearly the label 'hemlock'"):
            project.label(2, "Hemlok")
        project.label(2, "Hemlok")
        project.label(2, "none of these")
        with pytest.warns(SimilarNameWarning, match="nearly the label 'hemlock'"):
            project.add([photographs / "coffee.png"], label="hemlocks")
    with pytest.warns(SimilarNameWarning, match="nearly the project 'trees'"):
        vizsla.Project.open("tree").close()
    vizsla.Project.open("tree").close()
