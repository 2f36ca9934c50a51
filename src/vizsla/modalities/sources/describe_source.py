"""Names sources in messages and logs."""

from __future__ import annotations

import os
from typing import Any

from vizsla.modalities.sources.named_bytes import NamedBytes
from vizsla.modalities.sources.source_names import is_url, shorten, without_secrets
from vizsla.wording import counted

__all__ = ["describe_source", "type_name"]


def describe_source(source: Any) -> str:  # noqa: ANN401 - any object has a name
    """Name a source of any modality, such as ``park.jpg`` or ``a value of 3 bytes (bytes)``.

    Never raises.
    """
    try:
        return _describe(source)
    except Exception:  # noqa: BLE001 - a strange object must not hide the error being reported
        return f"an object of type {type_name(source)}"


def type_name(source: object) -> str:
    """Return the name of an object's type, with its module, fit for one line."""
    kind = type(source)
    module = "" if kind.__module__ == "builtins" else f"{kind.__module__}."
    return shorten(f"{module}{kind.__qualname__}")


def _describe(source: Any) -> str:  # noqa: ANN401
    if isinstance(source, str) and is_url(source):
        return without_secrets(source)
    if isinstance(source, str | os.PathLike):
        return shorten(os.fsdecode(source)) or "an empty path"
    if isinstance(source, NamedBytes):
        return shorten(source.name)
    if isinstance(source, bytes | bytearray | memoryview):
        count = memoryview(source).nbytes
        return f"a value of {counted(count, 'byte')} ({type(source).__name__})"
    file = getattr(source, "name", "") if hasattr(source, "read") else ""
    if isinstance(file, str) and file:
        return f"the file object {shorten(file)}"
    return f"an object of type {type_name(source)}"
