"""Texts are cut into sentences, and long sentences into parts that the model takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vizsla.speech.speaking.kokoro import LONGEST
from vizsla.speech.speaking.phrases import phrases, sentences
from vizsla.speech.speaking.spoken_text import spoken_text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A dog. It barks! Why?", ["A dog.", "It barks!", "Why?"]),
        ("Dr. Lee met J. Smith. See No. 5.", ["Dr. Lee met J. Smith.", "See No. 5."]),
        ("It costs 3.50 now. Yes.", ["It costs 3.50 now.", "Yes."]),
        ("A title\n\nThe text", ["A title", "The text"]),
        ('"Come." He left.', ['"Come', "He left."]),
        (" \n ", []),
    ],
)
def test_sentences_end_where_people_end_them(text: str, found: list[str]) -> None:
    got = sentences(text)
    assert [each.rstrip('."') for each in got] == [each.rstrip('."') for each in found]


@given(
    st.lists(st.text("abˈ", min_size=1, max_size=30), min_size=1, max_size=150), st.integers(0, 9)
)
def test_parts_lose_nothing_and_fit(words: list[str], before: int) -> None:
    symbols = ", ".join(words[:2]) + " ".join(["", *words[2:]])
    parts = phrases(symbols, before)
    assert " ".join(parts).split() == symbols.split()
    assert all(len(each) <= LONGEST for each in parts)


def test_the_first_parts_are_short_and_grow() -> None:
    lengths = [len(each) for each in phrases("ðə lˈɔŋ " * 60, 0)]
    assert lengths[0] < 40
    assert lengths[:4] == sorted(lengths[:4])
    assert max(lengths) > 100


@pytest.mark.parametrize(
    "text", ["word " * 3_000, "a-" * 9_000, "9" * 9_000, "a@" * 5_000, "A. " * 6_000]
)
def test_a_text_without_an_end_is_cut_and_read_in_time(text: str) -> None:
    found = sentences(text)
    assert all(len(each) <= 1_001 for each in found)
    assert "".join("".join(found).split()) == "".join(text.split())
    for each in found:
        spoken_text(each)
