"""Publishes a function that was learned from a folder, under a name."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from vizsla.bundle.manifest import MANIFEST
from vizsla.errors import BundleExistsError, WorkspaceError
from vizsla.functions.function_library import local_functions, shared_functions

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.functions.function_library import FunctionLibrary
    from vizsla.json_value import JSONValue

__all__ = ["LearnedName"]


class LearnedName:
    """A name to publish a function under, in the library to which projects publish theirs.

    Args:
        name: the name.
        replace: whether the name may be published already; then this is its next version.

    Raises:
        BundleExistsError: the name is published, and ``replace`` is false.

    """

    def __init__(self, name: str, *, replace: bool) -> None:
        self._library: FunctionLibrary = shared_functions() or local_functions()
        versions = self._library.versions(name)
        if versions and not replace:
            raise BundleExistsError(
                f"{name!r} is published already, as {name}@{versions[-1]}; choose another name, "
                "or allow its next version (option 'replace')"
            )
        self.name = name
        self.version = max(versions, default=0) + 1

    @staticmethod
    def is_name(save: str | os.PathLike[str]) -> bool:
        """Return whether ``save`` is a name; else it is the path of a folder or a .zip."""
        path = Path(save)
        plain = isinstance(save, str) and path.name == save and path.suffix != ".zip"
        # A function in the working folder, as version 0.1 wrote it, is meant by its path.
        return plain and not os.path.exists(path / MANIFEST)  # noqa: PTH110 - a name may be too long

    def publish(self, write: Callable[[Path], object]) -> Path:
        """Publish a function, whole or not at all, and make it the live version.

        Args:
            write: writes the bundle into a folder that does not exist yet.

        Returns:
            The bundle's folder.

        """
        folder = self._library.staging()
        try:
            write(folder)
            target = self._library.put(self.name, self.version, folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        self._library.make_live(self.name, self.version)
        self._write_down()
        return target

    def _write_down(self) -> None:
        """Write it into the audit log, where there is a workspace: learning alone needs none."""
        from vizsla.workspace import Workspace

        with suppress(WorkspaceError):  # the function is published
            if Workspace.is_there():
                with Workspace.open() as workspace:
                    details: dict[str, JSONValue] = {"version": self.version}
                    workspace.audit.add(None, "publishRun", self.name, details)
