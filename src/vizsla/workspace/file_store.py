"""The examples' files, each named by its content: ``ab/<sha256>``."""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import fsspec
from fsspec.implementations.local import LocalFileSystem

from vizsla.errors import MissingExtraError, OptionError, WorkspaceDamagedError, WorkspaceError
from vizsla.workspace.database_errors import file_error

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

__all__ = ["FileStore"]

WORKERS = 16  # files written at once: a disk confirms many in the time of one
UNFINISHED = ".part"


class FileStore:
    """A folder of files, local or wherever fsspec reaches.

    A file is written beside its place and moved there: what is there is whole. Whoever writes or
    removes holds the database's lock.

    Args:
        url: a folder, or a URL of fsspec's such as ``s3://bucket/folder``.

    Raises:
        OptionError: there is no such kind of URL.
        MissingExtraError: what reaches it is not installed.

    """

    def __init__(self, url: str) -> None:
        try:
            self._system, self._root = fsspec.core.url_to_fs(url)
        except ImportError as error:
            raise MissingExtraError(
                f"what reaches {url} is not installed ({error}); install it with pip, or leave "
                "VIZSLA_FILES_URL empty to keep the files on this computer"
            ) from error
        except ValueError as error:
            raise OptionError(
                f"VIZSLA_FILES_URL is {url!r}, which is no place for files ({error}); take a "
                "folder, or a URL such as s3://bucket/folder"
            ) from error
        self._local = isinstance(self._system, LocalFileSystem)

    def path(self, sha256: str) -> str:
        """Return where a file is, or would be."""
        return f"{self._root.rstrip('/')}/{sha256[:2]}/{sha256}"

    def put(self, contents: Mapping[str, bytes]) -> None:
        """Write files, by their sha256; when this returns they are on the disk.

        Raises:
            WorkspaceError: one can't be written; its kind says why.

        """
        if not contents:
            return
        with ThreadPoolExecutor(min(WORKERS, len(contents)), "vizsla-files") as pool:
            list(pool.map(self._put, contents.keys(), contents.values()))
            if self._local and os.name == "posix":
                # The moves are on the disk once their folders are.
                list(pool.map(_sync_folder, {os.path.dirname(self.path(key)) for key in contents}))  # noqa: PTH120 - fsspec's paths are text

    def _put(self, sha256: str, content: bytes) -> None:
        path = self.path(sha256)
        with _reported(path):
            self._system.makedirs(path.rsplit("/", 1)[0], exist_ok=True)
            with self._system.open(path + UNFINISHED, "wb") as file:
                file.write(content)
                if self._local:
                    file.flush()
                    os.fsync(file.fileno())
            if self._local:
                os.replace(path + UNFINISHED, path)  # noqa: PTH105 - fsspec's paths are text
            else:
                self._system.mv(path + UNFINISHED, path)

    def read(self, sha256: str, name: str) -> bytes:
        """Return a file's content, checked against its hash.

        Args:
            sha256: of the file.
            name: of the example, for messages.

        Raises:
            WorkspaceDamagedError: it is missing or was altered.
            WorkspaceError: it can't be read.

        """
        path = self.path(sha256)
        try:
            with _reported(path):
                content: bytes = self._system.cat_file(path)
        except WorkspaceError as error:
            if isinstance(error.__cause__, FileNotFoundError):
                raise WorkspaceDamagedError(
                    f"the file of {name!r}, {path}, is missing: add the picture again, which puts "
                    "it back"
                ) from error.__cause__
            raise
        if hashlib.sha256(content).hexdigest() != sha256:
            raise WorkspaceDamagedError(
                f"the file of {name!r}, {path}, was altered: delete it and add the picture again, "
                "which puts it back"
            )
        return content

    def lacks(self, sizes: Mapping[str, int]) -> set[str]:
        """Return which files are not there, or not in their size.

        Args:
            sizes: in bytes, by sha256.

        """
        missing = set()
        for sha256, size in sizes.items():
            with _reported(self.path(sha256)):
                try:
                    if self._system.size(self.path(sha256)) != size:
                        missing.add(sha256)
                except FileNotFoundError:
                    missing.add(sha256)
        return missing

    def discard(self, sha256s: Collection[str]) -> None:
        """Remove files, and what was begun of them; those that are not there are no error."""
        for path in map(self.path, sha256s):
            for each in (path, path + UNFINISHED):
                with _reported(each), suppress(FileNotFoundError):
                    self._system.rm_file(each)


@contextmanager
def _reported(path: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise file_error(error, path) from error
    except WorkspaceError:
        raise
    except Exception as error:  # each of fsspec's systems has errors of its own
        raise WorkspaceError(
            f"{path} can't be used ({error}); see that the place that VIZSLA_FILES_URL names is "
            "there and may be written, and try again"
        ) from error


def _sync_folder(path: str) -> None:
    with _reported(path):
        handle: Any = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
