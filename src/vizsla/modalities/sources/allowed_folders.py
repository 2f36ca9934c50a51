"""Reads files for somebody who may open those of some folders, and no others."""

from __future__ import annotations

import os
import stat
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit
from urllib.request import url2pathname

from vizsla.errors import (
    AccessDeniedError,
    InputError,
    InputNotFoundError,
    InputTooLargeError,
    OptionError,
)
from vizsla.modalities.limits import Limits, check_byte_count
from vizsla.modalities.sources.source_names import is_url, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["AllowedFolders"]

# Not everywhere: Windows opens nothing beneath an open folder.
WALKS = {os.open, os.stat} <= os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")
# Without waiting for a writer where somebody exchanges the file for a pipe at this moment.
_NAMES = ("O_BINARY", "O_CLOEXEC", "O_NOCTTY", "O_NOFOLLOW", "O_NONBLOCK")
_FLAGS = os.O_RDONLY | sum(getattr(os, each, 0) for each in _NAMES)
_SYSTEM = ("/proc", "/sys", "/dev")


class _Folder(NamedTuple):
    """A folder by the path that it was given by, and by the one without links."""

    given: Path
    real: Path


class AllowedFolders:
    """Folders whose files may be read; each file outside of them is refused.

    A path keeps to its folder by its words: ``..`` is refused. Beneath the folder links are not
    followed, and only regular files are opened: no pipe, no device. Each folder on the way is
    opened within the one above, so that nobody can exchange it for a link in between.

    Args:
        folders: the folders; without any each file is refused.

    Raises:
        OptionError: one is no folder, or holds more than a user's files, such as ``/``.

    """

    def __init__(self, folders: Iterable[str | os.PathLike[str]] = ()) -> None:
        self._folders = tuple(_checked(os.fspath(each)) for each in folders)

    @property
    def names(self) -> tuple[str, ...]:
        """The paths of the folders, as they were given, from the root."""
        return tuple(str(each.given) for each in self._folders)

    def read(self, path: str, limits: Limits) -> bytes:
        """Return the bytes of a file.

        Args:
            path: the file's path from the root, or from one of the folders; or a ``file:`` URL.
            limits: the most bytes.

        Raises:
            AccessDeniedError: the path leads out of the folders, or none is allowed.
            InputNotFoundError: there is no such file.
            InputTooLargeError: the file has more bytes than ``limits.max_bytes``.
            InputError: the path is no file, or may not be read.

        """
        name = shorten(path)
        try:
            return self._read(path, name, limits)
        except FileNotFoundError as error:
            raise InputNotFoundError(f"{name}: there is no such file. Check its name.") from error
        except OSError as error:
            raise InputError(f"{name} can't be read: {error.strerror or error}.") from error
        except ValueError as error:  # a null byte, or letters that no file name here can hold
            raise InputNotFoundError(f"{name!r} can't be the name of a file: {error}.") from error

    def _read(self, path: str, name: str, limits: Limits) -> bytes:
        missing: FileNotFoundError | None = None
        for folder, parts in self._places(path, name):
            try:
                number = (_open_beneath if WALKS else _open_checked)(folder, parts, name)
            except FileNotFoundError as error:
                missing = error
                continue
            with os.fdopen(number, "rb") as file:
                found = os.fstat(number)
                if not stat.S_ISREG(found.st_mode):
                    raise _no_file(name)
                check_byte_count(found.st_size, name, limits)
                content = file.read(limits.max_bytes + 1)
            if len(content) > limits.max_bytes:  # it grows
                raise InputTooLargeError(f"{name} has more than {limits.max_bytes:,} bytes.")
            return content
        assert missing is not None  # noqa: S101 - there is at least one place
        raise missing

    def _places(self, path: str, name: str) -> Iterator[tuple[Path, tuple[str, ...]]]:
        """Yield the folders in which a path may be, with the way to the file from there."""
        if not self._folders:
            raise AccessDeniedError(
                f"{name} is not opened: no folder is allowed here. To allow one, start with "
                "--allow-folder DIR, or send the file's content"
            )
        if not path.strip():
            raise InputNotFoundError("The path is empty. Give the name of a file.")
        pure = PurePath(_without_scheme(path, name))
        if ".." in pure.parts:
            raise AccessDeniedError(f"{name} is not opened: write the path without '..'")
        found = False
        for each in self._folders:
            if not pure.is_absolute() and not pure.anchor:
                found = True
                yield each.real, pure.parts
                continue
            for start in {each.given, each.real}:
                if pure.is_relative_to(start):
                    found = True
                    yield each.real, pure.relative_to(start).parts
        if not found:
            raise AccessDeniedError(
                f"{name} is outside of the folders that are allowed here: {', '.join(self.names)}. "
                "To allow another, start with --allow-folder DIR, or send the file's content"
            )


def _checked(folder: str) -> _Folder:
    given = Path(os.path.abspath(folder))  # noqa: PTH100 - keeps links, as clients write them
    try:
        real = Path(os.path.realpath(folder, strict=True))
    except (OSError, ValueError):
        real = given
    if not folder or not real.is_dir():
        raise OptionError(f"--allow-folder {folder}: there is no such folder")
    if real == Path(real.anchor) or any(real.is_relative_to(each) for each in _SYSTEM):
        raise OptionError(
            f"--allow-folder {folder}: this has the system's own files, too; choose a folder of "
            "yours"
        )
    return _Folder(given, real)


def _without_scheme(path: str, name: str) -> str:
    if not is_url(path):
        return path
    parts = urlsplit(path)
    if parts.scheme != "file" or parts.netloc not in ("", "localhost"):
        raise AccessDeniedError(f"{name} is a URL, and no path on this computer")
    return url2pathname(parts.path)


def _open_beneath(folder: Path, parts: tuple[str, ...], name: str) -> int:
    """Open a file, each folder on the way within the one above, and no link."""
    at = os.open(folder, _FLAGS | os.O_DIRECTORY)
    try:
        for part in parts[:-1]:
            _refuse_link(part, at, name)
            deeper = os.open(part, _FLAGS | os.O_DIRECTORY, dir_fd=at)
            os.close(at)
            at = deeper
        if not parts:
            raise _no_file(name)
        # Before it is opened: some devices do something then.
        if not stat.S_ISREG(_refuse_link(parts[-1], at, name).st_mode):
            raise _no_file(name)
        return os.open(parts[-1], _FLAGS, dir_fd=at)
    finally:
        os.close(at)


def _refuse_link(part: str, at: int, name: str) -> os.stat_result:
    found = os.stat(part, dir_fd=at, follow_symlinks=False)
    if stat.S_ISLNK(found.st_mode):
        raise _link(name)
    return found


def _open_checked(folder: Path, parts: tuple[str, ...], name: str) -> int:
    """Open a file, where a system has no better way: look where it is before and after."""
    path = folder.joinpath(*parts)
    before = path.lstat()
    if os.path.realpath(path) != str(path):
        raise _link(name)
    if not stat.S_ISREG(before.st_mode):
        raise _no_file(name)
    number = os.open(path, _FLAGS)
    same = os.path.samestat(os.fstat(number), before)
    if not same or os.path.realpath(path) != str(path):
        os.close(number)
        raise _link(name)
    return number


def _link(name: str) -> AccessDeniedError:
    return AccessDeniedError(
        f"{name} leads through a link, which may lead anywhere: give the path without links"
    )


def _no_file(name: str) -> InputError:
    return InputError(f"{name} is no file that can be read: give the path of a file")
