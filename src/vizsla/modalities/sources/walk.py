"""Finds files in folders and by patterns."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from vizsla.errors import InputError
from vizsla.modalities.sources.source_names import shorten
from vizsla.modalities.sources.system_names import is_system_name

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "files_in",
    "folders_in",
    "is_folder",
    "is_pattern",
    "matches",
    "natural_order",
]

_DIGITS = re.compile(r"([0-9]+)")
_WILD = re.compile(r"[*?[]")
_Key = tuple[tuple[tuple[str | int, ...], str], ...]


def natural_order(path: Path) -> _Key:
    """Return a path's sort key: digits are compared as numbers, letters regardless of case."""
    return tuple((_pieces(part), part) for part in path.parts)


def is_folder(path: str | os.PathLike[str]) -> bool:
    """Return whether a path is a folder; False for a name that no file can have."""
    return os.path.isdir(path)  # noqa: PTH112 - Path.is_dir() raises on names that are too long


def is_pattern(text: str) -> bool:
    """Return whether a text holds a wildcard: ``*``, ``?`` or ``[``."""
    return _WILD.search(text) is not None


def folders_in(folder: Path) -> list[Path]:
    """Return the folders directly inside a folder, in natural order, without a system's own.

    Raises:
        InputError: the folder may not be read.

    """
    return [each for each in _inside(folder) if is_folder(each)]


def files_in(
    folder: Path,
    wanted: Callable[[Path], bool] | None = None,
    on_closed: Callable[[Path, InputError], None] | None = None,
) -> list[Path]:
    """Return the files of a folder and its sub-folders, in natural order.

    Hidden files and folders are left out, and those of systems. Links are followed, and each
    folder is entered once, so that a circle of links ends; by its own name rather than a link's
    beside it.

    Args:
        folder: the folder.
        wanted: whether a file counts; by default each does.
        on_closed: told of a folder within that may not be read, which is left out.

    Raises:
        InputError: the folder may not be read, or one within and nobody is told of it.

    """
    files: list[Path] = []
    waiting, entered = [folder], set[tuple[int, int]]()
    _was_entered(folder, entered)
    while waiting:
        here = waiting.pop()
        try:
            inside = _inside(here)
        except InputError as error:
            if on_closed is None or here == folder:
                raise
            on_closed(here, error)
            continue
        files += [each for each in inside if _is_wanted(each, wanted)]
        inside.sort(key=os.path.islink)
        waiting += [each for each in inside if is_folder(each) and not _was_entered(each, entered)]
    return sorted(files, key=natural_order)


def matches(pattern: str, wanted: Callable[[Path], bool]) -> list[Path]:
    """Return the files that a pattern names.

    The files are in natural order. Hidden files count only where the pattern names them
    (``.cache/*.png``); ``**`` does not follow links.

    Args:
        pattern: a path with the wildcards ``*``, ``?``, ``[...]`` and ``**``.
        wanted: whether a file counts.

    Raises:
        InputError: the pattern is malformed.

    """
    parts = Path(pattern).parts
    fixed = next(index for index, part in enumerate(parts) if is_pattern(part))
    root, wild = Path(*parts[:fixed]), parts[fixed:]
    if wild[-1] == "**":  # folders only, on some versions of Python
        wild = (*wild, "*")
    hidden = any(part.startswith(".") for part in wild)
    try:
        found = [
            each
            for each in set(root.glob("/".join(wild)))
            if (hidden or not _is_hidden(each.relative_to(root))) and _is_wanted(each, wanted)
        ]
    except (OSError, ValueError, NotImplementedError) as error:
        raise InputError(f"The pattern {shorten(pattern)} can't be used: {error}.") from error
    return sorted(found, key=natural_order)


def _inside(folder: Path) -> list[Path]:
    try:
        visible = [each for each in folder.iterdir() if not is_system_name(each.name)]
    except OSError as error:
        raise InputError(
            f"The folder {shorten(str(folder))} can't be read: {error.strerror}."
        ) from error
    return sorted(visible, key=natural_order)


def _was_entered(folder: Path, entered: set[tuple[int, int]]) -> bool:
    """Return whether a folder was entered before, under any name, and add it to ``entered``."""
    try:
        status = folder.stat()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"The folder {shorten(str(folder))} can't be read: {reason}.") from error
    identity = status.st_dev, status.st_ino
    known = identity in entered
    entered.add(identity)
    return known


def _is_wanted(path: Path, wanted: Callable[[Path], bool] | None) -> bool:
    return os.path.isfile(path) and (wanted is None or wanted(path))  # noqa: PTH113 - see is_folder


def _is_hidden(path: Path) -> bool:
    return any(is_system_name(part) for part in path.parts)


def _pieces(name: str) -> tuple[str | int, ...]:
    # Text and digits alternate, text first: pieces at the same index can be compared.
    return tuple(
        int(piece) if index % 2 else piece.casefold()
        for index, piece in enumerate(_DIGITS.split(name))
    )
