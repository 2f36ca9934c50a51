"""Images to boxes: the things in an image, each with its label and its position."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from vizsla.answer import Alternative, Box, Detection
from vizsla.encoders.open_graph import open_graph
from vizsla.errors import BundleDamagedError, OptionError
from vizsla.functions.base import Function
from vizsla.functions.decoders.registry import decoder_of
from vizsla.functions.explanation import Explanation
from vizsla.modalities.image.heat_map import heat_map_from_grid
from vizsla.modalities.image.resize import Letterbox, Pixels, letterbox, size_of

if TYPE_CHECKING:
    from vizsla.functions.call_options import CallOptions
    from vizsla.functions.decoders.base import BoxDecoder
    from vizsla.runtime import Graph

__all__ = ["ObjectDetector"]

# The grey of the margin around an image: the zero of the network's input.
MARGIN = (116, 116, 116)
LEAST = 0.05  # the least score of a box that counts against the answer None


class ObjectDetector(Function[Pixels, Detection]):
    """Finds the things in an image: their labels and their boxes."""

    modality_name = "image"
    finds_boxes = True

    @cached_property
    def _decoder(self) -> BoxDecoder:
        return decoder_of(self._bundle)

    @cached_property
    def _graph(self) -> Graph:
        graph = open_graph(self._bundle, self.modality)
        if not self._decoder.fits(graph.output_shapes, len(self.labels)):
            raise BundleDamagedError(
                f"{self._bundle.path}: the graph's outputs {graph.output_shapes} are not a "
                f"detector's of {len(self.labels)} labels; publish the function again"
            )
        return graph

    def warm_up(self) -> None:
        """Load the graph, and run the self-test."""
        self._check_open()
        self._graph.self_test()

    def close(self) -> None:
        """Release the graph."""
        super().close()
        self.__dict__.pop("_graph", None)

    def boxes(self, value: Pixels, threshold: float, threads: int | None) -> tuple[Box, ...]:
        """Return the boxes of an image, the best first.

        Args:
            value: the image.
            threshold: the least score of a box, 0 to 1.
            threads: the number of the engine's threads; None for all cores.

        """
        fitted = self._fit(value)
        outputs = self._graph.run(fitted.pixels, threads)
        found = self._decoder.decode(outputs, fitted, size_of(value), threshold)
        return tuple(
            Box(self.labels[each.label], each.score, each.x, each.y, each.width, each.height)
            for each in found
        )

    def _fit(self, value: Pixels) -> Letterbox:
        return letterbox(value, self._graph.input_shape[0], MARGIN)

    def _answer(self, value: Pixels, options: CallOptions, threads: int | None) -> Detection:
        threshold = self._threshold(options)
        # Boxes below the threshold count too, for the score of the answer None.
        every = self.boxes(value, min(threshold, LEAST), threads)
        boxes = tuple(each for each in every if each.score >= threshold)
        calibrated = self.manifest.calibration is not None
        if not boxes:
            nothing = 1 - max((each.score for each in every), default=0.0)
            published = self.manifest.threshold.score
            sure = published is not None and nothing >= published
            return Detection(None, nothing, sure, calibrated)
        best: dict[str, float] = {}
        for each in boxes:
            best.setdefault(each.label, each.score)
        alternatives = tuple(Alternative(*each) for each in list(best.items())[: options.top])
        return Detection(
            boxes[0].label,
            boxes[0].score,
            sure=True,
            calibrated=calibrated,
            alternatives=alternatives,
            boxes=boxes,
        )

    def _explain(self, value: Pixels, options: CallOptions, label: str | None) -> Explanation:
        wanted = self._answer(value, options, None).answer if label is None else label
        width, height = size_of(value)
        if wanted is None:
            return Explanation(None, np.zeros((height, width), np.float32))
        if wanted not in self.labels:
            raise OptionError(f"label={wanted!r}: {self.name!r} has no such label")
        fitted = self._fit(value)
        outputs = self._graph.run(fitted.pixels)
        grid = self._decoder.score_grid(outputs, self.labels.index(wanted))
        cell = len(fitted.pixels) // len(grid)
        # The square without the margin around the image.
        scores = grid.repeat(cell, axis=0).repeat(cell, axis=1)
        scores = scores[fitted.dy : len(scores) - fitted.dy, fitted.dx : len(scores) - fitted.dx]
        box = (0, 0, width, height)
        return Explanation(wanted, heat_map_from_grid(scores, (width, height), box))
