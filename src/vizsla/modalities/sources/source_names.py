"""Text that people give, and how it is shown to them: URLs, paths, names."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

__all__ = ["is_url", "shorten", "without_secrets"]

_LONGEST = 160
# A scheme of one letter is a drive (C:\park.jpg). Without //, only schemes that nobody names a
# file after; a file called "data:x.jpg" can still be given as a Path.
_URL = re.compile(
    r"\s*(?:[a-z][a-z0-9+.-]+://|(?:https?|file|ftp|data|blob|javascript):)",
    re.IGNORECASE | re.ASCII,
)


def is_url(text: str) -> bool:
    """Say whether ``text`` is meant as a URL (of any scheme) rather than as a path."""
    return _URL.match(text) is not None


def shorten(text: str, longest: int = _LONGEST) -> str:
    """Return ``text`` fit for one line of a terminal: no control characters, not too long."""
    if len(text) > longest:
        # Both ends tell something: where it is, and what it is called.
        text = f"{text[: longest // 2]}…{text[-(longest // 2) :]}"
    if text.isprintable():
        return text
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode("ascii")
        for each in text
    )


def without_secrets(url: str) -> str:
    """Return ``url`` without what may be secret: user, password and the query's values."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return shorten(url.split("?", 1)[0].rpartition("@")[2])
    host = parts.netloc.rpartition("@")[2]
    query = "?…" if parts.query else ""
    scheme = f"{parts.scheme}://" if "://" in url else f"{parts.scheme}:"
    return shorten(f"{scheme}{host}{parts.path}") + query
