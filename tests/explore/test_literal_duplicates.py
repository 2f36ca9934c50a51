"""Texts are near-duplicates when they have nearly the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from vizsla.encoders.registry import encoder_named
from vizsla.explore.literal_duplicates import literal_duplicate_groups
from vizsla.modalities.text.text_modality import TEXT

if TYPE_CHECKING:
    from vizsla.encoders.base import Encoder


@pytest.fixture(scope="module")
def encoder() -> Encoder[str]:
    """The default encoder of texts."""
    return encoder_named(None, "text")


def groups(encoder: Encoder[str], texts: list[str]) -> list[int]:
    """Return the group of each text: the index of its first one."""
    fingerprints = np.array([TEXT.measure(each).fingerprint for each in texts], np.uint64)
    vectors = np.array([each.values for each in encoder.embed_many(texts)], np.float32)
    vectors /= np.linalg.norm(vectors, axis=1)[:, None]
    return literal_duplicate_groups(fingerprints, vectors, TEXT.duplicate_limits).tolist()


def test_case_marks_and_spaces_make_no_other_text(encoder: Encoder[str]) -> None:
    texts = ["cancel my order", "Where is my parcel?", "Cancel my order!", "where is my  parcel"]
    assert groups(encoder, texts) == [0, 1, 0, 1]


def test_a_paraphrase_and_another_request_are_texts_of_their_own(encoder: Encoder[str]) -> None:
    texts = [
        "cancel my order",
        "track my order",
        "I no longer want what I ordered",
        "How do I top up by card?",
        "How do I top up by cheque?",
    ]
    assert groups(encoder, texts) == [0, 1, 2, 3, 4]


def test_texts_in_a_script_that_the_encoder_cannot_read_stay_apart(encoder: Encoder[str]) -> None:
    texts = ["გააუქმეთ ჩემი შეკვეთა", "სად არის ჩემი ამანათი?", "როდის იხსნება მაღაზია?"]
    assert groups(encoder, texts) == [0, 1, 2]


def test_many_texts_are_compared_with_the_first_of_each_group() -> None:
    rng = np.random.default_rng(0)
    first = rng.normal(size=(1500, 32)).astype(np.float32)
    unit = np.concatenate([first, first])
    unit /= np.linalg.norm(unit, axis=1)[:, None]
    prints = np.tile(rng.integers(0, 2**63, 1500).astype(np.uint64), 2)
    found = literal_duplicate_groups(prints, unit, TEXT.duplicate_limits)
    assert np.array_equal(found, np.tile(np.arange(1500), 2))
