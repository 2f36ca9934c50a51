"""Checks where a .tflite file is to be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.atomic import write_errors
from vizsla.errors import BundleError, BundleExistsError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["check_target"]

IDENTIFIER = b"TFL3"  # of a .tflite file, from its fifth byte


def check_target(path: Path, *, replace: bool) -> None:
    """Refuse a path that is taken.

    Args:
        path: the .tflite file.
        replace: whether a .tflite file at ``path`` may be replaced; nothing else ever is.

    Raises:
        BundleExistsError: the path is taken and may not be replaced.
        BundleError: the path can't be read.

    """
    with write_errors(path, BundleError):
        if not path.exists():
            return
        is_tflite = path.is_file() and _is_tflite(path)
    if not is_tflite:
        raise BundleExistsError(f"{path} exists and is not a .tflite file; choose another path")
    if not replace:
        raise BundleExistsError(
            f"{path} exists already; choose another path, or allow it to be replaced (option "
            "'replace')"
        )


def _is_tflite(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(8)[4:] == IDENTIFIER
