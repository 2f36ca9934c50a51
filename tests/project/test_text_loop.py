"""The whole loop with texts: add, explore, suggest, label, train, test, publish, call."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import vizsla
from shop_sentences import SENTENCES, STRANGE, UNSEEN, write_sentences

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


def test_texts_are_exported_as_files_and_come_back(folder: Path, tmp_path: Path) -> None:
    with vizsla.Project.open("shop", kind="text-classification") as project:
        project.add(folder)
        project.export_data(tmp_path / "out")
        before = {each.sha256: each.label for each in project}
    with vizsla.Project.open("again", kind="text-classification") as project:
        project.add(tmp_path / "out")
        assert {each.sha256: each.label for each in project} == before
