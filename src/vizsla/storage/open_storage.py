"""Opens the storage at a URL."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from vizsla.errors import OptionError
from vizsla.storage.local_storage import LocalStorage
from vizsla.storage.remote_storage import RemoteStorage

if TYPE_CHECKING:
    from vizsla.storage.base import Storage

__all__ = ["is_local", "open_storage"]

SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)(?:://|::)")  # a drive, as in C:\, has one letter


def is_local(url: str) -> bool:
    """Return whether a URL or path names a folder of this computer."""
    found = SCHEME.match(url)
    return found is None or found[1].lower() in {"file", "local"}


def open_storage(url: str) -> Storage:
    """Return the storage at a URL.

    Args:
        url: a folder, or a URL of fsspec such as ``s3://bucket/folder``.

    Raises:
        OptionError: the URL names no storage, or one in memory.
        MissingExtraError: the library for the URL is not installed.

    """
    found = SCHEME.match(url)
    if found is None:
        return LocalStorage(url)
    if is_local(url):
        return LocalStorage(unquote(urlsplit(url).path) if "://" in url else url[found.end() :])
    if found[1].lower() == "memory":
        raise OptionError(
            f"VIZSLA_FILES_URL is {url!r}, a storage in memory, which keeps nothing; name a "
            "folder, or a URL such as s3://bucket/folder, or leave it empty"
        )
    return RemoteStorage(url)
