"""Stores published functions that a team shares, with a cache on this computer.

In the storage, ``NAME/VERSION.json`` is the manifest of a version. The manifest names the other
files of its bundle by their sha256; these are in ``.content``, once for all functions.
``NAME/live`` holds the number of the live version, and ``NAME/names/WORD`` that of the version
which ``NAME@WORD`` stands for. In the cache, a bundle's folder is named by
its manifest's sha256.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext, suppress
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from vizsla.atomic import staging_name, write_errors, write_file, write_folder
from vizsla.bundle.manifest import MANIFEST
from vizsla.errors import BundleDamagedError, WorkspaceError
from vizsla.functions.local_functions import already_published
from vizsla.functions.version_words import (
    LIVE,
    NAMES,
    check_version_word,
    is_version_word,
    version_number,
)
from vizsla.vizsla_warning import VizslaWarning

if TYPE_CHECKING:
    from pathlib import Path

    from vizsla.storage import Storage

__all__ = ["SharedFunctions"]

CONTENT = ".content"  # no function's name begins with a dot
WORKERS = 8
Lock: TypeAlias = Callable[[], AbstractContextManager[object]]


class _File(NamedTuple):
    sha256: str
    size: int

    @property
    def path(self) -> str:
        return f"{CONTENT}/{self.sha256[:2]}/{self.sha256}"


class SharedFunctions:
    """The functions that were published into a storage; see ``FunctionLibrary``.

    Args:
        storage: the storage that the team shares.
        cache: a folder of this computer, which may not exist yet.
        lock: returns a context in which nobody else publishes or removes functions.

    """

    def __init__(self, storage: Storage, cache: Path, lock: Lock = nullcontext) -> None:
        self._storage = storage
        self._cache = cache
        self._lock = lock

    def names(self) -> list[str]:
        """Return the names of the functions, in order."""
        names = (each for each in self._storage.names("") if not each.startswith("."))
        return [each for each in names if self.versions(each)]

    def versions(self, name: str) -> list[int]:
        """Return the versions of a function, in ascending order."""
        stems = (each.removesuffix(".json") for each in self._storage.names(name))
        return sorted(int(each) for each in stems if each.isdecimal())

    def live(self, name: str) -> int | None:
        """Return the version that ``NAME@live`` stands for, or None."""
        return self._number_in(f"{name}/{LIVE}")

    def named(self, name: str, word: str) -> int | None:
        """Return the version that ``NAME@WORD`` stands for, or None."""
        return self._number_in(f"{name}/{NAMES}/{word}") if is_version_word(word) else None

    def version_names(self, name: str) -> dict[str, int]:
        """Return the versions that have names of their own, by these names, in order."""
        found = {each: self.named(name, each) for each in self._storage.names(f"{name}/{NAMES}")}
        return {each: version for each, version in found.items() if version is not None}

    def get(self, name: str, version: int) -> Path | None:
        """Return the bundle's folder of a version in the cache, or None; see ``FunctionLibrary``.

        Raises:
            BundleDamagedError: a file of the bundle is missing or was altered.
            WorkspaceError: the storage can't be reached, and the version is not in the cache.

        """
        manifest = self._read(f"{name}/{version}.json")
        if manifest is None:
            return None
        target = self._cache_folder(manifest)
        return target if target.is_dir() else self._fetch(f"{name}@{version}", manifest, target)

    def staging(self) -> Path:
        """Return a folder that does not exist yet, to write a bundle into before ``put``."""
        return staging_name(self._cache)

    def put(self, name: str, version: int, bundle: Path) -> Path:
        """Store a bundle, and move it into the cache; see ``FunctionLibrary``."""
        manifest = (bundle / MANIFEST).read_bytes()
        files = _files(f"{name}@{version}", manifest)
        self._put_missing(files, bundle)  # before the lock: uploading may take long
        with self._lock():
            if self._storage.read(f"{name}/{version}.json") is not None:
                raise already_published(name, version)
            self._put_missing(files, bundle)  # a removed function may have shared some files
            self._storage.write({f"{name}/{version}.json": manifest})
        target = self._cache_folder(manifest)
        if target.is_dir():
            shutil.rmtree(bundle, ignore_errors=True)
        else:
            bundle.rename(target)
        return target

    def make_live(self, name: str, version: int) -> None:
        """Make a version live, in one step; see ``FunctionLibrary``."""
        self._storage.write({f"{name}/{LIVE}": b"%d\n" % version})

    def name_version(self, name: str, word: str, version: int | None) -> None:
        """Give a version a name; see ``FunctionLibrary``."""
        check_version_word(word)
        path = f"{name}/{NAMES}/{word}"
        if version is None:
            self._storage.delete([path])
        else:
            self._storage.write({path: b"%d\n" % version})

    def remove(self, name: str) -> None:
        """Remove all versions of a function, with the files that no other function needs."""
        with self._lock():
            versions = self.versions(name)
            manifests = self._manifests(name, versions)
            own = {file for each in manifests for file in _files(name, each).values()}
            words = [f"{NAMES}/{each}" for each in self._storage.names(f"{name}/{NAMES}")]
            files = [LIVE, *words, *(f"{each}.json" for each in versions)]
            self._storage.delete([f"{name}/{each}" for each in files])
            needed = {
                file
                for other in self.names()
                for each in self._manifests(other, self.versions(other))
                for file in _files(other, each).values()
            }
            self._storage.delete([each.path for each in own - needed])
        for each in manifests:
            shutil.rmtree(self._cache_folder(each), ignore_errors=True)
        shutil.rmtree(self._cache / "last" / name, ignore_errors=True)

    def _manifests(self, name: str, versions: list[int]) -> list[bytes]:
        found = (self._storage.read(f"{name}/{each}.json") for each in versions)
        return [each for each in found if each is not None]

    def _put_missing(self, files: dict[str, _File], bundle: Path) -> None:
        sizes = self._storage.sizes([each.path for each in files.values()])
        missing = {name: each for name, each in files.items() if sizes.get(each.path) != each.size}
        self._storage.write(
            {each.path: (bundle / name).read_bytes() for name, each in missing.items()}
        )

    def _cache_folder(self, manifest: bytes) -> Path:
        return self._cache / hashlib.sha256(manifest).hexdigest()[:32]

    def _fetch(self, title: str, manifest: bytes, target: Path) -> Path:
        """Download a bundle into the cache, whole or not at all."""
        files = _files(title, manifest)
        with ThreadPoolExecutor(WORKERS, "vizsla-fetch") as pool:
            contents = list(pool.map(self._storage.read, (each.path for each in files.values())))
        checked = {MANIFEST: manifest}
        for (name, file), content in zip(files.items(), contents, strict=True):
            if content is None or hashlib.sha256(content).hexdigest() != file.sha256:
                state = "is missing" if content is None else "was altered"
                raise BundleDamagedError(
                    f"{self._storage.locate(file.path)}, the file {name!r} of {title}, {state}; "
                    "publish it again"
                )
            checked[name] = content
        with write_errors(target, WorkspaceError):
            write_folder(target, checked)
        return target

    def _number_in(self, path: str) -> int | None:
        return version_number((self._read(path) or b"").decode("utf-8", "replace"))

    def _read(self, path: str) -> bytes | None:
        """Read a small file; where the storage can't be reached, return its last known content."""
        known = self._cache / "last" / path
        try:
            content = self._storage.read(path)
        except WorkspaceError as error:
            if not known.is_file():
                raise
            warnings.warn(f"{error}; the last known version is used", VizslaWarning, stacklevel=4)
            return known.read_bytes()
        if content is not None and (not known.is_file() or known.read_bytes() != content):
            with suppress(OSError):  # the cache is optional
                known.parent.mkdir(parents=True, exist_ok=True)
                write_file(known, content)
        return content


def _files(title: str, manifest: bytes) -> dict[str, _File]:
    """Return the files that a manifest names, by their names within the bundle."""
    try:
        found = {
            str(name): _File(str(each["sha256"]), int(each["bytes"]))
            for name, each in json.loads(manifest)["files"].items()
        }
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise BundleDamagedError(
            f"the manifest of {title} can't be read ({error!r}); publish it again"
        ) from error
    for name in found:
        if name in {"", ".", "..", MANIFEST} or "/" in name or "\\" in name:
            raise BundleDamagedError(
                f"the manifest of {title} names a file {name!r}, which can't be a bundle's; "
                "publish it again"
            )
    return found
