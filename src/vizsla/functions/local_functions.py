"""Stores published functions in a folder of this computer: ``NAME/VERSION``, ``NAME/live``."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from vizsla.atomic import staging_name, write_errors, write_file
from vizsla.errors import BundleError, BundleExistsError
from vizsla.home import make_home

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["LIVE", "LocalFunctions", "already_published", "live_version"]

LIVE = "live"


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
        try:
            text = (self._folder / name / LIVE).read_text(encoding="utf-8")
        except (OSError, ValueError):  # no such file, or a name or a content that is no Unicode
            return None
        return live_version(text)

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

    def remove(self, name: str) -> None:
        """Remove all versions of a function."""
        shutil.rmtree(self._folder / name, ignore_errors=True)


def already_published(name: str, version: int) -> BundleExistsError:
    """Return the error for publishing a version a second time."""
    return BundleExistsError(
        f"{name}@{version} is published already, and a published function is never changed; "
        "publish the next version"
    )


def live_version(text: str) -> int | None:
    """Return the number in a function's file ``live``, or None where it holds none."""
    digits = text.strip()
    return int(digits) if digits.isdecimal() else None
