"""Segments become subtitles that players read, and people can."""

from __future__ import annotations

import re

from vizsla.answer_parts import SpeechSegment, SpokenWord
from vizsla.speech.listening.subtitles import as_srt, as_vtt


def segment(text: str, start: float, pace: float = 0.4) -> SpeechSegment:
    words = text.split()
    spoken = tuple(
        SpokenWord(each, start + n * pace, start + (n + 1) * pace) for n, each in enumerate(words)
    )
    return SpeechSegment(start, spoken[-1].end, text, 0.9, words=spoken)


SAID = (
    segment("It was the best of times, it was the worst of times.", 0.5),
    SpeechSegment(8.0, 9.0, None, 0.8),
    segment("A <vizsla> & a cat.", 3661.25),
)


def test_subrip_has_numbers_times_and_lines() -> None:
    first, second = as_srt(SAID).strip().split("\n\n")
    assert first.splitlines()[:2] == ["1", "00:00:00,500 --> 00:00:05,300"]
    assert second == "2\n01:01:01,250 --> 01:01:03,250\nA <vizsla> & a cat."


def test_webvtt_has_its_header_and_escapes() -> None:
    text = as_vtt(SAID)
    assert text.startswith("WEBVTT\n\n00:00:00.500 --> 00:00:05.300\n")
    assert "A &lt;vizsla&gt; &amp; a cat." in text


def test_a_long_segment_becomes_several_subtitles_of_two_short_lines() -> None:
    text = as_srt([segment("word " * 60, 0.0)])
    cues = text.strip().split("\n\n")
    assert len(cues) > 3
    for cue in cues:
        _, times, *lines = cue.splitlines()
        assert len(lines) <= 2
        assert all(len(line) <= 42 for line in lines)
        assert re.fullmatch(r"\d\d:\d\d:\d\d,\d{3} --> \d\d:\d\d:\d\d,\d{3}", times)
    assert " ".join(" ".join(cue.splitlines()[2:]) for cue in cues).split() == ["word"] * 60


def test_without_speech_there_are_no_subtitles() -> None:
    assert as_srt([]) == ""
    assert as_vtt([SAID[1]]) == "WEBVTT\n"
