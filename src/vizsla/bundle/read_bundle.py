"""Opens a bundle, and checks each of its files before using it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vizsla.atomic import recover
from vizsla.bundle.bundle_files import open_files
from vizsla.bundle.foreign_models import foreign_model
from vizsla.bundle.manifest import MANIFEST
from vizsla.bundle.read_manifest import read_manifest
from vizsla.bundle.shipped_graphs import is_shipped_graph
from vizsla.bundle.taxonomy import Taxonomy, read_taxonomy
from vizsla.errors import BundleDamagedError, FunctionNotFoundError
from vizsla.zip_files import holds_file

if TYPE_CHECKING:
    from pathlib import Path

    from vizsla.bundle.bundle_files import BundleFiles
    from vizsla.bundle.head import Head
    from vizsla.bundle.manifest import Manifest
    from vizsla.bundle.manifest_entries import GraphEntry

__all__ = ["CARD", "HEAD", "TAXONOMY", "TERMS", "WEIGHTS_FILE", "Bundle", "read_bundle"]

HEAD = "head.safetensors"
TAXONOMY = "taxonomy.json"
CARD = "README.md"
TERMS = "terms.safetensors"
WEIGHTS_FILE = "weights.safetensors"


@dataclass(frozen=True)
class Bundle:
    """A function on disk.

    Attributes:
        path: the bundle's folder or .zip.
        manifest: the bundle's manifest.

    """

    path: Path
    manifest: Manifest
    _files: BundleFiles

    def read(self, name: str) -> bytes:
        """Return one of the files that the manifest lists, checked against its hash.

        Raises:
            BundleDamagedError: the file is not listed, is missing, or has another hash.

        """
        entry = self.manifest.files.get(name)
        if entry is None:
            raise BundleDamagedError(
                f"{self.path}: {MANIFEST} does not list {name!r}, which the function needs; "
                "publish it again"
            )
        content = self._files.read_shared(entry.sha256)
        if content is None:
            content = self._files.read(name)
        found = hashlib.sha256(content).hexdigest()
        if len(content) != entry.bytes or found != entry.sha256:
            raise BundleDamagedError(
                f"{self.path}: {name} is not the file that was published ({len(content)} bytes "
                f"with sha256 {found[:12]}, expected {entry.bytes} with {entry.sha256[:12]}); "
                "copy the bundle again"
            )
        return content

    @property
    def graph(self) -> GraphEntry:
        """The manifest's entry for the graph.

        Raises:
            BundleDamagedError: the manifest names no graph.

        """
        if self.manifest.graph is None:
            raise BundleDamagedError(
                f"{self.path}: a function of kind {self.manifest.kind!r} needs a graph, and "
                f"{MANIFEST} names none; publish it again"
            )
        return self.manifest.graph

    def graph_sha256(self) -> str:
        """Return the hash of the graph's file, without reading it."""
        entry = self.manifest.files.get(self.graph.file)
        return entry.sha256 if entry else ""

    def has_strange_graph(self) -> bool:
        """Return whether the graph is none of those that Vizsla ships."""
        return not is_shipped_graph(self.graph_sha256())

    def read_graph(self) -> bytes:
        """Return the graph's file, checked: only a shipped one goes by its hash alone."""
        from vizsla.bundle.graph import check_graph  # noqa: PLC0415 - a text function needs no NumPy

        content = self.read(self.graph.file)
        if self.has_strange_graph():
            check_graph(content, f"{self.path}: {self.graph.file}")
        return content

    def head(self) -> Head:
        """Return the head."""
        from vizsla.bundle.head import read_head  # noqa: PLC0415 - it needs NumPy

        return read_head(self.read(HEAD), f"{self.path}: {HEAD}", len(self.manifest.labels))

    def taxonomy(self) -> Taxonomy | None:
        """Return the kinds above the labels; None where the bundle has none."""
        if TAXONOMY not in self.manifest.files:
            return None
        return read_taxonomy(self.read(TAXONOMY), f"{self.path}: {TAXONOMY}")

    def card(self) -> str:
        """Return the card, a page in Markdown."""
        return self.read(CARD).decode("utf-8", "replace")


def read_bundle(path: Path, shared: Path | None = None) -> Bundle:
    """Open a bundle's folder or .zip.

    Args:
        path: the bundle's folder or .zip.
        shared: a folder with the graphs that bundles share, named by their sha256, or None.

    Raises:
        FunctionNotFoundError: the path is a folder without a manifest, or another tool's model.
        BundleDamagedError: a file can't be read, or the manifest can't be used.
        BundleTooNewError: a later version of Vizsla wrote the bundle.

    """
    recover(path)
    if not holds_file(path, MANIFEST):
        model = foreign_model(path)
        if model is not None:
            raise FunctionNotFoundError(model)
    if path.is_dir() and not (path / MANIFEST).exists():
        raise FunctionNotFoundError(
            f"{path} is a folder without a {MANIFEST}, so it is not a published function; "
            f"make one of a folder of images with: vizsla learn {path} my-function"
        )
    files = open_files(path, shared)
    manifest = read_manifest(files.read(MANIFEST), f"{path}: {MANIFEST}")
    return Bundle(path, manifest, files)
