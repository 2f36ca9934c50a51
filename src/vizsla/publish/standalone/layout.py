"""Where a .tflite file may be put."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.atomic import write_errors
from vizsla.errors import BundleError, BundleExistsError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["check_layout"]

IDENTIFIER = b"TFL3"  # a .tflite file's, from its fifth byte


def check_layout(path: Path, *, replace: bool) -> None:
    """Refuse a place that is taken.

    Raises:
        BundleExistsError: something is there that may not be replaced.
        BundleError: it can't be looked at.

    """
    with write_errors(path, BundleError):
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


def _is_tflite(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(8)[4:] == IDENTIFIER
