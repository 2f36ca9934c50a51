from __future__ import annotations

import pytest

from vizsla.training.diagnosis import diagnose
from vizsla.training.label_recall import LabelRecall
from vizsla.training.learning_curves import CurvePoint
from vizsla.training.overfitting import GeneralisationGap

LABELS = (LabelRecall("elm", 60, 0.95), LabelRecall("fir", 60, 0.93))


def gap(training: float, validation: float, low: float, examples: int = 120) -> GeneralisationGap:
    return GeneralisationGap(training, validation, low, 2 * (training - validation), examples)


def curve(*accuracies: float) -> list[CurvePoint]:
    return [
        CurvePoint(40 * n, 1.0, 0.1, accuracy, 0.3, 120) for n, accuracy in enumerate(accuracies, 1)
    ]


@pytest.mark.parametrize(
    ("found", "accuracies", "kind"),
    [
        (gap(1.0, 0.8, 0.12), (0.79, 0.8), "overfitting"),
        (gap(0.96, 0.92, 0.03), (0.92, 0.92), "slight overfitting"),
        (gap(0.95, 0.94, -0.01), (0.85, 0.94), "more examples would help"),
        (gap(0.95, 0.94, -0.01), (0.94, 0.94), "no overfitting"),
        (gap(0.95, 0.94, -0.01, examples=12), (0.94, 0.94), "too few examples"),
        (None, (), "too few examples"),
    ],
)
def test_the_gap_and_the_learning_curve_give_the_diagnosis(
    found: GeneralisationGap | None, accuracies: tuple[float, ...], kind: str
) -> None:
    diagnosis = diagnose(found, curve(*accuracies), LABELS)
    assert diagnosis.kind == kind
    assert all(each.endswith(".") for each in diagnosis.sentences)


def test_repeated_scenes_go_before_any_other_diagnosis() -> None:
    diagnosis = diagnose(gap(1.0, 0.8, 0.12), curve(0.8, 0.8), LABELS, repeated_scenes=True)
    assert diagnosis.kind == "repeated scenes"


def test_labels_of_low_recall_and_labels_with_one_example_are_named() -> None:
    labels = (*LABELS, LabelRecall("oak", 20, 0.4), LabelRecall("ash", 1, None))
    text = " ".join(diagnose(gap(0.95, 0.94, -0.01), curve(0.94, 0.94), labels).sentences)
    assert "More examples of 'oak' would help: 40 % of its 20 examples are" in text
    assert "'ash' has one example only (near-duplicates count as one)" in text
    assert "'elm'" not in text
    assert "More examples of the other labels would change little." in text


def test_where_all_labels_do_well_more_of_the_same_is_not_advised() -> None:
    text = " ".join(diagnose(gap(0.95, 0.94, -0.01), curve(0.94, 0.94), LABELS).sentences)
    assert "More examples of the same kind would change little." in text
