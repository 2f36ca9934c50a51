"""Anybody can try a function without a file of their own."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import vizsla
from command_line import vizsla as run
from vizsla import samples
from vizsla.errors import OptionError

HERE = Path(samples.__file__).parent


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("describe",), "a German shepherd"),
        (("classify",), "German shepherd"),
        (("detect",), "dog"),
        (("recognize",), "currency"),
        (("listen",), "two dogs"),
        (("call", "dog-breeds"), "German shepherd"),
    ],
    ids=lambda value: value[-1] if isinstance(value, tuple) else "",
)
def test_a_command_answers_its_sample(command: tuple[str, ...], said: str, tmp_path: Path) -> None:
    done = run(*command, "--sample", folder=tmp_path)
    assert (done.code, said in done.stdout) == (0, True), done
    assert list(tmp_path.iterdir()) == []


def test_a_sample_beside_inputs_is_refused_and_so_is_no_input(tmp_path: Path) -> None:
    both = run("describe", "--sample", "park.jpg", folder=tmp_path)
    neither = run("describe", folder=tmp_path)
    assert (both.code, neither.code) == (2, 2)
    assert "alone" in both.stderr
    assert "--sample to try it" in neither.stderr


def test_what_is_written_can_be_learned_from_and_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "home"))
    target = tmp_path / "try"
    names = {path.name for path in samples.write(target)}
    assert names == {each.name for each in target.iterdir()}
    mine = vizsla.learn(target / "photos")
    assert mine(target / "new.jpg").answer == "windmill"
    answers = [answer for _, answer in mine.over(target / "folder")]
    assert all(isinstance(each, vizsla.Answer) for each in answers)
    with (target / "pictures.csv").open(encoding="utf-8", newline="") as file:
        assert all((target / row["file"]).is_file() for row in csv.DictReader(file))


def test_nothing_that_is_there_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "park.jpg").write_bytes(b"mine")
    with pytest.raises(OptionError, match=r"park\.jpg is there already"):
        samples.write(tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["park.jpg"]
    assert (tmp_path / "park.jpg").read_bytes() == b"mine"


def test_writing_again_brings_back_what_is_missing(tmp_path: Path) -> None:
    first = samples.write(tmp_path)
    (tmp_path / "photos" / "fish" / "01.webp").unlink()
    assert samples.write(tmp_path) == first
    assert (tmp_path / "photos" / "fish" / "01.webp").is_file()


def test_every_picture_and_sound_names_its_author_licence_and_source() -> None:
    listed = json.loads((HERE / "SOURCES.json").read_text("utf-8"))["files"]
    shipped = {
        path.relative_to(HERE).as_posix()
        for path in HERE.rglob("*")
        if path.suffix in {".jpg", ".webp", ".wav"}
    }
    assert {each["file"] for each in listed} == shipped
    assert all(each["author"] and each["licence"] and each["source"] for each in listed)


def test_the_command_line_starts_as_a_module_too(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "vizsla", "--version"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"vizsla {vizsla.__version__}\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_completes_commands(shell: str, tmp_path: Path) -> None:
    asked = {
        "_VIZSLA_COMPLETE": f"complete_{shell}",
        "_TYPER_COMPLETE_ARGS": "vizsla desc",
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "COMP_WORDS": "vizsla desc",
        "COMP_CWORD": "1",
    }
    done = subprocess.run(
        [sys.executable, "-m", "vizsla"],
        cwd=tmp_path,
        env={**os.environ, **asked},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "describe" in done.stdout
