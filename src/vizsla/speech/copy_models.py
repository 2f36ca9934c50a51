"""Copies the models that hear speech, for programs in JavaScript: ``@vizsla/runtime/listen``."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from vizsla.atomic.write_errors import write_errors
from vizsla.atomic.write_whole import write_files
from vizsla.errors import BundleError
from vizsla.speech.model_files import FILES, model_file

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["copy_listening_models"]

_VOICE = "silero-vad.onnx"


def copy_listening_models(folder: Path) -> tuple[str, ...]:
    """Copy the models that listening needs, compressed: not every server does that.

    Files of the same names are replaced.

    Args:
        folder: where to; it is made.

    Returns:
        The files' paths within the folder.

    Raises:
        MissingExtraError: the models are not installed.
        BundleDamagedError: one is altered.
        BundleError: the folder can't be written.

    """
    names = [each for each in FILES if each == _VOICE or each.startswith("moonshine-base/")]
    packed = {f"{each}.gz": gzip.compress(model_file(each), 9, mtime=0) for each in names}
    with write_errors(folder, BundleError):
        write_files({folder / name: content for name, content in packed.items()})
    return tuple(packed)
