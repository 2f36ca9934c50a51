"""Tables and exports of texts go into a project, and are learnt from, as folders are."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING

import pytest

import vizsla
from exchange.assistant_exports import FOLDERS, JSON_FILES, MARKUP
from exchange.memory_tree import MemoryTree
from shop_sentences import SENTENCES
from vizsla.project.labelled_source import read_labelled

if TYPE_CHECKING:
    from pathlib import Path


def test_a_table_is_added_with_its_further_columns(tmp_path: Path) -> None:
    table = tmp_path / "texts.csv"
    table.write_text(
        "utterance,intent,place\nhello there,greet,Rome\nsee you,bye,\nhello there,bye,\n"
    )
    said: list[str] = []
    with vizsla.Project.open("words", kind="text-classification") as project:
        added = project.add(table, on_read=said.append)
        assert (added.new, added.known) == (2, 1)
        assert [(each[1], each[2]) for each in added.contradictions] == [("greet", "bye")]
        first, second = project
        assert (first.name, first.columns) == ("texts.csv, row 2", {"place": "Rome"})
        assert second.columns == {}
        assert project.content(second) == b"see you"
    assert said[0].startswith("CSV with texts in 'utterance' and labels in 'intent': 2 labels")


def test_texts_with_two_labels_are_all_named_by_their_rows(tmp_path: Path) -> None:
    table = tmp_path / "texts.csv"
    rows = "hello there,greet\nhi,greet\nsee you,bye\nso long,bye\nhello there,bye\nhi,bye\n"
    table.write_text(f"text,label\n{rows}")
    with pytest.raises(vizsla.TrainingDataError) as caught:
        vizsla.learn(table)
    message = str(caught.value)
    assert message.startswith("2 texts have several labels, and can have one: ")
    assert "row 6 ('bye') is the same as" in message
    assert "row 2 ('greet'); " in message
    assert "row 7 ('bye') is the same as" in message


def test_a_row_without_a_label_is_told_to_get_one(tmp_path: Path) -> None:
    table = tmp_path / "texts.csv"
    table.write_text("text,label\nhello there,greet\nhi,\nsee you,bye\n")
    read = read_labelled(table, "text", {}, None)
    assert [str(error) for _, error in read.unusable] == [
        "texts.csv, row 3 has no label: give it one"
    ]


def test_an_app_of_luis_is_learnt_with_none_as_none_of_these(tmp_path: Path) -> None:
    intents = {**SENTENCES, "None": ["what is for lunch", "it rains", "my dog barks", "a red car"]}
    texts = [
        {"text": text, "intent": intent, "entities": []}
        for intent, examples in intents.items()
        for text in examples
    ]
    app = {"luis_schema_version": "7.0.0", "intents": [{"name": each} for each in intents]}
    (tmp_path / "app.json").write_text(json.dumps({**app, "culture": "en-us", "utterances": texts}))
    learned = vizsla.learn(tmp_path / "app.json", kind="text-classification")
    assert set(learned.labels) == set(SENTENCES)
    report = vizsla.evaluate(learned, tmp_path / "app.json")
    assert len(report.results) == len(texts)
    assert report.accuracy is not None
    assert report.accuracy > 0.8


def test_every_tools_export_becomes_a_project(tmp_path: Path) -> None:
    files = {f"{number}.json": json.dumps(each) for number, each in enumerate(JSON_FILES.values())}
    sources = [tmp_path / name for name in (*files, *(name for name, _ in MARKUP.values()))]
    for name, text in (*files.items(), *MARKUP.values()):
        (tmp_path / name).write_text(text)
    for number, each in enumerate(FOLDERS.values()):
        sources.append(tmp_path / f"export {number}.zip")
        tree = MemoryTree(each)
        with zipfile.ZipFile(sources[-1], "w") as archive:
            for name in tree.files():
                archive.writestr(name, tree.read(name))
    for number, source in enumerate(sources):
        done = vizsla.import_assistant(source, f"app-{number}")
        with done.project as project:
            assert "greet" in {each.name for each in project.labels()}, source
            assert f"{project.counts().examples} utterance" in done.summary
