"""A function's files as a browser fetches them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from vizsla.bundle.read_bundle import CARD, MANIFEST
from vizsla.publish.web.runtime_files import PACKED, packed

if TYPE_CHECKING:
    from vizsla.functions.base import Function

__all__ = ["GRAPHS", "rendition", "shipped_rendition"]

GRAPHS = "graphs"


def rendition(function: Function[Any]) -> dict[str, bytes]:
    """Return a bundle's files, compressed but for the card; the manifest has their sizes."""
    bundle = function.bundle
    manifest = json.loads(bundle.manifest.to_json())
    files: dict[str, bytes] = {}
    for name, entry in manifest["files"].items():
        content = bundle.read(name)
        if name == CARD:
            files[name] = content
        else:
            files |= packed(name, content)
            entry["gzip"] = len(files[f"{name}{PACKED}"])
    files[MANIFEST] = json.dumps(manifest, ensure_ascii=False).encode()
    return files


def shipped_rendition(function: Function[Any]) -> dict[str, bytes]:
    """Return the same as the runtime has it: its own functions share their graphs by hash."""
    files = {}
    for name, content in rendition(function).items():
        file = name.removesuffix(PACKED)
        if file.endswith(".tflite"):
            files[f"{GRAPHS}/{function.manifest.files[file].sha256}.tflite{PACKED}"] = content
        else:
            files[f"functions/{function.name}/{name}"] = content
    return files
