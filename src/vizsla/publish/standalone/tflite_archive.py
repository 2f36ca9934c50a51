"""Packs a function as an archive of a .tflite file and its labels."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from vizsla.publish.standalone.metadata_text import LABELS
from vizsla.publish.standalone.write_standalone import write_standalone
from vizsla.zip_files import zip_entry

if TYPE_CHECKING:
    from typing import Any

    from vizsla.functions.base import Function

__all__ = ["tflite_archive"]

MODEL = "model.tflite"


def tflite_archive(function: Function[Any, Any]) -> bytes:
    """Return a .zip of ``model.tflite`` and ``labels.txt``, a label a line in the output's order.

    Args:
        function: an image classifier.

    Raises:
        OptionError: the function is of another kind, or its head is too large.
        BundleError: the file's probabilities would differ from the function's.

    """
    with tempfile.TemporaryDirectory() as folder:
        model = write_standalone(function, Path(folder, MODEL)).read_bytes()
    with zipfile.ZipFile(io.BytesIO(model)) as attached:
        labels = attached.read(LABELS)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(zip_entry(MODEL), model)
        archive.writestr(zip_entry(LABELS), labels)
    return content.getvalue()
