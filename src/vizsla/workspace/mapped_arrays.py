"""Writes arrays to one file, and reads them from it without reading it all: they are mapped."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from vizsla.atomic import new_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import numpy as np

__all__ = ["map_arrays", "write_arrays"]

HEAD = 16  # bytes: the header's length, in decimal digits
ALIGNED = 64  # bytes
_PRIVATE = 0o600


def write_arrays(path: Path, about: Mapping[str, Any], arrays: Mapping[str, np.ndarray]) -> None:
    """Write arrays to a file, whole or not at all.

    Args:
        path: the file; one of that name is replaced. Its folder must exist.
        about: what is said of them, for JSON.
        arrays: the arrays, by name.

    Raises:
        OSError: it can't be written; the old file is unchanged.

    """
    columns = {name: [each.dtype.str, list(each.shape)] for name, each in arrays.items()}
    header = json.dumps({"about": dict(about), "arrays": columns}).encode()
    with new_file(path, mode=_PRIVATE) as file:
        file.write(str(len(header)).encode().rjust(HEAD) + header)
        for each in arrays.values():
            file.write(bytes(-file.tell() % ALIGNED))
            each.tofile(file)


def map_arrays(path: Path, mode: str = "r") -> tuple[dict[str, Any], dict[str, np.ndarray]] | None:
    """Return what is said of a file's arrays, and the arrays by name.

    Args:
        path: a file that ``write_arrays`` wrote.
        mode: ``r``, or ``r+`` where writing to the arrays writes to the file.

    Returns:
        None where there is no such file, or not a whole one.

    """
    import numpy as np  # noqa: PLC0415 - a command that reads labels needs none

    try:
        with path.open("rb") as file:
            header = json.loads(file.read(int(file.read(HEAD))))
            end = file.tell()
        size = path.stat().st_size
        arrays: dict[str, np.ndarray] = {}
        for name, (kind, shape) in header["arrays"].items():
            start = end + -end % ALIGNED
            end = start + math.prod(shape) * np.dtype(kind).itemsize
            if end > size:
                return None
            # What is empty can't be mapped.
            arrays[name] = (
                np.memmap(path, kind, "r+" if mode == "r+" else "r", start, tuple(shape))
                if end > start
                else np.zeros(shape, kind)
            )
        return header["about"], arrays
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
