"""Pictures to sentences: composed from what the detector and the classifier see."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from PIL import Image

from vizsla.answer import Alternative, Box, Description
from vizsla.errors import OptionError
from vizsla.functions.base import Function
from vizsla.functions.explanation import Explanation
from vizsla.functions.image_description.sentence import describe
from vizsla.functions.image_description.tables import load_tables
from vizsla.functions.image_description.tags import tags
from vizsla.functions.image_description.things import classes_from, notice
from vizsla.modalities.image.resize import Pixels, size_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Self

    from vizsla.bundle import Bundle
    from vizsla.functions.call_options import CallOptions
    from vizsla.functions.image_classification import ImageClassifier
    from vizsla.functions.image_description.tables import Tables
    from vizsla.functions.image_description.things import Classes, DetectedThing
    from vizsla.functions.object_detection import ObjectDetector

__all__ = ["ImageDescriber"]

# What the detector itself would not report may count once the classifier has looked closely.
LEAST_SCORE = 0.25
MOST_LOOKS = 12  # boxes that the classifier looks at, the best first
MARGIN = 0.1  # of the box, on each side, so that what stands at its edge is not cut


class ImageDescriber(Function[Pixels, Description]):
    """Says in a sentence what a picture shows.

    Args:
        bundle: what it was published as.
        classifier: names the whole value, and what is in each box.
        detector: finds the boxes.

    """

    modality_name = "image"
    answers_in_sentences = True

    def __init__(
        self, bundle: Bundle, classifier: ImageClassifier, detector: ObjectDetector
    ) -> None:
        super().__init__(bundle)
        self._classifier = classifier
        self._detector = detector

    @classmethod
    def open(cls, bundle: Bundle, open_part: Callable[[str], Function[Any, Any]]) -> Self:
        """Make the function of a bundle, with the classifier and the detector that it names."""
        classifier = open_part("image-classification")
        detector = open_part("object-detection")
        return cls(bundle, cast("ImageClassifier", classifier), cast("ObjectDetector", detector))

    @cached_property
    def _tables(self) -> Tables:
        return load_tables()

    @cached_property
    def _classes(self) -> Classes:
        labels = self._classifier.manifest.labels
        above = {label.id: self._classifier.kinds(number) for number, label in enumerate(labels)}
        ids = [label.id or "" for label in labels]
        return classes_from(ids, self._classifier.labels, lambda key: above[key], self._tables)

    def warm_up(self) -> None:
        """Load both models and the tables, and run the self-tests."""
        self._check_open()
        self._classifier.warm_up()
        self._detector.warm_up()
        _ = self._classes

    def close(self) -> None:
        """Release both models."""
        super().close()
        self._classifier.close()
        self._detector.close()

    def _answer(self, value: Pixels, options: CallOptions, threads: int | None) -> Description:
        seen = self._see(value, threads)
        scores = self._classifier.scores(value, threads).tolist()
        sentence = describe(seen, scores, self._classes, size_of(value), self._tables)
        threshold = self._threshold(options)
        return Description(
            sentence.text,
            sentence.score,
            sure=sentence.score >= threshold,
            calibrated=self.manifest.calibration is not None,
            alternatives=(Alternative(sentence.text, sentence.score),),
            tags=tags(seen, scores, self._classes, self._tables),
        )

    def _see(self, value: Pixels, threads: int | None) -> list[DetectedThing]:
        boxes = self._detector.boxes(value, LEAST_SCORE, threads)
        seen = []
        for number, box in enumerate(boxes):
            scores = None
            if number < MOST_LOOKS and self._tables.thing(box.label).kinds:
                part = cut(value, box)
                scores = self._classifier.scores(part, threads, crop=1.0).tolist()
            seen.append(notice(box, scores, self._classes, self._tables))
        return seen

    def _explain(self, value: Pixels, options: CallOptions, label: str | None) -> Explanation:
        """Show the boxes of a tag; of one without boxes, what the classifier goes by."""
        answer = self._answer(value, options, None)
        wanted = label or (answer.tags[0].label if answer.tags else None)
        width, height = size_of(value)
        heat = np.zeros((height, width), np.float32)
        if wanted is None:
            return Explanation(None, heat)
        known = [tag for tag in answer.tags if tag.label == wanted]
        if not known:
            raise OptionError(
                f"label={wanted!r}: is none of this picture's tags; they are "
                f"{', '.join(tag.label for tag in answer.tags) or 'none'}"
            )
        boxes = [tag.box for tag in known if tag.box]
        if not boxes and wanted in self._classifier.labels:
            return self._classifier.explain(np.asarray(value), wanted)
        for box in boxes:
            rows = slice(int(box.y), int(box.y + box.height) + 1)
            columns = slice(int(box.x), int(box.x + box.width) + 1)
            heat[rows, columns] = np.maximum(heat[rows, columns], box.score)
        return Explanation(wanted, heat)


def cut(value: Pixels, box: Box) -> Pixels:
    """Cut a box out, with a margin, as near to a square as the picture allows.

    The side is the longer of the box's, with the margin, rounded down to whole pixels; where the
    square would reach over the picture's edge it is moved inside, and cut where it is too large.
    """
    width, height = size_of(value)
    side = int(max(box.width, box.height) * (1 + 2 * MARGIN)) + 1
    left, across = _span(box.x + box.width / 2, side, width)
    top, down = _span(box.y + box.height / 2, side, height)
    if isinstance(value, Image.Image):
        return value.crop((left, top, left + across, top + down))
    return value[top : top + down, left : left + across]


def _span(middle: float, side: int, whole: int) -> tuple[int, int]:
    length = min(side, whole)
    start = int(max(middle - length / 2, 0))
    return min(start, whole - length), length
