"""The app's files: the app itself, the runtime, and the two functions that it sees with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vizsla.atomic import write_errors, write_folder
from vizsla.errors import BundleError, BundleExistsError, MissingExtraError
from vizsla.functions.loading import load_shipped
from vizsla.publish.web.runtime_files import runtime_files
from vizsla.publish.web.web_bundle import shipped_bundle_files

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["site_files", "write_site"]

_HOME = Path(__file__).parents[1] / "_web" / "dogscope"
_RUNTIME = "runtime"
_FUNCTIONS = ("dog-breeds", "detect-objects")
_INDEX = "index.html"
_LISTING = "files.txt"  # what an export consists of: nothing else may ever go


def site_files() -> Mapping[str, bytes]:
    """Return all files of the site by their paths in it.

    What is large is compressed as it lies there, for not every host does that.

    Raises:
        MissingExtraError: this copy of Vizsla was made without the web part.

    """
    files = {
        each.relative_to(_HOME).as_posix(): each.read_bytes()
        for each in sorted(_HOME.rglob("*"))
        if each.is_file()
    }
    if _INDEX not in files:
        raise MissingExtraError(
            "Dog Scope is not in this copy of Vizsla: it is made by 'make' in a clone, and is in "
            "every published package: pip install --force-reinstall vizsla"
        )
    parts = runtime_files()
    for name in _FUNCTIONS:
        parts |= shipped_bundle_files(load_shipped(name))
    threaded = "threaded"  # a build of the engine that Dog Scope never asks for
    return files | {
        f"{_RUNTIME}/{name}": content
        for name, content in parts.items()
        if name != "index.js" and threaded not in name
    }


def write_site(folder: Path, *, replace: bool = False) -> Path:
    """Write the site into a folder, for any static host; it appears whole or not at all.

    Args:
        folder: where to.
        replace: whether an older Dog Scope that is there may go. Nothing else ever goes.

    Returns:
        Its page.

    Raises:
        BundleExistsError: something is there that may not be replaced.
        BundleError: it can't be written.
        MissingExtraError: this copy of Vizsla was made without the web part.

    """
    folder = folder.absolute()
    with write_errors(folder, BundleError):
        is_taken = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
        stranger = _stranger(folder) if is_taken else None
    if stranger is not None:
        raise BundleExistsError(
            f"{stranger} is there and is no Dog Scope; choose another folder"
            if stranger == folder
            else f"{stranger} is no part of the Dog Scope that is there; move it away, or "
            "choose another folder"
        )
    if is_taken and not replace:
        raise BundleExistsError(
            f"{folder} holds a Dog Scope already; choose another folder, or allow it to be "
            "replaced (--replace)"
        )
    files = dict(site_files())
    files[_LISTING] = "".join(f"{name}\n" for name in sorted((*files, _LISTING))).encode()
    with write_errors(folder, BundleError):
        write_folder(folder, files)
    return folder / _INDEX


def _stranger(folder: Path) -> Path | None:
    """Return what an export would not have put there: the first such file, or the folder."""
    listing = folder / _LISTING
    if not listing.is_file():
        return folder
    listed = set(listing.read_text("utf-8", errors="replace").splitlines())
    present = (each for each in sorted(folder.rglob("*")) if each.is_symlink() or each.is_file())
    return next(
        (each for each in present if each.relative_to(folder).as_posix() not in listed), None
    )
