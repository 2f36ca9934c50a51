from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image
from sklearn.datasets import load_digits
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from sklearn.pipeline import make_pipeline

from vizsla.explore.doubtful_labels import doubtful_labels

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from vizsla.explore import ExploredExamples

    Make = Callable[[Sequence[tuple[Any, ...]]], ExploredExamples]

COUNT, WRONG = 600, 40


@pytest.fixture(scope="module")
def mislabelled(explored_of: Make) -> tuple[ExploredExamples, np.ndarray]:
    """Digits of which forty have a wrong label, and which do."""
    return _mislabelled(explored_of)


@cache
def _digits() -> tuple[list[Image.Image], np.ndarray]:
    digits = load_digits()
    images = [(each * 15.9).astype(np.uint8) for each in digits.images[:COUNT]]
    return [Image.fromarray(each).convert("RGB") for each in images], digits.target[:COUNT]


def _mislabelled(explored_of: Make) -> tuple[ExploredExamples, np.ndarray]:
    images, truth = _digits()
    rng = np.random.default_rng(0)
    wrong = np.zeros(COUNT, bool)
    wrong[rng.permutation(COUNT)[:WRONG]] = True
    given = np.where(wrong, (truth + rng.integers(1, 10, COUNT)) % 10, truth)
    items = [(each, str(label)) for each, label in zip(images, given, strict=True)]
    return explored_of(items), wrong


def check(explored: ExploredExamples, wrong: np.ndarray, precision: float, recall: float) -> None:
    (finding,) = doubtful_labels(explored)
    doubted = np.array(finding.examples) - 1
    assert wrong[doubted].mean() >= precision
    assert wrong[doubted].sum() >= recall * WRONG
    truth = load_digits().target
    right = [each.label == str(truth[each.example - 1]) for each in finding.evidence]
    assert np.mean(right) >= precision - 0.1


def test_wrong_labels_are_found_by_out_of_fold_predictions(
    mislabelled: tuple[ExploredExamples, np.ndarray],
) -> None:
    explored, wrong = mislabelled
    given = [int(each.label or 0) for each in explored.examples]
    model = make_pipeline(PCA(40, whiten=True, random_state=0), LogisticRegression(C=0.1))
    chances = cross_val_predict(
        model, explored.unit_embeddings(), given, cv=3, method="predict_proba"
    )
    check(replace(explored, out_of_fold=chances), wrong, precision=0.7, recall=0.4)


def test_before_a_training_the_neighbours_labels_are_the_predictions(
    mislabelled: tuple[ExploredExamples, np.ndarray],
) -> None:
    check(*mislabelled, precision=0.7, recall=0.4)


def test_right_labels_are_not_doubted(
    explored_of: Make, two_kinds: list[tuple[Image.Image, str]]
) -> None:
    assert doubtful_labels(explored_of(two_kinds)) == []


def test_a_photo_with_the_label_of_another_kind_is_found(
    explored_of: Make, two_kinds: list[tuple[Image.Image, str]]
) -> None:
    wrong = [*two_kinds[:3], (two_kinds[3][0], "fish"), *two_kinds[4:]]
    (finding,) = doubtful_labels(explored_of(wrong))
    assert [(each.example, each.label) for each in finding.evidence] == [(4, "windmill")]
    assert finding.act is not None
    assert finding.act.command == "vizsla mark trees unsure 4"


def test_a_label_without_a_prediction_is_not_doubted(
    explored_of: Make, two_kinds: list[tuple[Image.Image, str]]
) -> None:
    wrong = explored_of([*two_kinds[:3], (two_kinds[3][0], "fish"), *two_kinds[4:]])
    chances = np.full((20, 2), np.nan)
    assert doubtful_labels(replace(wrong, out_of_fold=chances)) == []
    chances[4:] = [[0.1, 0.9]] * 6 + [[0.9, 0.1]] * 10
    assert doubtful_labels(replace(wrong, out_of_fold=chances)) == []
    chances[3] = [0.05, 0.95]
    (finding,) = doubtful_labels(replace(wrong, out_of_fold=chances))
    assert finding.examples == (4,)
