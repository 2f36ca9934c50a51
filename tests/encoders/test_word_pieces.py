"""Texts are cut as Hugging Face's tokenizers 0.23.3 cuts them; the expected numbers are its own."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vizsla.encoders.text.code_points import CodePoints
from vizsla.encoders.text.word_pieces import WordPieces

FIRST, LAST, UNKNOWN, ALL = 101, 102, 100, sys.maxsize
DATA = Path(os.environ.get("VIZSLA_TEST_DATA", Path(__file__).parents[3] / "shared" / "data"))
BANKING77 = DATA / "text" / "banking77"

ODD = {
    "": [],
    " \t\r\n": [],
    "Don't PANIC!": [2123, 1005, 1056, 6634, 999],
    "naïve café, Żółw": [15743, 7668, 1010, 1062, 2080, 18818, 2860],
    "ΣΊΣΥΦΟΣ": [1173, 18199, 29733, 29735, 29736, 29730, 29733],  # no final sigma
    "İstanbul ẞtraße": [9960, 1096, 6494, 17499],
    "한국어": [1469, 30006, 30021, 29991, 30014, 30020, 29999, 30008],
    "ﬁne ½ ²": [1984, 2638, 1092, 1082],
    "東京に行く": [1879, 1755, 1668, 1945, 1653],
    "a\u200bb\u00adc\ufffdd": [5925, 2094],
    "x\u2028y\u00a0z\tw\n": [1060, 1061, 1062, 1059],
    "😀👍🏽 ok": [UNKNOWN, 7929],
    "e\u0301 o\u0308": [1041, 1051],
    "\u0000nul": [16371, 2140],
    "--...!!??": [1011, 1011, 1012, 1012, 1012, 999, 999, 1029, 1029],
    "≠ ≮": [1027, 1026],
    "antidisestablishmentarianism": [3424, 10521, 4355, 7875, 13602, 3672, 12199, 2964],
    "q" * 100: [1053, *[4160] * 99],
    "q" * 101: [UNKNOWN],
    "1,234.50€": [1015, 1010, 22018, 1012, 2753, 30102],
    "unbelievablyxyzzy": [4895, 8671, 2666, 3567, 6321, 18037, 28753],
    "\ud800a": [1037],  # half a pair, which no file in UTF-8 holds
}
# The sha256 over the reference's numbers, as JSON, of texts one after the other.
CODE_POINTS = "7db8584932ca70c36606944b24e5840be93f8cdfc48234a2c300b10b71f889f8"
SENTENCES = "983acb2faf5f53badba6d6b017e887eeca18edb0cbbed0d848381dc0fade4fb1"


@pytest.fixture(scope="module")
def word_pieces(text_folder: Path) -> WordPieces:
    return WordPieces(
        CodePoints((text_folder / "code_points.json").read_bytes()),
        (text_folder / "vocabulary.txt").read_bytes(),
    )


@pytest.mark.parametrize("text", ODD, ids=ascii)
def test_odd_texts_are_cut_as_the_reference_cuts_them(text: str, word_pieces: WordPieces) -> None:
    assert word_pieces.tokens(text, ALL) == [FIRST, *ODD[text], LAST]


def test_every_code_point_is_folded_as_the_reference_folds_it(word_pieces: WordPieces) -> None:
    found = hashlib.sha256()
    for start in range(0, sys.maxunicode + 1, 256):
        if 0xD800 <= start < 0xE000:
            continue  # halves of pairs: the reference takes none
        text = " ".join(f"a{chr(code)}b {chr(code)}" for code in range(start, start + 256))
        found.update(json.dumps(word_pieces.tokens(text, ALL)).encode())

    assert found.hexdigest() == CODE_POINTS


def test_real_sentences_are_cut_as_the_reference_cuts_them(word_pieces: WordPieces) -> None:
    if not BANKING77.is_dir():
        pytest.skip(f"there is no {BANKING77}; VIZSLA_TEST_DATA names another folder")
    found = hashlib.sha256()
    for part in ("train", "test"):
        with (BANKING77 / f"{part}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found.update(json.dumps(word_pieces.tokens(row["text"], ALL)).encode())

    assert found.hexdigest() == SENTENCES


def test_a_text_cannot_name_the_model_s_own_marks(word_pieces: WordPieces) -> None:
    found = word_pieces.tokens("[SEP] [CLS]", ALL)

    assert found.count(LAST) == found.count(FIRST) == 1


@given(first=st.text(), second=st.text())
def test_words_are_cut_whatever_stands_beside_them(
    word_pieces: WordPieces, first: str, second: str
) -> None:
    both = word_pieces.tokens(f"{first} {second}", ALL)

    assert both == [*word_pieces.tokens(first, ALL)[:-1], *word_pieces.tokens(second, ALL)[1:]]


@given(text=st.text(), most=st.integers(2, 12))
def test_a_long_text_is_cut_off_and_keeps_its_end_mark(
    word_pieces: WordPieces, text: str, most: int
) -> None:
    found, whole = word_pieces.tokens(text, most), word_pieces.tokens(text, ALL)

    assert found == ([*whole[: most - 1], LAST] if len(whole) > most else whole)
