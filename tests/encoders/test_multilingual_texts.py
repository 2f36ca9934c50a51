"""The user's own functions of texts on the encoder of many languages."""

from __future__ import annotations

import importlib.metadata
import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

import vizsla
from command_line import vizsla as vizsla_command
from shop_sentences import SENTENCES
from vizsla.encoders import registry
from vizsla.encoders.encoder_folder import encoder_from_folder
from vizsla.errors import BundleTooNewError, MissingExtraError, OptionError

if TYPE_CHECKING:
    from pathlib import Path

    from vizsla.encoders.text.text_encoder import TextEncoder

KIND = "text-classification"
NAME = "multilingual-e5-small"
INSTALL = r"pip install 'vizsla\[text-multilingual\]'"
ENGLISH = {label: list(texts[:8]) for label, texts in SENTENCES.items()}
# A sentence, and what it is in other languages.
TRANSLATED = (
    ("I want to cancel my order", "Quiero cancelar mi pedido", "注文をキャンセルしたいです"),
    ("When do you open on Sundays?", "Wann öffnet ihr sonntags?", "你们星期天几点开门"),
    ("My card was stolen yesterday", "Ma carte a été volée hier", "Мою карту вчера украли"),
    ("The weather is nice today", "Oggi il tempo è bello", "오늘 날씨가 좋네요"),
    ("How do I reset my password?", "Como redefino minha senha?", "मैं अपना पासवर्ड कैसे बदलूँ?"),
    ("Turn on the light in the kitchen", "Doe het licht in de keuken aan", "أشعل ضوء المطبخ"),
)


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "workspace"))
    monkeypatch.delenv("VIZSLA_DATABASE_URL", raising=False)
    monkeypatch.delenv("VIZSLA_FILES_URL", raising=False)


@pytest.fixture(scope="module")
def encoder(multilingual_folder: Path) -> TextEncoder:
    found: TextEncoder = encoder_from_folder(multilingual_folder)
    return found


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle of a function that learned from English sentences."""
    path = tmp_path_factory.mktemp("published") / "shop"
    vizsla.learn(ENGLISH, save=path, encoder="multilingual")
    return path


def test_a_sentence_finds_its_translations(encoder: TextEncoder) -> None:
    english, *others = (
        np.array([encoder.embed(each).values for each in texts])
        for texts in zip(*TRANSLATED, strict=True)
    )

    for translated in others:
        assert (english @ translated.T).argmax(axis=1).tolist() == list(range(len(TRANSLATED)))


def test_a_function_that_learned_english_answers_other_languages(published: Path) -> None:
    shop = vizsla.load(published)

    answers = {
        each: shop(each).answer for each in ("Quiero cancelar mi pedido", "私の注文を取り消して")
    }

    assert set(answers.values()) == {"cancel order"}


def test_a_bundle_names_the_files_of_many_languages(
    published: Path, multilingual_folder: Path
) -> None:
    described = json.loads((multilingual_folder / "encoder.json").read_text(encoding="utf-8"))
    encoder = json.loads((published / "function.json").read_text(encoding="utf-8"))["encoder"]

    assert encoder["name"] == NAME
    for part in ("weights", "vocabulary", "code_points"):
        assert encoder["files"][part]["sha256"] == described[part]["sha256"]


def test_a_bundle_that_holds_the_files_of_many_languages_needs_no_package(
    published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = vizsla.load(published)
    whole = shop.save(tmp_path / "whole", self_contained=True)
    expected = shop("stop my order").to_dict()
    monkeypatch.setattr(registry, "_entry_points", lambda: importlib.metadata.EntryPoints(()))

    with pytest.raises(MissingExtraError, match=INSTALL):
        vizsla.load(published)("stop my order")
    assert vizsla.load(whole)("stop my order").to_dict() == expected


def test_a_project_keeps_the_encoder_of_many_languages() -> None:
    with vizsla.Project.open("mails", kind=KIND, encoder="multilingual") as project:
        assert project.encoder == NAME

    with (
        vizsla.Project.open("mails"),
        pytest.raises(OptionError, match=NAME),
    ):
        vizsla.Project.open("mails", encoder="accurate")


def test_the_command_line_learns_texts_of_many_languages(tmp_path: Path) -> None:
    rows = [f"{json.dumps(text)},{label}" for label, texts in ENGLISH.items() for text in texts]
    (tmp_path / "mails.csv").write_text("\n".join(["text,label", *rows]), encoding="utf-8")
    arguments = ("learn", "mails.csv", "./shop", "--encoder", "multilingual")

    assert vizsla_command(*arguments, folder=tmp_path).code == 0

    assert vizsla.load(tmp_path / "shop").manifest.encoder.name == NAME


def test_a_package_of_a_later_format_is_refused(multilingual_folder: Path, tmp_path: Path) -> None:
    described = json.loads((multilingual_folder / "encoder.json").read_text(encoding="utf-8"))
    (tmp_path / "encoder.json").write_text(json.dumps({**described, "format": 3}))

    with pytest.raises(BundleTooNewError, match="format"):
        encoder_from_folder(tmp_path)
