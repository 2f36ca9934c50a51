from __future__ import annotations

import json
import shutil
import tempfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

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
    published = run("publish", "stuff").stdout
    assert "stuff@1" in published
    assert "No answer of this function is sure yet: about " in published
    assert "Answers are likely from a score of " in published
    called = run("call", "stuff", photographs / "gravel.png", "--json")
    assert json.loads(called.stdout)["answer"] == "gravel"
    assert "is sure yet: about " in called.stderr
    run("train", "stuff")
    run("test", "stuff")
    assert "'2'" in run("publish", "stuff", "--as", "2", code=2).stderr
    run("publish", "stuff", "--as", "production")
    assert run("versions", "stuff").stdout.splitlines()[1].endswith("  live, production")
    assert run("call", "stuff@production", photographs / "gravel.png").stdout.startswith("gravel")
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


def test_learn_says_what_its_answers_promise(
    run: Run, textures: Path, photographs: Path, tmp_path: Path
) -> None:
    printed = run("learn", textures, tmp_path / "mine").stdout
    assert "more labelled examples would be needed" in printed
    assert "at least 80 % of likely answers are right" in printed
    answer = run("call", tmp_path / "mine", textures / "grass" / "5.png").stdout
    assert answer.startswith("grass  ")
    assert answer.endswith("  likely\n")
    strange = run("call", tmp_path / "mine", photographs / "coffee.png").stdout
    assert strange.endswith("  not sure: unlike the training examples\n")


def test_train_says_that_the_test_set_kept_another_share_than_it_asks_for(
    run: Run, textures: Path
) -> None:
    run("new", "stuff")
    run("add", "stuff", textures)
    assert "The test set" not in run("train", "stuff").stdout
    again = run("train", "stuff", "--test", 0.5).stdout
    assert "labelled examples, not 50 %" in again
    assert "vizsla test stuff 'labelled/'" in again


def test_commands_with_a_page_leave_no_temporary_files(
    run: Run, textures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    run("new", "stuff")
    run("add", "stuff", textures)
    run("explore", "stuff")
    for _ in range(2):
        run("train", "stuff")
        run("test", "stuff")
        run("publish", "stuff")
    run("compare", "stuff", 1, 2)
    assert list((tmp_path / "temporary").iterdir()) == []
    pages = sorted(each.name for each in (tmp_path / "home" / "pages").iterdir())
    assert pages == ["comparison.html", "exploration.html", "report.html"]


def test_a_test_does_not_fail_for_a_page_that_nobody_asked_for(
    run: Run, photographs: Path, tmp_path: Path
) -> None:
    (tmp_path / "labelled" / "cat").mkdir(parents=True)
    shutil.copy(photographs / "chelsea.png", tmp_path / "labelled" / "cat")
    (tmp_path / "home").write_text("no folder")
    done = run("test", "classify-image", tmp_path / "labelled")
    assert "Right on 1 of 1" in done.stdout
    assert "--html" in done.stderr


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


def test_suggest_says_why_there_is_nothing_to_suggest(run: Run, textures: Path) -> None:
    run("new", "stuff")
    empty = run("suggest", "stuff")
    assert (empty.stdout, empty.stderr) == (
        "",
        "there are no images to label yet: vizsla add stuff photos/\n",
    )
    run("add", "stuff", textures)
    assert "nothing to suggest" in run("suggest", "stuff").stderr


def test_a_folder_s_labels_are_mapped_to_the_function_s(
    run: Run, textures: Path, photographs: Path, tmp_path: Path
) -> None:
    for label, name in (("moggy", "chelsea.png"), ("drink", "coffee.png")):
        (tmp_path / "labelled" / label).mkdir(parents=True)
        shutil.copy(photographs / name, tmp_path / "labelled" / label)
    wrong = run("test", "classify-image", tmp_path / "labelled", code=2)
    assert "map its name to a label (--map-label)" in wrong.stderr
    mapped = ("--map-label", "moggy=cat", "--map-label", "drink=espresso")
    done = run("test", "classify-image", tmp_path / "labelled", *mapped, "--json")
    assert json.loads(done.stdout)["figures"]["accuracy"] == 1
    wrong = run("test", "classify-image", tmp_path / "labelled", "--map-label", "tea=cat", code=2)
    assert "--map-label names 'tea'" in wrong.stderr
    wrong = run("test", "classify-image", tmp_path / "labelled", "--map-label", "drink", code=2)
    assert "FOLDER=LABEL, not 'drink'" in wrong.stderr

    (tmp_path / "other" / "wall").mkdir(parents=True)
    shutil.copy(photographs / "brick.png", tmp_path / "other" / "wall")
    run("new", "stuff")
    run("add", "stuff", textures)
    run("train", "stuff")
    run("test", "stuff", "--map-label", "wall=brick", code=2)  # needs a folder
    done = run("test", "stuff", tmp_path / "other", "--map-label", "wall=brick", "--json")
    assert json.loads(done.stdout)["figures"]["accuracy"] == 1


def test_an_unusable_image_is_reported_and_the_others_are_added(
    run: Run, textures: Path, tmp_path: Path
) -> None:
    shutil.copytree(textures / "brick", tmp_path / "in")
    (tmp_path / "in" / "bad.jpg").write_text("no image")
    run("new", "stuff")
    done = run("add", "stuff", tmp_path / "in", code=3)
    assert "12 new" in done.stdout
    assert "bad.jpg" in done.stderr
