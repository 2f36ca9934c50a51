"""Puts a .tflite file into its place, whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from vizsla.errors import BundleError, BundleExistsError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["check_place", "put"]

IDENTIFIER = b"TFL3"  # a .tflite file's, from its fifth byte


def check_place(path: Path, *, replace: bool) -> None:
    """Refuse a place that is taken.

    Raises:
        BundleExistsError: something is there that may not be replaced.
        BundleError: it can't be looked at.

    """
    with _told_of(path):
        if not path.exists():
            return
        is_tflite = path.is_file() and _is_tflite(path)
    if not is_tflite:
        raise BundleExistsError(f"{path} is there and is not a .tflite file; choose another place")
    if not replace:
        raise BundleExistsError(
            f"{path} is there already; choose another place, or say that the old one may go "
            "(replace=True, or --replace)"
        )


def put(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it there: a reader sees all of it or none.

    Raises:
        BundleError: it can't be written; what was there still is.

    """
    with _told_of(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        workplace = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
        try:
            made = workplace / path.name
            with made.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            made.replace(path)
        finally:
            shutil.rmtree(workplace, ignore_errors=True)


def _is_tflite(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(8)[4:] == IDENTIFIER


@contextmanager
def _told_of(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:  # a name with a zero in it is a ValueError
        said = getattr(error, "strerror", None) or error
        raise BundleError(
            f"{path} can't be written ({said}); nothing was changed: make room, or choose another "
            "place"
        ) from error
