"""Finds pictures by words: what the pretrained classifier sees, compared with them by meaning."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from vizsla.bundle.shipped_bundles import shipped_bundle
from vizsla.bundle.taxonomy import read_taxonomy
from vizsla.encoders.registry import encoder_named
from vizsla.workspace.mapped_arrays import map_arrays, write_arrays

if TYPE_CHECKING:
    from pathlib import Path

    from vizsla.bundle.head import Head
    from vizsla.encoders.base import Encoder

__all__ = ["SEEING_ENCODER", "SEEN", "keep_names", "seeing_key", "things_seen", "word_scores"]

CLASSIFIER = "classify-image"
SEEING_ENCODER = "efficientnet-lite0"  # the classifier's own
SEEN = 8  # labels that count for a picture
NAMES = "names.arrays"
UNRELATED = 0.3  # cosines of words that have little to do with each other are below


def things_seen(embeddings: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the labels that the classifier sees in pictures, and how surely.

    Args:
        embeddings: (pictures, dimension) float32, of the classifier's own encoder.

    Returns:
        The numbers of the likeliest labels, (pictures, 8) uint16, and their probabilities,
        (pictures, 8) float32.

    """
    weights, bias = _head()
    if not len(embeddings):
        return np.zeros((0, SEEN), np.uint16), np.zeros((0, SEEN), np.float32)
    outputs = embeddings @ weights.T
    outputs += bias
    outputs -= outputs.max(axis=1, keepdims=True)
    np.exp(outputs, out=outputs)
    outputs /= outputs.sum(axis=1, keepdims=True)
    best = np.argpartition(outputs, -SEEN, axis=1)[:, -SEEN:]
    chances = np.take_along_axis(outputs, best, axis=1)
    return best.astype(np.uint16), chances


def word_scores(labels: np.ndarray, chances: np.ndarray, words: str, folder: Path) -> np.ndarray:
    """Return how well pictures fit words, (pictures,) float64; 0 where nothing does.

    Args:
        labels: the labels that ``things_seen`` returned.
        chances: their probabilities.
        words: what is looked for, such as ``animals on a meadow``.
        folder: the folder in which the embeddings of the labels' names are kept.

    Raises:
        MissingExtraError: the encoder of texts is not installed.

    """
    names, kinds_of = _kinds(folder)
    (wanted,) = _unit(_text_encoder(), [words])
    likeness = np.maximum(names @ wanted - UNRELATED, 0)
    # A label fits as well as the best of itself and the kinds above it: a beagle is a dog.
    of_label = np.array([likeness[kinds].max() for kinds in kinds_of])
    # Squared: a little like it, as a boat is like a car, counts for less.
    found: np.ndarray = (of_label[labels] ** 2 * chances).sum(axis=1)
    return found


@cache
def seeing_key() -> str:
    """Return the key of the classifier: another one sees other things."""
    weights, bias = _head()
    return hashlib.sha256(weights.tobytes() + bias.tobytes()).hexdigest()


@cache
def _head() -> tuple[np.ndarray, np.ndarray]:
    head: Head = shipped_bundle(CLASSIFIER).head()
    weights = head.weights.astype(np.float32) * head.scale[:, None].astype(np.float32)
    return weights, head.bias.astype(np.float32)


def keep_names(folder: Path) -> None:
    """Embed the names of all that can be seen, where that was not done yet: it takes seconds.

    Args:
        folder: the folder in which they are kept.

    Raises:
        MissingExtraError: the encoder of texts is not installed.

    """
    _kinds(folder)


@cache
def _kinds(folder: Path) -> tuple[np.ndarray, list[list[int]]]:
    """Return the embeddings of all kinds' names, and which of them each label is."""
    bundle = shipped_bundle(CLASSIFIER)
    taxonomy = read_taxonomy(bundle.read("taxonomy.json"), "taxonomy.json")
    above = [taxonomy.path(each.id or "") for each in bundle.manifest.labels]
    names = sorted({name for each in above for name in each})
    number = {name: n for n, name in enumerate(names)}
    return _named(names, folder), [[number[name] for name in each] for each in above]


def _named(names: list[str], folder: Path) -> np.ndarray:
    """Return the embeddings of names, and keep them: they are the same for all projects."""
    of = "\n".join((_text_encoder().key, *names))
    about = {"of": hashlib.sha256(of.encode()).hexdigest()}
    kept = map_arrays(folder / NAMES)
    if kept is not None and kept[0] == about:
        return kept[1]["names"]
    found = _embedded(tuple(names))
    with suppress(OSError):  # they can be made again
        folder.mkdir(0o700, parents=True, exist_ok=True)
        write_arrays(folder / NAMES, about, {"names": found})
    return found


@cache
def _embedded(names: tuple[str, ...]) -> np.ndarray:
    return _unit(_text_encoder(), list(names))


@cache
def _text_encoder() -> Encoder[Any]:
    return encoder_named(None, "text")


def _unit(encoder: Encoder[Any], texts: list[str]) -> np.ndarray:
    values = np.array([each.values for each in encoder.embed_many(texts)], np.float32)
    lengths = np.sqrt(np.vecdot(values, values))
    found: np.ndarray = values / np.maximum(lengths, 1e-12)[:, None]
    return found
