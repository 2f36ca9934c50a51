"""Telling a URL from a path."""

from __future__ import annotations

import re

__all__ = ["is_url"]

# A scheme of one letter is a drive (C:\park.jpg). Without //, only schemes that nobody names a
# file after; a file called "data:x.jpg" can still be given as a Path.
_URL = re.compile(
    r"\s*(?:[a-z][a-z0-9+.-]+://|(?:https?|file|ftp|data|blob|javascript):)",
    re.IGNORECASE | re.ASCII,
)


def is_url(text: str) -> bool:
    """Say whether ``text`` is meant as a URL (of any scheme) rather than as a path."""
    return _URL.match(text) is not None
