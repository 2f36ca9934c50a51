from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import vizsla
from vizsla.bundle.shipped import shipped_names

VIZSLA = str(Path(sys.executable).with_name("vizsla"))


def run(*arguments: object, stdin: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    command = [VIZSLA, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, input=stdin, timeout=60)


@pytest.fixture
def folder(photographs: Path, tmp_path: Path) -> Path:
    """Two good pictures and a bad one."""
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in ("coffee.png", "chelsea.png"):
        shutil.copy(photographs / name, folder)
    (folder / "bad.png").write_text("no picture")
    return folder


@pytest.mark.parametrize("command", ["describe", "classify", "detect"])
def test_one_picture_gives_one_answer_and_nothing_else(command: str, photographs: Path) -> None:
    done = run(command, photographs / "chelsea.png")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "cat" in done.stdout.decode().splitlines()[0]


def test_json_lines_are_what_python_answers(photographs: Path) -> None:
    picture = photographs / "coffee.png"
    done = run("classify", picture, picture, "--top", 3, "--json")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    expected = {"input": str(picture), **vizsla.classify_image(picture, top=3).to_dict()}
    assert lines == [expected, expected]


def test_top_shows_alternatives(photographs: Path) -> None:
    done = run("classify", photographs / "coffee.png", "--top", 3)
    assert len(done.stdout.splitlines()) == 4


def test_a_folder_answers_what_it_can_and_counts_the_rest(folder: Path) -> None:
    done = run("classify", folder)
    assert done.returncode == 3
    assert [line.split(b":")[0] for line in done.stdout.splitlines()] == [
        str(folder / name).encode() for name in ("chelsea.png", "coffee.png")
    ]
    assert b"bad.png" in done.stderr
    assert b"2 answered, 1 not" in done.stderr


def test_a_pattern_that_the_shell_left_alone_is_a_pattern(folder: Path) -> None:
    done = run("classify", folder / "c*.png")
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 2


@pytest.mark.parametrize("ending", ["jsonl", "csv"])
def test_results_go_to_a_file_errors_too(folder: Path, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"answers.{ending}"
    done = run("detect", folder, "--write", target)
    assert done.returncode == 3
    assert done.stdout == b""
    with target.open(newline="") as file:
        rows = [json.loads(line) for line in file] if ending == "jsonl" else [*csv.DictReader(file)]
    assert [Path(row["input"]).name for row in rows] == ["bad.png", "chelsea.png", "coffee.png"]
    assert "InputFormatError" in str(rows[0]["error"])
    assert rows[1]["answer"] == "cat"
    assert set(tmp_path.iterdir()) == {folder, target}


@pytest.mark.parametrize("target", ["answers.xml", "no/such/folder/answers.csv"])
def test_a_file_that_can_not_be_written_is_told_first(photographs: Path, target: str) -> None:
    done = run("classify", photographs / "coffee.png", "--write", target)
    assert (done.returncode, done.stdout) == (2, b"")
    assert target.encode() in done.stderr


def test_a_picture_may_come_by_a_pipe(photographs: Path) -> None:
    done = run("classify", "-", stdin=(photographs / "coffee.png").read_bytes())
    assert done.stdout.startswith(b"espresso")


def test_nothing_answered_is_exit_code_1(tmp_path: Path) -> None:
    done = run("classify", tmp_path / "missing.jpg")
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"missing.jpg" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("classify",),
        ("classify", "a.jpg", "--top", "0"),
        ("classify", "a.jpg", "--threshold", "2"),
        ("detect", "a.jpg", "--within", "dog"),
        ("paint", "a.jpg"),
    ],
)
def test_a_wrong_call_is_exit_code_2(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Traceback" not in done.stderr


def test_a_url_within_the_own_network_is_refused() -> None:
    done = run("classify", "http://127.0.0.1:9/a.jpg")
    assert done.returncode == 1
    assert b"127.0.0.1" in done.stderr


def test_learn_publishes_and_call_answers(
    textures: Path, tmp_path: Path, photographs: Path
) -> None:
    learnt = run("learn", textures, tmp_path / "mine")
    assert learnt.returncode == 0, learnt.stderr
    assert b"% right on 6 pictures" in learnt.stdout
    called = run("call", tmp_path / "mine", photographs / "grass.png")
    assert called.stdout.startswith(b"grass")
    assert run("learn", textures, tmp_path / "mine").returncode == 1
    assert run("learn", textures, tmp_path / "mine", "--replace").returncode == 0


def test_functions_are_listed_and_their_cards_shown() -> None:
    listed = run("functions", "--json").stdout.splitlines()
    names = [json.loads(line)["name"] for line in listed]
    assert names == [*shipped_names()]
    for name in names:
        assert run("card", name).stdout.decode() == vizsla.load(name).card


def test_a_reader_that_has_enough_is_no_error(folder: Path) -> None:
    command = [VIZSLA, "classify", str(folder), str(folder), "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        complaints = process.stderr.read()
    assert b"Traceback" not in complaints
    assert b"BrokenPipe" not in complaints


def test_version_is_shown() -> None:
    assert run("--version").stdout.decode().split() == ["vizsla", vizsla.__version__]
