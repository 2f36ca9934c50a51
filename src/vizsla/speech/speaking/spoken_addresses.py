"""E-mail and web addresses as people say them: "info at example dot com"."""

from __future__ import annotations

import re

__all__ = ["spoken_address", "spoken_mail"]

_MARKS = {".": "dot", "@": "at", "-": "dash", "_": "underscore", "/": "slash", "+": "plus"}
_MARKS |= {
    "?": "question mark",
    "=": "equals",
    "&": "and",
    "#": "hash",
    "%": "percent",
    ":": "colon",
}
_LETTERS = {"www", "io", "de", "eu", "uk", "ai", "html", "php", "http", "https", "pdf", "api"}


def spoken_mail(address: str) -> str:
    """Return what is said for an e-mail address."""
    return _spoken(address)


def spoken_address(address: str) -> str:
    """Return what is said for a web address: without ``https://``, and a sentence's last mark."""
    end = re.search(r"[.,;:!?)'\"]*$", address)
    mark = end[0] if end else ""
    plain = address.removesuffix(mark) if mark else address
    plain = re.sub(r"^https?://(?:www\.)?", "", plain).rstrip("/")
    return f"{_spoken(plain)}{mark}"


def _spoken(address: str) -> str:
    words = []
    for part in re.findall(r"[A-Za-z]+|\d+|[^\sA-Za-z\d]", address):
        if part.lower() in _LETTERS:
            words.append(" ".join(part.upper()))
        elif part.isalnum():
            words.append(part if len(part) > 1 or part.isdigit() else part.upper())
        elif part in _MARKS:
            words.append(_MARKS[part])
    return " ".join(words)
