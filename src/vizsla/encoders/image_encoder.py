"""Image encoders: a convolutional network, whose feature map is summed over its positions.

The graph's output is unsigned 8-bit integers, such as (1, 7, 7, 1280). The embedding is their mean
over the 49 positions, as whole sums and one factor: an embedding is the same in every runtime to
the last bit, and finer than an 8-bit mean.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vizsla.cached_value import cached_property
from vizsla.encoders.base import Encoder, EncoderFiles
from vizsla.encoders.embedding import sum_places
from vizsla.encoders.encoder_steps import EncoderSteps
from vizsla.encoders.image_graph import ImageGraph
from vizsla.errors import BundleDamagedError
from vizsla.modalities.image.image_modality import IMAGE
from vizsla.modalities.image.resize import Pixels, crop_and_resize, crop_box, size_of
from vizsla.runtime import shared_graph

if TYPE_CHECKING:
    from vizsla.bundle import Bundle
    from vizsla.encoders.embedding import Embedding
    from vizsla.runtime import Graph, Output

__all__ = ["ImageEncoder"]


class ImageEncoder(Encoder[Pixels]):
    """An encoder of images by a graph that takes a square image.

    Args:
        graph: the graph.

    """

    modality = "image"
    dtype = "int16"  # sums of 8-bit numbers at 49 or 81 positions are below 2**15

    def __init__(self, graph: ImageGraph) -> None:
        self.name = graph.name
        self.dimension = graph.dimension
        self.crop = graph.input.number("crop", 0.01, 1)
        self._graph = graph

    @classmethod
    def of_bundle(cls, bundle: Bundle) -> ImageEncoder:
        """Open the encoder of a function.

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
                is_strange=bundle.has_strange_graph(),
            )
        )

    @cached_property
    def graph(self) -> Graph:
        """The graph, which runs its self-test before its first run.

        Raises:
            BundleDamagedError: the graph does not take a square image, or has no feature map.

        """
        graph = shared_graph(
            self._graph.sha256,
            self._graph.entry.self_test,
            IMAGE.self_test_input,
            self._graph.read,
            is_strange=self._graph.is_strange,
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
        """The part of an image that the encoder takes, in words."""
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

    def steps(self, value: Pixels) -> EncoderSteps:
        """Return an image's embedding, with the square that the graph takes, and each place."""
        pixels = crop_and_resize(value, self.side, self.crop)
        (output,) = self.graph.run(pixels)
        scale, zero_point = self.graph.input_quantisation
        return EncoderSteps(
            sum_places(output),
            tensor=pixels,
            scale=scale,
            zero_point=zero_point,
            size=size_of(value),
            box=crop_box(*size_of(value), self.crop),
            places=output.values[0].astype(np.float64) - output.zero_point,
        )

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
        for cached in ("graph", "scale"):
            self.__dict__.pop(cached, None)
