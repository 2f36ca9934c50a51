"""Reads the files in a Qt resource file (.rcc), in which Debian packs GCompris's photographs.

The format is that of Qt's ``rcc`` program: a tree of folders and files, names, and contents.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAGIC = b"qres"
COMPRESSED, FOLDER = 1, 2  # a node's flags; other compressions than zlib's are not read


def read_resources(path: Path) -> Iterator[tuple[str, bytes]]:
    """Iterate over the files of a resource file: the path within it, and the content.

    Raises:
        ValueError: it is not a resource file.

    """
    content = path.read_bytes()
    magic, version, tree, data, names = struct.unpack_from(">4s4I", content)
    if magic != MAGIC:
        raise ValueError(f"{path} is not a Qt resource file")
    node_bytes = 14 if version == 1 else 22

    def name_at(offset: int) -> str:
        (letters,) = struct.unpack_from(">H", content, names + offset)
        start = names + offset + 6  # after the length and a hash
        return content[start : start + 2 * letters].decode("utf-16-be")

    def walk(number: int, folder: str) -> Iterator[tuple[str, bytes]]:
        at = tree + number * node_bytes
        name, flags = struct.unpack_from(">IH", content, at)
        own = folder + name_at(name) if number else ""
        if flags & FOLDER:
            count, first = struct.unpack_from(">II", content, at + 6)
            for child in range(first, first + count):
                yield from walk(child, f"{own}/" if own else "")
        elif flags in (0, COMPRESSED):
            (offset,) = struct.unpack_from(">I", content, at + 10)
            (size,) = struct.unpack_from(">I", content, data + offset)
            start = data + offset + 4
            packed = content[start : start + size]
            # A compressed content begins with its length.
            yield own, zlib.decompress(packed[4:]) if flags else packed

    yield from walk(0, "")
