"""The user's own functions of texts on the accurate encoder."""

from __future__ import annotations

import importlib.metadata
import json
from typing import TYPE_CHECKING

import pytest

import vizsla
from command_line import vizsla as vizsla_command
from shop_sentences import SENTENCES, UNSEEN
from vizsla.encoders import registry
from vizsla.errors import MissingExtraError, OptionError

if TYPE_CHECKING:
    from pathlib import Path

KIND = "text-classification"
NAME = "bge-small-en-v1.5"
INSTALL = r"pip install 'vizsla\[text-accurate\]'"
FEW = {label: list(texts[:8]) for label, texts in SENTENCES.items()}


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "workspace"))
    monkeypatch.delenv("VIZSLA_DATABASE_URL", raising=False)
    monkeypatch.delenv("VIZSLA_FILES_URL", raising=False)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle of a function on the accurate encoder: what a customer of a shop wants."""
    path = tmp_path_factory.mktemp("published") / "shop"
    vizsla.learn(FEW, save=path, encoder="accurate")
    return path


def test_a_function_of_texts_is_learned_on_the_accurate_encoder_saved_loaded_and_called(
    published: Path,
) -> None:
    shop = vizsla.load(published)

    right = [shop(text).answer == label for label, texts in UNSEEN.items() for text in texts]

    assert sum(right) >= 0.8 * len(right)
    encoder = json.loads((published / "function.json").read_text(encoding="utf-8"))["encoder"]
    (entry,) = importlib.metadata.entry_points(group="vizsla.encoders", name=NAME)
    described = json.loads((entry.load()() / "encoder.json").read_text(encoding="utf-8"))
    assert encoder["name"] == NAME
    assert encoder["files"]["weights"]["sha256"] == described["weights"]["sha256"]


def test_a_bundle_that_holds_the_accurate_encoder_needs_no_package(
    published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = vizsla.load(published)
    whole = shop.save(tmp_path / "whole", self_contained=True)
    expected = shop("stop my order").to_dict()
    monkeypatch.setattr(registry, "_entry_points", lambda: importlib.metadata.EntryPoints(()))

    with pytest.raises(MissingExtraError, match=INSTALL):
        vizsla.load(published)("stop my order")
    assert vizsla.load(whole)("stop my order").to_dict() == expected


def test_a_project_of_texts_keeps_its_encoder() -> None:
    with vizsla.Project.open("mails", kind=KIND, encoder="accurate") as project:
        project.add(texts=FEW)

    with vizsla.Project.open("mails") as project:
        function = project.publish(project.train(), untested=True)
    with pytest.raises(OptionError, match=NAME):
        vizsla.Project.open("mails", encoder="all-minilm-l6-v2")

    assert function.manifest.encoder is not None
    assert function.manifest.encoder.name == NAME


def test_the_command_line_learns_texts_on_the_accurate_encoder(tmp_path: Path) -> None:
    rows = [f"{json.dumps(text)},{label}" for label, texts in FEW.items() for text in texts]
    (tmp_path / "mails.csv").write_text("\n".join(["text,label", *rows]), encoding="utf-8")
    arguments = ("learn", "mails.csv", "./shop", "--encoder", "accurate")

    assert vizsla_command(*arguments, folder=tmp_path).code == 0

    assert vizsla.load(tmp_path / "shop").manifest.encoder.name == NAME
