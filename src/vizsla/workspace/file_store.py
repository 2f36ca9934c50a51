"""The examples' files, each named by its content: ``ab/<sha256>``."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from vizsla.errors import WorkspaceDamagedError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from vizsla.storage import Storage
    from vizsla.workspace.search_files import SearchFiles
    from vizsla.workspace.thumbnail_files import ThumbnailFiles

__all__ = ["FileStore"]


class FileStore:
    """Files that are named by their sha256.

    Args:
        storage: the storage that holds the files.
        thumbnails: the thumbnails that were made of them.
        searches: what searches read of them.

    Attributes:
        storage: the storage that holds the files.
        thumbnails: the thumbnails that were made of them.
        searches: what searches read of them.

    """

    def __init__(self, storage: Storage, thumbnails: ThumbnailFiles, searches: SearchFiles) -> None:
        self.storage = storage
        self.thumbnails = thumbnails
        self.searches = searches

    def put(self, contents: Mapping[str, bytes]) -> None:
        """Write files, by their sha256; when this returns they are stored for good.

        Raises:
            WorkspaceError: a file can't be written; the error's class says why.

        """
        self.storage.write({_path(sha256): content for sha256, content in contents.items()})

    def read(self, sha256: str, name: str) -> bytes:
        """Return a file's content, checked against its hash.

        Args:
            sha256: the file's sha256, in hexadecimal.
            name: the example's name, for messages.

        Raises:
            WorkspaceDamagedError: the file is missing or was altered.
            WorkspaceError: the file can't be read.

        """
        content = self.storage.read(_path(sha256))
        where = self.storage.locate(_path(sha256))
        if content is None:
            raise WorkspaceDamagedError(
                f"the file of {name!r}, {where}, is missing: add it again, which puts it back"
            )
        if hashlib.sha256(content).hexdigest() != sha256:
            raise WorkspaceDamagedError(
                f"the file of {name!r}, {where}, was altered: add it again, which puts it back"
            )
        return content

    def find_lost(self, contents: Mapping[str, bytes]) -> set[str]:
        """Return which files are missing or were altered.

        Args:
            contents: the contents that they should have, by sha256.

        """
        paths = {_path(sha256): content for sha256, content in contents.items()}
        kept = self.storage.unchanged(paths)
        return {sha256 for sha256 in contents if _path(sha256) not in kept}

    def discard(self, sha256s: Collection[str]) -> None:
        """Delete files, and what was made of them; a missing one is no error."""
        self.thumbnails.discard(sha256s)
        self.storage.delete([_path(sha256) for sha256 in sha256s])


def _path(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256}"
