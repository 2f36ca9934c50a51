"""Reads the files of an upload while its pieces come in."""

from __future__ import annotations

import io
import threading
import time
from typing import TYPE_CHECKING

from vizsla.errors import InputError

if TYPE_CHECKING:
    from vizsla.progress import Cancel
    from vizsla.workspace.upload_files import UploadedFile
    from vizsla.workspace.uploads import StoredUpload, UploadReader

__all__ = ["ArrivingFiles", "ArrivingZip", "UploadStopped"]

BETWEEN_LOOKS = 0.2  # seconds


class UploadStopped(Exception):  # noqa: N818 - it ends the whole work, as no error of a file does
    """No piece of an upload came for long, or nobody waits for it any more."""


class ArrivingFiles:
    """The files of an upload. Methods may be called from many threads.

    Args:
        reader: reads the bytes that are here.
        upload: the upload.
        patience: the seconds to wait for the next piece; with 0 nothing is waited for.
        cancel: the signal to wait no longer.

    """

    def __init__(
        self,
        reader: UploadReader,
        upload: StoredUpload,
        patience: float,
        cancel: Cancel | None = None,
    ) -> None:
        self.waits = patience > 0
        self._reader = reader
        self._upload = upload
        self._files = {each.path: each for each in upload.files}
        self._patience = patience
        self._cancel = cancel
        self._received = upload.received
        self._lock = threading.Lock()

    def received(self) -> int:
        """Return the bytes that were here when it was looked last."""
        return self._received

    def read(self, path: str, count: int) -> bytes:
        """Return the first bytes of a file.

        Raises:
            InputError: they are not here, and nothing is waited for.
            UploadStopped: they did not come.

        """
        file = self._files[path]
        return self.read_at(file, file.start, min(file.start + count, file.end))

    def read_at(self, file: UploadedFile, start: int, end: int) -> bytes:
        """Return the bytes from a place of the upload up to another; see ``read``."""
        with self._lock:
            if end > self._received and self.waits:
                self._wait(end)
            if end > self._received:
                raise InputError(f"{file.path} is not here yet: send the rest of the upload")
            return self._reader.read(start, end)

    def _wait(self, end: int) -> None:
        last = time.monotonic()
        while True:
            received = self._reader.received()
            if received > self._received:
                self._received, last = received, time.monotonic()
            if received >= end:
                return
            is_cancelled = self._cancel is not None and self._cancel.is_set()
            if is_cancelled or time.monotonic() - last > self._patience:
                raise UploadStopped(
                    f"the upload stopped at {received:,} of {self._upload.bytes:,} bytes: send the "
                    "rest, and ask for it again; the examples added so far stay"
                )
            time.sleep(BETWEEN_LOOKS)


class ArrivingZip(io.RawIOBase):
    """A file of an upload that is read at any place of it, as a .zip is.

    Args:
        files: the files of the upload.
        file: the file.

    """

    def __init__(self, files: ArrivingFiles, file: UploadedFile) -> None:
        super().__init__()
        self._files = files
        self._file = file
        self._at = 0

    def readable(self) -> bool:
        """Return True."""
        return True

    def seekable(self) -> bool:
        """Return True."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place, and return it."""
        starts = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._file.bytes}
        self._at = max(starts[whence] + offset, 0)
        return self._at

    def tell(self) -> int:
        """Return the place."""
        return self._at

    def read(self, size: int | None = -1) -> bytes:
        """Return the next bytes: all that follow, or as many as are wanted."""
        start = min(self._at, self._file.bytes)
        end = self._file.bytes
        if size is not None and size >= 0:
            end = min(start + size, end)
        first = self._file.start
        found = self._files.read_at(self._file, first + start, first + end)
        self._at = end
        return found
