"""Reads a bundle's files from a folder, from one .zip of the same files, or from memory."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from typing import IO, TYPE_CHECKING, Protocol

from vizsla.bundle.plain_file import open_plain_file
from vizsla.bundle.short_list import short_list
from vizsla.errors import BundleDamagedError
from vizsla.zip_files import ZIP_ERRORS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["BundleFiles", "FolderFiles", "MemoryFiles", "ZipFiles", "open_files"]

MOST_BYTES = 64 * 2**20  # of one file: sixteen times the largest graph that Vizsla ships


class BundleFiles(Protocol):
    """Reads a bundle's files by their names."""

    def read(self, name: str) -> bytes:
        """Return a file's content.

        Raises:
            BundleDamagedError: the file is missing, unreadable or too large, or its name is not a
                plain file name.

        """

    def read_shared(self, sha256: str) -> bytes | None:
        """Return a graph that several bundles share, by its hash; None where it is not shared."""


def check_name(name: str, where: Path) -> None:
    """Refuse a name that does not name a file in the bundle itself.

    Raises:
        BundleDamagedError: the name is empty, or leads out of the bundle.

    """
    plain = name not in ("", ".", "..") and not any(c in "/\\:" or ord(c) < ord(" ") for c in name)
    if not plain:
        raise BundleDamagedError(
            f"{where} names a file {name!r}, which would lie outside of the bundle; "
            "do not use this bundle"
        )


def _read_whole(file: IO[bytes], where: str) -> bytes:
    """Return the content of an open file, whose size may be unknown, false or growing."""
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise BundleDamagedError(
            f"{where} is over {MOST_BYTES} bytes, which no file of a bundle may be; do not use "
            "this bundle"
        )
    return content


class FolderFiles:
    """The files of a folder.

    Args:
        folder: the bundle's folder.
        shared: a folder with the graphs that bundles share, named by their sha256, or None.

    """

    def __init__(self, folder: Path, shared: Path | None = None) -> None:
        self.folder = folder
        self._shared = shared

    def read(self, name: str) -> bytes:
        """Return a file's content."""
        check_name(name, self.folder)
        path = self.folder / name
        try:
            with open_plain_file(path) as file:
                return _read_whole(file, str(path))
        except OSError as error:
            raise BundleDamagedError(
                f"{path} can't be read ({error.strerror}); copy the bundle again, whole"
            ) from error

    def read_shared(self, sha256: str) -> bytes | None:
        """Return a graph that several bundles share, or None."""
        if self._shared is None:
            return None
        path = self._shared / f"{sha256}.tflite"
        return path.read_bytes() if path.is_file() else None


class ZipFiles:
    """The files of a .zip, which is never unpacked to disk.

    Raises:
        BundleDamagedError: the file is not a .zip, holds a file twice, or names one outside of it.

    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            with open_plain_file(path) as file:
                names = short_list(file)
        except (*ZIP_ERRORS, OSError) as error:
            raise BundleDamagedError(
                f"{path} is not a .zip that can be read ({error}); copy it again"
            ) from error
        for name in names:
            check_name(name, path)
        if len(set(names)) != len(names):
            raise BundleDamagedError(f"{path} holds a file twice; do not use this bundle")

    def read(self, name: str) -> bytes:
        """Return a file's content."""
        where = f"{self._path}: {name}"
        try:
            with (
                open_plain_file(self._path) as opened,
                zipfile.ZipFile(opened) as archive,
                archive.open(name) as file,
            ):
                return _read_whole(file, where)
        except (
            *(*ZIP_ERRORS, OSError, KeyError, RuntimeError),
            *(zlib.error, lzma.LZMAError),
        ) as error:
            raise BundleDamagedError(
                f"{where} can't be read ({error}); copy the bundle again, whole"
            ) from error

    def read_shared(self, sha256: str) -> bytes | None:  # noqa: ARG002 - a zip stands alone
        """Return None: a .zip shares no graph."""
        return None


def open_files(path: Path, shared: Path | None = None) -> FolderFiles | ZipFiles:
    """Return the reader for a bundle's folder or .zip."""
    return FolderFiles(path, shared) if path.is_dir() else ZipFiles(path)


class MemoryFiles:
    """The files of a bundle in memory.

    Args:
        contents: the files' contents, by name.

    """

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        self._contents = contents

    def read(self, name: str) -> bytes:
        """Return a file's content."""
        try:
            return self._contents[name]
        except KeyError:
            raise BundleDamagedError(f"the bundle in memory holds no file {name!r}") from None

    def read_shared(self, sha256: str) -> bytes | None:  # noqa: ARG002 - memory holds all
        """Return None: a bundle in memory shares no graph."""
        return None
