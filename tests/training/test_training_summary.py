from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from vizsla.training.trained_file import read_trained
from vizsla.training.training_page import training_page
from vizsla.training.training_summary import training_summary

if TYPE_CHECKING:
    from vizsla.training.trained_head import TrainedHead

FIXTURE = Path(__file__).parent / "fixtures" / "trained-0.1.safetensors"


@pytest.fixture(scope="module")
def head() -> TrainedHead:
    return read_trained(FIXTURE.read_bytes(), "run 1")


def test_the_summary_begins_with_the_diagnosis(head: TrainedHead) -> None:
    assert training_summary(head)[:-1] == head.diagnosis.sentences


def test_likely_answers_have_a_sentence_of_their_own(head: TrainedHead) -> None:
    found = replace(
        head.likely_threshold, score=0.715, target=0.8, sure=15, right=14, examples=20, more=0
    )
    assert training_summary(replace(head, likely_threshold=found))[-1] == (
        "Answers are likely from a score of 0.715 on: 75 % of all. At least 80 % of them are "
        "right, with 95 % confidence (14 of 15 in cross-validation)."
    )


def test_the_summary_names_the_threshold_and_its_guarantee(head: TrainedHead) -> None:
    found = replace(head.confidence_threshold, score=0.9, sure=20, right=19, examples=40)
    assert training_summary(replace(head, confidence_threshold=found))[-1] == (
        "Answers are sure from a score of 0.90 on: 50 % of all. At least 95 % of them are right, "
        "with 95 % confidence (19 of 20 in cross-validation)."
    )


@pytest.mark.parametrize(
    ("more", "text"),
    [(None, "correct the labels"), (48, "About 48 more labelled examples"), (1, "1 more ")],
)
def test_without_a_threshold_the_summary_has_the_way_out(
    head: TrainedHead, more: int | None, text: str
) -> None:
    found = replace(head.confidence_threshold, score=None, more=more)
    sentence = training_summary(replace(head, confidence_threshold=found))[-1]
    assert sentence.startswith("No answer is sure yet: 36 examples can't show that 95 %")
    assert text in sentence


def test_labels_are_not_blamed_where_nothing_was_validated(head: TrainedHead) -> None:
    found = replace(head.confidence_threshold, score=None, more=None, examples=0)
    sentence = training_summary(replace(head, confidence_threshold=found))[-1]
    assert sentence == (
        "No answer is sure yet: no example could be predicted by a model that was not trained on "
        "it, or on a near-duplicate."
    )


def test_repeated_scenes_are_the_reason_why_no_answer_is_sure(head: TrainedHead) -> None:
    sentence = training_summary(replace(head, repeated_scenes=True))[-1]
    assert "the validation examples were not new" in sentence


def test_the_page_has_the_summary_the_curves_and_every_label(head: TrainedHead) -> None:
    page = training_page(head, "Training 1 of trees", "Trained on 24 November 2026.")
    for text in ("Training 1 of trees", "Validation accuracy", "Would more examples help?"):
        assert text in page
    assert "The training, step by step" in page
    assert "unknown: 1 example only" in page
    assert all(label in page for label in head.labels)
