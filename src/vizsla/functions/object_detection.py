"""Pictures to boxes: what is where."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from vizsla.answer import Alternative, Box, Detection
from vizsla.errors import BundleDamagedError, OptionError
from vizsla.functions.base import Function
from vizsla.functions.decoders.nanodet import decode, fits, heat
from vizsla.functions.explanation import Explanation, spread
from vizsla.functions.open_graph import open_graph
from vizsla.modalities.image.resize import Letterbox, letterbox, size_of

if TYPE_CHECKING:
    from vizsla.functions.base import CallOptions
    from vizsla.modalities.image.load_image import Pixels
    from vizsla.runtime import Graph

__all__ = ["Detector"]

# The grey that the network takes for nothing: its input's zero.
MARGIN = (116, 116, 116)
LEAST = 0.05  # of a box that tells how likely it is that something is there


class Detector(Function[Detection]):
    """Finds things in a picture: what they are, and where."""

    @cached_property
    def _graph(self) -> Graph:
        graph = open_graph(self._bundle)
        if not fits(graph.output_shapes, len(self.labels)):
            raise BundleDamagedError(
                f"{self._bundle.path}: the graph's outputs {graph.output_shapes} are not a "
                f"detector's of {len(self.labels)} labels; publish the function anew"
            )
        return graph

    def warm_up(self) -> None:
        """Load the graph, and run the self-test."""
        self._asked({})
        self._graph.self_test()

    def close(self) -> None:
        """Let go of the graph."""
        super().close()
        self.__dict__.pop("_graph", None)

    def boxes(self, picture: Pixels, threshold: float, threads: int | None) -> tuple[Box, ...]:
        """Return what is found with at least that score, the best first."""
        fitted = self._fit(picture)
        outputs = self._graph.run(fitted.pixels, threads)
        found = decode(outputs, fitted, size_of(picture), threshold)
        return tuple(
            Box(self.labels[each.label], each.score, each.x, each.y, each.width, each.height)
            for each in found
        )

    def _fit(self, picture: Pixels) -> Letterbox:
        return letterbox(picture, self._graph.size[0], MARGIN)

    def _answer(self, picture: Pixels, asked: CallOptions, threads: int | None) -> Detection:
        threshold = self._threshold(asked)
        # Below the threshold too, to say how likely it is that nothing is there.
        every = self.boxes(picture, min(threshold, LEAST), threads)
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
        alternatives = tuple(Alternative(*each) for each in list(best.items())[: asked.top])
        return Detection(
            boxes[0].label,
            boxes[0].score,
            sure=True,
            calibrated=calibrated,
            alternatives=alternatives,
            boxes=boxes,
        )

    def _explain(self, picture: Pixels, asked: CallOptions, label: str | None) -> Explanation:
        wanted = self._answer(picture, asked, None).answer if label is None else label
        width, height = size_of(picture)
        if wanted is None:
            return Explanation(None, np.zeros((height, width), np.float32))
        if wanted not in self.labels:
            raise OptionError(f"label={wanted!r}: {self.name!r} has no such label")
        fitted = self._fit(picture)
        grid = heat(self._graph.run(fitted.pixels), self.labels.index(wanted))
        cell = len(fitted.pixels) // len(grid)
        # Only what is the picture's, without the margin around it.
        seen = grid.repeat(cell, axis=0).repeat(cell, axis=1)
        seen = seen[fitted.dy : len(seen) - fitted.dy, fitted.dx : len(seen) - fitted.dx]
        return Explanation(wanted, spread(seen, (width, height), (0, 0, width, height)))
