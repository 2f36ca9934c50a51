"""Turns the errors of the file system into Vizsla's."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vizsla.errors import VizslaError

__all__ = ["write_errors"]


@contextmanager
def write_errors(path: Path, kind: type[VizslaError]) -> Iterator[None]:
    """Run a block, and raise an error of the file system as one of Vizsla's.

    Args:
        path: the file or folder that is written, for the message.
        kind: the class of the error to raise.

    """
    try:
        yield
    except OSError as error:
        raise kind(
            f"{path} can't be written ({error.strerror or error}); nothing was changed: make "
            "room, or choose another path"
        ) from error
