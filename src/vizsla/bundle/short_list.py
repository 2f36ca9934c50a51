"""Reads the list of files of a .zip, if it is a short one.

Python's reader takes some 500 bytes for each file that an archive lists, and believes what the
archive's end says of their number.
"""

from __future__ import annotations

import os
import struct
import zipfile
from typing import IO

__all__ = ["short_list"]

MOST_FILES = 1000
MOST_LIST = 2**20  # bytes
# The end of an archive: its signature, four numbers of 16 bits (the last is the count of files),
# and the bytes and the start of the list; then its comment's length, and its comment.
END, END64 = b"PK\x05\x06", b"PK\x06\x07"
END_FORMAT = struct.Struct("<4s4H2LH")
LOCATOR = 20  # bytes of a zip64's second end, which lies before the end
MOST_COMMENT = 0xFFFF


def short_list(file: IO[bytes]) -> list[str]:
    """Return the names of the files in a .zip.

    Raises:
        zipfile.BadZipFile: the file is no .zip, lists too many files, or is a zip64.

    """
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - END_FORMAT.size - MOST_COMMENT - LOCATOR))
    tail = file.read(END_FORMAT.size + MOST_COMMENT + LOCATOR)
    # As Python's reader looks for it: at the very end, or else the last one before a comment.
    at = max(0, len(tail) - END_FORMAT.size)
    if not (tail[at:].startswith(END) and tail.endswith(b"\0\0")):
        at = tail.rfind(END)
    if at < 0 or len(tail) < at + END_FORMAT.size:
        raise zipfile.BadZipFile("its end is missing")
    count, length = END_FORMAT.unpack_from(tail, at)[4:6]
    if count > MOST_FILES or length > MOST_LIST or tail[:at][-LOCATOR:].startswith(END64):
        raise zipfile.BadZipFile(f"it lists {count} files in {length} bytes, or is a zip64")
    with zipfile.ZipFile(file) as archive:
        return archive.namelist()
