"""The graph of an image encoder, as a bundle or a package describes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.bundle.manifest_entries import GraphEntry, InputEntry, Licence

__all__ = ["ImageGraph"]


@dataclass(frozen=True, slots=True)
class ImageGraph:
    """The graph of an image encoder.

    Attributes:
        name: the encoder's name.
        dimension: the number of channels of the feature map.
        input: the manifest's entry for the input.
        entry: the manifest's entry for the graph.
        sha256: the hash of the graph's file.
        read: returns the file's checked bytes.
        licences: the licences of the graph.
        where: the location of the file, for messages.
        is_strange: whether a bundle brings it, and Vizsla does not ship it.

    """

    name: str
    dimension: int
    input: InputEntry
    entry: GraphEntry
    sha256: str
    read: Callable[[], bytes]
    licences: tuple[Licence, ...]
    where: str
    is_strange: bool
