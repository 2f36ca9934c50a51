"""A phrase that the model repeats without end is kept once; what people repeat stays."""

from __future__ import annotations

import pytest

from vizsla.speech.listening.repetitions import without_repetitions


@pytest.mark.parametrize("text", ["", "no, no, no", "It was a cat and a dog.", "a b a b a b"])
def test_what_people_say_stays(text: str) -> None:
    assert without_repetitions(text) == (text, False)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("the the the the the", "the"),
        ("We went home, and and and and and then.", "We went home, and then."),
        ("I know. " * 9, "I know."),
        ("one two three four five six seven eight " * 4, "one two three four five six seven eight"),
    ],
)
def test_a_phrase_without_end_is_kept_once(text: str, kept: str) -> None:
    assert without_repetitions(text) == (kept, True)
