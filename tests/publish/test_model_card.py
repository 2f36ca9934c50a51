from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from vizsla.bundle.manifest_entries import AccuracyEntry, Calibration, Label, Threshold
from vizsla.publish.model_card import known_limits, write_card

if TYPE_CHECKING:
    from vizsla.functions.image_classification import ImageClassifier

THRESHOLD = Threshold(
    score=0.83,
    precision=0.97,
    examples=120,
    measured_on="150 training examples",
    target=0.95,
    confidence=0.9,
    share=0.8,
)


def test_the_card_reports_every_figure_of_the_manifest(own: ImageClassifier) -> None:
    manifest = replace(
        own.manifest,
        threshold=THRESHOLD,
        calibration=Calibration("temperature", 1.5, 150, 0.031, 0.024, "150 training examples"),
        test=AccuracyEntry(0.912, 0.871, 0.945, 260, "a test set"),
    )
    card = write_card(manifest, "It fails.")
    for figure in ("91.2%", "87.1%", "94.5%", "260 examples", "0.83", "97.0% of 120", "80% of all",
                   "at least 95%", "90% confidence", "0.031", "0.024"):  # fmt: skip
        assert figure in card
    assert card.startswith(f"# {own.name}\n")
    assert "## Where it fails\n\nIt fails.\n" in card


def test_the_card_says_where_nothing_was_measured(own: ImageClassifier) -> None:
    manifest = replace(own.manifest, threshold=Threshold(None), calibration=None, test=None)
    card = write_card(manifest, "")
    assert "It was not tested." in card
    assert "No answer of this function is sure: " in card
    assert "not calibrated" in card


def test_the_card_says_how_many_more_examples_a_sure_answer_takes(own: ImageClassifier) -> None:
    likely = Threshold(0.875, 1.0, 15, "16 training examples", 0.8, 0.95, 0.94)
    manifest = replace(own.manifest, threshold=Threshold(None, more=55), likely=likely)
    card = write_card(manifest, "")
    assert "is sure yet: about 55 more labelled examples would be needed." in card
    assert "An answer is likely from a score of 0.875: 100.0% of 15 likely answers" in card
    assert "at least 80% of the likely answers are right" in card


def test_a_card_names_forty_labels_and_counts_the_rest(own: ImageClassifier) -> None:
    labels = tuple(Label(f"label {number}") for number in range(45))
    card = write_card(replace(own.manifest, labels=labels), "")
    assert "It knows 45 labels: label 0, " in card
    assert "label 39, and 5 more." in card
    assert "label 40" not in card


def test_a_card_speaks_of_one_label_and_of_one_example(own: ImageClassifier) -> None:
    tested = AccuracyEntry(1.0, 0.2, 1.0, 1, "a test set")
    card = write_card(replace(own.manifest, labels=(Label("oak"),), test=tested), "")
    assert "It knows 1 label: oak." in card
    assert "right on 1 example (95" in card


def test_the_limits_name_those_of_the_encoder(own: ImageClassifier) -> None:
    never_none, may_be_none = (
        known_limits(replace(own.manifest, least_known=share), "It sees little.")
        for share in (0, 0.5)
    )
    assert "even where none of them is right" in never_none
    assert "answers None" in may_be_none
    assert "It sees little." in never_none
    assert "It sees little." in may_be_none


def test_labels_are_text_in_a_card_neither_html_nor_markdown(own: ImageClassifier) -> None:
    labels = (
        "<img src=x onerror=alert(1)>",
        "[oak](https://evil.example)",
        "**fir**",
        "a_b",
        "_c_",
    )
    manifest = replace(
        own.manifest,
        labels=tuple(map(Label, labels)),
        description=f"Tells {', '.join(labels)}.",
        trained_on=f"5 examples: {', '.join(f'1 of {each}' for each in labels)}.",
    )
    card = write_card(manifest, "")
    assert "<img" not in card
    assert card.count("&lt;img src=x onerror=alert(1)&gt;") == 3
    assert card.count(r"\[oak\](https://evil.example), ") == 3
    assert card.count(r"\*\*fir\*\*") == 3
    assert card.count("a_b") == 3
    assert card.count(r"\_c\_") == 3
