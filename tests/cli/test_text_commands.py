"""The commands on functions of texts."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest

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
        "prebuiltEntities": [{"name": "keyPhrase"}, {"name": "datetimeV2"}],
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
    when = ("--reference", "2026-11-29T23:30+00:00", "--zone", "Europe/Berlin")
    found = json.loads(run("call", "shop", "order it today", *when, "--json").stdout)
    assert found["entities"][-1]["value"]["values"][0]["value"] == "2026-11-30"
    (tmp_path / "bad.json").write_text("{", "utf-8")
    assert "bad.json" in run("import", "bad.json", code=1).stderr


@pytest.fixture
def shop(run: Run, tmp_path: Path) -> str:
    """A function of the shop's sentences."""
    run("learn", write_table(tmp_path / "utterances.csv"), "shop")
    return "shop"


def test_an_argument_is_a_text_whatever_wildcards_are_in_it(
    run: Run, shop: str, tmp_path: Path
) -> None:
    (tmp_path / "are you open1").write_text("cancel my order", encoding="utf-8")
    for text in ("are you open?", "are you open*", "are you [really] open", "open Mo/Tu?"):
        assert run("call", shop, text).stdout.startswith("opening hours"), text
    assert run("call", shop, "are you open1").stdout.startswith("cancel order")


def test_a_name_of_a_file_that_is_missing_is_no_text(run: Run, shop: str, tmp_path: Path) -> None:
    (tmp_path / "mails").mkdir()
    for number in (1, 2):
        (tmp_path / "mails" / f"{number}.txt").write_text("stop my order", encoding="utf-8")
    assert run("call", shop, "mails/*.txt").stdout.count("cancel order") == 2
    for missing in ("mial.txt", "mails/*.text", "rows.csv", "mail/*"):
        assert missing in run("call", shop, missing, code=1).stderr


def test_each_line_is_a_text(run: Run, shop: str, tmp_path: Path) -> None:
    content = "are you open?\r\n\r\nplease cancel my order\n-\n".encode("utf-16")
    (tmp_path / "mails.txt").write_bytes(content)
    done = run("call", shop, "mails.txt", "--lines", "--json")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each["input"] for each in rows] == [f"mails.txt, line {n}" for n in (1, 3, 4)]
    assert [each["text"] for each in rows] == ["are you open?", "please cancel my order", "-"]
    assert [each["answer"] for each in rows[:2]] == ["opening hours", "cancel order"]

    piped = run("call", shop, "-", "--lines", stdin=b"are you open?\nstop my order\n")
    assert [each.partition(": ")[2].split("  ")[0] for each in piped.stdout.splitlines()] == [
        "opening hours",
        "cancel order",
    ]


def test_each_row_of_a_table_is_answered_beside_its_text(
    run: Run, shop: str, tmp_path: Path
) -> None:
    table = 'id,what they wrote,topic\n7,are you open?,x\n8,,y\n9,"cancel it,\nplease",z\n'
    table += "10,are you open?,x\n"
    (tmp_path / "in.csv").write_text(table, encoding="utf-8")
    options = ("--text-column", "what they wrote", "--write", "out.csv")
    run("call", shop, "in.csv", *options)
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file)]
    assert [(each["input"], each["text"], each["answer"]) for each in rows] == [
        ("in.csv, row 2", "are you open?", "opening hours"),
        ("in.csv, row 4", "cancel it,\nplease", "cancel order"),
        ("in.csv, row 5", "are you open?", "opening hours"),
    ]
    assert "utterances.csv, row 61" in run("call", shop, "utterances.csv").stdout
    assert "40" in run("recognize", "in.csv", "about $40", "--text-column", "id").stdout


def test_the_words_that_speak_for_an_answer_are_named(run: Run, shop: str, tmp_path: Path) -> None:
    done = run("call", shop, "please cancel my order", "--explain")
    answer, words = done.stdout.splitlines()
    assert answer.startswith("cancel order")
    assert "cancel 1.00" in words
    (tmp_path / "mail.txt").write_text("are you open?", encoding="utf-8")
    for source, stdin in (("mail.txt", b""), ("-", b"are you open?")):
        line = run("call", shop, source, "--explain", "--json", stdin=stdin).stdout
        found = max(json.loads(line)["explanation"], key=lambda each: each["weight"])
        assert (found["text"], found["start"], found["weight"]) == ("open?", 8, 1)


def test_options_for_texts_are_refused_by_functions_of_images(run: Run) -> None:
    for option in (("--lines",), ("--text-column", "x"), ("--explain",)):
        done = run("call", "classify-image", "a.jpg", *option, code=2)
        assert option[0] in done.stderr
        assert "images" in done.stderr
    done = run("call", "classify-image", "a.jpg", "--zone", "Asia/Tokyo", code=2)
    assert "reads no dates: leave --zone out" in done.stderr


def test_a_zone_is_refused_by_a_function_without_dates(run: Run, shop: str) -> None:
    done = run("call", shop, "stop my order", "--zone", "Asia/Tokyo", code=1)
    assert "leave --reference and --zone out" in done.stderr
