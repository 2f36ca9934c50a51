"""Files that were made to be downloaded: each has a random key, and an end."""

from __future__ import annotations

import os
import re
import shutil
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from vizsla.storage import is_local, open_storage
from vizsla.storage.storage_errors import storage_errors

if TYPE_CHECKING:
    from vizsla.storage import Storage

__all__ = ["DownloadFiles", "StoredDownload"]

FOLDER = "downloads"
KEPT = timedelta(hours=24)
_NAME = re.compile(r"(\d{14})-[0-9a-f]{32}\Z")
_TIME = "%Y%m%d%H%M%S"


class StoredDownload:
    """A file to download.

    Args:
        key: the name under which it is stored.
        until: when it ends, UTC.

    """

    def __init__(self, key: str, until: datetime) -> None:
        self.key = key
        self.until = until


class DownloadFiles:
    """The files of a workspace that were made to be downloaded.

    They are where the examples' files are, so that each server of a team finds them.

    Args:
        home: the workspace's folder.

    """

    def __init__(self, home: Path) -> None:
        url = os.environ.get("VIZSLA_FILES_URL") or str(home)
        self._storage: Storage = open_storage(url)
        self._local = Path(self._storage.locate(FOLDER)) if is_local(url) else None

    def put(self, file: Path) -> StoredDownload:
        """Store a file, which is moved away.

        Raises:
            WorkspaceError: it can't be stored; the error's class says why.

        """
        until = datetime.now(UTC).replace(microsecond=0) + KEPT
        key = f"{until:{_TIME}}-{uuid4().hex}"
        if self._local is None:
            self._storage.write({f"{FOLDER}/{key}": file.read_bytes()})
        else:
            with storage_errors(str(self._local)):
                self._local.mkdir(0o700, parents=True, exist_ok=True)
                unfinished = self._local / f"{key}.part"
                shutil.move(file, unfinished)
                unfinished.replace(self._local / key)
        return StoredDownload(key, until)

    def find(self, key: str) -> Path | bytes | None:
        """Return a file on this computer, or its content; None where it has ended."""
        match = _NAME.match(key)
        if match is None or _until(match) < datetime.now(UTC):
            return None
        if self._local is None:
            return self._storage.read(f"{FOLDER}/{key}")
        path = self._local / key
        return path if path.is_file() else None

    def discard_ended(self) -> None:
        """Delete the files that have ended."""
        now = datetime.now(UTC)
        found = ((name, _NAME.match(name)) for name in self._storage.names(FOLDER))
        ended = [name for name, match in found if match is not None and _until(match) < now]
        self._storage.delete([f"{FOLDER}/{name}" for name in ended])
        if self._local is not None:
            for part in self._local.glob("*.part"):  # of a process that was killed
                with suppress(OSError):
                    if datetime.fromtimestamp(part.stat().st_mtime, UTC) + KEPT < now:
                        part.unlink()


def _until(match: re.Match[str]) -> datetime:
    return datetime.strptime(match[1], _TIME).replace(tzinfo=UTC)
