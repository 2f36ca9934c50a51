"""Reads the JavaScript runtime that comes with the package, as a host serves it."""

from __future__ import annotations

import lzma
import tarfile
from gzip import compress
from pathlib import Path
from typing import TYPE_CHECKING

from vizsla.errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["GZIP", "compressed", "recognizer_files", "runtime_files"]

GZIP = ".gz"  # not every host compresses, so the folder holds compressed files
_RUNTIME = Path(__file__).parents[2] / "_web" / "runtime"
_ENGINE = "engine.tar.xz"
_SCRIPTS = ("index.js", "worker.js", "text.js")
_RECOGNIZERS = "recognize"


def runtime_files() -> dict[str, bytes]:
    """Return the runtime's files by their paths in its folder; the engine's are compressed.

    Raises:
        MissingExtraError: this copy of Vizsla was made without the web part.

    """
    try:
        files = {name: (_RUNTIME / name).read_bytes() for name in _SCRIPTS}
        with tarfile.open(_RUNTIME / _ENGINE) as archive:
            for entry in archive:
                content = archive.extractfile(entry)
                if content is not None:
                    files |= compressed(f"engine/{entry.name}", content.read())
    except (OSError, tarfile.TarError, lzma.LZMAError) as error:
        raise _missing(error) from error
    return files


def recognizer_files() -> dict[str, bytes]:
    """Return the module that finds entities in texts, and its tables, by their paths.

    Raises:
        MissingExtraError: this copy of Vizsla was made without the web part.

    """
    try:
        paths = [_RUNTIME / f"{_RECOGNIZERS}.js", *sorted((_RUNTIME / _RECOGNIZERS).iterdir())]
        return {each.relative_to(_RUNTIME).as_posix(): each.read_bytes() for each in paths}
    except OSError as error:
        raise _missing(error) from error


def _missing(error: Exception) -> MissingExtraError:
    return MissingExtraError(
        f"the web part of this copy of Vizsla can't be read ({error}): it is made by 'make' in "
        "a clone, and in every published package: pip install --force-reinstall vizsla"
    )


def compressed(name: str, content: bytes) -> Mapping[str, bytes]:
    """Return a file as it is served; scripts stay uncompressed, because browsers fetch them."""
    if name.endswith(".js"):
        return {name: content}
    return {f"{name}{GZIP}": compress(content, 9, mtime=0)}
