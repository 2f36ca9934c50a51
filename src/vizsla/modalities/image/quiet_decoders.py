"""Keeps decoders' own warnings off standard error while a file is decoded.

What is wrong with a file is said by the error that is raised. Of all readers only TIFF's warns.
"""

from __future__ import annotations

import ctypes
import logging
import threading
import warnings
from contextlib import contextmanager, suppress
from functools import cache
from typing import TYPE_CHECKING

from PIL import _imaging

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["quiet_decoders"]

_WARNS = frozenset(("TIFF",))
_lock = threading.Lock()
_inside = 0
_saved: warnings.catch_warnings[None] | None = None


@contextmanager
def quiet_decoders(kind: str) -> Iterator[None]:
    """Decode a file of a format without warnings.

    The filters of warnings belong to the process: the first thread to enter ignores Pillow's, and
    the last one to leave restores the filters.
    """
    if kind not in _WARNS:
        yield
        return
    _silence_libtiff()
    _enter()
    try:
        yield
    finally:
        _leave()


def _enter() -> None:
    global _inside, _saved  # noqa: PLW0603 - the filters are global, too
    with _lock:
        _inside += 1
        if _inside == 1:
            _saved = warnings.catch_warnings()
            _saved.__enter__()
            warnings.filterwarnings("ignore", module=r"PIL\.")


def _leave() -> None:
    global _inside  # noqa: PLW0603 - see above
    with _lock:
        _inside -= 1
        if _inside == 0 and _saved is not None:
            _saved.__exit__(None, None, None)


@cache
def _silence_libtiff() -> None:
    """Stop libtiff's lines for good, as Pillow stops its warnings; Python's loggers keep theirs."""
    logging.getLogger("PIL").addHandler(logging.NullHandler())  # else errors go to standard error
    # Found through Pillow's module, which is linked to it; on Windows it can't be found so.
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(_imaging.__file__).TIFFSetErrorHandler(None)
