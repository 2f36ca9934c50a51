"""The commands on functions of texts."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

from shop_sentences import SENTENCES

if TYPE_CHECKING:
    from pathlib import Path

    from cli.conftest import Run


def write_table(path: Path) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = [(text, label) for label, texts in SENTENCES.items() for text in texts]
        csv.writer(file).writerows([("text", "label"), *rows])
    return path


def test_a_function_is_learnt_from_a_table_and_called_with_texts(run: Run, tmp_path: Path) -> None:
    write_table(tmp_path / "utterances.csv")
    learnt = run("learn", "utterances.csv", "shop")
    assert "right on 12 texts of the test set" in learnt.stdout

    assert run("call", "shop", "please cancel my order").stdout.startswith("cancel order")
    assert run("call", "shop", "-", stdin=b"are you open?\n").stdout.startswith("opening hours")
    (tmp_path / "mail.txt").write_text("Where is my parcel?", encoding="utf-8")
    done = run("call", "shop", "cancel it, will you?", "mail.txt", "", "--json", code=3)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each.get("answer") for each in answers[:2]] == ["cancel order", "where is my parcel"]
    assert "nothing to read" in done.stderr


def test_a_project_of_texts_goes_through_the_loop(run: Run, tmp_path: Path) -> None:
    write_table(tmp_path / "utterances.csv")
    run("new", "shop", "--kind", "text-classification")
    assert "60 new" in run("add", "shop", "utterances.csv").stdout
    run("explore", "shop")
    run("train", "shop")
    run("test", "shop")
    run("publish", "shop")
    assert run("call", "shop", "stop my order").stdout.startswith("cancel order")
    assert "60 examples" in run("export-data", "shop", "out", "--layout", "csv").stdout
    assert "text,label" in (tmp_path / "out" / "metadata.csv").read_text("utf-8-sig")


def test_an_exported_app_is_imported_trained_and_called(run: Run, tmp_path: Path) -> None:
    utterances = [
        {"text": text, "intent": label, "entities": []}
        for label, texts in SENTENCES.items()
        for text in texts
    ]
    app = {
        "luis_schema_version": "5.0.0",
        "name": "shop",
        "culture": "en-us",
        "intents": [{"name": label} for label in SENTENCES],
        "closedLists": [{"name": "thing", "subLists": [{"canonicalForm": "order", "list": []}]}],
        "prebuiltEntities": [{"name": "keyPhrase"}],
        "utterances": utterances,
    }
    (tmp_path / "app.json").write_text(json.dumps(app), "utf-8")
    done = run("import", "app.json")
    assert "1 list entity" in done.stdout
    assert "60 new" in done.stdout
    assert "entity keyPhrase: nothing here finds" in done.stdout
    run("train", "shop")
    run("test", "shop")
    run("publish", "shop")
    found = json.loads(run("call", "shop", "please cancel my order", "--json").stdout)
    assert found["answer"] == "cancel order"
    assert [each["kind"] for each in found["entities"]] == ["thing"]
    (tmp_path / "bad.json").write_text("{", "utf-8")
    assert "bad.json" in run("import", "bad.json", code=1).stderr
