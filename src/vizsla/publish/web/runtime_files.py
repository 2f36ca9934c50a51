"""The JavaScript runtime that travels in the package, and how its files get into a folder."""

from __future__ import annotations

import lzma
import tarfile
from gzip import compress
from pathlib import Path
from typing import TYPE_CHECKING

from vizsla.errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["PACKED", "packed", "runtime_files"]

PACKED = ".gz"  # not every host compresses, so the files are compressed as they lie there
_HOME = Path(__file__).parents[2] / "_web" / "runtime"
_ENGINE = "engine.tar.xz"
_SCRIPTS = ("index.js", "worker.js")


def runtime_files() -> dict[str, bytes]:
    """Return the runtime's files by their paths in its folder; the engine's are compressed.

    Raises:
        MissingExtraError: this copy of Vizsla was made without the web part.

    """
    try:
        files = {name: (_HOME / name).read_bytes() for name in _SCRIPTS}
        with tarfile.open(_HOME / _ENGINE) as archive:
            for entry in archive:
                content = archive.extractfile(entry)
                if content is not None:
                    files |= packed(f"engine/{entry.name}", content.read())
    except (OSError, tarfile.TarError, lzma.LZMAError) as error:
        raise MissingExtraError(
            f"the web part of this copy of Vizsla can't be read ({error}): it is made by 'make' in "
            "a clone, and in every published package: pip install --force-reinstall vizsla"
        ) from error
    return files


def packed(name: str, content: bytes) -> Mapping[str, bytes]:
    """Return the file as it is served; scripts stay as they are, for browsers fetch them."""
    if name.endswith(".js"):
        return {name: content}
    return {f"{name}{PACKED}": compress(content, 9, mtime=0)}
