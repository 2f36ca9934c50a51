"""Decodes a text file, whatever program wrote it."""

from __future__ import annotations

from vizsla.errors import InputFormatError

__all__ = ["decode_text"]

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def decode_text(data: bytes, title: str) -> str:
    """Return a file's text: UTF-8, UTF-16 with its mark, or else Western Windows (cp1252).

    Args:
        data: the file's content.
        title: the file's name, for messages.

    Raises:
        InputFormatError: the content is none of these.

    """
    for encoding in ["utf-16"] if data.startswith(_UTF16) else ["utf-8-sig", "cp1252"]:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputFormatError(f"{title} is not a text that can be read. Save it as UTF-8.")
