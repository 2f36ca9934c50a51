"""Images to sentences, composed from the outputs of the detector and the classifier."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from vizsla.answer import Alternative, Description
from vizsla.errors import OptionError
from vizsla.functions.base import Function
from vizsla.functions.explanation import Explanation
from vizsla.functions.image_description.box_crop import LEAST_SCORE, MOST_CROPS, box_crop
from vizsla.functions.image_description.detected_things import classes_from, detected_thing
from vizsla.functions.image_description.read_tables import load_tables
from vizsla.functions.image_description.sentence import describe
from vizsla.functions.image_description.tags import tags
from vizsla.modalities.image.resize import Pixels, size_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Self

    from vizsla.bundle import Bundle
    from vizsla.functions.call_options import CallOptions
    from vizsla.functions.image_classification import ImageClassifier
    from vizsla.functions.image_description.detected_things import Classes, DetectedThing
    from vizsla.functions.image_description.tables import Tables
    from vizsla.functions.object_detection import ObjectDetector

__all__ = ["ImageDescriber"]


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
    def open(cls, bundle: Bundle, open_part: Callable[[str], Function[Any, Any]]) -> Self:
        """Open the function of a bundle, with the classifier and the detector that it names."""
        classifier = open_part("image-classification")
        detector = open_part("object-detection")
        return cls(bundle, cast("ImageClassifier", classifier), cast("ObjectDetector", detector))

    @cached_property
    def _tables(self) -> Tables:
        return load_tables()

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
        _ = self._classes

    def close(self) -> None:
        """Release both models."""
        super().close()
        self._classifier.close()
        self._detector.close()

    def _answer(self, value: Pixels, options: CallOptions, threads: int | None) -> Description:
        things = self._detect(value, threads)
        scores = self._classifier.scores(value, threads).tolist()
        sentence = describe(things, scores, self._classes, size_of(value), self._tables)
        threshold = self._threshold(options)
        return Description(
            sentence.text,
            sentence.score,
            sure=sentence.score >= threshold,
            calibrated=self.manifest.calibration is not None,
            alternatives=(Alternative(sentence.text, sentence.score),),
            tags=tags(things, scores, self._classes, self._tables),
        )

    def _detect(self, value: Pixels, threads: int | None) -> list[DetectedThing]:
        """Detect things, and ask the classifier about the best of them."""
        things = []
        for number, box in enumerate(self._detector.boxes(value, LEAST_SCORE, threads)):
            scores = None
            if number < MOST_CROPS and self._tables.thing(box.label).kinds:
                part = box_crop(value, box)
                scores = self._classifier.scores(part, threads, crop=1.0).tolist()
            things.append(detected_thing(box, scores, self._classes, self._tables))
        return things

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
