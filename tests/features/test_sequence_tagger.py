from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vizsla.encoders.registry import encoder_named
from vizsla.encoders.text.text_encoder import PART_UNIT
from vizsla.features.sequence_tagger import SequenceTagger, tags_of
from vizsla.features.token_features import token_features
from vizsla.recognizers.text_tokens import cut_tokens
from vizsla.training.fit_tagger import MarkedText, fit_tagger

if TYPE_CHECKING:
    from collections.abc import Sequence

TOWNS = ["Oslo", "Rome", "New York", "Graz", "Lyon", "San Marino", "Bern", "Kyoto"]
FRAMES = [
    "a train from {} to {} please",
    "how do I get to {1} from {0}?",
    "{} to {}",
    "from {} to {}",
]


def marked(frame: str, towns: Sequence[str]) -> tuple[str, list[tuple[int, int, int]]]:
    """Return a sentence, and in characters where it begins (0) and ends (1)."""
    text = frame.format(*towns)
    return text, [
        (text.index(town), text.index(town) + len(town), kind) for kind, town in enumerate(towns)
    ]


def prepared(sentences: list[tuple[str, list[tuple[int, int, int]]]]) -> list[MarkedText]:
    tokens = [cut_tokens(text) for text, _ in sentences]
    vectors = encoder_named(None, "text").embed_parts([[t.raw for t in each] for each in tokens])  # type: ignore[attr-defined]
    return [
        MarkedText(
            vector,
            token_features(cut),
            [
                (
                    next(n for n, token in enumerate(cut) if token.start >= start),
                    next(n + 1 for n, token in enumerate(cut) if token.end >= end),
                    kind,
                )
                for start, end, kind in spans
            ],
        )
        for vector, cut, (_, spans) in zip(vectors, tokens, sentences, strict=True)
    ]


@pytest.fixture(scope="module")
def tagger() -> SequenceTagger:
    pairs = [(a, b) for a, b in product(TOWNS[:6], repeat=2) if a != b]
    sentences = [marked(FRAMES[n % 3], pair) for n, pair in enumerate(pairs)]
    return fit_tagger(prepared(sentences), 2, PART_UNIT)


def test_entities_that_training_has_not_seen_are_found(tagger: SequenceTagger) -> None:
    for frame in FRAMES:
        (text,) = prepared([marked(frame, ("Bern", "Kyoto"))])
        found = tagger.find(text.vectors, text.features)
        assert [(each.start, each.end, each.kind) for each in found] == sorted(text.spans)
        assert all(0 < each.score <= 1 for each in found)


def test_entities_of_two_words_are_one(tagger: SequenceTagger) -> None:
    (text,) = prepared([marked("a train from {} to {} please", ("San Marino", "New York"))])
    found = tagger.find(text.vectors, text.features)
    assert [each.end - each.start for each in found] == [2, 2]


def test_a_text_without_tokens_has_no_entities(tagger: SequenceTagger) -> None:
    assert tagger.find(np.zeros((0, 384)), []) == []


def test_weights_are_whole_numbers_within_16_bits(tagger: SequenceTagger) -> None:
    for weights in (tagger.dense, tagger.sparse, tagger.bias):
        assert np.array_equal(weights, np.rint(weights))
        assert np.abs(weights).max() <= 32767


@given(st.lists(st.lists(st.integers(-9, 9), min_size=5, max_size=5), min_size=1, max_size=5))
def test_the_row_of_tags_is_the_best_that_is_possible(scores: list[list[int]]) -> None:
    # Two kinds; the vectors are the scores themselves.
    identity = SequenceTagger(2, {}, np.eye(5), np.zeros((0, 5)), np.zeros(5), 1, 1.0)
    vectors = np.array(scores, float)
    spans = [
        (each.start, each.end, each.kind) for each in identity.find(vectors, [[]] * len(scores))
    ]
    tags = tags_of(spans, len(scores))

    def total(row: Sequence[int]) -> float:
        return sum(scores[at][tag] for at, tag in enumerate(row))

    def possible(row: Sequence[int]) -> bool:
        pairs = zip((0, *row), row, strict=False)
        return all(tag in {0, 1, 3} or before in {tag, tag - 1} for before, tag in pairs)

    rows = filter(possible, product(range(5), repeat=len(scores)))
    assert possible(tags)
    assert total(tags) == max(map(total, rows))


def test_vectors_of_parts_are_the_same_with_other_texts() -> None:
    encoder = encoder_named(None, "text")
    texts = [["to", "Oslo"], ["a", "longer", "text", "about", "nothing"], [], ["\u0301", "x" * 300]]
    together = encoder.embed_parts(texts)  # type: ignore[attr-defined]
    for text, found in zip(texts, together, strict=True):
        alone = encoder.embed_parts([text])[0]  # type: ignore[attr-defined]
        assert np.array_equal(alone, found)
        assert found.shape == (len(text), 384)
    assert not together[3][0].any()  # an accent alone has no pieces


def test_parts_behind_what_the_model_reads_are_zero() -> None:
    found = encoder_named(None, "text").embed_parts([["word"] * 300])[0]  # type: ignore[attr-defined]
    assert found[253].any()
    assert not found[254:].any()
