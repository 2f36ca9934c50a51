"""The files of a bundle as the runtime in a browser fetches them from a server."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from vizsla.bundle.manifest import MANIFEST
from vizsla.bundle.manifest_digest import UNSEALED, seal
from vizsla.errors import RequestError

if TYPE_CHECKING:
    from vizsla.bundle import Manifest
    from vizsla.server.served_functions import ServedFunction, ServedFunctions

__all__ = ["Download", "file_sha256", "read_download"]

NOT_FOUND = 404


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False)
class Download:
    """A file that is being sent. Requests for the same file at the same time share it.

    Attributes:
        content: the bytes.

    """

    content: bytes


_SENDING: WeakValueDictionary[str, Download] = WeakValueDictionary()  # by their hashes
_READING = threading.Lock()


def file_sha256(served: ServedFunction, name: str) -> str | None:
    """Return a file's hash in hexadecimal; None for the manifest, which the server makes.

    Raises:
        RequestError: there is no such file.

    """
    manifest = served.bundle.manifest
    if name == MANIFEST:
        return None
    if name in manifest.files:
        return manifest.files[name].sha256
    shared = _shared(manifest)
    if name in shared:
        return shared[name]
    raise RequestError(
        f"{served.title} has no file {name!r:.90}; {MANIFEST} lists those", NOT_FOUND
    )


def read_download(functions: ServedFunctions, served: ServedFunction, name: str) -> Download:
    """Read a file: one of the bundle, or one that it shares with others, such as an encoder's.

    Raises:
        RequestError: there is no such file.
        BundleDamagedError: the file is missing or altered.

    """
    sha256 = file_sha256(served, name)
    if sha256 is None:
        return Download(_manifest(served.bundle.manifest))
    with _READING:
        found = _SENDING.get(sha256)
        if found is None:
            found = Download(_read(functions, served, name))
            _SENDING[sha256] = found
    return found


def _read(functions: ServedFunctions, served: ServedFunction, name: str) -> bytes:
    if name in served.bundle.manifest.files:
        return served.bundle.read(name)
    with functions.opened(served) as function:
        return function.shared_files()[name]


def _shared(manifest: Manifest) -> dict[str, str]:
    """Return the hash of each file that a function shares, and its bundle does not hold."""
    files = {} if manifest.encoder is None else manifest.encoder.files or {}
    held = {each.sha256 for each in manifest.files.values()}
    return {each.file: each.sha256 for each in files.values() if each.sha256 not in held}


def _manifest(manifest: Manifest) -> bytes:
    """Return the manifest, which says that shared files lie beside it."""
    content = manifest.to_json()
    shared = _shared(manifest)
    if not shared:
        return content
    value = json.loads(content)
    for entry in value["encoder"]["files"].values():
        if entry["file"] in shared:
            entry["at"] = entry["file"]
    value["digest"] = UNSEALED
    return seal(json.dumps(value, ensure_ascii=False).encode())
