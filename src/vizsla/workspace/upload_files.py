"""The files of an upload: their paths, checked, and the places of their bytes."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vizsla.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["MOST_FILES", "UploadedFile", "listed_files"]

MOST_FILES = 20_000  # of one upload
LONGEST_PATH = 1_000  # characters
LARGEST = 1 << 40


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file of an upload.

    Attributes:
        path: its path, relative, with slashes.
        start: the place of its first byte in the upload.
        bytes: the number of its bytes.

    """

    path: str
    start: int
    bytes: int

    @property
    def end(self) -> int:
        """The place after its last byte."""
        return self.start + self.bytes


def listed_files(files: Iterable[tuple[str, int]]) -> tuple[UploadedFile, ...]:
    """Return files with the places of their bytes, which follow one another.

    Args:
        files: the path and the number of bytes of each.

    Raises:
        OptionError: a path can't be used, two are the same, or there are too many files or none.

    """
    found: list[UploadedFile] = []
    seen: set[str] = set()
    start = 0
    for path, count in files:
        _check_path(path)
        if not 0 <= count <= LARGEST:
            raise OptionError(f"{path!r:.120} can't have {count} bytes")
        form = unicodedata.normalize("NFC", path)
        if form in seen:
            raise OptionError(f"{path!r:.120} is listed twice")
        seen.add(form)
        found.append(UploadedFile(path, start, count))
        start += count
    if not 1 <= len(found) <= MOST_FILES:
        raise OptionError(
            f"an upload has 1 to {MOST_FILES:,} files, not {len(found):,}; send more in a .zip"
        )
    return tuple(found)


def _check_path(path: str) -> None:
    parts = path.split("/")
    # Any other character may be in a name: systems write narrow spaces and joiners into them.
    is_bad = len(path) > LONGEST_PATH or "\0" in path
    if is_bad or any(each in {"", ".", ".."} for each in parts):
        raise OptionError(
            f"{path!r:.120} is no path of a file; write it relative to its folder, with / between "
            "the parts, as in oak/1.jpg"
        )
