"""JavaScript cuts every text into the same pieces as Python, for the model of many languages."""

from __future__ import annotations

import json
import os
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vizsla.encoders.text.code_points import CodePoints
from vizsla.encoders.text.unigram_pieces import LONGEST_CUT, UnigramPieces

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ALL = 10**9
DATA = Path(os.environ.get("VIZSLA_TEST_DATA", Path(__file__).parents[3] / "shared" / "data"))
CASES = DATA / "recognizers"
ODD = (
    "",
    " ",
    "\ud800a",
    "\udfff",
    "\0",
    "0,3333333333",
    "<s> </s>",
    "\u2581a\u2581 ",
    "e\u0301\u0302",
)
LONG = ("\u6771\u4eac" * LONGEST_CUT, "\U00010480" * (LONGEST_CUT + 1) + "x", "q" * 5000)
# Letters of several scripts, characters that are composed, and those of two units in JavaScript.
SCRIPTS = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.characters(max_codepoint=0x24F),
        st.characters(min_codepoint=0x300, max_codepoint=0x345),
        st.characters(min_codepoint=0x1100, max_codepoint=0x11FF),
        st.characters(min_codepoint=0x900, max_codepoint=0xE7F),
        st.characters(min_codepoint=0x3040, max_codepoint=0x9FFF),
        st.characters(min_codepoint=0xF900, max_codepoint=0x1FFFF, exclude_categories=["Cs"]),
    )
)


class BothUnigrams:
    """Both tokenizers."""

    def __init__(self, ask: Callable[[object], Any]) -> None:
        (entry,) = entry_points(group="vizsla.encoders", name="multilingual-e5-small")
        self._ask, self._folder = ask, entry.load()()
        self.python = UnigramPieces(
            CodePoints((self._folder / "code_points.json").read_bytes()),
            (self._folder / "vocabulary.json").read_bytes(),
        )

    def ask(self, **request: object) -> Any:
        """Return what JavaScript makes of texts or parts."""
        return self._ask({"folder": str(self._folder), **request})

    def compare(self, texts: Sequence[str], most: int = ALL) -> None:
        """Compare what they make of texts."""
        found = self.ask(texts=texts, most=most)
        assert found == [self.python.tokens(each, most) for each in texts]


@pytest.fixture(scope="module")
def both(twin: Callable[[str], Callable[[object], Any]]) -> BothUnigrams:
    return BothUnigrams(twin("unigramPieces"))


@pytest.mark.parametrize("texts", [ODD, LONG], ids=["odd", "long"])
def test_odd_and_long_texts_have_the_same_pieces(
    texts: tuple[str, ...], both: BothUnigrams
) -> None:
    both.compare(texts)
    both.compare(texts, 256)


def test_every_assigned_code_point_has_the_same_pieces(both: BothUnigrams) -> None:
    for start in (*range(0, 0x40000, 0x4000), *range(0xE0000, 0xF0000, 0x4000)):
        codes = (code for code in range(start, start + 0x4000) if not 0xD800 <= code < 0xE000)
        both.compare([" ".join(f"a{chr(code)}b" for code in codes)])


def test_sentences_of_nine_languages_have_the_same_pieces(both: BothUnigrams) -> None:
    if not CASES.is_dir():
        pytest.skip(f"there is no {CASES}; VIZSLA_TEST_DATA names another folder")
    for file in sorted(CASES.glob("*/*/*.json")):
        cases = json.loads(file.read_text(encoding="utf-8-sig"))
        both.compare([case["Input"] for case in cases])


@settings(max_examples=400)
@given(texts=st.lists(SCRIPTS, max_size=4), most=st.one_of(st.integers(5, 20), st.just(ALL)))
def test_texts_of_many_scripts_have_the_same_pieces(
    both: BothUnigrams, texts: list[str], most: int
) -> None:
    both.compare(texts, most)


@given(parts=st.lists(SCRIPTS, max_size=4), most=st.integers(4, 20))
def test_parts_of_many_scripts_have_the_same_pieces(
    both: BothUnigrams, parts: list[str], most: int
) -> None:
    tokens, counts = both.python.tokens_of_parts(parts, most)

    found = both.ask(parts=parts, most=most)

    read = len(found["counts"])
    assert (found["tokens"], found["counts"]) == (tokens, counts[:read])
    assert not any(counts[read:])
