from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import vizsla
from vizsla.bundle.shipped_bundles import shipped_names

if TYPE_CHECKING:
    from cli.conftest import Run

VIZSLA = str(Path(sys.executable).with_name("vizsla"))


@pytest.fixture
def folder(photographs: Path, tmp_path: Path) -> Path:
    """Two good images and a bad one."""
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in ("coffee.png", "chelsea.png"):
        shutil.copy(photographs / name, folder)
    (folder / "bad.png").write_text("no image")
    return folder


def test_a_command_is_a_program(photographs: Path) -> None:
    done = subprocess.run(
        [VIZSLA, "classify", photographs / "chelsea.png"], capture_output=True, check=True
    )
    assert done.stderr == b""
    assert b"cat" in done.stdout


@pytest.mark.parametrize("name", ["describe", "classify", "detect"])
def test_one_image_gives_one_answer_and_nothing_else(
    run: Run, name: str, photographs: Path
) -> None:
    done = run(name, photographs / "chelsea.png")
    assert done.stderr == ""
    assert "cat" in done.stdout.splitlines()[0]


def test_json_lines_are_what_python_answers(run: Run, photographs: Path) -> None:
    image = photographs / "coffee.png"
    done = run("classify", image, image, "--top", 3, "--json")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    expected = {"input": str(image), **vizsla.classify_image(image, top=3).to_dict()}
    assert lines == [expected, expected]


def test_top_shows_alternatives(run: Run, photographs: Path) -> None:
    done = run("classify", photographs / "coffee.png", "--top", 3)
    assert len(done.stdout.splitlines()) == 4


def test_boxes_that_are_not_sure_say_so(run: Run) -> None:
    image = Path(__file__).parents[1] / "images" / "things" / "hens.jpg"
    lines = run("detect", image).stdout.splitlines()
    found = vizsla.detect_objects(image)
    assert [line.endswith("not sure") for line in lines] == [
        not each.sure for each in (found, *found.boxes)
    ]
    assert {box.sure for box in found.boxes} == {True, False}


def test_a_folder_answers_the_good_inputs_and_counts_the_bad(run: Run, folder: Path) -> None:
    done = run("classify", folder, code=3)
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == [
        str(folder / name) for name in ("chelsea.png", "coffee.png")
    ]
    assert "bad.png" in done.stderr
    assert "2 answered, 1 not" in done.stderr


def test_skipping_passes_over_the_first_inputs(run: Run, folder: Path) -> None:
    done = run("classify", folder, folder / "coffee.png", "--skip", 2)
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == [
        str(folder / "coffee.png")
    ] * 2


def test_a_pattern_that_the_shell_left_alone_is_a_pattern(run: Run, folder: Path) -> None:
    done = run("classify", folder / "c*.png")
    assert len(done.stdout.splitlines()) == 2


@pytest.mark.parametrize("ending", ["jsonl", "csv"])
def test_results_and_errors_go_to_a_file(
    run: Run, folder: Path, tmp_path: Path, ending: str
) -> None:
    target = tmp_path / f"answers.{ending}"
    done = run("detect", folder, "--write", target, code=3)
    assert done.stdout == ""
    with target.open(newline="") as file:
        rows = [json.loads(line) for line in file] if ending == "jsonl" else [*csv.DictReader(file)]
    assert [Path(row["input"]).name for row in rows] == ["bad.png", "chelsea.png", "coffee.png"]
    assert "InputFormatError" in str(rows[0]["error"])
    assert rows[1]["answer"] == "cat"
    assert set(tmp_path.iterdir()) == {folder, target}


def test_one_answer_in_a_file_is_counted_as_one(
    run: Run, photographs: Path, tmp_path: Path
) -> None:
    done = run("classify", photographs / "coffee.png", "--write", tmp_path / "one.csv")
    assert "1 answer in " in done.stderr


@pytest.mark.parametrize("target", ["answers.xml", "no/such/folder/answers.csv"])
def test_a_file_that_can_not_be_written_is_an_error_before_the_work(
    run: Run, photographs: Path, target: str
) -> None:
    done = run("classify", photographs / "coffee.png", "--write", target, code=2)
    assert done.stdout == ""
    assert target in done.stderr


def test_an_image_may_come_by_a_pipe(run: Run, photographs: Path) -> None:
    done = run("classify", "-", stdin=(photographs / "coffee.png").read_bytes())
    assert done.stdout.startswith("espresso")


def test_the_exit_code_is_1_where_no_input_was_answered(run: Run, tmp_path: Path) -> None:
    done = run("classify", tmp_path / "missing.jpg", code=1)
    assert done.stdout == ""
    assert "missing.jpg" in done.stderr


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
def test_a_wrong_call_is_exit_code_2(run: Run, arguments: tuple[str, ...]) -> None:
    assert run(*arguments, code=2).stdout == ""


def test_a_url_within_the_own_network_is_refused(run: Run) -> None:
    done = run("classify", "http://127.0.0.1:9/a.jpg", code=1)
    assert "127.0.0.1" in done.stderr
    assert "--allow-private-urls" in done.stderr


def test_learn_publishes_and_call_answers(
    run: Run, textures: Path, tmp_path: Path, photographs: Path
) -> None:
    learnt = run("learn", textures, tmp_path / "mine")
    assert "% right on 6 images" in learnt.stdout
    called = run("call", tmp_path / "mine", photographs / "grass.png")
    assert called.stdout.startswith("grass")
    again = run("learn", textures, tmp_path / "mine", code=1)
    assert "--replace" in again.stderr
    run("learn", textures, tmp_path / "mine", "--replace")


def test_functions_are_listed_and_their_cards_shown(run: Run) -> None:
    listed = run("functions", "--json").stdout.splitlines()
    names = [json.loads(line)["name"] for line in listed]
    assert names == [*shipped_names()]
    for name in names:
        assert run("card", name).stdout == vizsla.load(name).card


def test_a_damaged_function_hides_no_other(run: Run, textures: Path, tmp_path: Path) -> None:
    run("new", "stuff")
    run("add", "stuff", textures)
    run("train", "stuff")
    run("publish", "stuff", "--untested")
    assert "stuff" in run("functions").stdout
    for path in (tmp_path / "home").rglob("function.json"):
        path.write_text("{}")
    done = run("functions", code=3)
    assert "stuff: " in done.stderr
    assert "classify-image" in done.stdout


def test_a_reader_that_closes_the_pipe_is_no_error(folder: Path) -> None:
    words = [VIZSLA, "classify", str(folder), str(folder), "--json"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        messages = process.stderr.read()
    assert b"Traceback" not in messages
    assert b"BrokenPipe" not in messages


def test_version_is_shown(run: Run) -> None:
    assert run("--version").stdout.split() == ["vizsla", vizsla.__version__]
