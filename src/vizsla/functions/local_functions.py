"""Stores published functions in a folder of this computer: ``NAME/VERSION``, ``NAME/live``.

``NAME/names/WORD`` holds the number of the version that ``NAME@WORD`` stands for.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from vizsla.atomic import staging_name, write_errors, write_file
from vizsla.errors import BundleError, BundleExistsError
from vizsla.functions.version_words import (
    LIVE,
    NAMES,
    check_version_word,
    is_version_word,
    version_number,
)
from vizsla.home import make_home

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["LocalFunctions", "already_published"]


class LocalFunctions:
    """The functions that were published into a folder; see ``FunctionLibrary``.

    Args:
        folder: the folder, which may not exist yet.

    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def names(self) -> list[str]:
        """Return the names of the functions, in order."""
        if not self._folder.is_dir():
            return []
        return sorted(each.name for each in self._folder.iterdir() if self.versions(each.name))

    def versions(self, name: str) -> list[int]:
        """Return the versions of a function, in ascending order."""
        folder = self._folder / name
        if not folder.is_dir():
            return []
        return sorted(int(each.name) for each in folder.iterdir() if each.name.isdecimal())

    def live(self, name: str) -> int | None:
        """Return the version that ``NAME@live`` stands for, or None."""
        return _number_in(self._folder / name / LIVE)

    def named(self, name: str, word: str) -> int | None:
        """Return the version that ``NAME@WORD`` stands for, or None."""
        return _number_in(self._folder / name / NAMES / word) if is_version_word(word) else None

    def version_names(self, name: str) -> dict[str, int]:
        """Return the versions that have names of their own, by these names, in order."""
        folder = self._folder / name / NAMES
        words = sorted(each.name for each in folder.iterdir()) if folder.is_dir() else []
        found = {each: self.named(name, each) for each in words}
        return {each: version for each, version in found.items() if version is not None}

    def get(self, name: str, version: int) -> Path | None:
        """Return the bundle's folder of a version, or None where there is no such version."""
        folder = self._folder / name / str(version)
        return folder if folder.is_dir() else None

    def staging(self) -> Path:
        """Return a folder that does not exist yet, to write a bundle into before ``put``."""
        with write_errors(self._folder, BundleError):
            make_home(self._folder.parent)
        return staging_name(self._folder)

    def put(self, name: str, version: int, bundle: Path) -> Path:
        """Move a bundle to its place in one step; see ``FunctionLibrary``."""
        target = self._folder / name / str(version)
        with write_errors(target, BundleError):
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.exists():
                raise already_published(name, version)
            bundle.rename(target)
        return target

    def make_live(self, name: str, version: int) -> None:
        """Make a version live, in one step; see ``FunctionLibrary``."""
        target = self._folder / name / LIVE
        with write_errors(target, BundleError):
            write_file(target, b"%d\n" % version)

    def name_version(self, name: str, word: str, version: int | None) -> None:
        """Give a version a name; see ``FunctionLibrary``."""
        check_version_word(word)
        target = self._folder / name / NAMES / word
        with write_errors(target, BundleError):
            if version is None:
                target.unlink(missing_ok=True)
            else:
                target.parent.mkdir(parents=True, exist_ok=True)
                write_file(target, b"%d\n" % version)

    def remove(self, name: str) -> None:
        """Remove all versions of a function."""
        shutil.rmtree(self._folder / name, ignore_errors=True)


def already_published(name: str, version: int) -> BundleExistsError:
    """Return the error for publishing a version a second time."""
    return BundleExistsError(
        f"{name}@{version} is published already, and a published function is never changed; "
        "publish the next version"
    )


def _number_in(file: Path) -> int | None:
    try:
        return version_number(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):  # no such file, or a name or a content that is no Unicode
        return None
