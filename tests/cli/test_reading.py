from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from vizsla.cli import reading

if TYPE_CHECKING:
    from pathlib import Path

    from cli.conftest import Run


@pytest.fixture
def unclear(textures: Path, tmp_path: Path) -> Path:
    """Return a folder of two parts, with a folder beside them that is none."""
    for label in ("brick", "grass"):
        shutil.copytree(textures / label, tmp_path / "data" / "train" / label)
    shutil.copytree(textures / "gravel", tmp_path / "data" / "gravel")
    return tmp_path / "data"


def test_the_first_line_says_how_the_data_was_understood(run: Run, textures: Path) -> None:
    run("new", "ground")
    first = run("add", "ground", textures).stdout.splitlines()[0]
    assert first == f"{textures}  Folder: 3 labels: brick (12), grass (12), gravel (12)"
    line, tested = run("learn", textures, "soil").stdout.splitlines()[:2]
    assert line == first
    assert tested.startswith("soil@1  ")
    assert first in run("test", "soil@1", textures).stderr


def test_without_a_terminal_the_option_is_named(run: Run, unclear: Path) -> None:
    run("new", "ground")
    for command in (("add", "ground", unclear), ("learn", unclear, "soil")):
        done = run(*command, code=1)
        assert done.stdout == ""
        assert "--layout" in done.stderr
    done = run("add", "ground", unclear, "--layout", "dataset folder")
    assert "gravel/ (12 images) left out" in done.stdout


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        (b"\n", "Folder with the part train: 2 labels"),
        (b"9\n2\n", "Folder: 2 labels: train (24), gravel (12)"),
        (b"labelled folder\n", "Folder: 2 labels: train (24), gravel (12)"),
    ],
)
def test_on_a_terminal_the_user_chooses(
    run: Run, unclear: Path, monkeypatch: pytest.MonkeyPatch, answer: bytes, shown: str
) -> None:
    monkeypatch.setattr(reading, "can_ask", lambda: True)
    run("new", "ground")
    done = run("add", "ground", unclear, stdin=answer)
    assert "1  dataset folder\n  2  labelled folder\nWhich? [1]" in done.stderr
    assert shown in done.stdout


@pytest.mark.parametrize(("answer", "labelled"), [(b"\n", 12), (b"2\n", 0)])
def test_on_a_terminal_the_user_may_say_that_no_column_is_the_label(
    run: Run, textures: Path, monkeypatch: pytest.MonkeyPatch, answer: bytes, labelled: int
) -> None:
    monkeypatch.setattr(reading, "can_ask", lambda: True)
    table = textures.parent / "kinds.csv"
    rows = [f"{each},oak" for each in sorted((textures / "brick").iterdir())]
    table.write_text("\n".join(("path,kind", *rows)))
    run("new", "ground")
    done = run("add", "ground", table, stdin=answer)
    assert "1  kind\n  2  none of these" in done.stderr
    assert ("1 label: oak (12)" in done.stdout) == bool(labelled)


def test_where_the_input_has_ended_nothing_is_chosen(
    run: Run, unclear: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "can_ask", lambda: True)
    run("new", "ground")
    assert "--layout" in run("add", "ground", unclear, code=1).stderr


def test_the_column_of_the_texts_is_asked_for_or_given(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "letters.csv"
    table.write_text(
        "question,comment,label\nwho is it,it is me,greet\nwhere is it,it is here,ask\n"
    )
    run("new", "letters", "--kind", "text-classification")
    done = run("add", "letters", table, code=1)
    assert "question and comment. Say which has the texts with --text-column" in done.stderr
    monkeypatch.setattr(reading, "can_ask", lambda: True)
    asked = run("add", "letters", table, stdin=b"2\n")
    assert "1  question\n  2  comment\nWhich? [1]" in asked.stderr
    assert "texts in 'comment' and labels in 'label': 2 labels: greet (1), ask (1)" in asked.stdout
    given = run("add", "letters", table, "--text-column", "question")
    assert "2 new, 0 known already" in given.stdout


def test_data_of_the_wrong_kind_says_where_it_goes(
    run: Run, textures: Path, tmp_path: Path
) -> None:
    table = tmp_path / "letters.csv"
    table.write_text("text,label\nwho is it,greet\nwhere is it,ask\n")
    run("new", "ground")
    assert "--kind text-classification" in run("add", "ground", table, code=1).stderr
    run("new", "letters", "--kind", "text-classification")
    done = run("add", "letters", textures, code=1)
    assert "Images go into a project of images: --kind image-classification" in done.stderr
