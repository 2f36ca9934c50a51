"""Finds the files that Label Studio's addresses mean."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vizsla.exchange.tree import Tree

__all__ = ["LOCAL_FILES", "LabelStudioTree"]

UPLOAD, LOCAL_FILES = "/data/upload/", "/data/local-files/"
_UPLOAD_PREFIX = re.compile(r"[0-9a-f]{8}-")  # Label Studio puts it before an uploaded file's name


class LabelStudioTree:
    """A tree in which Label Studio's addresses can be looked up; see ``Tree``.

    ``/data/upload/7/1a2b3c4d-oak.jpg`` is a file that was uploaded to project 7, and
    ``/data/local-files/?d=`` names a file below a folder that only its server knows. Each is
    looked up by as much of its path as the tree has.
    """

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self.title = tree.title
        self.modality = tree.modality
        self.problems = tree.problems

    def example_files(self) -> list[str]:
        """Return the locations of the modality's files."""
        return self._tree.example_files()

    def folders(self) -> list[str]:
        """Return the names of the folders at the top."""
        return self._tree.folders()

    def read(self, location: str) -> bytes:
        """Return a file's bytes."""
        return self._tree.read(location)

    def find(self, path: str, base: str = "") -> str | None:
        """Return the location of the file that ``path`` means, or None."""
        found = (self._tree.find(each, base) for each in _candidates(path))
        return next((each for each in found if each), None)


def _candidates(path: str) -> Iterator[str]:
    """Iterate over the paths that an address may mean, the longest first."""
    if not path.startswith((UPLOAD, LOCAL_FILES)):
        yield path
        return
    address = urlsplit(path)
    if path.startswith(LOCAL_FILES):
        file = parse_qs(address.query).get("d", [""])[0]
    else:
        file = unquote(address.path).removeprefix("/data/")
    parts = [each for each in PurePosixPath(file.replace("\\", "/")).parts if each != "/"]
    if not parts or ".." in parts:
        return
    yield from ("/".join(parts[start:]) for start in range(len(parts)))
    for name in (parts[-1], _UPLOAD_PREFIX.sub("", parts[-1], count=1)):
        yield from (f"images/{name}", name)
    if path.startswith(LOCAL_FILES):
        yield f"/{'/'.join(parts)}"
