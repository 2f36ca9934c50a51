"""The files of the site: the app, the runtime, and the functions that the app calls."""

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

__all__ = ["check_built", "site_files", "write_site"]

_HOME = Path(__file__).parents[1] / "_web" / "dogscope"
_RUNTIME = "runtime"
_FUNCTIONS = ("dog-breeds", "detect-objects", "classify-image")
_INDEX = "index.html"
_LISTING = "files.txt"  # the files of an export: only these may be replaced


def check_built() -> None:
    """Raise an error unless this copy of Vizsla has the app; takes no time.

    Raises:
        MissingExtraError: it was built without the web part.

    """
    if not (_HOME / _INDEX).is_file():
        raise MissingExtraError(
            "Dog Scope is not in this copy of Vizsla; 'make' builds it in a clone, and every "
            "published package has it: pip install --force-reinstall vizsla"
        )


def site_files() -> Mapping[str, bytes]:
    """Return all files of the site by their paths in it.

    The large files are stored compressed, for not every host compresses them.

    Raises:
        MissingExtraError: this copy of Vizsla was built without the web part.

    """
    check_built()
    files = {
        each.relative_to(_HOME).as_posix(): each.read_bytes()
        for each in sorted(_HOME.rglob("*"))
        if each.is_file()
    }
    parts = runtime_files()
    for name in _FUNCTIONS:
        parts |= shipped_bundle_files(load_shipped(name))
    threaded = "threaded"  # the engine's builds that Dog Scope does not use
    return files | {
        f"{_RUNTIME}/{name}": content
        for name, content in parts.items()
        if name != "index.js" and threaded not in name
    }


def write_site(folder: Path, *, replace: bool = False) -> Path:
    """Write the site into a folder, for any static host; it appears whole or not at all.

    Args:
        folder: a folder that is new, empty, or holds an older export.
        replace: whether to replace an older export. Other files are never replaced.

    Returns:
        The path of the site's page.

    Raises:
        BundleExistsError: the folder holds other files, or an export that may not be replaced.
        BundleError: the folder can't be written.
        MissingExtraError: this copy of Vizsla was built without the web part.

    """
    folder = folder.absolute()
    with write_errors(folder, BundleError):
        is_taken = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
        stranger = _find_stranger(folder) if is_taken else None
    if stranger is not None:
        raise BundleExistsError(
            f"{stranger} exists and is no export of Dog Scope; choose another folder"
            if stranger == folder
            else f"{stranger} is not part of the exported Dog Scope; move it away, or choose "
            "another folder"
        )
    if is_taken and not replace:
        raise BundleExistsError(
            f"{folder} holds an exported Dog Scope already; choose another folder, or replace it "
            "with --replace"
        )
    files = dict(site_files())
    files[_LISTING] = "".join(f"{name}\n" for name in sorted((*files, _LISTING))).encode()
    with write_errors(folder, BundleError):
        write_folder(folder, files)
    return folder / _INDEX


def _find_stranger(folder: Path) -> Path | None:
    """Return the first file that no export wrote; the folder itself where it holds no export."""
    listing = folder / _LISTING
    if not listing.is_file():
        return folder
    listed = set(listing.read_text("utf-8", errors="replace").splitlines())
    present = (each for each in sorted(folder.rglob("*")) if each.is_symlink() or each.is_file())
    return next(
        (each for each in present if each.relative_to(folder).as_posix() not in listed), None
    )
