"""Where an export is written to: a folder or a .zip, all of it or nothing."""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from vizsla.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Sink", "check_target", "open_sink"]

MARK = ".vizsla-export"  # only what bears it is ever replaced
_MARK_TEXT = b"Vizsla wrote this folder, and may replace it when it is told to.\n"
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # a .zip must bear a date; the same export bears the same


class Sink(Protocol):
    """Takes files."""

    def add(self, name: str, content: bytes, *, packed: bool = False) -> None:
        """Take a file; ``packed`` says that its content can't be made smaller."""


def check_target(target: Path, *, replace: bool) -> None:
    """Refuse a place that is taken, unless an older export is there that may go.

    Raises:
        OptionError: something is there.

    """
    if not os.path.lexists(target) or _is_empty(target):
        return
    if not _is_export(target):
        raise OptionError(
            f"{target} is there and is no export of Vizsla, so it stays. Choose another place."
        )
    if not replace:
        raise OptionError(
            f"{target} is there already. Choose another place, or say that the old export may go "
            "(replace=True)."
        )


@contextmanager
def open_sink(target: Path) -> Iterator[Sink]:
    """Give what takes the files of an export; at the end they move into place in one step.

    Until then they are in a hidden folder beside, which goes if anything fails.

    Raises:
        OptionError: it can't be written there; what was there still is.

    """
    workplace: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        workplace = Path(tempfile.mkdtemp(prefix=f".{target.name[:50]}.", dir=target.parent))
        made = workplace / "made"
        sink = _ZipSink(made) if target.suffix.lower() == ".zip" else _FolderSink(made)
        try:
            yield sink
            sink.add(MARK, _MARK_TEXT)
        finally:
            sink.close()
        _move(made, target, workplace / "old")
    except OSError as error:
        raise OptionError(
            f"{target} can't be written ({error.strerror or error}); nothing was changed. Make "
            "room, or choose another place."
        ) from error
    finally:
        if workplace is not None:
            shutil.rmtree(workplace, ignore_errors=True)


def _move(made: Path, target: Path, old: Path) -> None:
    if not target.is_dir():
        made.replace(target)
        return
    target.rename(old)
    try:
        made.rename(target)
    except OSError:
        old.rename(target)
        raise


class _FolderSink:
    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._folder = folder

    def add(self, name: str, content: bytes, *, packed: bool = False) -> None:  # noqa: ARG002 - a folder packs nothing
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def close(self) -> None:
        pass


class _ZipSink:
    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")
        self._zip = zipfile.ZipFile(self._file, "w", zipfile.ZIP_DEFLATED)

    def add(self, name: str, content: bytes, *, packed: bool = False) -> None:
        entry = zipfile.ZipInfo(name, _ZIP_DATE)
        entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        self._zip.writestr(entry, content)

    def close(self) -> None:
        try:
            self._zip.close()
            self._file.flush()
            os.fsync(self._file.fileno())
        finally:
            self._file.close()


def _is_empty(target: Path) -> bool:
    return target.is_dir() and not target.is_symlink() and not any(target.iterdir())


def _is_export(target: Path) -> bool:
    if target.is_symlink():
        return False
    if target.is_dir():
        return (target / MARK).is_file()
    try:
        with zipfile.ZipFile(target) as archive:
            return MARK in archive.namelist()
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
