"""Refuses single files that hold no examples, and says what they are."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from vizsla.bundle.foreign_models import foreign_model
from vizsla.errors import InputFormatError
from vizsla.modalities.sources.read_head import read_head
from vizsla.modalities.sources.source_names import shorten

if TYPE_CHECKING:
    from pathlib import Path

    from vizsla.modalities.base import Modality

__all__ = ["refuse_other"]

_ARCHIVES = {
    b"\x1f\x8b": "a .gz archive",
    b"BZh": "a .bz2 archive",
    b"\xfd7zXZ": "an .xz archive",
    b"(\xb5/\xfd": "a .zst archive",
    b"7z\xbc\xaf": "a .7z archive",
    b"Rar!": "a .rar archive",
}


def refuse_other(path: Path, modality: Modality[Any]) -> None:
    """Refuse a file that holds no example.

    Args:
        path: the file; one that is not there is let through, too.
        modality: the modality of the examples.

    Raises:
        InputFormatError: the file is none of the modality; the message says what it is.

    """
    is_file = os.path.isfile(path)  # noqa: PTH113 - Path.is_file() raises on some names
    if not is_file or modality.holds(path, lambda: read_head(path)):
        return
    model = foreign_model(path)
    if model is not None:
        raise InputFormatError(model)
    name, head = shorten(str(path)), read_head(path)
    what = next((what for mark, what in _ARCHIVES.items() if head.startswith(mark)), None)
    if what is not None:
        raise InputFormatError(
            f"{name} is {what}, which is not read here. Unpack it and give the folder, or pack it "
            "as a .zip."
        )
    raise InputFormatError(
        f"{name} is no {modality.singular} that can be read, a .zip or a table. Give a folder, "
        f"{modality.plural}, a .zip, or a table with the ending .csv, .jsonl or .json."
    )
