"""The protocol of a storage: files by their paths."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

__all__ = ["Storage"]


class Storage(Protocol):
    """Files by their relative paths, with slashes, such as ``ab/abcdef``.

    A file is stored as a whole or not at all, and replaced in one step. Methods may be called from
    many threads, and in a forked child.

    Any method may raise a WorkspaceError, whose class says why the storage can't be used.
    """

    def locate(self, path: str) -> str:
        """Return a file's full path or URL, for messages; the file may not exist."""

    def write(self, files: Mapping[str, bytes]) -> None:
        """Write files by their paths, and return once they are stored for good."""

    def read(self, path: str) -> bytes | None:
        """Return a file's content, or None where there is no such file."""

    def sizes(self, paths: Collection[str]) -> dict[str, int]:
        """Return the sizes of files in bytes; missing files are left out."""

    def unchanged(self, files: Mapping[str, bytes]) -> set[str]:
        """Return the paths of those files that are stored with exactly this content."""

    def names(self, folder: str) -> list[str]:
        """Return the names of the files and folders directly in a folder, in order."""

    def delete(self, paths: Collection[str]) -> None:
        """Delete files, and unfinished ones of the same paths; a missing one is no error."""
