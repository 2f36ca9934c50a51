"""A name's published versions on disk, and which of them is live."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from vizsla.errors import BundleError, NotFoundError
from vizsla.functions.published import LIVE, functions_folder, versions_of

__all__ = ["make_live", "remove_published", "version_folder"]


def version_folder(name: str, version: int) -> Path:
    """Return where a version's bundle is, or will be."""
    return functions_folder() / name / str(version)


def make_live(name: str, version: int) -> None:
    """Let ``NAME@live`` stand for a version, in one step.

    Raises:
        NotFoundError: it was not published.
        BundleError: the alias can't be written.

    """
    versions = versions_of(name)
    if version not in versions:
        published = ", ".join(f"{name}@{each}" for each in versions) or "none"
        raise NotFoundError(f"there is no {name}@{version}; published: {published}")
    folder = functions_folder() / name
    try:
        handle, made = tempfile.mkstemp(prefix=f".{LIVE}.", dir=folder)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(f"{version}\n")
            file.flush()
            os.fsync(file.fileno())
        Path(made).replace(folder / LIVE)
    except OSError as error:
        raise BundleError(
            f"{folder / LIVE} can't be written ({error.strerror or error}); the live version is "
            "what it was"
        ) from error


def remove_published(name: str) -> None:
    """Remove all versions of a name."""
    shutil.rmtree(functions_folder() / name, ignore_errors=True)
