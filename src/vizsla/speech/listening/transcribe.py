"""Turns a sound into segments of text, while it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.answer_parts import SpeechSegment
from vizsla.speech.listening.moonshine import moonshine
from vizsla.speech.listening.repetitions import without_repetitions
from vizsla.speech.listening.segment_score import piece_features, segment_score, wordless_score
from vizsla.speech.listening.speech_pieces import SpeechCutter
from vizsla.speech.listening.word_times import spoken_words
from vizsla.unwanted_work import check_wanted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import numpy as np
    from numpy.typing import NDArray

    from vizsla.answer_parts import SpokenWord
    from vizsla.speech.listening.speech_pieces import SpeechPiece

__all__ = ["hear_piece", "transcribe"]

_UNDERSTOOD = 0.5  # below, the text is more likely invented than said


def transcribe(
    blocks: Iterable[NDArray[np.float32]], *, words: bool = True
) -> Iterator[SpeechSegment]:
    """Yield the segments of a sound, each as soon as it has ended; none of them is ``sure``.

    It holds about 15 seconds of the sound at once.

    Args:
        blocks: float32 (n,) each, at 16 kHz, in order.
        words: whether to find out when each word is said, which takes most of the time.

    Raises:
        MissingExtraError: the models or the engine are not installed.
        CancelledError: nobody waits for it any more.

    """
    cutter = SpeechCutter()
    for block in blocks:
        check_wanted()
        for piece in cutter.push(block):
            yield hear_piece(piece, words=words)
    for piece in cutter.end():
        yield hear_piece(piece, words=words)


def hear_piece(piece: SpeechPiece, *, words: bool = False) -> SpeechSegment:
    """Return the segment of one piece of speech.

    Args:
        piece: the piece.
        words: whether to find out when each word is said.

    """
    check_wanted()
    model = moonshine()
    heard = model.hear(piece.samples, times=words)
    text, repeats = without_repetitions(heard.text)
    start, end = round(piece.start, 3), round(piece.end, 3)
    if not any(map(str.isalnum, text)):
        return SpeechSegment(start, end, None, wordless_score())
    score = segment_score(piece_features(piece, heard), endless=repeats or not heard.ended)
    if score.understood < _UNDERSTOOD:
        return SpeechSegment(start, end, None, 1 - score.understood)
    found = spoken_words(piece, heard, model.tokens) if words else ()
    if repeats:  # the words of the repetitions are no words of the text
        found = _kept(found, text)
    return SpeechSegment(start, end, text, score.right, words=found)


def _kept(words: tuple[SpokenWord, ...], text: str) -> tuple[SpokenWord, ...]:
    """Return the words that a text without repetitions has, each where it stands first."""
    left = iter(words)
    found = (next((word for word in left if word.text == each), None) for each in text.split())
    return tuple(each for each in found if each is not None)
