"""Decodes a text file, whatever program wrote it."""

from __future__ import annotations

import codecs
import re

from vizsla.errors import InputFormatError
from vizsla.exchange.texts.legacy_encodings import choose_encoding, codec_named

__all__ = ["decode_text"]

_MARKS = {  # the longer first
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
# No encoding has one of these as the second byte of a character.
_BETWEEN = re.compile(rb'[\x00-\x1f",;:]+')


def decode_text(data: bytes, title: str, encoding: str | None = None) -> str:
    """Return a file's text.

    A mark at the beginning says the encoding. A text without one is UTF-16 if it has zero bytes,
    as every letter of ASCII has there, UTF-8 if it is valid, or else in an older encoding.

    Args:
        data: the file's content.
        title: the file's name, for messages.
        encoding: the encoding, by one of Python's names; None recognises it.

    Raises:
        InputUnclearError: the text is in an older encoding, and which one is not certain.
        InputFormatError: the content is no text, or not of the encoding.
        OptionError: there is no such encoding.

    """
    if encoding is None:
        codec = _recognise(data, title)
        wanted = "a text that can be read"
    else:
        codec = codec_named(encoding)
        wanted = f"a text in {encoding}"
    try:
        text = data.decode(codec)
    except UnicodeError as error:
        raise InputFormatError(f"{title} is not {wanted}. Save it as UTF-8.") from error
    return text.removeprefix("\ufeff")


def _recognise(data: bytes, title: str) -> str:
    for mark, codec in _MARKS.items():
        if data.startswith(mark):
            return codec
    if b"\0" in data:
        return "utf-16-le" if data[1::2].count(0) > data[::2].count(0) else "utf-16-be"
    try:
        data.decode()
    except UnicodeDecodeError:
        return choose_encoding(_BETWEEN.split(data), title)
    return "utf-8"
