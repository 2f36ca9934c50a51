"""SSML: what is known is done, what is not is refused."""

from __future__ import annotations

import pytest

from vizsla.errors import InputFormatError
from vizsla.speech.speaking.ssml import SpokenStretch, is_ssml, read_ssml


def read(inside: str) -> list[SpokenStretch]:
    return read_ssml(f"<speak>{inside}</speak>")


def test_text_and_breaks_come_in_order() -> None:
    found = read('One<break time="500ms"/>two<break strength="weak"/>')
    assert [(each.text, each.pause) for each in found] == [
        ("One", 0.0), ("", 0.5), ("two", 0.0), ("", 0.25),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("how", "text", "said"),
    [
        ("characters", "AB1", "A, B, one"),
        ("cardinal", "1,234", "one thousand two hundred thirty-four"),
        ("ordinal", "3", "third"),
        ("digits", "2026", "two zero two six"),
        ("telephone", "555 12", "five five five, one two"),
        ("date", "2026-11-30", "2026-11-30"),
    ],
)
def test_say_as_says_how(how: str, text: str, said: str) -> None:
    (found,) = read(f'<say-as interpret-as="{how}">{text}</say-as>')
    assert found.text.strip() == said


def test_emphasis_rate_voice_and_alias_are_done() -> None:
    strong, slow, said, other = read(
        '<emphasis level="strong">a</emphasis><prosody rate="-50%">b</prosody>'
        '<sub alias="World Wide Web">WWW</sub><voice name="emma">d</voice>'
    )
    assert strong.stressed
    assert strong.speed < 1
    assert slow.speed == 0.5
    assert said.text.strip() == "World Wide Web"
    assert other.voice == "emma"


@pytest.mark.parametrize(
    "ssml",
    [
        "<speak>open", "<speak><audio src='x'/></speak>", "<speak><break time='soon'/></speak>",
        "<speak><say-as interpret-as='song'>a</say-as></speak>", "no markup",
        "<!DOCTYPE speak [<!ENTITY a 'b'>]><speak>&a;</speak>", "<speak>" + "<p>" * 60,
    ],
)  # fmt: skip
def test_what_is_not_known_is_refused(ssml: str) -> None:
    with pytest.raises(InputFormatError, match="SSML"):
        read_ssml(ssml)


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "utf-8"])
def test_a_declared_encoding_changes_nothing_in_a_str(encoding: str) -> None:
    (found,) = read_ssml(f'<?xml version="1.0" encoding="{encoding}"?><speak>café</speak>')
    assert found.text == "café"


@pytest.mark.parametrize(
    ("given", "pause", "speed"), [("9" * 18_000, 10, 2), (".5", 0.5, 0.5), ("1.5", 1.5, 1.5)]
)
def test_numbers_of_any_length_are_read_in_time(given: str, pause: float, speed: float) -> None:
    silence, text = read(f'<break time="{given}s"/><prosody rate="{given}">a</prosody>')
    assert silence.pause == pause
    assert text.speed == speed
    with pytest.raises(InputFormatError, match="no time"):
        read(f'<break time="{given}x"/>')
    with pytest.raises(InputFormatError, match="rate"):
        read(f'<prosody rate="{given}x">a</prosody>')


def test_ssml_is_told_from_text() -> None:
    assert is_ssml('<?xml version="1.0"?>\n<speak version="1.0">a</speak>')
    assert not is_ssml("The <speak> element")
