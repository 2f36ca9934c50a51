"""Finds the files that Label Studio's addresses mean."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote

from vizsla.modalities.sources.source_names import is_url, split_url

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["LOCAL_FILES", "is_address", "possible_paths"]

UPLOAD, LOCAL_FILES = "/data/upload/", "/data/local-files/"
_STORAGE = "/storage-data/uploaded/"  # of the Enterprise edition
_UPLOAD_SCHEME = "upload://"
_UPLOAD_PREFIX = re.compile(r"[0-9a-f]{8}-")  # Label Studio puts it before an uploaded file's name


def is_address(text: str) -> bool:
    """Return whether a text is Label Studio's address of a file, with or without a host."""
    if text.startswith((UPLOAD, LOCAL_FILES, _STORAGE, _UPLOAD_SCHEME)):
        return True
    return is_url(text) and any(each in text for each in (UPLOAD, LOCAL_FILES, _STORAGE))


def possible_paths(address: str) -> Iterator[str]:
    """Iterate over the paths that an address may mean, the longest first.

    ``/data/upload/7/1a2b3c4d-oak.jpg`` is a file that was uploaded to project 7, and
    ``/data/local-files/?d=`` names a file below a folder that only Label Studio's server knows.
    """
    _, path, query = split_url(address.removeprefix(_UPLOAD_SCHEME))
    named = parse_qs(query)
    file = next((named[key][0] for key in ("d", "filepath") if key in named), None)
    if file is None:
        file = unquote(path.rpartition("/data/")[2])
    parts = [each for each in PurePosixPath(file.replace("\\", "/")).parts if each != "/"]
    if not parts or ".." in parts:
        return
    yield from ("/".join(parts[start:]) for start in range(len(parts)))
    for name in (parts[-1], _UPLOAD_PREFIX.sub("", parts[-1], count=1)):
        yield from (f"images/{name}", name)
    if LOCAL_FILES in address:
        yield f"/{'/'.join(parts)}"
