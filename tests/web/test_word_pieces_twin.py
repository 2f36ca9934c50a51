"""JavaScript cuts every text into the same pieces of words as Python."""

from __future__ import annotations

import csv
import os
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vizsla.encoders.text.code_points import CodePoints
from vizsla.encoders.text.word_pieces import WordPieces

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ALL = 10**9
DATA = Path(os.environ.get("VIZSLA_TEST_DATA", Path(__file__).parents[3] / "shared" / "data"))
SENTENCES = DATA / "text" / "banking77" / "test.csv"
ODD = ("", " ", "\ud800a", "\udfff", "q" * 100, "q" * 101, "😀" * 100, "𐐀" * 60, "[SEP]", "İẞΣ")
# Letters of several scripts, marks that combine, and characters of two units in JavaScript.
SCRIPTS = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.characters(max_codepoint=0x24F),
        st.characters(min_codepoint=0x300, max_codepoint=0x36F),
        st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3),
        st.characters(min_codepoint=0xF900, max_codepoint=0x1FFFF, exclude_categories=["Cs"]),
    )
)


class Both:
    """Both tokenizers."""

    def __init__(self, ask: Callable[[object], Any]) -> None:
        (entry,) = entry_points(group="vizsla.encoders", name="all-minilm-l6-v2")
        self._ask, self._folder = ask, entry.load()()
        self._python = WordPieces(
            CodePoints((self._folder / "code_points.json").read_bytes()),
            (self._folder / "vocabulary.txt").read_bytes(),
        )

    def compare(self, texts: Sequence[str], most: int = ALL) -> None:
        """Compare what they make of texts."""
        asked = {"folder": str(self._folder), "texts": texts, "most": most}
        assert self._ask(asked) == [self._python.tokens(each, most) for each in texts]


@pytest.fixture(scope="module")
def both(twin: Callable[[str], Callable[[object], Any]]) -> Both:
    return Both(twin("wordPieces"))


def test_odd_texts_are_cut_alike(both: Both) -> None:
    both.compare(ODD)


def test_every_code_point_that_unicode_assigns_is_cut_alike(both: Both) -> None:
    for start in (*range(0, 0x40000, 0x4000), *range(0xE0000, 0xF0000, 0x4000)):
        codes = (code for code in range(start, start + 0x4000) if not 0xD800 <= code < 0xE000)
        both.compare([" ".join(f"a{chr(code)}b" for code in codes)])


def test_real_sentences_are_cut_alike(both: Both) -> None:
    if not SENTENCES.is_file():
        pytest.skip(f"there is no {SENTENCES}; VIZSLA_TEST_DATA names another folder")
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        both.compare([row["text"] for row in csv.DictReader(file)])


@settings(max_examples=400)
@given(texts=st.lists(SCRIPTS, max_size=4), most=st.one_of(st.integers(2, 20), st.just(ALL)))
def test_texts_of_many_scripts_are_cut_alike(both: Both, texts: list[str], most: int) -> None:
    both.compare(texts, most)
