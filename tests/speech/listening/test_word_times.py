"""Words stand one after another within their piece of speech, wherever its pauses are."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from vizsla.speech.listening.moonshine import Heard
from vizsla.speech.listening.speech_pieces import SpeechPiece
from vizsla.speech.listening.speech_tokens import SpeechTokens
from vizsla.speech.listening.voice_activity import STEP
from vizsla.speech.listening.word_times import spoken_words

WORDS = [" a", " much", " longer"]
MARKS = 3  # the first numbers of a vocabulary
TOKENS = SpeechTokens(
    b"".join(
        len(each).to_bytes() + each
        for each in [b"", b"", b"", *(word.replace(" ", "▁").encode() for word in WORDS)]
    )
)


@given(
    st.lists(st.tuples(st.integers(0, 2), st.floats(0, 3.2)), min_size=1, max_size=12),
    st.lists(st.sampled_from([0.0, 1.0]), min_size=100, max_size=100),
)
def test_words_are_in_order_and_do_not_overlap(
    said: list[tuple[int, float]], voice: list[float]
) -> None:
    piece = SpeechPiece(1.0, np.zeros(100 * STEP, np.float32), np.array(voice, np.float32))
    middles = tuple(sorted(middle for _, middle in said))
    heard = Heard("", tuple(MARKS + word for word, _ in said), (), middles)
    words = spoken_words(piece, heard, TOKENS)
    assert len(words) == len(said)
    assert all(piece.start <= word.start <= word.end <= piece.end for word in words)
    assert all(one.end <= two.start for one, two in pairwise(words))
