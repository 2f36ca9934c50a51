"""Images to sentences, composed from the outputs of the detector and the classifier."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from vizsla.answer import Alternative, Description
from vizsla.bundle.read_bundle import HEAD
from vizsla.cached_value import cached_property
from vizsla.errors import BundleDamagedError, OptionError
from vizsla.functions.base import Function
from vizsla.functions.explanation import Explanation
from vizsla.functions.image_description.box_choice import asked_boxes
from vizsla.functions.image_description.classes import classes_from
from vizsla.functions.image_description.detected_things import detected_thing
from vizsla.functions.image_description.read_tables import load_tables
from vizsla.functions.image_description.sentence import describe
from vizsla.functions.image_description.tags import tags
from vizsla.functions.linear_head import LinearHead
from vizsla.functions.square_crop import square_crop
from vizsla.modalities.image.resize import Pixels, crop_and_resize, size_of
from vizsla.prefetch import ahead

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Self

    from vizsla.answer import Box
    from vizsla.bundle import Bundle
    from vizsla.encoders.embedding import Embedding
    from vizsla.functions.call_options import CallOptions
    from vizsla.functions.image_classification import ImageClassifier
    from vizsla.functions.image_description.classes import Classes
    from vizsla.functions.image_description.detected_things import DetectedThing
    from vizsla.functions.image_description.tables import Tables
    from vizsla.functions.object_detection import ObjectDetector

__all__ = ["LEAST_SCORE", "ImageDescriber"]

# A box that the detector would not report by itself counts if the classifier confirms it.
LEAST_SCORE = 0.25


class ImageDescriber(Function[Pixels, Description]):
    """Describes an image in a sentence.

    Args:
        bundle: the function's bundle.
        classifier: names the whole image, and the thing in each box.
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
    def open(cls, bundle: Bundle, open_part: Callable[[str], Function[Any, Any]] | None) -> Self:
        """Open the function of a bundle, with the classifier and the detector that it names."""
        if open_part is None:
            raise BundleDamagedError(f"{bundle.path}: a description can't be a part of a function")
        classifier = open_part("image-classification")
        detector = open_part("object-detection")
        return cls(bundle, cast("ImageClassifier", classifier), cast("ObjectDetector", detector))

    @cached_property
    def _tables(self) -> Tables:
        return load_tables()

    @cached_property
    def _head(self) -> LinearHead | None:
        if HEAD not in self.manifest.files:  # a bundle of an earlier version
            return None
        head, kinds = self._bundle.head(), len(self._tables.pictures)
        if head.weights.shape != (kinds, self._classifier.encoder.dimension):
            raise BundleDamagedError(
                f"{self._bundle.path}: {HEAD} has the shape {head.weights.shape}, and the tables "
                f"of descriptions know {kinds} kinds of pictures; copy the bundle again"
            )
        return LinearHead(head)

    @cached_property
    def _classes(self) -> Classes:
        labels = self._classifier.manifest.labels
        above = {
            label.id: self._classifier.label_kinds.above(number)
            for number, label in enumerate(labels)
        }
        ids = [label.id or "" for label in labels]
        return classes_from(ids, self._classifier.labels, lambda key: above[key], self._tables)

    def warm_up(self) -> None:
        """Load both models and the tables, and run the self-tests."""
        self._check_open()
        self._classifier.warm_up()
        self._detector.warm_up()
        _ = self._classes, self._head

    def close(self) -> None:
        """Release both models."""
        super().close()
        self._classifier.close()
        self._detector.close()

    def _answer(self, value: Pixels, options: CallOptions, threads: int | None) -> Description:
        fitted = ahead(lambda: self._detector.fit(value), free=threads is None)
        embedding = self._classifier.encoder.embed(value, threads)
        scores = self._classifier.scores_of(embedding, calibrated=False).tolist()
        pictures = self._picture_scores(embedding)
        boxes = self._detector.boxes(value, LEAST_SCORE, threads, fitted())
        things = self._things(boxes, value, scores, threads)
        size, classes = size_of(value), self._classes
        sentence = describe(things, scores, classes, size, self._tables, pictures)
        threshold = self._threshold(options)
        return Description(
            sentence.text,
            sentence.score,
            sure=sentence.score >= threshold,
            calibrated=self.manifest.calibration is not None,
            alternatives=(Alternative(sentence.text, sentence.score),),
            tags=tags(things, scores, self._classes, self._tables),
        )

    def _picture_scores(self, embedding: Embedding) -> list[float] | None:
        """Return the chance of each kind of picture by itself; None without a head."""
        if self._head is None:
            return None
        scores: list[float] = (1.0 / (1.0 + np.exp(-self._head.logits(embedding)))).tolist()
        return scores

    def _things(
        self, boxes: Sequence[Box], value: Pixels, whole: list[float], threads: int | None
    ) -> list[DetectedThing]:
        """Ask the classifier about the boxes that its answer may change."""
        size, classes, tables = size_of(value), self._classes, self._tables
        asked = sorted(asked_boxes(boxes, whole, size, classes, tables))
        # While the graph runs on one part, the next ones are resized.
        parts = {
            number: ahead(
                partial(self._part, value, boxes[number]),
                free=threads is None and number != asked[0],
            )
            for number in asked
        }
        things = []
        for number, box in enumerate(boxes):
            scores = None
            if number in parts:
                part = parts[number]()
                scores = self._classifier.scores(part, threads, crop=1.0, calibrated=False).tolist()
            things.append(detected_thing(box, scores, whole, size, classes, tables))
        return things

    def _part(self, value: Pixels, box: Box) -> Pixels:
        """Return the part of an image around a box, in the square that the classifier takes."""
        return crop_and_resize(square_crop(value, box), self._classifier.encoder.side, 1.0)

    def _explain(self, value: Pixels, options: CallOptions, label: str | None) -> Explanation:
        """Show the boxes of a tag; of a tag without boxes, the classifier's heat map."""
        answer = self._answer(value, options, None)
        wanted = label or (answer.tags[0].label if answer.tags else None)
        width, height = size_of(value)
        heat = np.zeros((height, width), np.float32)
        if wanted is None:
            return Explanation(None, heat)
        known = [tag for tag in answer.tags if tag.label == wanted]
        if not known:
            raise OptionError(
                f"label={wanted!r} is none of this image's tags; they are "
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
