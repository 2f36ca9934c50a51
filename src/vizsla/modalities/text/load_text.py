"""Reads and checks a text from a str, a path, bytes or a file."""

from __future__ import annotations

import codecs
import os
import re
from typing import TYPE_CHECKING, Any, TypeAlias

from vizsla.errors import InputDamagedError, InputFormatError, InputTooLargeError, InputTypeError
from vizsla.modalities.limits import DEFAULT_LIMITS
from vizsla.modalities.sources.read_bytes import read_buffer, read_file, read_path
from vizsla.modalities.text.describe_text_source import describe_text_source

if TYPE_CHECKING:
    from typing import BinaryIO

    from vizsla.modalities.limits import Limits

    TextSource: TypeAlias = "str | os.PathLike[Any] | bytes | bytearray | memoryview | BinaryIO"

__all__ = ["load_text"]

_MARKS = {  # the longer first
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_HALF = re.compile("[\ud800-\udfff]")
# White space, control characters, and those that are not seen, such as a zero-width space.
_SEEN = re.compile("[^\\s\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def load_text(source: TextSource, *, limits: Limits = DEFAULT_LIMITS) -> str:
    """Read and check a text.

    Args:
        source: the text itself as a str; or a file with it: a path (a ``Path``, not a str), bytes,
            or a binary file. A file is in UTF-8, or in what the mark at its beginning says.
        limits: the most bytes and characters.

    Raises:
        InputTypeError: the source is of another type.
        InputNotFoundError: there is no such file.
        InputTooLargeError: there are more bytes or characters than the limits.
        InputFormatError: the file is no text, or in another encoding, or the text is not Unicode.
        InputDamagedError: the text is empty, or holds nothing that can be seen.

    """
    if isinstance(source, str):
        text = str(source)  # without what a subclass, such as NumPy's, adds
    else:
        text = _decode(_content(source, limits), describe_text_source(source))
    if len(text) > limits.max_characters:
        raise InputTooLargeError(
            f"{describe_text_source(source)} has {len(text):,} characters; the limit is "
            f"{limits.max_characters:,}. Give a shorter text, or raise Limits(max_characters=...)."
        )
    half = _HALF.search(text)
    if half:
        raise InputFormatError(
            f"{describe_text_source(source)} is not Unicode: character {half.start()} is half of "
            f"one (U+{ord(half.group()):X}). Decode the text with the encoding that it was "
            "written in."
        )
    if not _SEEN.search(text):
        raise InputDamagedError(
            f"There is nothing to read in {describe_text_source(source)}. Give a text with a word."
        )
    return text


def _content(source: Any, limits: Limits) -> bytes:  # noqa: ANN401 - any source
    if isinstance(source, bytes | bytearray | memoryview):
        return read_buffer(source, limits)
    if isinstance(source, os.PathLike):
        return read_path(source, limits)
    if hasattr(source, "read"):
        return read_file(source, limits)
    raise InputTypeError(
        f"A text can't be {describe_text_source(source)}. Give a str, the Path of a text file, "
        "bytes or a binary file."
    )


def _decode(content: bytes, name: str) -> str:
    codec, mark = "utf-8", b""
    for mark_of, codec_of in _MARKS.items():
        if content.startswith(mark_of):
            codec, mark = codec_of, mark_of
            break
    if codec == "utf-8" and b"\0" in content:
        raise InputFormatError(
            f"{name} is no text: it holds bytes of zero. Give a text file in UTF-8."
        )
    try:
        return content[len(mark) :].decode(codec)
    except UnicodeDecodeError as error:
        raise InputFormatError(
            f"{name} is not in {codec.upper()}: byte {error.start + len(mark)} is "
            f"0x{content[error.start + len(mark)]:02x}. Save it as UTF-8."
        ) from error
