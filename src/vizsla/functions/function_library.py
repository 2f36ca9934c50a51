"""The protocol of a library of published functions: the workspace's own, or a team's shared one."""

from __future__ import annotations

import hashlib
import os
from contextlib import nullcontext, suppress
from typing import TYPE_CHECKING, Protocol

from vizsla.functions.local_functions import LocalFunctions
from vizsla.home import home as default_home
from vizsla.home import make_home

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from vizsla.functions.shared_functions import SharedFunctions

__all__ = ["FunctionLibrary", "local_functions", "shared_functions"]

FILES_URL = "VIZSLA_FILES_URL"


class FunctionLibrary(Protocol):
    """Published functions, by name and version.

    A version never changes. Any method may raise a WorkspaceError where the library can't be read
    or written.
    """

    def names(self) -> list[str]:
        """Return the names of the functions, in order."""

    def versions(self, name: str) -> list[int]:
        """Return the versions of a function, in ascending order."""

    def live(self, name: str) -> int | None:
        """Return the version that ``NAME@live`` stands for, or None."""

    def named(self, name: str, word: str) -> int | None:
        """Return the version that ``NAME@WORD`` stands for, or None."""

    def version_names(self, name: str) -> dict[str, int]:
        """Return the versions that have names of their own, by these names, in order."""

    def get(self, name: str, version: int) -> Path | None:
        """Return the bundle's folder of a version on this computer; None for an unknown version.

        A shared version is first downloaded into the cache.
        """

    def staging(self) -> Path:
        """Return a folder that does not exist yet, to write a bundle into before ``put``."""

    def put(self, name: str, version: int, bundle: Path) -> Path:
        """Publish a bundle, whole or not at all; return its folder on this computer.

        Args:
            name: the function's name.
            version: the number of the version, from 1.
            bundle: a folder that ``staging`` returned; the folder is moved away.

        Raises:
            BundleExistsError: the version is published already.
            BundleError: the bundle can't be written.

        """

    def make_live(self, name: str, version: int) -> None:
        """Make a version live, in one step: ``NAME@live`` then opens it."""

    def name_version(self, name: str, word: str, version: int | None) -> None:
        """Give a version a name, in one step: ``NAME@WORD`` opens it; None takes the name away.

        Raises:
            OptionError: the word can't be a version's name.

        """

    def remove(self, name: str) -> None:
        """Remove all versions of a function."""


def local_functions(home: Path | None = None) -> LocalFunctions:
    """Return the library in the workspace's folder.

    Args:
        home: the workspace's folder, by default ``VIZSLA_HOME``.

    """
    return LocalFunctions((home or default_home()) / "functions")


def shared_functions(
    home: Path | None = None, lock: Callable[[], AbstractContextManager[object]] = nullcontext
) -> SharedFunctions | None:
    """Return the library that a team shares at ``VIZSLA_FILES_URL``; None where that is not set.

    Args:
        home: the workspace's folder, which has the cache; by default ``VIZSLA_HOME``.
        lock: returns a context in which nobody else publishes or removes functions.

    Raises:
        OptionError: the URL names no storage.
        MissingExtraError: the library that reaches it is not installed.

    """
    url = os.environ.get(FILES_URL)
    if not url:
        return None
    from vizsla.functions.shared_functions import SharedFunctions  # noqa: PLC0415 - rarely needed
    from vizsla.storage import open_storage  # noqa: PLC0415

    place = f"{url.rstrip('/')}/functions"
    key = hashlib.sha256(place.encode()).hexdigest()[:16]
    folder = home or default_home()
    with suppress(OSError):  # the cache is optional
        make_home(folder)
    cache = folder / "cache" / "functions" / key
    return SharedFunctions(open_storage(place), cache, lock)
