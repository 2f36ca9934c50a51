"""Pictures to boxes: what is where."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from vizsla.answer import Alternative, Box, Detection
from vizsla.errors import OptionError
from vizsla.functions.base import Function
from vizsla.functions.detection import decode, heat
from vizsla.functions.explanation import Explanation, spread
from vizsla.inputs.resize import size_of, stretch
from vizsla.runtime import Graph, shared_graph

if TYPE_CHECKING:
    from vizsla.functions.base import Asked
    from vizsla.inputs.load import Pixels
    from vizsla.runtime import Output

__all__ = ["Detector"]

LEAST = 0.05  # of a box that tells how likely it is that something is there


class Detector(Function[Detection]):
    """Finds things in a picture: what they are, and where."""

    @cached_property
    def _graph(self) -> Graph:
        bundle = self._bundle
        return shared_graph(bundle.graph_sha256(), bundle.graph.self_test, bundle.read_graph)

    def warm_up(self) -> None:
        """Load the graph, and run the self-test."""
        self._asked({})
        self._graph.prove()

    def close(self) -> None:
        """Let go of the graph."""
        super().close()
        self.__dict__.pop("_graph", None)

    def boxes(self, picture: Pixels, threshold: float, threads: int | None) -> tuple[Box, ...]:
        """Return what is found with at least that score, the best first."""
        outputs = self._run(picture, threads)
        found = decode(outputs, *size_of(picture), threshold)
        return tuple(
            Box(self.labels[each.label], each.score, each.x, each.y, each.width, each.height)
            for each in found
        )

    def _run(self, picture: Pixels, threads: int | None) -> tuple[Output, ...]:
        height, width = self._graph.size
        return self._graph.run(stretch(picture, width, height), threads)

    def _answer(self, picture: Pixels, asked: Asked, threads: int | None) -> Detection:
        threshold = self.manifest.threshold.score if asked.threshold is None else asked.threshold
        # Below the threshold too, to say how likely it is that nothing is there.
        every = self.boxes(picture, min(threshold, LEAST), threads)
        boxes = tuple(each for each in every if each.score >= threshold)
        calibrated = self.manifest.calibration is not None
        if not boxes:
            nothing = 1 - max((each.score for each in every), default=0.0)
            sure = nothing >= self.manifest.threshold.score
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

    def _explain(self, picture: Pixels, asked: Asked, label: str | None) -> Explanation:
        wanted = self._answer(picture, asked, None).answer if label is None else label
        width, height = size_of(picture)
        if wanted is None:
            return Explanation(None, np.zeros((height, width), np.float32))
        if wanted not in self.labels:
            raise OptionError(f"label={wanted!r}: {self.name!r} has no such label")
        grid = heat(self._run(picture, None), self.labels.index(wanted))
        return Explanation(wanted, spread(grid, (width, height), (0, 0, width, height)))
