from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from cli.conftest import Run


def test_the_whole_loop_from_the_command_line(
    run: Run,
    textures: Path,
    photographs: Path,
    tmp_path: Path,
) -> None:
    assert run("projects").stdout == ""
    assert run("new", "stuff").stdout == "stuff\n"
    assert "36 new" in run("add", "stuff", textures).stdout
    assert "0 new, 36 known already" in run("add", "stuff", textures).stdout
    run("add", "stuff", photographs / "brick.png", photographs / "coffee.png")
    assert "brick  12 positive" in run("labels", "stuff").stdout
    run("explore", "stuff", "--html", tmp_path / "exploration.html")
    assert (tmp_path / "exploration.html").read_text().startswith("<!doctype html>")
    suggested = [json.loads(each) for each in run("suggest", "stuff", "--json").stdout.splitlines()]
    assert {each["name"] for each in suggested} == {"brick.png", "coffee.png"}
    run("label", "stuff", "brick", "brick.png")
    run("label", "stuff", "brick", "coffee.png", "--not")
    assert "undone" in run("undo", "stuff").stdout
    run("label", "stuff", "none of these", "coffee.png")
    assert "run 1" in run("train", "stuff", "--html", tmp_path / "run.html").stdout
    assert "Right on" in run("test", "stuff", "--html", tmp_path / "report.html").stdout
    assert "stuff@1" in run("publish", "stuff").stdout
    answer = run("call", "stuff", photographs / "gravel.png", "--json").stdout
    assert json.loads(answer)["answer"] == "gravel"
    run("train", "stuff")
    run("test", "stuff")
    run("publish", "stuff")
    assert "stuff@2" in run("versions", "stuff").stdout
    run("compare", "stuff", 1, 2, "--html", tmp_path / "compare.html")
    assert run("rollback", "stuff").stdout == "stuff@live is stuff@1\n"
    run("export", "stuff", "--tflite", tmp_path / "stuff.tflite")
    assert "stuff" in run("functions").stdout
    run("export-data", "stuff", tmp_path / "dataset")
    again = run("import-data", "again", tmp_path / "dataset", code=1)
    assert "vizsla new again" in again.stderr
    run("new", "again")
    assert "38 new" in run("import-data", "again", tmp_path / "dataset").stdout
    assert len(run("projects").stdout.splitlines()) == 2
    run("remove", "again", code=2)
    run("remove", "again", "--yes")
    assert len(run("projects").stdout.splitlines()) == 1


def test_any_function_is_tested_on_a_labelled_folder(
    run: Run, photographs: Path, tmp_path: Path
) -> None:
    for label, name in (("cat", "chelsea.png"), ("espresso", "coffee.png")):
        (tmp_path / "labelled" / label).mkdir(parents=True)
        shutil.copy(photographs / name, tmp_path / "labelled" / label)
    done = run("test", "classify-image", tmp_path / "labelled", "--html", tmp_path / "report.html")
    assert "2" in done.stdout
    assert "espresso" in (tmp_path / "report.html").read_text()
    wrong = run("test", "no-such-thing", code=2)
    assert "labelled/" in wrong.stderr


def test_an_unusable_image_is_reported_and_the_others_are_added(
    run: Run, textures: Path, tmp_path: Path
) -> None:
    shutil.copytree(textures / "brick", tmp_path / "in")
    (tmp_path / "in" / "bad.jpg").write_text("no image")
    run("new", "stuff")
    done = run("add", "stuff", tmp_path / "in", code=3)
    assert "12 new" in done.stdout
    assert "bad.jpg" in done.stderr
