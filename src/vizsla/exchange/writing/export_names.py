"""Makes names for folders and files that every system and every reader of datasets takes."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import PurePosixPath

from vizsla.exchange.dataset_names import SPLITS

__all__ = ["FileNames", "FolderNames", "safe_name"]

_LONGEST = 100  # bytes of UTF-8: many systems allow 255, and a path of 260 letters in all
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_RESERVED = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(?=\s*(\.|$))", re.IGNORECASE
)
_HAS_HASH = re.compile(r"~[0-9a-f]{8}$")
# Hugging Face's `datasets` takes a file for test data where 'test', set off like this, is anywhere
# in its name or its folders': https://huggingface.co/docs/datasets/repository_structure
_SPLIT = re.compile(rf"(^|(?<=[-._ 0-9]))({'|'.join(SPLITS)})(?=[-._ 0-9]|$)", re.IGNORECASE)


def safe_name(text: str) -> str:
    """Return ``text`` as a name that Windows, macOS and Linux take; unchanged where it is one.

    The name is never empty, hidden or special, and never read as a split (``test``).
    """
    name = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", text).strip())
    name = "".join("_" if unicodedata.category(each) in {"Cc", "Cs"} else each for each in name)
    name = _SPLIT.sub(r"\2~", name)
    name = _RESERVED.sub(r"\1_", name, count=1) if _RESERVED.match(name) else name
    if name.startswith((".", "__", "~")):  # hidden, or left out by some readers
        name = f"x{name}"
    if len(name.encode()) > _LONGEST:
        name = name.encode()[:_LONGEST].decode(errors="ignore")
    return name.rstrip(". ") or "x"


class FolderNames:
    """Makes a folder's name for each label: the label itself wherever that is possible.

    Another name ends in ``~`` and the start of the label's sha256. No two labels share a folder,
    not even on systems where ``Oak`` and ``oak`` are one.
    """

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._taken: set[str] = set()

    def name_for(self, label: str) -> str:
        """Return the name of a label's folder."""
        if label not in self._names:
            name = safe_name(label)
            if name != label or _HAS_HASH.search(name) or _same_name_key(name) in self._taken:
                sha256 = hashlib.sha256(label.encode(errors="replace")).hexdigest()
                name = f"{name.removesuffix('~')}~{sha256[:8]}"
            while _same_name_key(name) in self._taken:  # two sha256 with the same beginning
                name = f"{name}~"
            self._taken.add(_same_name_key(name))
            self._names[label] = name
        return self._names[label]


class FileNames:
    """Makes names for files, each unique in its folder."""

    def __init__(self) -> None:
        self._taken: set[tuple[str, str]] = set()

    def name_for(self, folder: str, original: str, sha256: str, suffixes: tuple[str, ...]) -> str:
        """Return a name in ``folder`` for a file that was called ``original``.

        Args:
            folder: the file's folder.
            original: the file's name, or a path that ends in it.
            sha256: the content's sha256, which tells the file from others of its name.
            suffixes: the endings that fit the file's format, the usual one first.

        """
        path = PurePosixPath(original.replace("\\", "/"))
        suffix = path.suffix if path.suffix.lower() in suffixes else suffixes[0]
        stem = safe_name(path.stem)
        name, count = f"{stem}{suffix}", 1
        while (folder, _same_name_key(name)) in self._taken:
            more = "" if count == 1 else f"-{count}"
            name, count = f"{stem}-{sha256[:8]}{more}{suffix}", count + 1
        self._taken.add((folder, _same_name_key(name)))
        return name


def _same_name_key(name: str) -> str:
    """Return a key that is equal for names that some system takes for the same."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())
