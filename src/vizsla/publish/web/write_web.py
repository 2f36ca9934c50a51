"""Writes a function as a folder for the web."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from vizsla.atomic import write_errors, write_file, write_folder
from vizsla.bundle.shipped_bundles import WEIGHTS
from vizsla.errors import BundleError, BundleExistsError
from vizsla.functions.loading import load_shipped
from vizsla.publish.web.runtime_files import RECOGNIZE, recognizer_files, runtime_files, table_of
from vizsla.publish.web.web_bundle import (
    ENCODERS,
    GRAPHS,
    bundle_files,
    encoder_files,
    recognizer_tables,
    shipped_bundle_files,
)

if TYPE_CHECKING:
    from vizsla.functions.base import Function

__all__ = ["write_web"]

PAGE = Path(__file__).with_name("page.html")
HEAD, STYLE = PAGE.with_name("head.html"), PAGE.with_name("page.css")  # of all pages
PAGES = {  # of a modality
    "audio": PAGE.with_name("sound_page.html"),
    "text": PAGE.with_name("text_page.html"),
}
ENTITIES, ENTITY_PAGE = "entity-recognition", PAGE.with_name("entity_page.html")
WORKER, MODULE = "worker.js", f"{RECOGNIZE}.js"  # one of them is in every folder of the runtime
RUNTIME = "vizsla"
RUN_IN_BROWSERS = ("audio", "image", "text")  # modalities of web/runtime
INDEX = "index.html"


def write_web(function: Function[Any, Any], folder: Path, *, replace: bool = False) -> Path:
    """Write a function so that any static host can serve it, with a page that calls it.

    The folder gets ``index.html`` (left alone where there is one), ``vizsla/`` with the
    JavaScript runtime and the files that functions share, such as an encoder of texts and the
    tables of the languages in which they find numbers, and ``functions/NAME/`` with the function,
    compressed; a function that Vizsla ships goes into the runtime's own folder. More functions may
    be written into the same folder. Each of these appears whole or not at all.

    Args:
        function: any function.
        folder: the folder for the web; it is made if it does not exist.
        replace: whether a function of that name, and the page, may be replaced.

    Returns:
        The page's path.

    Raises:
        BundleExistsError: a path is taken and may not be replaced.
        BundleError: the folder can't be written, or browsers have no such modality.
        MissingExtraError: this copy of Vizsla was made without the web part.

    """
    if function.modality_name not in RUN_IN_BROWSERS:
        raise BundleError(
            f"the function {function.name!r} takes {function.modality.plural}, and such functions "
            "run in Python alone: serve it (vizsla serve), and let the page call the server"
        )
    name, folder_name = function.name, safe_folder_name(function.name)
    is_shipped = function.bundle.path.parent == WEIGHTS
    target = folder / "functions" / folder_name
    runtime = folder / RUNTIME
    if runtime.exists() and not any((runtime / each).is_file() for each in (WORKER, MODULE)):
        raise BundleExistsError(f"{runtime} exists and is not the runtime; choose another folder")
    if target.exists() and not replace and not is_shipped:
        raise BundleExistsError(
            f"{target} exists already; choose another folder, or allow it to be replaced (option "
            "'replace')"
        )
    finds_entities = function.manifest.kind == ENTITIES
    files = _runtime(function, runtime) | _written_before(runtime)
    if is_shipped and not finds_entities:
        files |= shipped_bundle_files(function)
    for part in function.manifest.parts.values():
        files |= shipped_bundle_files(load_shipped(part))
    shared = encoder_files(function)
    files |= shared
    own_files = {} if is_shipped else bundle_files(function, f"../../{RUNTIME}", shared)
    index = folder / INDEX
    address = name if is_shipped else f"functions/{quote(folder_name)}/"
    with write_errors(folder, BundleError):
        write_folder(runtime, files)
        if not is_shipped:
            write_folder(target, own_files)
        if replace or not index.exists():
            write_file(index, _page(function, address).encode(errors="replace"))
    return index


def safe_folder_name(name: str) -> str:
    """Return a function's name as that of a folder; a stranger's bundle may be named ``../..``."""
    return re.sub(r"[^\w .-]", "-", name)[:100].strip(" .") or "function"


def _page(function: Function[Any, Any], address: str) -> str:
    texts = {
        "NAME": html.escape(function.name),
        "ADDRESS": address,
        "STYLE": STYLE.read_text("utf-8"),
    }
    path = PAGES.get(function.manifest.input.modality, PAGE)
    body = ENTITY_PAGE if function.manifest.kind == ENTITIES else path
    page = HEAD.read_text("utf-8") + body.read_text("utf-8")
    return re.sub("|".join(texts), lambda found: texts[found[0]], page)


def _runtime(function: Function[Any, Any], runtime: Path) -> dict[str, bytes]:
    """Return the runtime's files that a function and those written before it need."""
    finds_entities = function.manifest.kind == ENTITIES
    files: dict[str, bytes] = {}
    if not finds_entities or (runtime / WORKER).is_file():
        files |= runtime_files()
    tables = {table_of(each.name) for each in (runtime / RECOGNIZE).glob("*.js")}
    tables |= recognizer_tables(function)
    if tables or finds_entities:
        files |= recognizer_files(None if finds_entities else tables)
    return files


def _written_before(runtime: Path) -> dict[str, bytes]:
    """Return the files of the functions that were written into the runtime's folder before."""
    return {
        each.relative_to(runtime).as_posix(): each.read_bytes()
        for part in (GRAPHS, ENCODERS, "functions")
        for each in (runtime / part).rglob("*")
        if each.is_file()
    }
