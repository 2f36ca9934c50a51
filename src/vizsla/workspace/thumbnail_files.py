"""The thumbnails of examples, in a cache on this computer; they go with the example's file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.atomic import write_file
from vizsla.storage.storage_errors import file_error

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["SIDES", "ThumbnailFiles"]

SIDES = (160, 320, 640)  # pixels of the longer side
_PRIVATE = 0o600


class ThumbnailFiles:
    """Thumbnails by the sha256 of the file that they show.

    Args:
        folder: the folder of the cache; it need not exist yet.

    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, sha256: str, side: int) -> bytes | None:
        """Return a thumbnail; None where there is none yet."""
        try:
            return self._path(sha256, side).read_bytes()
        except OSError:  # one that can't be read is made again
            return None

    def write(self, sha256: str, side: int, content: bytes) -> None:
        """Store a thumbnail.

        Raises:
            WorkspaceError: it can't be written; the error's class says why.

        """
        path = self._path(sha256, side)
        try:
            path.parent.mkdir(0o700, parents=True, exist_ok=True)
            write_file(path, content, mode=_PRIVATE)
        except OSError as error:
            raise file_error(error, str(path)) from error

    def discard(self, sha256s: Iterable[str]) -> None:
        """Delete the thumbnails of files; a missing one is no error.

        Raises:
            WorkspaceError: one can't be deleted; the error's class says why.

        """
        for sha256 in sha256s:
            for side in SIDES:
                path = self._path(sha256, side)
                try:
                    path.unlink(missing_ok=True)
                except NotADirectoryError:
                    pass
                except OSError as error:
                    raise file_error(error, str(path)) from error

    def _path(self, sha256: str, side: int) -> Path:
        return self._folder / sha256[:2] / f"{sha256}-{side}.webp"
