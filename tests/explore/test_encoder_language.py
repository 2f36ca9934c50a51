"""A project of texts in other languages is told that its encoder knows English alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import vizsla
from command_line import vizsla as vizsla_command
from explore.test_languages import ENGLISH, explored
from vizsla.explore.encoder_language import encoder_language_findings
from vizsla.vizsla_warning import VizslaWarning

if TYPE_CHECKING:
    from pathlib import Path

GERMAN = {
    "hours": [
        *("Wann macht ihr morgen auf?", "Habt ihr am Sonntag geöffnet?", "Bis wann ist offen?"),
        *("Wie lange habt ihr heute geöffnet?", "Ab wann kann ich heute kommen?"),
        "Um wie viel Uhr schließt ihr am Samstag?",
    ],
    "cancel": [
        *("Ich möchte meine Bestellung stornieren", "Bitte nehmen Sie die Bestellung zurück"),
        *("Ich will das nicht mehr kaufen", "Stornieren Sie bitte meinen Auftrag"),
        *("Meine Bestellung soll nicht geliefert werden", "Ich brauche die Ware doch nicht"),
    ],
}
TEXTS = [each for texts in GERMAN.values() for each in texts]
ENCODER = "all-minilm-l6-v2"


def test_texts_that_are_not_english_are_found_with_the_encoder_that_knows_them() -> None:
    (found,) = encoder_language_findings(replace(explored(TEXTS), encoder=ENCODER))

    assert "are not English" in found.title
    assert ENCODER in found.title
    assert found.act is not None
    assert 'encoder="multilingual"' in found.act.python
    assert "--encoder multilingual" in found.act.command


@pytest.mark.parametrize(
    ("texts", "encoder"),
    [
        (ENGLISH, ENCODER),
        ([*ENGLISH, *TEXTS], ENCODER),
        (TEXTS[:3], ENCODER),
        (TEXTS, "multilingual-e5-small"),
        (TEXTS, None),
        ([], ENCODER),
    ],
    ids=["English", "most English", "few", "many languages", "unknown", "none"],
)
def test_nothing_is_said_where_the_encoder_may_know_the_texts(
    texts: list[str], encoder: str | None
) -> None:
    assert encoder_language_findings(replace(explored(texts), encoder=encoder)) == []


def test_exploring_and_training_say_that_the_encoder_knows_english_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path))
    with vizsla.Project.open("wishes", kind="text-classification") as project:
        project.add(texts=GERMAN)

        kinds = {each.kind for each in project.explore().findings}
        run = project.train()

        assert "encoder-language" in kinds
        assert "'multilingual'" in str(run)


def test_learning_warns_that_the_encoder_knows_english_alone(tmp_path: Path) -> None:
    with pytest.warns(VizslaWarning, match="not English"):
        vizsla.learn(GERMAN)

    rows = [f"{text},{label}" for label, texts in GERMAN.items() for text in texts]
    (tmp_path / "wishes.csv").write_text("\n".join(["text,label", *rows]), encoding="utf-8")
    done = vizsla_command("learn", "wishes.csv", "./wishes", folder=tmp_path)
    assert done.code == 0
    assert "--encoder" in done.stderr
