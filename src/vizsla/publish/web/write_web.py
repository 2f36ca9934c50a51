"""Writes a function as a folder for the web."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from vizsla.atomic import write_errors, write_file, write_folder
from vizsla.errors import BundleError, BundleExistsError
from vizsla.functions.loading import WEIGHTS, load_shipped
from vizsla.publish.web.runtime_files import runtime_files
from vizsla.publish.web.web_bundle import GRAPHS, rendition, shipped_rendition

if TYPE_CHECKING:
    from vizsla.functions.base import Function

__all__ = ["write_web"]

PAGE = Path(__file__).with_name("page.html")
RUNTIME = "vizsla"
INDEX = "index.html"


def write_web(function: Function[Any], folder: Path, *, replace: bool = False) -> Path:
    """Write a function so that any static host can serve it, with a page that asks it.

    ``index.html`` (left alone where there is one), ``vizsla/`` with the JavaScript runtime, and
    ``functions/NAME/`` with the function, compressed; one that Vizsla ships goes into the
    runtime's own folder. More functions may be written into the same folder. Each of these
    appears whole or not at all.

    Args:
        function: any.
        folder: where to.
        replace: whether a function of that name and the page that are there may go.

    Returns:
        The page.

    Raises:
        BundleExistsError: something is there that may not be replaced.
        BundleError: it can't be written.
        MissingExtraError: this copy of Vizsla was made without the web part.

    """
    name, place = function.name, folder_name(function.name)
    is_shipped = function.bundle.path.parent == WEIGHTS
    target = folder / "functions" / place
    runtime = folder / RUNTIME
    if runtime.exists() and not (runtime / "worker.js").is_file():
        raise BundleExistsError(f"{runtime} is there and is not the runtime; choose another folder")
    if target.exists() and not replace and not is_shipped:
        raise BundleExistsError(
            f"{target} is there already; choose another folder, or say that it may go (--replace)"
        )
    files = runtime_files() | _kept(runtime)
    if is_shipped:
        files |= shipped_rendition(function)
    for part in function.manifest.parts.values():
        files |= shipped_rendition(load_shipped(part))
    own_files = {} if is_shipped else rendition(function)
    with write_errors(folder, BundleError):
        write_folder(runtime, files)
        if not is_shipped:
            write_folder(target, own_files)
    address = name if is_shipped else f"functions/{quote(place)}/"
    index = folder / INDEX
    if replace or not index.exists():
        said = {"NAME": html.escape(name), "ADDRESS": address}
        page = re.sub("|".join(said), lambda found: said[found[0]], PAGE.read_text("utf-8"))
        with write_errors(index, BundleError):
            write_file(index, page.encode(errors="replace"))
    return index


def folder_name(name: str) -> str:
    """Return a name as that of a folder: a bundle may be a stranger's, and its name lead out."""
    return re.sub(r"[^\w .-]", "-", name)[:100].strip(" .") or "function"


def _kept(runtime: Path) -> dict[str, bytes]:
    """Return the functions that were written into the runtime's folder before."""
    return {
        each.relative_to(runtime).as_posix(): each.read_bytes()
        for part in (GRAPHS, "functions")
        for each in (runtime / part).rglob("*")
        if each.is_file()
    }
