from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

import vizsla
from vizsla.bundle.head import Head
from vizsla.encoders.embedding import Embedding
from vizsla.functions.presence import cosine_of, presence_of

if TYPE_CHECKING:
    from pathlib import Path

WEIGHTS = np.array([[3, 4], [-4, 3]], np.int8)
HEAD = Head(WEIGHTS, np.ones(2), np.zeros(2), presence=np.array([[-1.0, 2.0], [0.5, 0.0]]))


def embedding(*numbers: float) -> Embedding:
    return Embedding(np.array(numbers, float), 1.0)


@pytest.mark.parametrize(
    ("numbers", "cosine"), [((6, 8), 1.0), ((4, -3), 0.0), ((-3, -4), -1.0), ((0, 0), 0.0)]
)
def test_the_cosine_is_that_of_the_embedding_and_the_row(
    numbers: tuple[float, float], cosine: float
) -> None:
    assert cosine_of(HEAD, embedding(*numbers), 0) == cosine


def test_the_presence_is_a_logistic_function_of_the_cosine() -> None:
    assert presence_of(HEAD, embedding(6, 8), 0) == pytest.approx(1 / (1 + np.exp(-1)))
    assert presence_of(HEAD, embedding(6, 8), 1) == pytest.approx(1 / (1 + np.exp(-0.5)))


def test_the_presence_of_an_extreme_model_is_0_or_1() -> None:
    presence = np.array([[3e38, 3e38], [-3e38, -3e38]])
    head = Head(WEIGHTS, np.ones(2), np.zeros(2), presence=presence)
    assert presence_of(head, embedding(6, 8), 0) == 1
    assert presence_of(head, embedding(6, 8), 1) == 0


def test_a_head_that_does_not_know_the_presence_leaves_scores_alone() -> None:
    assert presence_of(Head(WEIGHTS, np.ones(2), np.zeros(2)), embedding(4, -3), 0) == 1


def test_what_shows_none_of_the_labels_scores_lower_than_the_softmax_says() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (256, 256, 3), np.uint8)
    plain = vizsla.load("classify-image").scores(noise)
    answer = vizsla.classify_image(noise, top=1000)
    shares = [each.score for each in answer.alternatives] / np.sort(plain)[::-1]
    assert shares == pytest.approx(shares[0])  # the same for all labels
    assert shares[0] < 0.5


def test_an_answer_within_a_kind_may_be_one_that_is_often_mistaken(photographs: Path) -> None:
    # Whether a picture shows a cat at all is another question than which one.
    answer = vizsla.classify_image(photographs / "chelsea.png", within="Egyptian cat")
    assert answer.answer is None
    assert vizsla.classify_image(photographs / "chelsea.png", within="cat").answer
