"""Makes a bundle of a fitted head, and proves that it answers as the trainer does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from vizsla.bundle import Bundle, read_bundle, write_bundle
from vizsla.bundle.files import MemoryFiles
from vizsla.bundle.head import Head, read_head, write_head
from vizsla.bundle.read import CARD, HEAD
from vizsla.bundle.write import listed
from vizsla.errors import BundleError
from vizsla.functions.classify import Classifier
from vizsla.functions.embedding import Embedding
from vizsla.functions.linear import probabilities
from vizsla.publish.card import write_card

if TYPE_CHECKING:
    from vizsla.bundle import Manifest

__all__ = ["pack"]

LIMITS = """\
It answers with one of its labels even where a picture shows none of them; `sure` is then meant \
to be false, because the picture is unlike those that it was shown, but no such test catches all. \
It sees the centre of each picture at 224 by 224 pixels: what is small, or at the edge, it does \
not see. Test it on pictures of your own before you rely on it."""
CLOSE = 1e-6


def pack(
    manifest: Manifest,
    head: Head,
    probe: np.ndarray,
    backbone: Bundle,
    path: Path | None,
    *,
    replace_old: bool = False,
) -> Classifier:
    """Check that the bundle answers as the trainer does, write it, and load it.

    Args:
        manifest: what it says of itself.
        head: the head as it was tested.
        probe: (examples, channels) embeddings to compare on.
        backbone: the shipped bundle whose graph it stands on.
        path: where to; None keeps it in memory.
        replace_old: whether a bundle that is there may go.

    Raises:
        BundleExistsError: something is there that may not be replaced.
        BundleError: the bundle would answer otherwise than what was trained and tested.

    """
    files = {
        backbone.graph.file: backbone.read_graph(),
        HEAD: write_head(head.weights, head.bias, head.centres),
        CARD: write_card(manifest, LIMITS).encode(),
    }
    _gate(files[HEAD], head, probe, len(manifest.labels))
    if path is None:
        held = Bundle(Path(manifest.name), listed(manifest, files), MemoryFiles(files))
        return Classifier(held)
    write_bundle(path, manifest, files, replace_old=replace_old)
    return Classifier(read_bundle(path))


def _gate(stored: bytes, trained: Head, probe: np.ndarray, labels: int) -> None:
    head = read_head(stored, HEAD, labels)
    for values in probe:
        embedding = Embedding(values, 1.0)
        apart = np.abs(probabilities(head, embedding) - probabilities(trained, embedding)).max()
        if apart > CLOSE:
            raise BundleError(
                f"the bundle's scores are up to {apart:.2g} off the trainer's, so it was not "
                "written; this is a bug in Vizsla"
            )
