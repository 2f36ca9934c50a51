"""Stores files in an object store that fsspec supports, such as S3."""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import uuid4

from vizsla.errors import MissingExtraError, OptionError
from vizsla.storage.storage_errors import storage_errors

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

__all__ = ["RemoteStorage"]

WORKERS = 16  # requests at once
UNFINISHED = ".part"
IN_ONE_STEP = {"s3", "s3a", "gs", "gcs", "abfs", "az"}  # these never show an unfinished file
T = TypeVar("T")
R = TypeVar("R")


class RemoteStorage:
    """A storage that fsspec supports; see ``Storage``.

    Args:
        url: a URL of fsspec, such as ``s3://bucket/folder``.

    Raises:
        OptionError: the URL names no storage.
        MissingExtraError: the library for the URL is not installed.

    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._process: int | None = None
        self._system: Any = None
        self._root = ""
        if is_s3(url):
            _require_s3(url)  # the library takes a second to import, so it waits for the first file
        else:
            self._fresh_system()

    def locate(self, path: str) -> str:
        """Return the file's URL."""
        return f"{self._url.rstrip('/')}/{path}"

    def write(self, files: Mapping[str, bytes]) -> None:
        """Write files by their paths, and return once they are stored."""

        def write(item: tuple[str, bytes]) -> None:
            self._write(*item)

        self._each(write, files.items())

    def _write(self, path: str, content: bytes) -> None:
        system, target = self._fresh_system(), self._path(path)
        with storage_errors(self.locate(path)):
            if IN_ONE_STEP.intersection(_protocols(system)):
                system.pipe_file(target, content)
                return
            system.makedirs(target.rsplit("/", 1)[0], exist_ok=True)
            unfinished = f"{target}.{uuid4().hex}{UNFINISHED}"
            system.pipe_file(unfinished, content)
            system.mv(unfinished, target)

    def read(self, path: str) -> bytes | None:
        """Return a file's content, or None where there is no such file."""
        with storage_errors(self.locate(path)):
            try:
                content: bytes = self._fresh_system().cat_file(self._path(path))
            except FileNotFoundError:
                return None
            return content

    def sizes(self, paths: Collection[str]) -> dict[str, int]:
        """Return the sizes of files in bytes; missing files are left out."""

        def size(path: str) -> int | None:
            with storage_errors(self.locate(path)), suppress(FileNotFoundError):
                found: int = self._fresh_system().size(self._path(path))
                return found
            return None

        found = zip(paths, self._each(size, paths), strict=True)
        return {path: size for path, size in found if size is not None}

    def unchanged(self, files: Mapping[str, bytes]) -> set[str]:
        """Return the paths of those files that are stored with exactly this content."""

        def is_kept(path: str) -> bool:
            with storage_errors(self.locate(path)):
                try:
                    info = self._fresh_system().info(self._path(path))
                except FileNotFoundError:
                    return False
            content = files[path]
            if info.get("size") != len(content):
                return False
            # S3's tag is the MD5 of most files; of others, and elsewhere, only the content tells.
            tag = str(info.get("ETag", "")).strip('"')
            is_same = tag == hashlib.md5(content, usedforsecurity=False).hexdigest()
            return is_same or self.read(path) == content

        return {path for path, kept in zip(files, self._each(is_kept, files), strict=True) if kept}

    def names(self, folder: str) -> list[str]:
        """Return the names of the files and folders directly in a folder, in order."""
        return [each for each in self._all_names(folder) if not each.endswith(UNFINISHED)]

    def _all_names(self, folder: str) -> list[str]:
        with storage_errors(self.locate(folder)):
            try:
                found = self._fresh_system().ls(self._path(folder), detail=False, refresh=True)
            except FileNotFoundError:
                return []
        return sorted({each.rstrip("/").rsplit("/", 1)[-1] for each in found})

    def delete(self, paths: Collection[str]) -> None:
        """Delete files, and unfinished ones of the same paths; a missing one is no error."""

        def delete(path: str) -> None:
            with storage_errors(self.locate(path)), suppress(FileNotFoundError):
                self._fresh_system().rm_file(self._path(path))

        self._each(delete, [*paths, *self._unfinished(paths)])

    def _unfinished(self, paths: Collection[str]) -> list[str]:
        if IN_ONE_STEP.intersection(_protocols(self._fresh_system())):
            return []
        wanted = {path.rpartition("/")[2] for path in paths}
        return [
            f"{folder}/{name}" if folder else name
            for folder in {path.rpartition("/")[0] for path in paths}
            for name in self._all_names(folder)
            if name.endswith(UNFINISHED) and name.split(".", 1)[0] in wanted
        ]

    def _path(self, path: str) -> str:
        return f"{self._root.rstrip('/')}/{path}".rstrip("/")

    def _fresh_system(self) -> Any:  # noqa: ANN401 - fsspec has no types
        if self._process != os.getpid():  # a forked child can't use the parent's connections
            system, self._root = _open(self._url)
            self._system, self._process = system, os.getpid()
        return self._system

    def _each(self, call: Callable[[T], R], items: Iterable[T]) -> list[R]:
        items = list(items)
        if len(items) <= 1:
            return [call(each) for each in items]
        with ThreadPoolExecutor(min(WORKERS, len(items)), "vizsla-files") as pool:
            return list(pool.map(call, items))


def is_s3(url: str) -> bool:
    """Return whether a URL is that of an S3-compatible object store."""
    return url.lower().startswith(("s3://", "s3a://"))


def _open(url: str) -> tuple[Any, str]:
    try:
        import fsspec  # noqa: PLC0415 - a local folder needs none of it

        system, root = fsspec.core.url_to_fs(url, use_listings_cache=False)
    except ImportError as error:
        raise _missing(url, error) from error
    except ValueError as error:
        raise OptionError(
            f"VIZSLA_FILES_URL is {url!r}, which names no storage ({error}); name a folder, "
            "or a URL such as s3://bucket/folder"
        ) from error
    return system, str(root)


def _require_s3(url: str) -> None:
    try:
        if find_spec("s3fs") is None:
            raise _missing(url, "No module named 's3fs'")
    except ValueError as error:  # a module that is blocked
        raise _missing(url, error) from error


def _missing(url: str, error: object) -> MissingExtraError:
    install = "'vizsla[s3]'" if is_s3(url) else "fsspec and the module that the message names"
    return MissingExtraError(
        f"the library that reaches {url} is not installed ({error}): pip install {install}; or "
        "leave VIZSLA_FILES_URL empty to keep the files on this computer"
    )


def _protocols(system: Any) -> set[str]:  # noqa: ANN401 - fsspec has no types
    found = system.protocol
    return {found} if isinstance(found, str) else set(found)
