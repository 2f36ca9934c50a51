"""The commands on projects and functions whose examples have several labels."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

from multi_label_examples import complaints

if TYPE_CHECKING:
    from pathlib import Path

    from cli.conftest import Run

TEXT = "the screen is cracked, and I was charged twice for it"


def write_complaints(path: Path, count: int = 160, seed: int = 0) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = [(text, "|".join(own)) for text, own in complaints(count, seed).items()]
        marked = [(text, labels or "none of these") for text, labels in rows]
        csv.writer(file).writerows([("text", "label"), *marked])


def test_a_multi_label_project_goes_through_the_loop(run: Run, tmp_path: Path) -> None:
    write_complaints(tmp_path / "complaints.csv")
    run("new", "tags", "--kind", "text-classification", "--multi-label")
    added = run("add", "tags", "complaints.csv")
    assert "3 labels" in added.stdout or "4 labels" in added.stdout
    first = json.loads(run("examples", "tags", "--json", "--count", 1).stdout)
    run("label", "tags", "bill", str(first["example"]), "--also", "delay")
    assert "bill, delay" in run("examples", "tags", "--count", 1).stdout
    run("label", "tags", "damage", str(first["example"]), "--add")
    assert "bill, damage, delay" in run("examples", "tags", "--count", 1).stdout
    run("undo", "tags")
    run("undo", "tags")
    assert json.loads(run("examples", "tags", "--json", "--count", 1).stdout) == first

    assert run("train", "tags").stdout.startswith("run 1: ")
    tested = run("test", "tags", "--json").stdout
    assert json.loads(tested)["figures"]["micro_f1"]["value"] > 0.8
    run("publish", "tags")
    called = run("call", "tags", TEXT)
    assert {line.split()[0] for line in called.stdout.splitlines()[1:]} == {"bill", "damage"}
    run("call", "tags", TEXT, "--write", "out.csv")
    (row,) = csv.DictReader((tmp_path / "out.csv").read_text("utf-8").splitlines())
    assert {each["label"] for each in json.loads(row["labels"])} == {"bill", "damage"}

    write_complaints(tmp_path / "others.csv", 40, seed=9)
    assert "Exactly the right labels" in run("test", "tags@1", "others.csv").stdout


def test_a_function_of_several_labels_is_learnt_in_one_command(run: Run, tmp_path: Path) -> None:
    write_complaints(tmp_path / "complaints.csv")
    learnt = run("learn", "complaints.csv", "tags", "--multi-label")
    assert "with exactly their labels" in learnt.stdout
    answer = json.loads(run("call", "tags", TEXT, "--json").stdout)
    assert {each["label"] for each in answer["labels"]} == {"bill", "damage"}


def test_several_labels_in_a_project_of_one_are_refused(run: Run, tmp_path: Path) -> None:
    write_complaints(tmp_path / "complaints.csv", 8)
    run("new", "one", "--kind", "text-classification")
    run("add", "one", "complaints.csv")
    done = run("label", "one", "bill", "1", "--also", "delay", code=None)
    assert done.code != 0
    assert "multi" in done.stderr
