"""The bytes of a path, a file object or a buffer."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

from vizsla.errors import (
    InputError,
    InputNotFoundError,
    InputTooLargeError,
    InputTypeError,
)
from vizsla.modalities.image.describe_source import describe_source
from vizsla.modalities.limits import Limits, check_byte_count
from vizsla.modalities.sources.source_names import shorten

__all__ = ["read_buffer", "read_file", "read_path"]

_CHUNK = 2**20
_ABSENT = {errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.ELOOP}


def read_buffer(buffer: bytes | bytearray | memoryview, limits: Limits) -> bytes:
    """Return the bytes of ``buffer``: itself where it can't change, else a copy."""
    name = describe_source(buffer)
    check_byte_count(memoryview(buffer).nbytes, name, limits)
    return bytes(buffer)


def read_path(path: str | os.PathLike[Any], limits: Limits) -> bytes:
    """Return the bytes of the file at ``path``.

    Raises:
        InputNotFoundError: nothing is there, or nothing can be (an impossible name).
        InputError: it is a folder, or may not be read.
        InputTooLargeError: it has more bytes than ``limits.max_bytes``.

    """
    name = describe_source(path)
    if not os.fspath(path):  # as a Path, it would be the working folder
        raise InputNotFoundError("The path is empty. Give the name of a file.")
    try:
        # str: a PathLike may give bytes. Unbuffered: all of it is read at once.
        with Path(os.fsdecode(path)).open("rb", buffering=0) as file:
            check_byte_count(os.fstat(file.fileno()).st_size, name, limits)
            return _read_all(file, name, limits)
    except OSError as error:
        raise _path_error(path, name, error) from error
    except ValueError as error:  # a null byte, or letters that no file name here can hold
        raise InputNotFoundError(f"{name} can't be the name of a file: {error}.") from error


def read_file(file: Any, limits: Limits) -> bytes:  # noqa: ANN401 - whatever has read()
    """Return all bytes of a binary file object, from its start where it can be rewound.

    The file is left open.

    Raises:
        InputTypeError: it was opened as text.
        InputError: it is closed, or reading fails.
        InputTooLargeError: it has more bytes than ``limits.max_bytes``.

    """
    name = describe_source(file)
    try:
        if getattr(file, "seekable", bool)():
            file.seek(0)
        return _read_all(file, name, limits)
    except InputError:
        raise
    except Exception as error:  # what a stranger's read() raises is anybody's guess
        raise InputError(f"{name} can't be read: {error}. Give an open, binary file.") from error


def _read_all(file: Any, name: str, limits: Limits) -> bytes:  # noqa: ANN401
    # One byte more than the limit tells "as much as allowed" from "too much".
    left = limits.max_bytes + 1
    parts: list[bytes] = []
    while left > 0:
        part = file.read(min(left, _CHUNK))
        if isinstance(part, str):
            raise InputTypeError(f'{name} gives text. Open it as binary: open(path, "rb").')
        if not part:
            return b"".join(parts)
        parts.append(part)
        left -= len(part)
    raise InputTooLargeError(
        f"{name} has more than {limits.max_bytes:,} bytes. "
        "Give a smaller file, or raise Limits(max_bytes=...)."
    )


def _path_error(path: str | os.PathLike[Any], name: str, error: OSError) -> InputError:
    text = os.fsdecode(path)
    # Windows says that a folder may not be opened; elsewhere it is said to be one.
    # os.path: unlike Path.is_dir(), it says no where it may not look.
    if isinstance(error, IsADirectoryError | PermissionError) and os.path.isdir(text):  # noqa: PTH112
        return InputError(f'{name} is a folder. For all pictures in it, use .over("{name}").')
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
