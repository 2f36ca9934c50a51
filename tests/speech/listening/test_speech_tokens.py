"""The file of tokens is read whole, or refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vizsla.errors import BundleDamagedError
from vizsla.speech.listening.speech_tokens import SpeechTokens


def written(tokens: list[bytes]) -> bytes:
    parts = []
    for each in tokens:
        long, short = divmod(len(each), 128)
        parts.append((bytes([128 + short, long]) if long else bytes([short])) + each)
    return b"".join(parts)


@given(st.lists(st.binary(max_size=300), max_size=20))
def test_tokens_of_any_length_are_read(tokens: list[bytes]) -> None:
    read = SpeechTokens(written(tokens))
    assert len(read) == len(tokens)


@given(st.binary(min_size=2, max_size=300))
def test_a_file_that_ends_within_a_token_is_refused(token: bytes) -> None:
    with pytest.raises(BundleDamagedError, match="end too early"):
        SpeechTokens(written([token])[:-1])


def test_words_are_joined_as_they_are_written() -> None:
    marks = [b"<unk>", b"<s>", b"</s>"]
    tokens = SpeechTokens(written([*marks, "▁be".encode(), b"agle", "▁dog".encode(), b"."]))
    assert tokens.text([1, 3, 4, 5, 6, 2]) == "beagle dog."
    assert [tokens.starts_word(each) for each in range(7)] == [0, 0, 0, 1, 0, 1, 0]
