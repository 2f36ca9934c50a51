"""Prepares a bundle's files as a browser fetches them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from vizsla.bundle.manifest import MANIFEST
from vizsla.bundle.manifest_digest import UNSEALED, seal
from vizsla.bundle.read_bundle import CARD
from vizsla.publish.web.runtime_files import GZIP, compressed

if TYPE_CHECKING:
    from vizsla.functions.base import Function

__all__ = ["GRAPHS", "bundle_files", "shipped_bundle_files"]

GRAPHS = "graphs"


def bundle_files(function: Function[Any, Any]) -> dict[str, bytes]:
    """Return a bundle's files, compressed except for the card; the manifest has their sizes."""
    bundle = function.bundle
    manifest = json.loads(bundle.manifest.to_json())
    files: dict[str, bytes] = {}
    for name, entry in manifest["files"].items():
        content = bundle.read(name)
        if name == CARD:
            files[name] = content
        else:
            files |= compressed(name, content)
            entry["gzip"] = len(files[f"{name}{GZIP}"])
    manifest["digest"] = UNSEALED  # the copy has sizes that the original lacks
    files[MANIFEST] = seal(json.dumps(manifest, ensure_ascii=False).encode())
    return files


def shipped_bundle_files(function: Function[Any, Any]) -> dict[str, bytes]:
    """Return a shipped function's files by their paths in the runtime's folder.

    Shipped functions share their graphs, which are named by their hash.
    """
    files = {}
    for name, content in bundle_files(function).items():
        file = name.removesuffix(GZIP)
        if file.endswith(".tflite"):
            files[f"{GRAPHS}/{function.manifest.files[file].sha256}.tflite{GZIP}"] = content
        else:
            files[f"functions/{function.name}/{name}"] = content
    return files
