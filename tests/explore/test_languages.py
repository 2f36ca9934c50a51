"""Texts in another language than most are found, and names and loan words are no language."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np

from shop_sentences import SENTENCES
from vizsla.explore.explored_examples import ExploredExamples
from vizsla.explore.languages import language_findings
from vizsla.workspace import Example

ENGLISH = [text for texts in SENTENCES.values() for text in texts]
GERMAN = ["Wann macht ihr auf?", "Ich möchte meine Bestellung stornieren"]
FRENCH = ["Où est mon colis ?", "Annulez ma commande, s'il vous plaît", "Quand ouvrez-vous ?"]
SWEDISH = ["Jag vill avbeställa min beställning"]


def explored(texts: list[str], unused: int | None = None) -> ExploredExamples:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    examples = tuple(
        Example(
            id=n,
            sha256=f"{n:064}",
            name=text,
            added_at=now,
            facts={},
            fingerprint=n,
            label=None,
            state="unlabelled",
            used=n != unused,
        )
        for n, text in enumerate(texts)
    )
    alone = np.arange(len(texts))
    return ExploredExamples(
        examples, np.eye(len(texts)), alone, (), modality="text", texts=tuple(texts)
    )


def test_texts_in_one_language_give_no_finding() -> None:
    assert language_findings(explored(ENGLISH)) == []
    assert language_findings(explored(FRENCH)) == []
    assert language_findings(explored(["$40", "7 10", "?"])) == []
    assert language_findings(explored([])) == []


def test_texts_in_another_language_are_found_and_named() -> None:
    (found,) = language_findings(explored([*ENGLISH, *FRENCH]))
    assert found.title == "3 texts seem to be French"
    assert found.why.startswith("Most are English.")
    assert set(found.examples) == {len(ENGLISH), len(ENGLISH) + 1, len(ENGLISH) + 2}
    assert found.act is not None
    assert "p.explore().finding" in found.act.python

    (found,) = language_findings(explored([*ENGLISH, *SWEDISH]))
    assert found.title == "1 text seems to be in another language"


def test_several_languages_are_counted() -> None:
    (found,) = language_findings(explored([*ENGLISH, *GERMAN, *FRENCH]))
    assert found.title == ("5 texts seem to be in other languages than most: 3 French, 2 German")


def test_english_texts_among_german_ones_are_found() -> None:
    (found,) = language_findings(explored([*GERMAN * 10, *ENGLISH[:3]]))
    assert found.title == "3 texts seem to be English"
    assert found.why.startswith("Most are German.")


def test_a_name_or_a_word_that_others_use_makes_no_other_language() -> None:
    bank = ["Who is the beneficiary?", "May I add another beneficiary to my account?"]
    city = ["How do I get from Münchner Freiheit to Scheidplatz?"]
    odd = ["beneficiary transfer problems?", "transfer to a beneficiary in Berlin"]
    assert language_findings(explored([*ENGLISH, *bank, *city, *odd])) == []


def test_a_text_that_is_set_aside_is_not_found_again() -> None:
    texts = [*ENGLISH, FRENCH[0]]
    assert language_findings(explored(texts, unused=len(ENGLISH))) == []
