"""Prepares a bundle's files as a browser fetches them."""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from vizsla.bundle.bundle_fields import BundleFields, parse_json
from vizsla.bundle.manifest import MANIFEST
from vizsla.bundle.manifest_digest import UNSEALED, seal
from vizsla.bundle.read_bundle import CARD
from vizsla.features.feature_file import FEATURES
from vizsla.functions.text_entities import ENTITIES
from vizsla.publish.web.runtime_files import GZIP, compressed
from vizsla.recognizers.language_pack import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.functions.base import Function

__all__ = [
    "ENCODERS",
    "GRAPHS",
    "bundle_files",
    "encoder_files",
    "recognizer_tables",
    "shipped_bundle_files",
]

GRAPHS, ENCODERS = "graphs", "encoders"
DATES = "datetimeV2."  # how the names of kinds of dates and times begin
DATE_READER = "dateFinder"
NONE: Mapping[str, bytes] = MappingProxyType({})


def encoder_files(function: Function[Any, Any]) -> dict[str, bytes]:
    """Return the files that a function shares with others, by their paths in the runtime's folder.

    They are named by their hash, and compressed; empty for a function that shares none.
    """
    files: dict[str, bytes] = {}
    for name, content in _missing(function).items():
        files |= compressed(f"{ENCODERS}/{name}", content)
    return files


def _missing(function: Function[Any, Any]) -> dict[str, bytes]:
    """Return the files that a function shares, and its bundle does not hold, by their hash."""
    manifest = function.manifest
    shared = {} if manifest.encoder is None else manifest.encoder.files or {}
    held = {each.sha256 for each in manifest.files.values()}
    wanted = {each.file: each.sha256 for each in shared.values() if each.sha256 not in held}
    if not wanted:
        return {}
    return {wanted[name]: each for name, each in function.shared_files().items() if name in wanted}


def recognizer_tables(function: Function[Any, Any]) -> set[str]:
    """Return the tables of ``recognizer_files`` that a function needs.

    It needs those of its language where kinds of ``recognize_text`` are among its entities, and
    those of dates where dates are.

    Raises:
        BundleDamagedError: its features can't be read.

    """
    if all(each.kind != ENTITIES for each in function.manifest.features):
        return set()
    fields = BundleFields(parse_json(function.bundle.read(FEATURES), FEATURES), FEATURES)
    language, kinds = fields.text("language"), fields.mapping("kinds")
    if not kinds or language not in LANGUAGES:
        return set()
    dates = any(DATES in str(named) for named in kinds.values())
    return {language, *((f"{language}Dates", DATE_READER) if dates else ())}


def bundle_files(
    function: Function[Any, Any], runtime: str = "", shared: Mapping[str, bytes] = NONE
) -> dict[str, bytes]:
    """Return a bundle's files, compressed except for the card; the manifest has their sizes.

    Args:
        function: the function.
        runtime: the address of the runtime's folder, relative to the bundle's.
        shared: what ``encoder_files`` returned for the function.

    """
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
    for entry in ((manifest["encoder"] or {}).get("files") or {}).values():
        packed = shared.get(f"{ENCODERS}/{entry['sha256']}{GZIP}")
        if packed is not None:
            entry |= {"at": f"{runtime}/{ENCODERS}/{entry['sha256']}", "gzip": len(packed)}
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
