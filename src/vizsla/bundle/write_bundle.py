"""Writes a bundle, whole or not at all."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import replace
from typing import IO, TYPE_CHECKING

from vizsla.atomic import new_file, write_errors, write_folder
from vizsla.bundle.manifest import MANIFEST
from vizsla.bundle.manifest_entries import FileEntry
from vizsla.errors import BundleError, BundleExistsError
from vizsla.zip_files import holds_file, zip_entry

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from vizsla.bundle.manifest import Manifest

__all__ = ["check_target", "with_files", "write_bundle"]


def check_target(path: Path, *, replace_old: bool) -> None:
    """Refuse a path that is taken.

    Args:
        path: the bundle's folder or .zip.
        replace_old: whether a bundle at ``path`` may be replaced; nothing else ever is.

    Raises:
        BundleExistsError: the path is taken and may not be replaced.

    """
    if not path.exists() or (path.is_dir() and not any(path.iterdir())):
        return
    if not holds_file(path, MANIFEST):
        raise BundleExistsError(
            f"{path} exists and is not a published function; choose another path"
        )
    if not replace_old:
        raise BundleExistsError(
            f"{path} exists already, and a published function is never changed; choose another "
            "path, or allow it to be replaced (option 'replace')"
        )


def with_files(manifest: Manifest, files: Mapping[str, bytes]) -> Manifest:
    """Return a manifest that lists these files, with their sizes and hashes."""
    entries = {
        name: FileEntry(hashlib.sha256(content).hexdigest(), len(content))
        for name, content in sorted(files.items())
    }
    return replace(manifest, files=entries)


def write_bundle(
    path: Path, manifest: Manifest, files: Mapping[str, bytes], *, replace_old: bool = False
) -> Manifest:
    """Write a bundle as a folder, or as one .zip where the path ends in ``.zip``.

    The bundle is written beside the path, and moved there in one step (``vizsla.atomic``).

    Args:
        path: the bundle's folder or .zip.
        manifest: the bundle's manifest; the list of files is filled in here.
        files: the other files' contents, by name.
        replace_old: whether a bundle at ``path`` may be replaced.

    Returns:
        The manifest as it was written.

    Raises:
        BundleExistsError: the path is taken and may not be replaced.
        BundleError: the bundle can't be written; ``path`` is unchanged.

    """
    check_target(path, replace_old=replace_old)
    manifest = with_files(manifest, files)
    contents = {MANIFEST: manifest.to_json(), **dict(sorted(files.items()))}
    with write_errors(path, BundleError):
        if path.suffix == ".zip":
            path.parent.mkdir(parents=True, exist_ok=True)
            with new_file(path) as file:
                _write_zip(file, contents)
        else:
            write_folder(path, contents)
    return manifest


def _write_zip(file: IO[bytes], contents: Mapping[str, bytes]) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in contents.items():
            archive.writestr(zip_entry(name), content)
