"""Names for folders and files that every system takes, and every reader of datasets."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import PurePosixPath

from vizsla.exchange.label_words import SPLITS

__all__ = ["FileNames", "FolderNames", "safe_name"]

_LONGEST = 100  # bytes of UTF-8: many systems allow 255, and a path of 260 letters in all
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_RESERVED = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(?=\s*(\.|$))", re.IGNORECASE
)
_MARKED = re.compile(r"~[0-9a-f]{8}$")
# Hugging Face's `datasets` takes a file for a test picture where 'test', set off like this, is
# anywhere in its name or its folders': https://huggingface.co/docs/datasets/repository_structure
_PART = re.compile(rf"(^|(?<=[-._ 0-9]))({'|'.join(SPLITS)})(?=[-._ 0-9]|$)", re.IGNORECASE)


def safe_name(text: str) -> str:
    """Return ``text`` as a name that Windows, macOS and Linux take; itself where it is one.

    Never empty, hidden or special, and no part of a dataset (``test``) to those who read names.
    """
    name = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", text).strip())
    name = "".join("_" if unicodedata.category(each) in {"Cc", "Cs"} else each for each in name)
    name = _PART.sub(r"\2~", name)
    name = _RESERVED.sub(r"\1_", name, count=1) if _RESERVED.match(name) else name
    if name.startswith((".", "__", "~")):  # hidden, or left out by some readers
        name = f"x{name}"
    if len(name.encode()) > _LONGEST:
        name = name.encode()[:_LONGEST].decode(errors="ignore")
    return name.rstrip(". ") or "x"


class FolderNames:
    """One folder's name for each label: the label itself wherever that is possible.

    Another name ends in ``~`` and the start of the label's sha256. No two labels share a folder,
    not even on systems where ``Oak`` and ``oak`` are one.
    """

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._taken: set[str] = set()

    def of(self, label: str) -> str:
        """Return the name of the folder of ``label``."""
        if label not in self._names:
            name = safe_name(label)
            if name != label or _MARKED.search(name) or _key(name) in self._taken:
                name = _marked(name, hashlib.sha256(label.encode(errors="replace")).hexdigest())
            while _key(name) in self._taken:  # two labels whose sha256 begin alike
                name = f"{name}~"
            self._taken.add(_key(name))
            self._names[label] = name
        return self._names[label]


class FileNames:
    """Names for files, no two alike in one folder."""

    def __init__(self) -> None:
        self._taken: set[tuple[str, str]] = set()

    def of(self, folder: str, original: str, sha256: str, suffixes: tuple[str, ...]) -> str:
        """Return a name in ``folder`` for a file that was called ``original``.

        Args:
            folder: where it goes.
            original: its name, or a path that ends in it.
            sha256: of its content, which tells it from others of its name.
            suffixes: the endings that fit its format, the usual one first.

        """
        path = PurePosixPath(original.replace("\\", "/"))
        suffix = path.suffix if path.suffix.lower() in suffixes else suffixes[0]
        stem = safe_name(path.stem)
        tried, count = f"{stem}{suffix}", 1
        while (folder, _key(tried)) in self._taken:
            more = "" if count == 1 else f"-{count}"
            tried, count = f"{stem}-{sha256[:8]}{more}{suffix}", count + 1
        self._taken.add((folder, _key(tried)))
        return tried


def _marked(name: str, sha256: str) -> str:
    return f"{name.removesuffix('~')}~{sha256[:8]}"


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())
