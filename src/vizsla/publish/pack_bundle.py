"""Packs a trained head into a bundle: the gate, the card, the files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from vizsla.bundle import Bundle, read_bundle, write_bundle
from vizsla.bundle.bundle_files import MemoryFiles
from vizsla.bundle.head import write_head
from vizsla.bundle.read_bundle import CARD, HEAD, TERMS, WEIGHTS_FILE
from vizsla.bundle.term_table import write_term_table
from vizsla.bundle.weight_table import write_weight_table
from vizsla.bundle.write_bundle import with_files
from vizsla.functions.loading import open_bundle
from vizsla.publish.model_card import NO_NOTES, known_limits, write_card
from vizsla.publish.parity import check_parity
from vizsla.training.feature_sentences import feature_sentences

if TYPE_CHECKING:
    from vizsla.bundle import Manifest
    from vizsla.encoders.base import Encoder
    from vizsla.functions.classifier import Classifier
    from vizsla.publish.card_notes import CardNotes
    from vizsla.publish.parity import ParityExamples
    from vizsla.training.trained_head import TrainedHead

__all__ = ["pack_bundle"]


def pack_bundle(
    manifest: Manifest,
    trained: TrainedHead,
    examples: ParityExamples,
    encoder: Encoder[Any],
    path: Path | None,
    *,
    replace_old: bool = False,
    notes: CardNotes = NO_NOTES,
) -> Classifier[Any]:
    """Make the bundle, check that it answers as the trainer does, write it, and open it.

    Args:
        manifest: the bundle's manifest; the list of files is filled in here.
        trained: the head as it was tested.
        examples: the examples on which bundle and trainer are compared.
        encoder: the encoder of the embeddings that the head takes.
        path: the bundle's folder or .zip; None keeps the bundle in memory.
        replace_old: whether a bundle at ``path`` may be replaced.
        notes: what people wrote on the card.

    Raises:
        BundleExistsError: the path is taken and may not be replaced.
        BundleError: the bundle can't be written, or its answers differ from the trainer's.

    """
    files = {
        **encoder.bundle_files().files,
        **trained.features,
        HEAD: write_head(
            trained.weights,
            trained.bias,
            trained.prototypes,
            trained.prototype_counts,
            trained.usual_distances,
        ),
        CARD: write_card(
            manifest,
            known_limits(manifest, encoder.limits),
            feature_sentences(trained.measured_features),
            notes,
        ).encode(),
    }
    if trained.terms is not None:
        files[TERMS] = write_term_table(trained.terms)
    if trained.weights_by_name is not None:
        files[WEIGHTS_FILE] = write_weight_table(trained.weights_by_name)
    in_memory = Bundle(Path(manifest.name), with_files(manifest, files), MemoryFiles(files))
    function = cast("Classifier[Any]", open_bundle(in_memory))
    # Before anything is written: a wrong bundle is never published.
    check_parity(function, trained, examples)
    if path is None:
        return function
    write_bundle(path, manifest, files, replace_old=replace_old)
    return cast("Classifier[Any]", open_bundle(read_bundle(path)))
