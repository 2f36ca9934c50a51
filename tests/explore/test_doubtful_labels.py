from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image
from sklearn.datasets import load_digits

from vizsla.answer import NONE_OF_THESE
from vizsla.explore.doubtful_labels import doubtful_labels

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from vizsla.explore import ExploredExamples

    Make = Callable[[Sequence[tuple[Any, ...]]], ExploredExamples]

COUNT = 600


@pytest.fixture(scope="module")
def digits(explored_of: Make) -> ExploredExamples:
    """Images of digits, the last two hundred of them in the test set."""
    found = load_digits()
    images = [Image.fromarray((each * 15.9).astype(np.uint8)) for each in found.images[:COUNT]]
    return explored_of(
        [
            (image.convert("RGB"), str(label), {"split": "test" if number >= 400 else "train"})
            for number, (image, label) in enumerate(zip(images, found.target, strict=False))
        ]
    )


def with_wrong_labels(
    explored: ExploredExamples, share: float, seed: int = 0
) -> tuple[ExploredExamples, np.ndarray]:
    """Replace a share of the labels by others, and return the mask of these examples."""
    rng = np.random.default_rng(seed)
    wrong = np.zeros(len(explored), bool)
    wrong[rng.permutation(len(explored))[: round(share * len(explored))]] = True
    others = rng.integers(1, 10, len(explored))
    examples = tuple(
        replace(each, label=str((int(each.label or 0) + n) % 10)) if is_wrong else each
        for each, is_wrong, n in zip(explored.examples, wrong, others.tolist(), strict=True)
    )
    return replace(explored, examples=examples), wrong


@pytest.mark.parametrize("share", [0.05, 0.1, 0.2])
def test_eight_in_ten_wrong_labels_are_found_and_eight_in_ten_findings_are_wrong(
    digits: ExploredExamples, share: float
) -> None:
    explored, wrong = with_wrong_labels(digits, share)
    (finding,) = doubtful_labels(explored)
    found = np.array(finding.examples) - 1
    assert wrong[found].mean() >= 0.8
    assert wrong[found].sum() >= 0.8 * wrong.sum()
    named = [each.label == digits.examples[each.example - 1].label for each in finding.evidence]
    assert np.mean(named) >= 0.75


def test_wrong_labels_in_the_test_set_are_found_as_well(digits: ExploredExamples) -> None:
    explored, wrong = with_wrong_labels(digits, 0.1)
    found = np.zeros(len(explored), bool)
    found[np.array(doubtful_labels(explored)[0].examples) - 1] = True
    assert found[400:][wrong[400:]].mean() >= 0.75
    assert found[:400][wrong[:400]].mean() >= 0.75


def test_few_right_labels_are_doubted(
    digits: ExploredExamples, explored_of: Make, two_kinds: list[tuple[Image.Image, str]]
) -> None:
    assert sum(len(each.examples) for each in doubtful_labels(digits)) <= 0.005 * COUNT
    assert doubtful_labels(explored_of(two_kinds)) == []


def test_the_order_of_adding_changes_nothing(digits: ExploredExamples) -> None:
    explored, _ = with_wrong_labels(digits, 0.1)
    order = np.random.default_rng(1).permutation(len(explored))
    again = replace(
        explored,
        examples=tuple(explored.examples[n] for n in order),
        embeddings=explored.embeddings[order],
        groups=explored.groups[order],
    )
    (one,), (other,) = doubtful_labels(explored), doubtful_labels(again)
    assert set(one.examples) == set(other.examples)


def test_copies_with_the_same_wrong_label_do_not_confirm_each_other(
    explored_of: Make, two_kinds: list[tuple[Image.Image, str]]
) -> None:
    image = two_kinds[3][0]
    small = image.resize((image.width // 2, image.height // 2))
    wrong = [*two_kinds[:3], (image, "fish"), *two_kinds[4:], (small, "fish")]
    (finding,) = doubtful_labels(explored_of(wrong))
    assert sorted(finding.examples) == [4, 21]


def test_a_photo_with_the_label_of_another_kind_is_found(
    explored_of: Make, two_kinds: list[tuple[Image.Image, str]]
) -> None:
    wrong = [*two_kinds[:3], (two_kinds[3][0], "fish"), *two_kinds[4:]]
    (finding,) = doubtful_labels(explored_of(wrong))
    assert [(each.example, each.label) for each in finding.evidence] == [(4, "windmill")]
    assert finding.act is not None
    assert finding.act.command == "vizsla mark trees unsure 4"


def test_a_wrong_none_of_these_is_found(
    explored_of: Make, two_kinds: list[tuple[Image.Image, str]], photos: list[Image.Image]
) -> None:
    others = [(each, NONE_OF_THESE) for each in photos[::2]]
    wrong = [*two_kinds[:3], (two_kinds[3][0], NONE_OF_THESE), *two_kinds[4:], *others]
    (finding,) = doubtful_labels(explored_of(wrong))
    assert [(each.example, each.label) for each in finding.evidence] == [(4, "windmill")]


def test_equal_embeddings_tell_nothing_about_labels(
    explored_of: Make, two_kinds: list[tuple[Image.Image, str]]
) -> None:
    explored = explored_of(two_kinds)
    equal = np.zeros_like(explored.embeddings)
    equal[:, 0] = 1
    alone = np.arange(len(explored))
    assert doubtful_labels(replace(explored, embeddings=equal, groups=alone)) == []


def test_a_label_without_other_examples_is_not_doubted(
    explored_of: Make, two_kinds: list[tuple[Image.Image, str]], photos: list[Image.Image]
) -> None:
    assert doubtful_labels(explored_of([*two_kinds, (photos[0], "baseball")])) == []
    assert doubtful_labels(explored_of([(two_kinds[0][0], "windmill"), (photos[0], "ball")])) == []
