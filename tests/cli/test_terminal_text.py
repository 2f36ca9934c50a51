from __future__ import annotations

import ast
import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vizsla.cli import console
from vizsla.terminal_text import json_line, one_line, safe_text

if TYPE_CHECKING:
    from cli.conftest import Run

ESCAPES = (
    "\x1b]0;owned\x07",
    "\x1b[31m",
    "\x9b31m",
    "\r",
    "\b",
    "\u202e",
    "\u2066",
    "\x7f",
    "\ud800",
)
CONTROLS = re.compile("[\0-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
PRINTING = {"print", "typer.echo", "sys.stdout.write", "sys.stderr.write"}
ANY = st.text(st.characters(exclude_categories=[]))


@given(ANY)
def test_no_text_controls_the_terminal(text: str) -> None:
    assert not CONTROLS.search(safe_text(text))
    assert not CONTROLS.search(one_line(text))
    assert "\n" not in one_line(text)


@given(st.text(st.characters(codec="utf-8", categories=["L", "M", "N", "P", "S", "Zs"])))
def test_a_text_that_only_shows_stays_as_it_is(text: str) -> None:
    assert one_line(text) == text


@given(st.dictionaries(ANY, ANY), st.sampled_from(["utf-8", "ascii", "cp1252"]))
def test_json_is_read_back_the_same_and_controls_no_terminal(
    value: dict[str, str], encoding: str
) -> None:
    line = json_line(value, encoding)
    line.encode(encoding)
    assert json.loads(line) == value
    assert not CONTROLS.search(line)
    assert "\n" not in line


@pytest.mark.parametrize("escape", ESCAPES)
def test_each_known_escape_is_written_out(escape: str) -> None:
    assert one_line(f"a{escape}b").isprintable()


def test_a_file_name_with_an_escape_reaches_no_terminal(
    run: Run, photographs: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    for name in ("\x1b[2J.png", "a\rb\u202egnp.png", "line\nvizsla: forged.png"):
        shutil.copy(photographs / "grass.png", folder / name)
        (folder / f"bad {name}").write_text("no image")
    run("new", "trees")
    for words in (
        ("classify", folder),
        ("detect", folder, "--json"),
        ("add", "trees", folder),
        ("examples", "trees"),
        ("suggest", "trees"),
        ("explore", "trees"),
    ):
        done = run(*words, code=None)
        text = done.stdout + done.stderr
        assert not CONTROLS.search(text), (words, text)
        assert not re.search("^vizsla: forged", text, re.MULTILINE), (words, text)


def test_markup_in_a_label_is_printed_as_it_is(run: Run, photographs: Path) -> None:
    run("new", "trees")
    run("add", "trees", photographs / "grass.png", "--label", "[bold]oak[/bold]")
    assert "[bold]oak[/bold]  1 positive" in run("labels", "trees").stdout


def test_only_the_functions_that_make_text_safe_print() -> None:
    folder = Path(console.__file__).parent
    printing = {
        path.name
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func)
        in {"print", "typer.echo", "sys.stdout.write", "sys.stderr.write"}
    }
    assert printing == {"console.py"}


def test_a_folder_for_a_workspace_is_made_for_its_user_alone(
    run: Run, tmp_path: Path, photographs: Path
) -> None:
    home = tmp_path / "home"
    run("new", "trees")
    assert home.stat().st_mode & 0o777 == 0o700
    home.chmod(0o750)
    run("add", "trees", photographs / "grass.png")
    assert home.stat().st_mode & 0o777 == 0o750  # a folder that is shared stays shared
