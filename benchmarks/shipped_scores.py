"""The shipped classifiers' outputs for labelled photographs, and for harder views of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

import photos
import vizsla
from harder_views import harder_views
from unseen_photographs import unseen_photographs
from vizsla.functions.linear_head import LinearHead
from vizsla.functions.presence import cosine_of
from vizsla.modalities.image.load_image import load_image

if TYPE_CHECKING:
    from collections.abc import Iterator

LEAST_KNOWN = 0.5  # of the breeds together: below it dog-breeds answers None
SEEN = "ImageNet's own"  # the network was trained on them
LEAST_SCORE = 1e-300  # added to scores, because 0 has no logarithm


PER_VIEW = ("pictures", "seen", "final", "whole", "cosines")
Judged = tuple[np.ndarray, np.ndarray]  # scores, and whether each answer is right


@dataclass(frozen=True)
class Outputs:
    """The outputs for views of photographs; each attribute has one entry a view.

    Attributes:
        pictures: the photographs' names; views of one share it.
        seen: whether the network was trained on the photograph.
        final: whether it is of the half that no number is chosen on.
        whole: whether the view is the photograph itself.
        cosines: of the embedding and the weights of the likeliest label.
        logits: (views, 1000), at a temperature of 1, up to a constant for each view.
        truth: (views, 1000) bool: the labels that are true of the photograph.

    """

    pictures: np.ndarray
    seen: np.ndarray
    final: np.ndarray
    whole: np.ndarray
    cosines: np.ndarray
    logits: np.ndarray
    truth: np.ndarray

    def of(self, mask: np.ndarray) -> Outputs:
        """Return some of the views."""
        return Outputs(
            *(getattr(self, name)[mask] for name in PER_VIEW),
            self.logits[mask],
            self.truth[mask],
        )


def outputs() -> tuple[Outputs, dict[str, str]]:
    """Compute the outputs of all photographs, and return them with the sources that are missing."""
    function = vizsla.load("classify-image")
    ids = [str(each.id) for each in function.manifest.labels]
    head, temperature = LinearHead(function.head), function.manifest.calibration.temperature
    rows = []
    found, missing = _labelled()
    for name, seen, final, labels, content in found:
        truth = np.array([each in labels for each in ids])
        for number, view in enumerate(harder_views(load_image(content), name)):
            embedding = function.encoder.embed(np.asarray(view))
            logits = np.log(head.probabilities(embedding, temperature) + LEAST_SCORE)
            cosine = cosine_of(function.head, embedding, int(logits.argmax()))
            rows.append((name, seen, final, number == 0, cosine, logits, truth))
    return Outputs(*(np.array(each) for each in zip(*rows, strict=True))), missing


def _labelled() -> tuple[Iterator[tuple[str, bool, bool, frozenset[str], bytes]], dict[str, str]]:
    found, missing = unseen_photographs()
    own = photos.labelled()
    if not own:
        missing[SEEN] = "VIZSLA_TEST_DATA names the folder of the test data"

    def every() -> Iterator[tuple[str, bool, bool, frozenset[str], bytes]]:
        for path, synset in own:
            yield path.name, True, False, frozenset((synset,)), path.read_bytes()
        for each in found:
            name = f"{each.source}/{each.name}"
            yield name, False, each.final, each.labels, each.content

    return every(), missing


def breeds(found: Outputs, temperature: float, rows: np.ndarray) -> Judged:
    """Return the scores of dog-breeds' answers, and whether these are right.

    Args:
        found: the outputs.
        temperature: the temperature.
        rows: the numbers of the breeds among the classifier's labels.

    """
    own = softmax(found.logits, temperature)[:, rows]
    truth = found.truth[:, rows]
    known = own.sum(axis=1)
    is_dog = known >= LEAST_KNOWN
    right = np.where(is_dog, truth[np.arange(len(own)), own.argmax(axis=1)], ~truth.any(axis=1))
    return np.where(is_dog, own.max(axis=1), 1 - known), right


def softmax(logits: np.ndarray, temperature: float) -> np.ndarray:
    """Return the probabilities, (n, labels)."""
    powers = np.exp((logits - logits.max(axis=1, keepdims=True)) / temperature)
    result: np.ndarray = powers / powers.sum(axis=1, keepdims=True)
    return result
