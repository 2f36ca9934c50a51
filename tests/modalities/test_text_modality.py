"""A text is read from a str or a file, checked, measured and shown; bad ones give a clear error."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vizsla import errors
from vizsla.modalities.limits import Limits
from vizsla.modalities.text.text_excerpt import excerpt
from vizsla.modalities.text.text_modality import TEXT

SENTENCE = "Żółw läuft, 東京 😀"


def test_a_str_is_the_text_itself_even_where_a_file_has_that_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("note.txt").write_text("something else", encoding="utf-8")

    assert TEXT.load("note.txt") == "note.txt"
    assert TEXT.load("https://example.org/x") == "https://example.org/x"
    assert TEXT.load(Path("note.txt")) == "something else"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_file_is_in_utf_8_or_in_what_its_mark_says(encoding: str, tmp_path: Path) -> None:
    content = SENTENCE.encode(encoding)
    path = tmp_path / "x.txt"
    path.write_bytes(content)

    for source in (content, bytearray(content), memoryview(content), io.BytesIO(content), path):
        assert TEXT.load(source) == SENTENCE


@pytest.mark.parametrize(
    ("source", "error", "words"),
    [
        ("", errors.InputDamagedError, "nothing to read in an empty text"),
        (" \n\t\u200b\ufeff", errors.InputDamagedError, "nothing to read"),
        (b"", errors.InputDamagedError, "nothing to read"),
        ("half \ud83d", errors.InputFormatError, "character 5 is half of one"),
        (b"caf\xe9", errors.InputFormatError, "not in UTF-8: byte 3 is 0xe9"),
        (b"\x89PNG\r\n\0\0", errors.InputFormatError, "no text"),
        ("word " * 30_000, errors.InputTooLargeError, "150,000 characters"),
        (Path("missing.txt"), errors.InputNotFoundError, "no such file"),
        (None, errors.InputTypeError, "NoneType"),
        (4711, errors.InputTypeError, "of type int"),
    ],
)
def test_what_is_no_text_gives_a_clear_error(
    source: object, error: type[errors.InputError], words: str
) -> None:
    with pytest.raises(error, match=words):
        TEXT.load(source)  # type: ignore[arg-type]


def test_the_limit_of_characters_can_be_raised() -> None:
    assert len(TEXT.load("word " * 30_000, limits=Limits(max_characters=150_000))) == 150_000


@given(st.binary(max_size=60) | st.text(max_size=60))
def test_any_bytes_and_any_str_are_a_text_or_an_input_error(source: bytes | str) -> None:
    assert TEXT.describe(source).isprintable()
    try:
        text = TEXT.load(source)
    except errors.InputError:
        return
    text.encode()
    assert TEXT.measure(text).fingerprint in range(2**64)
    assert "".join(each.text for each in TEXT.passages(text, 20)).isprintable()
    weights = np.ones(len(text), np.float32)
    assert "".join(each.text for each in TEXT.passages(text, 20, weights)).isprintable()


def test_an_excerpt_is_one_short_line() -> None:
    assert excerpt("cancel  my\norder", 40) == "cancel my order"
    assert excerpt("cancel my order", 11) == "cancel my…"
    assert TEXT.describe("cancel my order " * 9) == '"cancel my order cancel my order cancel…"'


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("cancel my order", "Cancel my order!", 0, 0),
        ("cancel my order", "  CANCEL, my  order …", 0, 0),
        ("straße", "STRASSE", 0, 0),
        ("cancel my order", "cancel my orders", 1, 16),
        ("cancel my order", "where is the nearest garden centre", 17, 64),
        ("?", "!", 17, 64),
    ],
)
def test_a_fingerprint_differs_as_the_letters_do(
    one: str, other: str, least: int, most: int
) -> None:
    first, second = (TEXT.measure(each).fingerprint for each in (one, other))
    assert first is not None
    assert second is not None
    assert least <= (first ^ second).bit_count() <= most


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Write to jane.doe+shop@mail.example.org, or call.", {"email"}),
        ("My card is 4111 1111 1111 1111", {"account", "number"}),
        ("Credit DE89 3704 0044 0532 0130 00 please", {"account", "number"}),
        ("Credit GB82WEST12345698765432 please", {"account"}),
        ("My card is 4111 1111 1111 1112", {"number"}),
        ("call 555-123-4567", {"number"}),
        ("call (06) 12.34.56.78", {"number"}),
        ("call +1 (206) 555-1212", {"number"}),
        ("我的电话号是280930640", {"number"}),
        ("my social security number is 123-12-1234", {"number"}),
        ("from 10/1/2017-11/2/2017, from 2017-01-10 10 30", set()),
        ("my router is 192.168.255.255", set()),
        ("123e4567-e89b-12d3-a456-426655440000", set()),
        ("https://example.org/20160308231823/x", set()),
        ("it is -123456789101231 or 92321312.0", set()),
        ("Order 4711 of 2024-05-01 is late", set()),
        ("Order 4711 is late", set()),
        ("ok", {"short"}),
        ("?!", {"wordless"}),
        ("a @ b costs 3.50", set()),
        ("word " * 400, {"long"}),
    ],
)
def test_what_should_perhaps_not_be_there_is_found(text: str, found: set[str]) -> None:
    facts = TEXT.measure(text).facts
    assert {each.name for each in TEXT.quality_checks if each.applies(facts)} == found


def test_measuring_takes_time_in_proportion_to_the_length() -> None:
    for odd in ("1 " * 50_000, "a." * 50_000, "@" * 100_000, "a@" * 50_000, "1" * 100_000):
        TEXT.measure(odd)
