"""The files of a bundle as the runtime in a browser fetches them from a server."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from vizsla.bundle.manifest import MANIFEST
from vizsla.bundle.manifest_digest import UNSEALED, seal
from vizsla.errors import RequestError

if TYPE_CHECKING:
    from vizsla.bundle import Manifest
    from vizsla.server.served_functions import ServedFunction, ServedFunctions

__all__ = ["Download", "read_download"]

NOT_FOUND = 404


class Download(NamedTuple):
    """A file.

    Attributes:
        content: the bytes.
        sha256: the hash, in hexadecimal; None for the manifest.

    """

    content: bytes
    sha256: str | None


def read_download(functions: ServedFunctions, served: ServedFunction, name: str) -> Download:
    """Read a file: one of the bundle, or one that it shares with others, such as an encoder's.

    Raises:
        RequestError: there is no such file.
        BundleDamagedError: the file is missing or altered.

    """
    manifest = served.bundle.manifest
    if name == MANIFEST:
        return Download(_manifest(manifest), None)
    if name in manifest.files:
        return Download(served.bundle.read(name), manifest.files[name].sha256)
    shared = _shared(manifest)
    if name in shared:
        with functions.opened(served) as function:
            return Download(function.shared_files()[name], shared[name])
    raise RequestError(
        f"{served.title} has no file {name!r:.90}; {MANIFEST} lists those", NOT_FOUND
    )


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
