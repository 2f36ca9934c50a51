"""Texts are cut as SentencePiece 0.2.0 cuts them; the expected numbers are its own."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vizsla.encoders.text.code_points import CodePoints
from vizsla.encoders.text.unigram_pieces import LONGEST_CUT, UnigramPieces

ALL, LAST, UNKNOWN = sys.maxsize, 2, 3
FRONT = [0, 41, 1294, 12]  # <s>, and "query:"
DATA = Path(os.environ.get("VIZSLA_TEST_DATA", Path(__file__).parents[3] / "shared" / "data"))
CASES = DATA / "recognizers"

ODD = {
    "": [],
    " \t\r\n": [],
    "Don't PANIC!": [7650, 25, 18, 11107, 67099, 38],
    "naïve café, Żółw": [24, 9392, 272, 26216, 4, 45399, 41050, 434],
    "ΣΊΣΥΦΟΣ": [5127, 144070, 105120, 33393, 49021],
    "İstanbul ẞtraße": [10621, 6, 3, 1517, 20036, 13],
    "한국어": [193751],
    "\u1112\u1161\u11ab\u1100\u116e\u11a8\u110b\u1165": [193751],
    "ﬁne ½ ²": [5885, 78660, 116],
    "東京に行く": [6, 22888, 66351],
    "ﾄｳｷｮｳ ｶﾞ": [6, 5522, 19451, 14323, 215690, 19451, 6, 26618],
    "a\u200bb\xadc\ufffdd\u200de": [10, 876, 231, 238, 104, 28],
    "x\u2028y\xa0z\tw\n": [1022, 113, 97, 148],
    "😀👍🏽 ok": [21119, 118280, 245164, 3664],
    "𐒀𐒁𐒂 x": [6, 3, 1022],
    "e\u0301 o\u0308 A\u0302\u0301 \xc2\u0301": [393, 11952, 6, 249975, 89101, 4868],
    "\u0439 \u0438\u0306": [3470, 3470],
    "--...!!??": [4210, 77083, 4767],
    "हिन्दी भाषा": [66997, 22209],
    "สวัสดีครับ": [6, 92185, 36955, 3641, 5242],
    "مرحبا بالعالم": [665, 193478, 258, 1705, 77796],
    "antidisestablishmentarianism": [2874, 71, 40590, 7121, 7088, 19, 92812, 8780],
    "q" * 40: [6, *[38656] * 20],
    "1,234.50€": [25568, 10289, 5, 152788],
    "a▁b ▁": [10, 876],
    "<s> </s> <unk> <mask>": [
        4426,
        7,
        2740,
        6,
        42946,
        7,
        2740,
        4426,
        3678,
        2740,
        4426,
        1510,
        92,
        2740,
    ],
}
# The sha256 over the reference's numbers, as JSON, of texts one after the other.
CODE_POINTS = "d6172b28edf5b48c62246c51daa5a53982299fcca24bb1acce1b94e0a92a9a27"
SENTENCES = "079e41fc147a7fc56a2a2d672046a3aaf4bf42db947b8a8286bc1c360dbb86f3"
# Where pieces repeat, cuts in another order have the same sum: SentencePiece, which adds in
# float32, takes one by how the sums were rounded.
REPEATED = re.compile(r"(.)\1{3}")


@pytest.fixture(scope="module")
def unigram_pieces(multilingual_folder: Path) -> UnigramPieces:
    return UnigramPieces(
        CodePoints((multilingual_folder / "code_points.json").read_bytes()),
        (multilingual_folder / "vocabulary.json").read_bytes(),
    )


def test_the_pieces_of_tokens_are_those_of_the_vocabulary(unigram_pieces: UnigramPieces) -> None:
    tokens = unigram_pieces.tokens("Istanbul", ALL)
    pieces = unigram_pieces.pieces(tokens)
    assert (pieces[0], pieces[-1]) == ("", "")  # the model's marks
    assert "".join(pieces) == "▁query:▁Istanbul"


@pytest.mark.parametrize("text", ODD, ids=ascii)
def test_odd_texts_are_cut_as_sentencepiece_cuts_them(
    text: str, unigram_pieces: UnigramPieces
) -> None:
    assert unigram_pieces.tokens(text, ALL) == [*FRONT, *ODD[text], LAST]


def test_every_code_point_is_read_as_sentencepiece_reads_it(unigram_pieces: UnigramPieces) -> None:
    found = hashlib.sha256()
    for start in range(0, sys.maxunicode + 1, 256):
        if 0xD800 <= start < 0xE000:
            continue  # halves of pairs: the reference takes none
        codes = (code for code in range(start, start + 256) if code)
        text = " ".join(f"a{chr(code)}b {chr(code)}" for code in codes)
        found.update(json.dumps(unigram_pieces.tokens(text, ALL)).encode())

    assert found.hexdigest() == CODE_POINTS


def test_sentences_of_nine_languages_are_cut_as_sentencepiece_cuts_them(
    unigram_pieces: UnigramPieces,
) -> None:
    if not CASES.is_dir():
        pytest.skip(f"there is no {CASES}; VIZSLA_TEST_DATA names another folder")
    cases = (json.loads(file.read_text(encoding="utf-8-sig")) for file in CASES.glob("*/*/*.json"))
    texts = sorted({case["Input"] for some in cases for case in some})
    found = hashlib.sha256()
    for text in texts:
        if not REPEATED.search(text):
            found.update(json.dumps(unigram_pieces.tokens(text, ALL)).encode())

    assert found.hexdigest() == SENTENCES


def test_of_equal_sums_the_cut_with_the_longest_last_piece_is_taken(
    unigram_pieces: UnigramPieces,
) -> None:
    first, short, *others = unigram_pieces.tokens("0,333333333333333", ALL)[len(FRONT) : -1]

    assert unigram_pieces.tokens("0,3", ALL)[len(FRONT) : -1] == [first]
    assert others == others[:1] * 4  # "333"
    assert short != others[0]  # "33"


def test_unknown_characters_in_a_row_are_one_piece(unigram_pieces: UnigramPieces) -> None:
    strange = "\U00010480"

    found = unigram_pieces.tokens(strange * (LONGEST_CUT + 7) + "x", ALL)

    assert found.count(UNKNOWN) == 1
    assert unigram_pieces.tokens("\ud800\0", ALL) == [*FRONT, 6, UNKNOWN, LAST]


def test_a_text_can_t_name_the_marks_of_many_languages(unigram_pieces: UnigramPieces) -> None:
    found = unigram_pieces.tokens("<s> </s> <unk> <pad>", ALL)

    assert found.count(FRONT[0]) == found.count(LAST) == 1
    assert UNKNOWN not in found


@given(first=st.text(), second=st.text())
def test_pieces_of_words_are_the_same_whatever_stands_beside_them(
    unigram_pieces: UnigramPieces, first: str, second: str
) -> None:
    both = unigram_pieces.tokens(f"{first} {second}", ALL)

    one, other = unigram_pieces.tokens(first, ALL), unigram_pieces.tokens(second, ALL)
    assert both == [*one[:-1], *other[len(FRONT) :]]


@given(text=st.text(), most=st.integers(5, 14))
def test_of_a_long_text_the_first_pieces_are_kept(
    unigram_pieces: UnigramPieces, text: str, most: int
) -> None:
    found, whole = unigram_pieces.tokens(text, most), unigram_pieces.tokens(text, ALL)

    assert found == ([*whole[: most - 1], LAST] if len(whole) > most else whole)


@given(parts=st.lists(st.text(max_size=8)), most=st.integers(5, 14))
def test_parts_have_the_pieces_of_texts_of_their_own(
    unigram_pieces: UnigramPieces, parts: list[str], most: int
) -> None:
    tokens, counts = unigram_pieces.tokens_of_parts(parts, most)

    joined = [each for part in parts for each in unigram_pieces.tokens(part, ALL)[len(FRONT) : -1]]
    assert tokens == [*FRONT, *joined[: most - 1 - len(FRONT)], LAST]
    assert sum(counts) == len(tokens) - len(FRONT) - 1
    assert len(counts) == len(parts)


def test_words_for_features_are_folded(unigram_pieces: UnigramPieces) -> None:
    assert unigram_pieces.words("\u00bfD\u00f3nde EST\u00c1? \u6771\u4eac") == (
        *("\u00bf", "donde", "esta", "?"),
        *("\u6771", "\u4eac"),
    )
