"""Makes a bundle of a fitted head, and proves that it answers as the trainer does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from vizsla.bundle import Bundle, read_bundle, write_bundle
from vizsla.bundle.bundle_files import MemoryFiles
from vizsla.bundle.head import write_head
from vizsla.bundle.read_bundle import CARD, HEAD
from vizsla.bundle.write_bundle import listed
from vizsla.encoders.embedding import Embedding
from vizsla.errors import BundleError
from vizsla.functions.image_classification import Classifier
from vizsla.publish.model_card import write_card
from vizsla.training.decision import decide
from vizsla.training.softmax_regression import log_probabilities

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.answer import Answer
    from vizsla.bundle import Manifest
    from vizsla.training.train import Trained

__all__ = ["Probe", "pack"]

ALWAYS = """\
It answers with one of its labels even where a picture shows none of them; `sure` is then meant \
to be false, because the picture is unlike those that it was shown, but no such test catches all."""
KNOWS_NONE = """\
It was shown what it should not find, and answers None for what is like that; something else again \
may still get a label. `sure` is then meant to be false, but no such test catches all."""
LIMITS = """\
It sees the centre of each picture at 224 by 224 pixels: what is small, or at the edge, it does \
not see. Test it on pictures of your own before you rely on it."""
CLOSE = 1e-6


def pack(
    manifest: Manifest,
    trained: Trained,
    probe: Probe,
    backbone: Bundle,
    path: Path | None,
    *,
    replace_old: bool = False,
) -> Classifier:
    """Write the bundle, load it, and check that it answers as the trainer does.

    Args:
        manifest: what it says of itself.
        trained: the head as it was tested.
        probe: what to compare on.
        backbone: the shipped bundle whose graph it stands on.
        path: where to; None keeps it in memory.
        replace_old: whether a bundle that is there may go.

    Raises:
        BundleExistsError: something is there that may not be replaced.
        BundleError: the bundle would answer otherwise than what was trained and tested.

    """
    files = {
        backbone.graph.file: backbone.read_graph(),
        HEAD: write_head(trained.weights, trained.bias, trained.prototypes),
        CARD: write_card(manifest, _limits(manifest)).encode(),
    }
    held = Bundle(Path(manifest.name), listed(manifest, files), MemoryFiles(files))
    # Before it is written: what is published is never found wrong afterwards.
    function = Classifier(held)
    _gate(function, trained, probe)
    if path is None:
        return function
    write_bundle(path, manifest, files, replace_old=replace_old)
    return Classifier(read_bundle(path))


def _limits(manifest: Manifest) -> str:
    return f"{KNOWS_NONE if manifest.least_known else ALWAYS} {LIMITS}"


@dataclass(frozen=True, slots=True, eq=False)
class Probe:
    """Examples to compare the published function with the trainer on.

    Attributes:
        sums: (examples, channels) whole-number sums of the embeddings.
        factor: what makes them the embeddings.
        pictures: some of the files themselves, by the example's number.

    """

    sums: np.ndarray
    factor: float
    pictures: Mapping[int, bytes]


def _gate(function: Classifier, trained: Trained, probe: Probe) -> None:
    labels = len(trained.labels)
    embeddings = probe.sums.astype(np.float64) * probe.factor
    values = embeddings @ trained.weights.astype(np.float64).T + trained.bias
    rows, scores = decide(np.exp(log_probabilities(values)), labels)
    expected = [
        (trained.labels[row] if row < labels else None, score)
        for row, score in zip(rows.tolist(), scores.tolist(), strict=True)
    ]
    for number, sums in enumerate(probe.sums):
        answer = function.answer_embedding(Embedding(sums.astype(np.float64), probe.factor))
        _compare(answer, *expected[number])
    for number, picture in probe.pictures.items():
        _compare(function(picture), *expected[number])


def _compare(answer: Answer, label: str | None, score: float) -> None:
    apart = abs(answer.score - score)
    # Two labels may be as likely as each other; then either is the answer.
    if apart > CLOSE or (answer.answer != label and not _as_likely(answer, label, score)):
        raise BundleError(
            f"the bundle answers {answer.answer!r} with {answer.score:.8f} where the trainer "
            f"answered {label!r} with {score:.8f}, so it was not published; this is a bug in "
            "Vizsla"
        )


def _as_likely(answer: Answer, label: str | None, score: float) -> bool:
    return any(
        each.answer == label and abs(each.score - score) <= CLOSE for each in answer.alternatives
    )
