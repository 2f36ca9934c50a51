"""Images to boxes: the things in an image, each with its label and its position."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from vizsla.answer import Alternative, Box, Detection
from vizsla.cached_value import cached_property
from vizsla.encoders.open_graph import open_graph
from vizsla.errors import BundleDamagedError, OptionError
from vizsla.functions.base import Function
from vizsla.functions.box_judge import BoxJudge, own_share
from vizsla.functions.decoders.registry import decoder_of
from vizsla.functions.explanation import Explanation
from vizsla.functions.judging_rules import judging_rules
from vizsla.functions.square_crop import square_crop
from vizsla.modalities.image.heat_map import heat_map_from_grid
from vizsla.modalities.image.resize import (
    FittedImage,
    Pixels,
    letterbox,
    size_of,
    stretch_to_square,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Self

    from vizsla.bundle import Bundle
    from vizsla.functions.call_options import CallOptions
    from vizsla.functions.decoders.base import BoxDecoder
    from vizsla.functions.image_classification import ImageClassifier
    from vizsla.runtime import Graph, Output

__all__ = ["ObjectDetector"]

CLASSIFIER = "image-classification"
# How an image gets into the graph's square, by the name in the manifest.
_FITS = {"letterbox": letterbox, "stretch": stretch_to_square}


class ObjectDetector(Function[Pixels, Detection]):
    """Finds the things in an image: their labels and their boxes.

    Args:
        bundle: the function's bundle.
        open_classifier: opens the classifier that judges the boxes; None where the bundle names
            none, or where this function is a part of another one, which judges for itself.

    """

    modality_name = "image"
    finds_boxes = True

    def __init__(
        self, bundle: Bundle, open_classifier: Callable[[], ImageClassifier] | None = None
    ) -> None:
        super().__init__(bundle)
        self._open_classifier = open_classifier

    @classmethod
    def open(cls, bundle: Bundle, open_part: Callable[[str], Function[Any, Any]] | None) -> Self:
        """Open the function of a bundle, with the classifier that it names."""
        if open_part is None or CLASSIFIER not in bundle.manifest.parts:
            return cls(bundle)
        return cls(bundle, lambda: cast("ImageClassifier", open_part(CLASSIFIER)))

    @cached_property
    def _classifier(self) -> ImageClassifier | None:
        # Opened by the first call: its labels are many.
        return self._open_classifier() if self._open_classifier else None

    @cached_property
    def _judge(self) -> BoxJudge | None:
        classifier, lines = self._classifier, self.manifest.box_scores
        if classifier is None or lines is None:
            return None
        above = [classifier.label_kinds.above(n) for n in range(len(classifier.labels))]
        return BoxJudge(judging_rules(), lines, above)

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
        if self._classifier:
            self._classifier.warm_up()
        _ = self._judge

    def close(self) -> None:
        """Release the graph, and the classifier."""
        super().close()
        classifier = self.__dict__.pop("_classifier", None)
        if classifier:
            classifier.close()
        for cached in ("_graph", "_judge"):
            self.__dict__.pop(cached, None)

    def boxes(
        self,
        value: Pixels,
        threshold: float,
        threads: int | None,
        fitted: FittedImage | None = None,
    ) -> tuple[Box, ...]:
        """Return the boxes of an image as the network finds them, the best first.

        Args:
            value: the image.
            threshold: the least score of a box, 0 to 1.
            threads: the number of the engine's threads; None for all cores.
            fitted: the image as ``fit`` returns it, where the caller has it already.

        """
        fitted = fitted or self.fit(value)
        return self._boxes(self._graph.run(fitted.pixels, threads), fitted, value, threshold)

    def _boxes(
        self, outputs: Sequence[Output], fitted: FittedImage, value: Pixels, threshold: float
    ) -> tuple[Box, ...]:
        found = self._decoder.decode(outputs, fitted, size_of(value), threshold)
        labels, lines = self.labels, self.manifest.box_scores
        boxes = []
        for each in found:
            place = (each.x, each.y, each.width, each.height)
            box = Box(labels[each.label], each.score, *place)
            share = own_share(box, lines, judging_rules()) if lines else box.score
            boxes.append(replace(box, sure=self._is_sure(share)))
        return tuple(boxes)

    def _is_sure(self, score: float) -> bool:
        published = self.manifest.threshold.score
        return published is not None and score >= published

    def fit(self, value: Pixels) -> FittedImage:
        """Return an image in the square that the graph takes."""
        fit = _FITS[self.manifest.input.choice("resize", tuple(_FITS))]
        grey = self._decoder.GREY
        return fit(value, self._graph.input_shape[0], (grey, grey, grey))

    def _answer(self, value: Pixels, options: CallOptions, threads: int | None) -> Detection:
        fitted = self.fit(value)
        outputs = self._graph.run(fitted.pixels, threads)
        least = self._threshold(options)
        judge, classifier = self._judge, self._classifier
        if judge is None or classifier is None:
            boxes = self._boxes(outputs, fitted, value, least)
            score = 1 - self._decoder.best_score(outputs)
            is_sure = self.manifest.box_scores is None and self._is_sure(score)
            return self._detection(boxes, (score, is_sure), options)

        def classify(box: Box) -> list[float]:
            part = square_crop(value, box)
            # Not calibrated: the lines were fitted on these.
            scores = classifier.scores(part, threads, crop=1.0, calibrated=False)
            found: list[float] = scores.tolist()
            return found

        lowest = min(least, judging_rules().least_score)
        judged = judge.judge(self._boxes(outputs, fitted, value, lowest), classify)
        shown = tuple(
            replace(box, sure=self._is_sure(box.score)) for box in judged if box.score >= least
        )
        hidden = max((box.score for box in judged if box.score < least), default=0.0)
        return self._detection(shown, judge.nothing(hidden), options)

    def _detection(
        self, boxes: tuple[Box, ...], nothing: tuple[float, bool], options: CallOptions
    ) -> Detection:
        """Return the answer: the best box's label; None where there is no box.

        Args:
            boxes: the best first.
            nothing: the score of the answer None, and whether it is sure.
            options: the options of the call.

        """
        calibrated = self._judge is not None
        if not boxes:
            return Detection(None, *nothing, calibrated)
        best: dict[str, float] = {}
        for each in boxes:
            best.setdefault(each.label, each.score)
        alternatives = tuple(Alternative(*each) for each in list(best.items())[: options.top])
        return Detection(
            boxes[0].label,
            boxes[0].score,
            sure=boxes[0].sure,
            calibrated=calibrated,
            alternatives=alternatives,
            boxes=boxes,
        )

    def _threshold(self, options: CallOptions) -> float:
        """Return the least score of a box."""
        lines = self.manifest.box_scores
        if options.threshold is None and lines is not None:
            return lines.shown
        return super()._threshold(options)

    def _explain(self, value: Pixels, options: CallOptions, label: str | None) -> Explanation:
        wanted = self._answer(value, options, None).answer if label is None else label
        width, height = size_of(value)
        if wanted is None:
            return Explanation(None, np.zeros((height, width), np.float32))
        if wanted not in self.labels:
            raise OptionError(f"label={wanted!r}: {self.name!r} has no such label")
        fitted = self.fit(value)
        outputs = self._graph.run(fitted.pixels)
        grid = self._decoder.score_grid(outputs, self.labels.index(wanted))
        side = len(fitted.pixels)
        # A score for each of the square's pixels, without the margin around the image.
        rows = (fitted.dy + np.arange(fitted.height)) * len(grid) // side
        columns = (fitted.dx + np.arange(fitted.width)) * len(grid) // side
        scores = grid[rows[:, None], columns]
        box = (0, 0, width, height)
        return Explanation(wanted, heat_map_from_grid(scores, (width, height), box))
