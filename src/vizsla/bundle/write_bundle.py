"""Writes a bundle, whole or not at all."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from vizsla.bundle.manifest import File
from vizsla.bundle.read_bundle import MANIFEST
from vizsla.errors import BundleError, BundleExistsError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.bundle.manifest import Manifest

__all__ = ["check_target", "with_files", "write_bundle"]

ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # a .zip must bear a date; the same bundle bears the same


def check_target(path: Path, *, replace_old: bool) -> None:
    """Refuse a place that is taken.

    Raises:
        BundleExistsError: something is there that may not be replaced.

    """
    if not path.exists() or (path.is_dir() and not any(path.iterdir())):
        return
    is_bundle = path.suffix == ".zip" or (path / MANIFEST).is_file()
    if not is_bundle:
        raise BundleExistsError(
            f"{path} is there and is not a published function; choose another place"
        )
    if not replace_old:
        raise BundleExistsError(
            f"{path} is there already, and a published function is not changed; choose another "
            "place, or say that the old one may go (replace=True, or --replace)"
        )


def with_files(manifest: Manifest, files: Mapping[str, bytes]) -> Manifest:
    """Return the manifest with the size and hash of these files in its list."""
    entries = {
        name: File(hashlib.sha256(content).hexdigest(), len(content))
        for name, content in sorted(files.items())
    }
    return replace(manifest, files=entries)


def write_bundle(
    path: Path, manifest: Manifest, files: Mapping[str, bytes], *, replace_old: bool = False
) -> Manifest:
    """Write a bundle as a folder, or as one .zip if the path ends so.

    It is made beside its place and moved there in one step: a reader sees all of it or none.

    Args:
        path: where to.
        manifest: what it says of itself; the list of files is filled in here.
        files: the other files' contents, by name.
        replace_old: whether a bundle that is there may go.

    Returns:
        The manifest as it was written.

    Raises:
        BundleExistsError: something is there that may not be replaced.
        BundleError: it can't be written; what was there still is.

    """
    check_target(path, replace_old=replace_old)
    manifest = with_files(manifest, files)
    contents = {MANIFEST: manifest.to_json(), **dict(sorted(files.items()))}
    try:
        _write(path, contents)
    except OSError as error:
        raise BundleError(
            f"{path} can't be written ({error.strerror or error}); nothing was changed: make room, "
            "or choose another place"
        ) from error
    return manifest


def _write(path: Path, contents: Mapping[str, bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    workplace = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    made, old = workplace / path.name, workplace / "old"
    try:
        if path.suffix == ".zip":
            _write_zip(made, contents)
        else:
            _write_folder(made, contents)
        if path.is_dir():
            path.rename(old)
        try:
            made.replace(path)
        except OSError:
            if old.exists():
                old.rename(path)
            raise
    finally:
        shutil.rmtree(workplace, ignore_errors=True)


def _write_folder(folder: Path, contents: Mapping[str, bytes]) -> None:
    folder.mkdir()
    for name, content in contents.items():
        with (folder / name).open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())


def _write_zip(path: Path, contents: Mapping[str, bytes]) -> None:
    with path.open("wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in contents.items():
                entry = zipfile.ZipInfo(name, ZIP_DATE)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, content)
        file.flush()
        os.fsync(file.fileno())
