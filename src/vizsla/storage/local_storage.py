"""Stores files in a local folder."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from vizsla.atomic import write_files
from vizsla.atomic.leftovers import NEXT, UNFINISHED, clean_up
from vizsla.storage.storage_errors import storage_errors

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

__all__ = ["LocalStorage"]


class LocalStorage:
    """A folder of this computer or a mounted drive; see ``Storage``.

    Args:
        folder: the folder, which may not exist yet.

    """

    def __init__(self, folder: str | Path) -> None:
        self._folder = Path(folder).expanduser().absolute()

    def locate(self, path: str) -> str:
        """Return the file's path on this computer."""
        return str(self._folder / path)

    def write(self, files: Mapping[str, bytes]) -> None:
        """Write files by their paths, and return once they are on the disk."""
        with storage_errors(str(self._folder)):
            write_files({self._folder / path: content for path, content in files.items()})

    def read(self, path: str) -> bytes | None:
        """Return a file's content, or None where there is no such file."""
        with storage_errors(self.locate(path)):
            try:
                return (self._folder / path).read_bytes()
            except FileNotFoundError:
                return None

    def sizes(self, paths: Collection[str]) -> dict[str, int]:
        """Return the sizes of files in bytes; missing files are left out."""
        found = {}
        for path in paths:
            with storage_errors(self.locate(path)), suppress(FileNotFoundError):
                found[path] = (self._folder / path).stat().st_size
        return found

    def unchanged(self, files: Mapping[str, bytes]) -> set[str]:
        """Return the paths of those files that are stored with exactly this content."""
        sizes = self.sizes(files)
        alike = {path for path, content in files.items() if sizes.get(path) == len(content)}
        return {path for path in alike if self.read(path) == files[path]}

    def names(self, folder: str) -> list[str]:
        """Return the names of the files and folders directly in a folder, in order."""
        with storage_errors(self.locate(folder)):
            try:
                return sorted(
                    each.name
                    for each in (self._folder / folder).iterdir()
                    if not each.name.endswith((UNFINISHED, NEXT))
                )
            except (FileNotFoundError, NotADirectoryError):
                return []

    def delete(self, paths: Collection[str]) -> None:
        """Delete files, and unfinished ones of the same paths; a missing one is no error."""
        for path in paths:
            target = self._folder / path
            with storage_errors(str(target)):
                target.unlink(missing_ok=True)
                clean_up(target)
