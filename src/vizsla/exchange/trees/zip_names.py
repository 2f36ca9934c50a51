"""Decodes the names in a .zip, which many programs write in the encoding of their system.

The format: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.4.17 and 4.6.9.
"""

from __future__ import annotations

import contextlib
import struct
import zlib
from typing import TYPE_CHECKING

from vizsla.errors import InputFormatError, InputUnclearError
from vizsla.exchange.texts.legacy_encodings import NAME_ENCODINGS, choose_encoding, codec_named

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Callable, Sequence

__all__ = ["entry_names"]

_UTF8 = 0x800  # a bit of an entry's flags
_UNICODE_PATH = 0x7075  # an extra field: the name in UTF-8, for a name in another encoding
_DEFAULT = "cp437"  # the format's own: no two names become one
_TABLES = (".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson", ".xml")
_UNIX = 3  # the system of an entry whose name may hold a backslash


def entry_names(
    entries: Sequence[zipfile.ZipInfo],
    title: str,
    is_example: Callable[[str], bool],
    encoding: str | None = None,
) -> list[str]:
    r"""Return the entries' names, with ``/`` between their parts.

    A backslash stands between two parts where the entry was packed on Windows, or no name has a
    ``/``. In Big5, GBK and Shift-JIS its byte is also a part of letters.

    Only the examples' names have to be certain, and among them those of the folders, which are
    labels, unless a table in the archive names the files.

    Args:
        entries: the archive's directory.
        title: the archive's name, for messages.
        is_example: whether a name is that of an example.
        encoding: the encoding of names that do not say theirs; None recognises it.

    Raises:
        InputUnclearError: the names are in an older encoding, and which one is not certain.
        InputFormatError: a name is not in the encoding.
        OptionError: there is no such encoding.

    """
    raw = [_raw_name(each) for each in entries]
    has_tables = any(_is_table(each) for each in raw)
    examples = [
        each for each in raw if isinstance(each, bytes) and is_example(each.decode("latin-1"))
    ]
    if encoding is None:
        codec = _recognise(examples, title, has_tables=has_tables)
    else:
        codec = codec_named(encoding)
    try:
        b"/".join(examples).decode(codec)
    except UnicodeError as error:
        raise InputFormatError(
            f"{title} has a name that is not in {encoding} ({error}). Give another encoding."
        ) from error
    names = [
        each if isinstance(each, str) else each.decode(codec, "backslashreplace") for each in raw
    ]
    has_slash = any("/" in each for each in names)
    return [
        name if has_slash and entry.create_system == _UNIX else name.replace("\\", "/")
        for entry, name in zip(entries, names, strict=True)
    ]


def _raw_name(entry: zipfile.ZipInfo) -> str | bytes:
    """Return a name where its encoding is known, else its bytes.

    zipfile decodes names by DOS's encoding unless they say that they are UTF-8, and then cuts them
    at a zero byte.
    """
    if entry.flag_bits & _UTF8:
        return entry.orig_filename
    raw = entry.orig_filename.encode("cp437")
    extra = entry.extra
    while len(extra) >= 4:  # noqa: PLR2004 - the field's code and its length
        code, length = struct.unpack("<HH", extra[:4])
        content, extra = extra[4 : 4 + length], extra[4 + length :]
        # The checksum shows whether the name was changed without the field.
        if code == _UNICODE_PATH and content[1:5] == struct.pack("<I", zlib.crc32(raw)):
            with contextlib.suppress(UnicodeDecodeError):
                return content[5:].decode()
    return raw


def _is_table(name: str | bytes) -> bool:
    text = name if isinstance(name, str) else name.decode("latin-1")
    return text.casefold().endswith(_TABLES)


def _recognise(examples: Sequence[bytes], title: str, *, has_tables: bool) -> str:
    """Return the codec of the examples' names."""
    names = [each for each in examples if not each.isascii()]
    try:
        b"/".join(names).decode()
    except UnicodeDecodeError:
        parts = [each.split(b"/") for each in names]
        folders = [part for each in parts for part in each[:-1]]
        try:
            # The folders first: they are labels.
            return choose_encoding([*folders, *(each[-1] for each in parts)], title, NAME_ENCODINGS)
        except InputUnclearError:
            if has_tables or b"\\" in b"".join(names) or not b"".join(folders).isascii():
                raise
            return _DEFAULT
    return "utf-8"
