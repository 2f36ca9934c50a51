"""Puts what is published into its place, whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from vizsla.errors import BundleError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["put", "put_folder", "told_of"]


def put(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it there: a reader sees all of it or none.

    Raises:
        BundleError: it can't be written; what was there still is.

    """
    with told_of(path), _workplace(path) as workplace:
        made = workplace / path.name
        _write(made, content)
        made.replace(path)


def put_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder beside its place and move it there; one that was there goes.

    Args:
        path: the folder.
        files: contents by path within it, with slashes.

    Raises:
        BundleError: it can't be written; what was there still is.

    """
    with told_of(path), _workplace(path) as workplace:
        made, old = workplace / "new", workplace / "old"
        for name, content in files.items():
            (made / name).parent.mkdir(parents=True, exist_ok=True)
            _write(made / name, content)
        if path.exists():
            path.rename(old)
        try:
            made.rename(path)
        except OSError:
            if old.exists():
                old.rename(path)
            raise


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _workplace(path: Path) -> Iterator[Path]:
    path.parent.mkdir(parents=True, exist_ok=True)
    workplace = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    try:
        yield workplace
    finally:
        shutil.rmtree(workplace, ignore_errors=True)


@contextmanager
def told_of(path: Path) -> Iterator[None]:
    """Turn what the file system says of a place into a BundleError."""
    try:
        yield
    except (OSError, ValueError) as error:  # a name with a zero in it is a ValueError
        said = getattr(error, "strerror", None) or error
        raise BundleError(
            f"{path} can't be written ({said}); nothing was changed: make room, or choose another "
            "place"
        ) from error
