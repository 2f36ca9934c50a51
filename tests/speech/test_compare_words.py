"""Two texts are compared by their words, however these are written."""

from __future__ import annotations

import pytest

from vizsla.speech.compare_words import compared_words, word_errors


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mr. Dashwood's ill-disposed!", "mister dashwoods ill disposed"),
        ("Press 1, or 21; 0.", "press one or twenty one zero"),
        (
            "1,250 dogs & 304 cats",
            "one thousand two hundred fifty dogs and three hundred four cats",
        ),
        ("2000, 007 and 31415", "two thousand zero zero seven and three one four one five"),
        ("50% don\u2019t, can't or I'm", "fifty percent do not can not or i am"),
    ],
)
def test_words_are_compared_without_case_marks_and_digits(text: str, words: str) -> None:
    assert compared_words(text) == words.split()


@pytest.mark.parametrize(
    ("said", "heard", "errors"),
    [
        ("a b c", "A, b; c.", 0),
        ("a b c", "a x c", 1),
        ("a b c", "a c", 1),
        ("a b c", "a b c d e", 2),
        ("a b", "", 2),
        ("", "a", 1),
        ("a login", "a log in", 0),
        ("the mail box", "the mailbox", 0),
    ],
)
def test_errors_are_replaced_inserted_and_deleted_words(said: str, heard: str, errors: int) -> None:
    assert word_errors(said, heard).errors == errors


def test_the_rate_is_of_the_words_that_were_said() -> None:
    assert word_errors("a b c d", "a b c x").rate == 0.25
    assert word_errors("", "a b").rate == 2.0
