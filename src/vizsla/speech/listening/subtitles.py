"""Writes segments of speech as subtitles: SubRip (.srt) and WebVTT (.vtt)."""

from __future__ import annotations

import textwrap
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vizsla.answer_parts import SpeechSegment, SpokenWord

__all__ = ["as_srt", "as_vtt"]

# As the BBC's guidelines and Netflix's have it: two lines of 42 letters, at most 7 seconds.
_LINE, _MOST_LINES = 42, 2
_LONGEST = 7.0
_ENDS = (".", "!", "?")
_SHORTEST = 1.0  # seconds for which a subtitle stays, unless the next one comes


def as_srt(segments: Iterable[SpeechSegment]) -> str:
    """Return segments as SubRip; those without a text are left out."""
    cues = enumerate(_cues(segments), 1)
    return "\n".join(
        f"{number}\n{_time(start, ',')} --> {_time(end, ',')}\n{text}\n"
        for number, (start, end, text) in cues
    )


def as_vtt(segments: Iterable[SpeechSegment]) -> str:
    """Return segments as WebVTT; those without a text are left out."""
    cues = [
        f"{_time(start, '.')} --> {_time(end, '.')}\n{_escaped(text)}\n"
        for start, end, text in _cues(segments)
    ]
    return "\n".join(["WEBVTT\n", *cues])


def _cues(segments: Iterable[SpeechSegment]) -> Iterator[tuple[float, float, str]]:
    """Yield the start, the end and the lines of each subtitle."""
    groups = [group for each in segments for group in _groups(each.words)]
    starts = [group[0].start for group in groups] + [float("inf")]
    for group, (start, following) in zip(groups, pairwise(starts), strict=True):
        end = min(max(group[-1].end, start + _SHORTEST), max(following, group[-1].end))
        yield start, end, _lines(group)


def _groups(words: tuple[SpokenWord, ...]) -> Iterator[list[SpokenWord]]:
    """Yield the words of each subtitle: a sentence, or as much of it as has room."""
    group: list[SpokenWord] = []
    for word in words:
        lines = _wrapped([*group, word])
        if group and (len(lines) > _MOST_LINES or word.end - group[0].start > _LONGEST):
            yield group
            group = []
        group.append(word)
        if word.text.endswith(_ENDS) and len(" ".join(_wrapped(group))) > _LINE // 2:
            yield group
            group = []
    if group:
        yield group


def _wrapped(words: list[SpokenWord]) -> list[str]:
    text = " ".join(each.text for each in words)
    return textwrap.wrap(text, _LINE, break_long_words=False, break_on_hyphens=False)


def _lines(words: list[SpokenWord]) -> str:
    """Return words as one line, or as two of about the same length."""
    lines = _wrapped(words)
    text = " ".join(lines)
    if len(lines) > 1:
        spaces = [at for at, letter in enumerate(text) if letter == " "]
        middle = min(spaces, key=lambda at: abs(at - len(text) / 2))
        if max(middle, len(text) - middle - 1) <= _LINE:
            return f"{text[:middle]}\n{text[middle + 1 :]}"
    return "\n".join(lines)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _time(seconds: float, point: str) -> str:
    whole = round(seconds * 1000)
    minutes, milliseconds = divmod(whole, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{milliseconds // 1000:02}{point}{milliseconds % 1000:03}"
