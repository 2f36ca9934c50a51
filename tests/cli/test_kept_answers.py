from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from command_line import vizsla
from vizsla.cli.output import Answered, FileOutput
from vizsla.csv_cells import plain_cell
from vizsla.errors import InputFormatError
from vizsla.functions.image_classification import ImageClassifier

if TYPE_CHECKING:
    from cli.conftest import Run

VIZSLA = str(Path(sys.executable).with_name("vizsla"))
LATIN_1 = os.fsdecode(b"caf\xe9.png")  # a name that is not UTF-8
STRICT = {"PYTHONIOENCODING": "ascii:strict", "LANG": "C", "PYTHONUTF8": "0"}


@pytest.fixture
def photos(photographs: Path, tmp_path: Path) -> Path:
    """Three images; the name of the middle one is not UTF-8."""
    folder = tmp_path / "photos"
    folder.mkdir()
    for name in ("a.png", LATIN_1, "z.png"):
        try:
            shutil.copy(photographs / "coffee.png", folder / name)
        except OSError:
            pytest.skip("this file system takes only names in UTF-8")
    return folder


def command(*words: object, **options: object) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, **STRICT}
    return subprocess.run(
        [VIZSLA, *words],
        env=environment,
        stderr=subprocess.PIPE,
        check=False,
        **{"stdout": subprocess.PIPE, **options},
    )


@pytest.mark.parametrize("words", [(), ("--json",)])
def test_a_name_that_is_not_utf_8_is_printed_under_any_encoding(
    photos: Path, words: tuple[str, ...]
) -> None:
    done = command("classify", photos, *words)
    assert (done.returncode, done.stderr) == (0, b"")
    lines = done.stdout.decode("ascii").splitlines()
    assert len(lines) == 3
    if words:
        assert [Path(json.loads(line)["input"]).name for line in lines] == [
            *("a.png", LATIN_1, "z.png")
        ]
    else:
        assert lines[1].startswith(rf"{photos}/caf\udce9.png: espresso")


@pytest.mark.parametrize("ending", ["csv", "jsonl"])
def test_a_name_that_is_not_utf_8_is_written_with_the_others(
    run: Run, photos: Path, tmp_path: Path, ending: str
) -> None:
    target = tmp_path / f"answers.{ending}"
    run("classify", photos, "--write", target)
    with target.open(newline="", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file] if ending == "jsonl" else [*csv.DictReader(file)]
    names = [Path(row["input"]).name for row in rows]
    assert names == ["a.png", LATIN_1 if ending == "jsonl" else r"caf\udce9.png", "z.png"]
    assert {row["answer"] for row in rows} == {"espresso"}


def test_no_cell_of_written_answers_is_a_formula(
    run: Run, photographs: Path, tmp_path: Path
) -> None:
    names = ["=cmd.png", "-1.png", "@home.png", "+.png", "plain.png"]
    for name in names:
        shutil.copy(photographs / "coffee.png", tmp_path / name)
    run("classify", "*.png", "--write", "answers.csv")
    with (tmp_path / "answers.csv").open(newline="", encoding="utf-8") as file:
        inputs = [row["input"] for row in csv.DictReader(file)]
    assert sorted(map(plain_cell, inputs)) == sorted(names)
    assert not [each for each in inputs if each.startswith(("=", "-", "@", "+"))]


@pytest.mark.parametrize("error", [MemoryError(), RuntimeError("the wheel came off")])
@pytest.mark.parametrize("ending", ["csv", "jsonl"])
def test_an_unforeseen_error_at_one_input_keeps_the_others(
    run: Run,
    photos: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    ending: str,
) -> None:
    answer = ImageClassifier._answer_source

    def fail_at_one(self: ImageClassifier, source: object, *rest: object) -> object:
        if LATIN_1 in str(source):
            raise error
        return answer(self, source, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(ImageClassifier, "_answer_source", fail_at_one)
    target = tmp_path / f"answers.{ending}"
    done = run("classify", photos, photos / LATIN_1, "--write", target, code=3)
    answered = "png,espresso" if ending == "csv" else 'png", "answer": "espresso"'
    assert target.read_text("utf-8").count(answered) == 2
    assert "2 answered, 2 not" in done.stderr
    assert r"caf\udce9.png: there " in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits")
def test_a_full_disk_keeps_the_answers_so_far_and_says_how_to_go_on(
    photos: Path, tmp_path: Path
) -> None:
    whole, part = tmp_path / "whole.jsonl", tmp_path / "part.jsonl"
    assert command("classify", photos, "--write", whole).returncode == 0
    lines = whole.read_text().splitlines()
    import resource

    def limit() -> None:  # a process may write no larger file: as on a disk that is full
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(lines[0]) + 20, len(lines[0]) + 20))

    done = command("classify", photos, "--write", part, preexec_fn=limit)
    assert done.returncode == 3
    assert part.read_text().splitlines() == lines[:1]
    (message,) = done.stderr.decode().splitlines()
    assert message.startswith(f"vizsla: {part} can't be written (File too large); 1 of 3 answers")
    assert message.endswith("--skip 1")
    assert not list(tmp_path.glob(".*"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_disk_under_standard_output_is_one_message(photos: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = command("classify", photos, stdout=full)
        assert command("functions", stdout=full).returncode == 1
    assert done.returncode == 1
    (message,) = done.stderr.decode().splitlines()
    assert "standard output can't be written (No space left on device); 0 of 3" in message


def test_a_reader_that_has_enough_ends_the_command_without_a_word(photos: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = command("classify", photos, stdout=writer)
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (1, b"")


def test_answers_go_on_where_nobody_reads_the_messages(photos: Path, tmp_path: Path) -> None:
    (photos / "bad.png").write_text("no image")
    target = tmp_path / "answers.jsonl"
    for words in (("--write", str(target)), ()):
        script = 'exec "$0" classify "$@" 2>&-'
        done = subprocess.run(
            ["/bin/sh", "-c", script, VIZSLA, str(photos), *words],
            stdout=subprocess.PIPE,
            check=False,
        )
        assert done.returncode == 3
        assert b"bad.png" not in done.stdout
    assert len(done.stdout.splitlines()) == 3
    written = [json.loads(line) for line in target.read_text().splitlines()]
    assert ["error" in row for row in written].count(True) == 1
    assert len(written) == 4


def test_an_error_before_the_first_answer_leaves_an_older_file(
    photographs: Path, tmp_path: Path
) -> None:
    target = tmp_path / "answers.csv"
    target.write_text("older")
    image = str(photographs / "coffee.png")
    words = ("classify", image, image, "--within", "dgo", "--write", str(target))
    assert vizsla(*words, folder=tmp_path).code == 2
    assert target.read_text() == "older"


def test_a_result_whose_writing_is_interrupted_is_not_in_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write

    def interrupted(file: int, line: bytes) -> int:
        write(file, line)
        raise KeyboardInterrupt

    path = tmp_path / "answers.jsonl"
    output = FileOutput(path, texts=False)
    result = Answered("a.png", InputFormatError("no image"))

    def write_two() -> None:
        with output:
            output.add(result)
            monkeypatch.setattr(os, "write", interrupted)
            output.add(result)

    with pytest.raises(KeyboardInterrupt):
        write_two()

    assert output.count == len(path.read_text("utf-8").splitlines()) == 1
