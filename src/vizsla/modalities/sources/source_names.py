"""Distinguishes URLs from paths, and shortens either for a message."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

__all__ = ["is_url", "shorten", "split_url", "without_secrets"]

_LONGEST = 160
# A scheme of one letter is a drive (C:\park.jpg). Without //, only schemes that nobody names a
# file after; a file called "data:x.jpg" can still be given as a Path.
_URL = re.compile(
    r"\s*(?:[a-z][a-z0-9+.-]+://|(?:https?|file|ftp|data|blob|javascript):)",
    re.IGNORECASE | re.ASCII,
)


def is_url(text: str) -> bool:
    """Return whether a text is a URL (of any scheme) rather than a path."""
    return _URL.match(text) is not None


def split_url(url: str) -> tuple[str, str, str]:
    """Return a URL's scheme, path and query; empty texts where it is malformed."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return "", "", ""
    return parts.scheme, parts.path, parts.query


def shorten(text: str, longest: int = _LONGEST) -> str:
    """Return a text fit for one line of a terminal: no control characters, not too long.

    Args:
        text: the text.
        longest: the most characters before control characters are escaped.

    """
    if len(text) > longest:
        # A path's start is the folder, and its end is the name: keep both.
        text = f"{text[: longest // 2]}…{text[-(longest // 2) :]}"
    if text.isprintable():
        return text
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode("ascii")
        for each in text
    )


def without_secrets(url: str) -> str:
    """Return a URL without its secrets: user, password and the values of the query."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return shorten(url.split("?", 1)[0].rpartition("@")[2])
    host = parts.netloc.rpartition("@")[2]
    query = "?…" if parts.query else ""
    scheme = f"{parts.scheme}://" if "://" in url else f"{parts.scheme}:"
    return shorten(f"{scheme}{host}{parts.path}") + query
