"""The files by which phones of the local network open published functions, and run them there."""

from __future__ import annotations

import html
import re
import threading
from collections.abc import Iterator, Mapping
from hmac import compare_digest
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from vizsla.bundle.manifest import MANIFEST
from vizsla.functions.loading import load
from vizsla.publish.web.runtime_files import recognizer_files, runtime_files
from vizsla.publish.web.web_bundle import bundle_files, encoder_files

if TYPE_CHECKING:
    from vizsla.functions.function_library import FunctionLibrary

__all__ = ["PhoneFiles", "phone_path"]

_PAGE = Path(__file__).with_name("phone")
_RUNTIME, _FUNCTIONS = "vizsla", "functions"
_VERSION = re.compile(r"([\w.-]+)@(\d{1,9})\Z")
_MOST = 4  # functions whose files are held in memory
_UNUSED = "threaded"  # builds of the engine for pages that share memory


def phone_path(token: str, name: str) -> str:
    """Return the path of a function's page, without a leading slash."""
    return f"{token}/{quote(name)}/"


class PhoneFiles(Mapping[str, bytes]):
    """Published functions as pages, by paths that only those know who were shown one.

    ``TOKEN/trees/`` is the page of the live version. What is published later is there, too.

    Args:
        functions: the published functions.
        token: the first part of every path: random, so that nobody guesses it.

    """

    def __init__(self, functions: FunctionLibrary, token: str) -> None:
        self._functions = functions
        self._token = token
        self._lock = threading.Lock()
        self._held: dict[str, dict[str, bytes]] = {}  # by name and version, the oldest first
        self._shared = {
            f"{_RUNTIME}/{name}": content
            for name, content in (runtime_files() | recognizer_files()).items()
            if _UNUSED not in name
        }
        self._shared |= {each.name: each.read_bytes() for each in _PAGE.glob("phone.*")}

    def __getitem__(self, path: str) -> bytes:
        """Return a file.

        Raises:
            KeyError: there is none.

        """
        token, _, rest = path.partition("/")
        if not compare_digest(token.encode(), self._token.encode()):
            raise KeyError(path)
        if rest in self._shared:
            return self._shared[rest]
        name, _, file = rest.partition("/")
        if name == _FUNCTIONS:
            version, _, file = file.partition("/")
            return self._version(version)[file]
        if not rest.endswith("/") or file:
            raise KeyError(path)
        return self._page(name)

    def __iter__(self) -> Iterator[str]:
        """Iterate over the paths of the pages."""
        return (phone_path(self._token, each) for each in self._functions.names())

    def __len__(self) -> int:
        """Return the number of pages."""
        return len(self._functions.names())

    def _page(self, name: str) -> bytes:
        live = self._functions.live(name) if name in self._functions.names() else None
        if live is None:
            raise KeyError(name)
        return self._version(f"{name}@{live}")[""]

    def _version(self, version: str) -> dict[str, bytes]:
        """Return the files of a version by their names; the page has an empty one."""
        match = _VERSION.match(version)
        if match is None or match[1] not in self._functions.names():
            raise KeyError(version)
        with self._lock:
            if version not in self._held:
                folder = self._functions.get(match[1], int(match[2]))
                if folder is None:
                    raise KeyError(version)
                while len(self._held) >= _MOST:
                    del self._held[next(iter(self._held))]
                self._held[version] = self._read(folder, version)
            return self._held[version]

    def _read(self, folder: Path, version: str) -> dict[str, bytes]:
        with load(folder) as function:
            shared = encoder_files(function)
            self._shared |= {f"{_RUNTIME}/{name}": each for name, each in shared.items()}
            files = bundle_files(function, f"../../{_RUNTIME}", shared)
            texts = {
                "NAME": html.escape(function.name),
                "VERSION": quote(version),
                "MODALITY": function.manifest.input.modality,
            }
        page = (_PAGE / "index.html").read_text("utf-8")
        page = re.sub("|".join(texts), lambda found: texts[found[0]], page)
        assert MANIFEST in files  # noqa: S101 - the runtime reads it first
        return {**files, "": page.encode()}
