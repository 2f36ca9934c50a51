"""Writes an export's files to a folder or a .zip, all of them or none."""

from __future__ import annotations

import os
import zipfile
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from vizsla.atomic import new_file, new_folder, write_errors
from vizsla.errors import OptionError
from vizsla.zip_files import holds_file, zip_entry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["ExportWriter", "check_target", "open_target"]

MARK = ".vizsla-export"  # a file that every export holds: nothing else is ever replaced
_MARK_TEXT = b"Vizsla wrote this folder, and may replace it where the user allows that.\n"


class ExportWriter(Protocol):
    """Takes the files of an export."""

    def add(self, name: str, content: bytes, *, compressed: bool = False) -> None:
        """Add a file.

        Args:
            name: its path in the export, with slashes.
            content: its bytes.
            compressed: whether the content is compressed already.

        """


def check_target(target: Path, *, replace: bool) -> None:
    """Refuse a path that is taken, except by an older export that may be replaced.

    Raises:
        OptionError: the path is taken.

    """
    if not os.path.lexists(target) or _is_empty(target):
        return
    if not _is_export(target):
        raise OptionError(
            f"{target} exists and is no export of Vizsla, so it stays. Choose another path."
        )
    if not replace:
        raise OptionError(
            f"{target} exists already. Choose another path, or allow the old export to be "
            "replaced (option 'replace')."
        )


@contextmanager
def open_target(target: Path) -> Iterator[ExportWriter]:
    """Open a target for the files of an export; they are moved into place when the block ends.

    Args:
        target: the folder, or the ``.zip``.

    Raises:
        OptionError: the target can't be written; whatever it held before is unchanged.

    """
    with write_errors(target, OptionError):
        if target.suffix.lower() == ".zip":
            target.parent.mkdir(parents=True, exist_ok=True)
            with new_file(target) as file, zipfile.ZipFile(file, "w") as archive:
                writer: ExportWriter = _ZipWriter(archive)
                yield writer
                writer.add(MARK, _MARK_TEXT)
        else:
            with new_folder(target) as folder:
                writer = _FolderWriter(folder)
                yield writer
                writer.add(MARK, _MARK_TEXT)


class _FolderWriter:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, name: str, content: bytes, *, compressed: bool = False) -> None:  # noqa: ARG002 - a folder compresses nothing
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


class _ZipWriter:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def add(self, name: str, content: bytes, *, compressed: bool = False) -> None:
        self._archive.writestr(zip_entry(name, compress=not compressed), content)


def _is_empty(target: Path) -> bool:
    return target.is_dir() and not target.is_symlink() and not any(target.iterdir())


def _is_export(target: Path) -> bool:
    return not target.is_symlink() and holds_file(target, MARK)
