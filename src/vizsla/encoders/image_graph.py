"""Image encoders: a convolutional network whose feature map is summed over its places.

The graph gives unsigned 8-bit integers, such as (1, 7, 7, 1280). The embedding is their mean over
the 49 places. The whole sums are kept, with one factor: so an embedding is the same in every
runtime to the last bit, and finer than an 8-bit mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from vizsla.encoders.base import Encoder, EncoderFiles
from vizsla.encoders.embedding import Embedding
from vizsla.errors import BundleDamagedError
from vizsla.modalities.image.image_modality import IMAGE
from vizsla.modalities.image.resize import Pixels, crop_and_resize
from vizsla.runtime import shared_graph

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.bundle import Bundle
    from vizsla.bundle.manifest_entries import GraphEntry, InputEntry, Licence
    from vizsla.runtime import Graph, Output

__all__ = ["ImageGraph", "ImageGraphEncoder", "sum_places"]


@dataclass(frozen=True, slots=True)
class ImageGraph:
    """The graph of an image encoder, and what a bundle says of it.

    Attributes:
        name: the encoder's name.
        dimension: the number of channels of the feature map.
        input: the manifest's entry for the input.
        entry: the manifest's entry for the graph.
        sha256: the hash of the graph's file.
        read: returns the file's bytes, checked.
        licences: the licences of the graph.
        where: the place that holds the file, for messages.

    """

    name: str
    dimension: int
    input: InputEntry
    entry: GraphEntry
    sha256: str
    read: Callable[[], bytes]
    licences: tuple[Licence, ...]
    where: str


class ImageGraphEncoder(Encoder[Pixels]):
    """An encoder that is a graph of a square image.

    Args:
        graph: the graph, and what a bundle says of it.

    """

    modality = "image"
    dtype = "int16"  # 49 or 81 places of 8-bit numbers sum up to less than 2**15

    def __init__(self, graph: ImageGraph) -> None:
        self.name = graph.name
        self.dimension = graph.dimension
        self.crop = graph.input.number("crop", 0.01, 1)
        self._graph = graph

    @classmethod
    def of_bundle(cls, bundle: Bundle) -> ImageGraphEncoder:
        """Open the encoder that a function stands on.

        Raises:
            BundleDamagedError: the manifest names no encoder of images.

        """
        manifest = bundle.manifest
        if manifest.encoder is None or manifest.input.modality != cls.modality:
            raise BundleDamagedError(
                f"{bundle.path}: function.json names no encoder of images; publish the function "
                "again"
            )
        return cls(
            ImageGraph(
                name=manifest.encoder.name,
                dimension=manifest.encoder.dimension,
                input=manifest.input,
                entry=bundle.graph,
                sha256=bundle.graph_sha256(),
                read=bundle.read_graph,
                licences=manifest.licences,
                where=str(bundle.path),
            )
        )

    @cached_property
    def graph(self) -> Graph:
        """The graph, which tests itself before its first run.

        Raises:
            BundleDamagedError: it takes no square image, or gives no feature map.

        """
        graph = shared_graph(
            self._graph.sha256,
            self._graph.entry.self_test,
            IMAGE.self_test_input,
            self._graph.read,
        )
        shape, outputs = graph.input_shape, graph.output_shapes
        if len(shape) != 3 or shape[0] != shape[1] or shape[2] != 3:  # noqa: PLR2004 - a square RGB image
            raise BundleDamagedError(
                f"{self._graph.where}: the graph takes an input of shape {shape}, and must take a "
                "square RGB image; publish the function again"
            )
        if len(outputs) != 1 or outputs[0][-1] != self.dimension:
            raise BundleDamagedError(
                f"{self._graph.where}: the graph gives {outputs}, and the encoder {self.name!r} "
                f"must give {self.dimension} channels; publish the function again"
            )
        return graph

    @property
    def key(self) -> str:
        """The key of graph and preprocessing."""
        return f"{self.name} {self._graph.sha256[:16]} crop {self.crop:g}"

    @cached_property
    def scale(self) -> float:
        """The factor that turns the sums into the feature map's mean."""
        return self.embed(np.zeros((8, 8, 3), np.uint8)).scale

    @property
    def side(self) -> int:
        """The side of the square that the graph takes, in pixels."""
        return self.graph.input_shape[0]

    @property
    def limits(self) -> str:
        """The part of an image that the encoder sees, in words."""
        return (
            f"It sees the centre of each image at {self.side} by {self.side} pixels: things that "
            "are small, or at the edge, may be missed."
        )

    def feature_map(
        self, value: Pixels, threads: int | None = None, crop: float | None = None
    ) -> Output:
        """Run the graph on an image.

        Args:
            value: the image.
            threads: the number of the engine's threads; all cores by default.
            crop: the share of the shorter side to keep; by default as the network was trained.

        """
        pixels = crop_and_resize(value, self.side, crop or self.crop)
        return self.graph.run(pixels, threads)[0]

    def embed(self, value: Pixels, threads: int | None = None) -> Embedding:
        """Return an image's embedding."""
        return sum_places(self.feature_map(value, threads))

    def self_test(self) -> None:
        """Load the graph, and check its numbers on the test image."""
        self.graph.self_test()

    def bundle_files(self) -> EncoderFiles:
        """Return the graph, and the manifest's entries for it."""
        return EncoderFiles(
            self._graph.input,
            self._graph.entry,
            {self._graph.entry.file: self._graph.read()},
            self._graph.licences,
        )

    def close(self) -> None:
        """Release the graph."""
        for held in ("graph", "scale"):
            self.__dict__.pop(held, None)


def sum_places(feature_map: Output) -> Embedding:
    """Sum a feature map over its places.

    Args:
        feature_map: (1, rows, columns, channels) 8-bit integers.

    """
    channels = feature_map.values.shape[-1]
    places = feature_map.values.size // channels
    sums = feature_map.values.reshape(places, channels).sum(axis=0, dtype=np.int32)
    sums -= places * feature_map.zero_point
    return Embedding(sums.astype(np.float64), feature_map.scale / places)
