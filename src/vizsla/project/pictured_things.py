"""Finds pictures by words: what the pretrained classifier sees, compared with them by meaning."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from vizsla.bundle.shipped_bundles import shipped_bundle
from vizsla.bundle.taxonomy import read_taxonomy
from vizsla.encoders.registry import encoder_named

if TYPE_CHECKING:
    from vizsla.bundle.head import Head
    from vizsla.encoders.base import Encoder

__all__ = ["SEEING_ENCODER", "things_seen", "word_scores"]

CLASSIFIER = "classify-image"
SEEING_ENCODER = "efficientnet-lite0"  # the classifier's own
SEEN = 8  # labels that count for a picture
UNRELATED = 0.3  # cosines of words that have little to do with each other are below


def things_seen(embeddings: np.ndarray) -> np.ndarray:
    """Return the labels that the classifier sees in pictures, and how surely.

    Args:
        embeddings: (pictures, dimension) float32, of the classifier's own encoder.

    Returns:
        (pictures, 2, 8) float32: the numbers of the likeliest labels, and their probabilities.

    """
    weights, bias = _head()
    outputs = embeddings @ weights.T
    outputs += bias
    outputs -= outputs.max(axis=1, keepdims=True)
    np.exp(outputs, out=outputs)
    outputs /= outputs.sum(axis=1, keepdims=True)
    best = np.argpartition(outputs, -SEEN, axis=1)[:, -SEEN:]
    chances = np.take_along_axis(outputs, best, axis=1)
    return np.stack((best.astype(np.float32), chances), axis=1)


def word_scores(seen: np.ndarray, words: str) -> np.ndarray:
    """Return how well pictures fit words, (pictures,) float64; 0 where nothing does.

    Args:
        seen: what ``things_seen`` returned.
        words: what is looked for, such as ``animals on a meadow``.

    Raises:
        MissingExtraError: the encoder of texts is not installed.

    """
    names, kinds_of = _kinds()
    (wanted,) = _unit(_text_encoder(), [words])
    likeness = np.maximum(names @ wanted - UNRELATED, 0)
    # A label fits as well as the best of itself and the kinds above it: a beagle is a dog.
    of_label = np.array([likeness[kinds].max() for kinds in kinds_of])
    labels, chances = seen[:, 0].astype(int), seen[:, 1]
    # Squared: a little like it, as a boat is like a car, counts for less.
    found: np.ndarray = (of_label[labels] ** 2 * chances).sum(axis=1)
    return found


@cache
def _head() -> tuple[np.ndarray, np.ndarray]:
    head: Head = shipped_bundle(CLASSIFIER).head()
    weights = head.weights.astype(np.float32) * head.scale[:, None].astype(np.float32)
    return weights, head.bias.astype(np.float32)


@cache
def _kinds() -> tuple[np.ndarray, list[list[int]]]:
    """Return the embeddings of all kinds' names, and which of them each label is."""
    bundle = shipped_bundle(CLASSIFIER)
    taxonomy = read_taxonomy(bundle.read("taxonomy.json"), "taxonomy.json")
    above = [taxonomy.path(each.id or "") for each in bundle.manifest.labels]
    names = sorted({name for each in above for name in each})
    number = {name: n for n, name in enumerate(names)}
    return _unit(_text_encoder(), names), [[number[name] for name in each] for each in above]


@cache
def _text_encoder() -> Encoder[Any]:
    return encoder_named(None, "text")


def _unit(encoder: Encoder[Any], texts: list[str]) -> np.ndarray:
    values = np.array([each.values for each in encoder.embed_many(texts)], np.float32)
    lengths = np.sqrt(np.vecdot(values, values))
    found: np.ndarray = values / np.maximum(lengths, 1e-12)[:, None]
    return found
