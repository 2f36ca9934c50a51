"""Reads the bytes of a path, a file object or a buffer."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vizsla.errors import (
    InputError,
    InputNotFoundError,
    InputTooLargeError,
    InputTypeError,
)
from vizsla.modalities.limits import Limits, check_byte_count
from vizsla.modalities.sources.describe_source import describe_source
from vizsla.modalities.sources.source_names import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["path_errors", "read_buffer", "read_file", "read_path"]

_CHUNK = 2**20
_ABSENT = {errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.ELOOP}


def read_buffer(buffer: bytes | bytearray | memoryview, limits: Limits) -> bytes:
    """Return the bytes of a buffer: the buffer itself where it can't change, else a copy.

    Raises:
        InputTooLargeError: the buffer has more bytes than ``limits.max_bytes``.

    """
    name = describe_source(buffer)
    check_byte_count(memoryview(buffer).nbytes, name, limits)
    return bytes(buffer)


def read_path(path: str | os.PathLike[Any], limits: Limits) -> bytes:
    """Return the bytes of the file at a path.

    Raises:
        InputNotFoundError: there is no such file, or no file can have that name.
        InputError: the path is a folder, or may not be read.
        InputTooLargeError: the file has more bytes than ``limits.max_bytes``.

    """
    name = describe_source(path)
    # str: a PathLike may give bytes. Unbuffered: all of it is read at once.
    with path_errors(path, name), Path(os.fsdecode(path)).open("rb", buffering=0) as file:
        check_byte_count(os.fstat(file.fileno()).st_size, name, limits)
        return _read_all(file, name, limits)


@contextmanager
def path_errors(path: str | os.PathLike[Any], name: str) -> Iterator[None]:
    """Turn the errors of opening and reading a file at a path into those of an input.

    Args:
        path: the path.
        name: its name, for messages.

    Raises:
        InputNotFoundError: there is no such file, or no file can have that name.
        InputError: the path is a folder, or may not be read.

    """
    if not os.fspath(path):  # as a Path, it would be the working folder
        raise InputNotFoundError("The path is empty. Give the name of a file.")
    try:
        yield
    except OSError as error:
        raise _path_error(path, name, error) from error
    except ValueError as error:  # a null byte, or letters that no file name here can hold
        raise InputNotFoundError(f"{name} can't be the name of a file: {error}.") from error


def read_file(file: Any, limits: Limits) -> bytes:  # noqa: ANN401 - any object with read()
    """Return all bytes of a binary file object, from its start where it can be rewound.

    The file object stays open.

    Raises:
        InputTypeError: the file was opened as text.
        InputError: the file is closed, or reading fails.
        InputTooLargeError: the file has more bytes than ``limits.max_bytes``.

    """
    name = describe_source(file)
    try:
        if getattr(file, "seekable", bool)():
            file.seek(0)
        return _read_all(file, name, limits)
    except InputError:
        raise
    except Exception as error:  # a foreign read() may raise any error
        raise InputError(f"{name} can't be read: {error}. Give an open, binary file.") from error


def _read_all(file: Any, name: str, limits: Limits) -> bytes:  # noqa: ANN401
    # Reading one byte more than the limit shows whether the file is too large.
    remaining = limits.max_bytes + 1
    parts: list[bytes] = []
    while remaining > 0:
        part = file.read(min(remaining, _CHUNK))
        if isinstance(part, str):
            raise InputTypeError(f'{name} returns text. Open it as binary: open(path, "rb").')
        if not part:
            return b"".join(parts)
        parts.append(part)
        remaining -= len(part)
    raise InputTooLargeError(
        f"{name} has more than {limits.max_bytes:,} bytes. "
        "Give a smaller file, or raise Limits(max_bytes=...)."
    )


def _path_error(path: str | os.PathLike[Any], name: str, error: OSError) -> InputError:
    text = os.fsdecode(path)
    # Opening a folder is a PermissionError on Windows. os.path.isdir, unlike Path.is_dir, returns
    # False where the folder above may not be read.
    if isinstance(error, IsADirectoryError | PermissionError) and os.path.isdir(text):  # noqa: PTH112
        return InputError(f'{name} is a folder. For all files in it, use .over("{name}").')
    if error.errno in _ABSENT:
        where = f" (looked in {shorten(str(Path.cwd()))})" if not Path(text).is_absolute() else ""
        hint = ". A URL is given as a str, not as a Path" if _was_url(text) else ""
        return InputNotFoundError(f"{name}: there is no such file{where}{hint}. Check its name.")
    if isinstance(error, PermissionError):
        return InputError(f"{name} may not be read: permission denied. Change its permissions.")
    return InputError(f"{name} can't be read: {error.strerror or error}.")


def _was_url(path: str) -> bool:
    # Path("https://a/b") folds the two slashes into one.
    return path.startswith(("http:/", "https:/"))
