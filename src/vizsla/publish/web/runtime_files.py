"""Reads the JavaScript runtime that comes with the package, as a host serves it."""

from __future__ import annotations

import functools
import lzma
import tarfile
from gzip import compress
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from vizsla.errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

__all__ = [
    "GZIP",
    "RECOGNIZE",
    "compressed",
    "recognizer_files",
    "runtime_file",
    "runtime_files",
    "table_of",
]

GZIP = ".gz"  # not every host compresses, so the folder holds compressed files
_RUNTIME = Path(__file__).parents[2] / "_web" / "runtime"
_ENGINE = "engine.tar.xz"
_SCRIPTS = ("index.js", "worker.js", "text.js", "sound.js")
MOST_HELD = 32  # files: a browser asks for a few of them, and keeps them
RECOGNIZE = "recognize"  # the folder of tables, of what reads dates, and of chunks


def runtime_files() -> dict[str, bytes]:
    """Return the runtime's files by their paths in its folder; the engine's are compressed.

    Raises:
        MissingExtraError: this copy of Vizsla was made without the web part.

    """
    try:
        return {**_scripts(_SCRIPTS), **_engine_files()}
    except (OSError, tarfile.TarError, lzma.LZMAError) as error:
        raise _missing(error) from error


@functools.lru_cache(maxsize=1)  # to compress it takes seconds
def _engine_files() -> Mapping[str, bytes]:
    files: dict[str, bytes] = {}
    with tarfile.open(_RUNTIME / _ENGINE) as archive:
        for entry in archive:
            content = archive.extractfile(entry)
            if content is not None:
                files |= compressed(f"engine/{entry.name}", content.read())
    return MappingProxyType(files)


def recognizer_files(tables: Collection[str] | None = None) -> dict[str, bytes]:
    """Return the module that finds entities in texts, and its tables, by their paths.

    Args:
        tables: the codes of languages; ``enDates`` and the like, their calendars; ``dateFinder``,
            which reads these; ``languageWeights``, which tells a text's language; all by default.

    Raises:
        MissingExtraError: this copy of Vizsla was made without the web part.

    """
    shared = {"chunk", *(tables or ())}
    try:
        names = sorted(each.name for each in (_RUNTIME / RECOGNIZE).iterdir())
        wanted = [each for each in names if tables is None or table_of(each) in shared]
        return _scripts((f"{RECOGNIZE}.js", *(f"{RECOGNIZE}/{each}" for each in wanted)))
    except OSError as error:
        raise _missing(error) from error


@functools.lru_cache(maxsize=MOST_HELD)
def runtime_file(name: str) -> bytes | None:
    """Return one of the files that ``runtime_files`` and ``recognizer_files`` return, as there.

    Args:
        name: its path in the runtime's folder, such as ``engine/litert_wasm_lean.wasm.gz``.

    Returns:
        The content; None where there is no such file.

    Raises:
        MissingExtraError: this copy of Vizsla was made without the web part.

    """
    folder, _, file = name.rpartition("/")
    try:
        if folder == "engine":
            with tarfile.open(_RUNTIME / _ENGINE) as archive:
                for entry in archive:
                    if entry.name == file.removesuffix(GZIP):
                        content = archive.extractfile(entry)
                        assert content is not None  # noqa: S101 - the archive has files alone
                        return compressed(name.removesuffix(GZIP), content.read()).get(name)
            return None
        scripts = {*_SCRIPTS, f"{RECOGNIZE}.js"} if folder == "" else set()
        if folder == RECOGNIZE:
            scripts = {f"{RECOGNIZE}/{each.name}" for each in (_RUNTIME / RECOGNIZE).iterdir()}
        return _scripts((name,))[name] if name in scripts else None
    except (OSError, tarfile.TarError, lzma.LZMAError) as error:
        raise _missing(error) from error


def table_of(name: str) -> str:
    """Return the table that a file of the folder ``RECOGNIZE`` holds: ``en`` of ``en-1A2B.js``."""
    return name.split("-", maxsplit=1)[0]


def _scripts(names: Collection[str]) -> dict[str, bytes]:
    return {name: (_RUNTIME / name).read_bytes() for name in names}


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
