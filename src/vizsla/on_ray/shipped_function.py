"""A function on its way to workers: the files of its bundle, checked there as anywhere."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vizsla.bundle.bundle_files import MemoryFiles
from vizsla.bundle.manifest import MANIFEST
from vizsla.bundle.read_bundle import Bundle
from vizsla.bundle.read_manifest import read_manifest
from vizsla.bundle.write_bundle import with_files
from vizsla.functions.loading import open_bundle

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.functions.base import Function

__all__ = ["ShippedFunction"]


@dataclass(frozen=True, slots=True)
class ShippedFunction:
    """The files of a function's bundle, with those that it shares with other functions.

    Attributes:
        files: the contents by their names, the manifest included.

    """

    files: Mapping[str, bytes]

    @classmethod
    def of(cls, function: Function[Any, Any]) -> ShippedFunction:
        """Return the files of a function.

        Raises:
            BundleDamagedError: a file is not the one that was published.

        """
        files = {name: function.bundle.read(name) for name in function.manifest.files}
        files |= function.shared_files()
        manifest = with_files(function.manifest, files)
        return cls({MANIFEST: manifest.to_json(), **files})

    @property
    def digest(self) -> str:
        """The sha256 of the files, by their names."""
        digest = hashlib.sha256()
        for name, content in sorted(self.files.items()):
            digest.update(f"{name}\0{hashlib.sha256(content).hexdigest()}\n".encode())
        return digest.hexdigest()

    def open(self) -> Function[Any, Any]:
        """Open the function, and run its self-test.

        Raises:
            BundleError: the bundle can't be used; the error's class says why.
            EngineError: the engine fails the self-test on this machine.

        """
        manifest = read_manifest(self.files[MANIFEST], f"{MANIFEST} (sent)")
        bundle = Bundle(Path(manifest.name), manifest, MemoryFiles(self.files))
        function = open_bundle(bundle)
        function.warm_up()
        return function
