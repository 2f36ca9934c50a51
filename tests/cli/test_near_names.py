from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from vizsla.cli import near_names

if TYPE_CHECKING:
    from pathlib import Path

    from cli.conftest import Run


@pytest.fixture
def trees(run: Run, photographs: Path) -> None:
    """A project with two images, one of them labelled."""
    run("new", "trees")
    run("add", "trees", photographs / "grass.png", photographs / "gravel.png")
    run("label", "trees", "hemlock", "grass.png")


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody sits at a terminal, and answers from standard input."""
    monkeypatch.setattr(near_names, "can_ask", lambda: True)


def labels(run: Run) -> list[str]:
    return [line.split("  ")[0] for line in run("labels", "trees").stdout.splitlines()]


@pytest.mark.usefixtures("trees")
def test_a_label_that_nearly_exists_is_used_and_reported(run: Run) -> None:
    done = run("label", "trees", "Hemlok", "gravel.png")
    assert done.stdout == "1 labelled 'Hemlok'\n"
    assert "nearly the label 'hemlock'" in done.stderr
    assert "vizsla labels trees --merge Hemlok --into hemlock" in done.stderr
    run("labels", "trees", "--merge", "Hemlok", "--into", "hemlock")
    assert labels(run) == ["hemlock"]


@pytest.mark.usefixtures("trees", "terminal")
@pytest.mark.parametrize(("answer", "label"), [(b"y\n", "hemlock"), (b"n\n", "Hemlok")])
def test_on_a_terminal_a_question_decides_between_the_labels(
    run: Run, answer: bytes, label: str
) -> None:
    done = run("label", "trees", "Hemlok", "gravel.png", stdin=answer)
    assert "'Hemlok' is new, and nearly the label 'hemlock'" in done.stderr
    assert done.stdout == f"1 labelled {label!r}\n"


@pytest.mark.usefixtures("trees")
@pytest.mark.parametrize("label", ["hemlock", "oak", "none of these"])
def test_other_labels_and_the_same_label_are_not_questioned(run: Run, label: str) -> None:
    assert run("label", "trees", label, "gravel.png").stderr == ""


@pytest.mark.usefixtures("trees")
def test_a_folder_of_a_label_that_nearly_exists_is_reported(
    run: Run, textures: Path, tmp_path: Path
) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "Hemlok").symlink_to(textures / "brick")
    (tmp_path / "more" / "grass").symlink_to(textures / "grass")
    done = run("add", "trees", "more")
    assert "'Hemlok' is a new label, and nearly the label 'hemlock'" in done.stderr
    assert "grass" not in done.stderr


@pytest.mark.usefixtures("trees")
def test_renaming_a_label_into_another_spelling_asks_nothing(run: Run) -> None:
    assert run("labels", "trees", "--rename", "hemlock", "Hemlock").stderr == ""
    assert labels(run) == ["Hemlock"]


@pytest.mark.usefixtures("trees")
def test_a_project_that_nearly_exists_is_made_and_reported(run: Run) -> None:
    done = run("new", "tree")
    assert done.stdout == "tree\n"
    assert "nearly the project 'trees'" in done.stderr
    assert "vizsla remove tree --yes" in done.stderr


@pytest.mark.usefixtures("trees", "terminal")
@pytest.mark.parametrize(("answer", "code", "count"), [(b"y\n", 0, 2), (b"n\n", 1, 1)])
def test_on_a_terminal_a_question_decides_about_the_project(
    run: Run, answer: bytes, code: int, count: int
) -> None:
    done = run("new", "tree", stdin=answer, code=code)
    assert "'tree' is nearly the project 'trees'" in done.stderr
    assert len(run("projects").stdout.splitlines()) == count
