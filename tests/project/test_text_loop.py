"""The whole loop with texts: add, explore, suggest, label, train, test, publish, call."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

import vizsla
from shop_sentences import SENTENCES, STRANGE, UNSEEN, write_sentences
from vizsla import errors

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a text file for each sentence, in one sub-folder a label."""
    return write_sentences(tmp_path / "texts")


def test_the_whole_loop_with_texts(folder: Path, tmp_path: Path) -> None:
    unsorted = tmp_path / "unsorted"
    unsorted.mkdir()
    (unsorted / "new.txt").write_text("cancel all that I have ordered", encoding="utf-8")
    copies = folder / "opening hours"
    (copies / "loud.txt").write_text("WHEN DO YOU OPEN???", encoding="utf-8")
    (copies / "mail.txt").write_text("open on Monday? jane@example.org", encoding="utf-8")
    with vizsla.Project.open("shop", kind="text-classification") as project:
        added = project.add(folder)
        assert (added.new, added.problems) == (62, [])
        project.add(unsorted)

        found = project.explore()
        duplicates = found.finding("duplicates")
        assert duplicates is not None
        assert {each.example for each in duplicates.evidence} <= {
            each.id for each in project if "open" in project.content(each).decode().lower()
        }
        assert found.finding("email") is not None
        page = found.page()
        assert "WHEN DO YOU OPEN???" in page
        assert "data:image/svg" not in page

        (suggestion,) = project.suggest(1)
        assert suggestion.example.name == "new.txt"
        project.label(suggestion, "cancel order")

        run = project.train()
        report = project.test(run)
        assert report.accuracy is not None
        assert report.accuracy > 0.7
        assert "<!doctype html>" in report.page()
        function = project.publish(run)

    loaded = vizsla.load("shop")
    for label, texts in UNSEEN.items():
        assert {loaded(each).answer for each in texts} == {label}
    assert not any(loaded(each).sure for each in STRANGE)
    assert "Tells" in function.card
    assert "pieces of words" in function.card


def test_a_page_shows_a_text_once_and_its_place_where_it_has_one(tmp_path: Path) -> None:
    (tmp_path / "mail.txt").write_text("ok", encoding="utf-8")
    with vizsla.Project.open("shop", kind="text-classification") as project:
        project.add(texts={"hours": ["are you open?", "Où est mon colis, s'il vous plaît ?"]})
        project.add(texts=SENTENCES)
        project.add(tmp_path / "mail.txt", label="hours")
        page = project.explore().page()
    assert "seems to be French" in page
    assert "&#34;Où est mon colis" not in page
    assert "mail.txt" in page


def test_a_report_shows_the_texts_and_the_words_that_misled(folder: Path, tmp_path: Path) -> None:
    function = vizsla.learn(folder, kind="text-classification")
    wrong = tmp_path / "wrong"
    for label, other in zip(SENTENCES, [*SENTENCES][::-1], strict=True):
        (wrong / label).mkdir(parents=True)
        text = f"<u>{UNSEEN[other][0]}</u>"
        (wrong / label / "1.txt").write_text(text, encoding="utf-8")

    page = vizsla.evaluate(function, wrong).page()

    assert "&lt;u&gt;please" in page
    assert "<u>" not in page
    assert "<mark" in page


@pytest.mark.parametrize("layout", ["folder", "csv", "json lines"])
def test_exported_texts_come_back(folder: Path, tmp_path: Path, layout: str) -> None:
    with vizsla.Project.open("shop", kind="text-classification") as project:
        project.add(folder)
        for text in ("=1+1 is a formula", 'two\nlines; and "quotes"', "-5 degrees, 東京"):
            project.add(texts=[text], label="plant care")
        project.export_data(tmp_path / "out", layout=layout)
        before = {each.sha256: each.label for each in project}
    with vizsla.Project.open("again", kind="text-classification") as project:
        project.add(tmp_path / "out")
        assert {each.sha256: each.label for each in project} == before
    assert (tmp_path / "out" / "pictures").exists() is False


def test_texts_are_added_by_themselves() -> None:
    with vizsla.Project.open("shop", kind="text-classification") as project:
        assert project.add(texts="cancel my order", label="cancel order").new == 1
        assert project.add(texts=["cancel my order", "are you open?"]).new == 1
        assert project.add(texts=SENTENCES).new == 60
        added = project.add(texts=["", "\ud800", 7])  # type: ignore[list-item]
        assert (added.new, len(added.problems)) == (0, 3)
        assert project.counts().examples == 62
        assert {each.name for each in project.examples(label="cancel order").examples} >= {
            '"cancel my order"'
        }
        for wrong in ({}, {"source": "x.csv", "texts": "x"}):
            with pytest.raises(errors.OptionError, match="texts="):
                project.add(**wrong)  # type: ignore[arg-type]


def test_texts_are_refused_by_a_project_of_images() -> None:
    with (
        vizsla.Project.open("photos") as project,
        pytest.raises(errors.InputTypeError, match="kind='text-classification'"),
    ):
        project.add(texts="cancel my order")


def test_one_line_learns_from_a_table_or_a_dict(tmp_path: Path) -> None:
    table = tmp_path / "utterances.csv"
    rows = [(text, label) for label, texts in SENTENCES.items() for text in texts]
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("utterance", "intent"), *rows])

    for source in (table, SENTENCES):
        function = vizsla.learn(source)
        assert function.kind == "text-classification"
        assert function("please cancel order 815").answer == "cancel order"
        assert function.manifest.test is not None


def test_a_table_of_images_still_makes_a_function_of_images(textures: Path) -> None:
    table = textures.parent / "labels.csv"
    files = [*textures.rglob("*.*")]
    rows = [f"{each.relative_to(table.parent)},{each.parent.name}" for each in files]
    table.write_text("\n".join(["path,label", *rows]), encoding="utf-8")
    assert vizsla.learn(table).kind == "image-classification"
