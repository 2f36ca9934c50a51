"""The terms of a text: its words and runs of letters, and the numbers that they give."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import numpy as np
import pytest
import safetensors.numpy
from hypothesis import given
from hypothesis import strategies as st

from vizsla.bundle import term_table
from vizsla.bundle.shipped_bundles import WEIGHTS
from vizsla.bundle.term_table import TermTable, read_term_table, write_term_table
from vizsla.errors import BundleDamagedError
from vizsla.functions import text_terms
from vizsla.functions.text_terms import COUNTS, UNIT, TermScores, letters_of, words_of
from vizsla.training.term_features import table_outputs

WORDS = ("cancel", "my", "order", "cancel my", "my order", "東京")
LETTERS = (" c", "ca", "can", "canc", "er ", "京 ")
TABLE = TermTable(
    WORDS,
    LETTERS,
    np.array([256, 300, 412, 999, 1, 4096, 256, 256, 300, 400, 500, 600]),
    np.random.default_rng(0).integers(-127, 128, (3, 12)).astype(np.int8),
    np.array([0.5, 0.25, 0.125]),
)
SOME = st.lists(
    st.sampled_from(["cancel", "my", "order", "東京", "x", "😀", "canceler"]), max_size=40
)


def test_the_constants_agree_with_the_contract() -> None:
    contract = json.loads((WEIGHTS.parent / "contract" / "text_terms.json").read_text("utf-8"))
    assert contract == {
        "most_words": text_terms.MOST_WORDS,
        "longest_word": text_terms.LONGEST_WORD,
        "letters": list(text_terms.LETTERS),
        "counts": list(COUNTS),
        "unit": UNIT,
        "most_terms": term_table.MOST_TERMS,
        "most_idf": term_table.MOST_IDF,
    }
    assert COUNTS[1:] == tuple(round(16 * (1 + math.log(n))) for n in range(1, len(COUNTS)))


def test_words_stand_alone_and_in_pairs_and_letters_in_runs() -> None:
    assert words_of(["my", "my", "dog"]) == {"my": 2, "dog": 1, "my my": 1, "my dog": 1}
    assert letters_of(["ab", "東"]) == {
        **dict.fromkeys((" a", "ab", "b ", " ab", "ab ", " ab ", " 東", "東 ", " 東 "), 1)
    }


def test_a_text_gives_the_sums_that_the_definition_gives() -> None:
    found = TermScores(TABLE).outputs(["cancel", "cancel", "zzz"])
    # 'cancel' twice, 'cancel my' not at all; of the letters ' c', 'ca', 'can', 'canc' twice each.
    letters = np.array([27 * each for each in (256, 256, 300, 400)])
    numbers = np.rint(letters * UNIT / math.sqrt(float((letters**2).sum())))
    weights = TABLE.weights.astype(float)
    expected = (UNIT * weights[:, 0] + weights[:, 6:10] @ numbers) * TABLE.scale / UNIT
    assert np.array_equal(found, expected)


@given(SOME)
def test_the_trainer_computes_the_same_bits(words: list[str]) -> None:
    assert np.array_equal(TermScores(TABLE).outputs(words), table_outputs(TABLE, [words])[0])


def test_no_known_term_adds_nothing() -> None:
    assert not TermScores(TABLE).outputs(["q", "w"]).any()
    assert not TermScores(TABLE).outputs([]).any()


def test_a_written_table_is_read_again() -> None:
    content = write_term_table(TABLE)
    again = read_term_table(content, "terms", 3)
    assert write_term_table(again) == content
    assert (again.words, again.letters) == (WORDS, LETTERS)
    empty = replace(TABLE, words=(), letters=(), idf=TABLE.idf[:0], weights=TABLE.weights[:, :0])
    assert read_term_table(write_term_table(empty), "terms", 3).words == ()


@pytest.mark.parametrize(
    "change",
    [
        {"weights": np.zeros((2, 12), np.int8)},
        {"weights": np.zeros((3, 11), np.int8)},
        {"weights": np.zeros((3, 12), np.float32)},
        {"scale": np.array([1, np.nan, 1], np.float32)},
        {"idf": np.zeros(12, np.uint16)},
        {"idf": np.ones(11, np.uint16)},
        {"idf": np.full(12, 5000, np.uint16)},
        {"words": np.frombuffer(b"a\nb\nc\nd\ne\na", np.uint8)},
        {"words": np.frombuffer(b"\xff", np.uint8)},
    ],
)
def test_a_table_that_does_not_fit_is_damaged(change: dict[str, np.ndarray]) -> None:
    tensors = safetensors.numpy.load(write_term_table(TABLE))
    content = safetensors.numpy.save({**tensors, **change})
    with pytest.raises(BundleDamagedError, match="copy the bundle again"):
        read_term_table(content, "terms", 3)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_table_or_damaged(content: bytes) -> None:
    with pytest.raises(BundleDamagedError):
        read_term_table(content, "terms", 3)
