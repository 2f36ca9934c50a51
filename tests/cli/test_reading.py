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
