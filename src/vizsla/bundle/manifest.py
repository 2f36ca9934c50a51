"""``function.json``, a bundle's manifest; ``contract/manifest.schema.json`` describes it too.

To change the format: raise FORMAT, add the step from the number before to ``old_formats.py``, add a
bundle of the old number to ``contract/golden``, and describe the change in the changelog.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from vizsla.bundle.manifest_digest import UNSEALED, seal

if TYPE_CHECKING:
    from vizsla.bundle.manifest_entries import (
        AccuracyEntry,
        BoxScores,
        Calibration,
        DecoderEntry,
        EncoderEntry,
        FeatureEntry,
        FileEntry,
        GraphEntry,
        InputEntry,
        Label,
        Licence,
        Novelty,
        Threshold,
    )

__all__ = ["FORMAT", "MANIFEST", "Manifest"]

MANIFEST = "function.json"
FORMAT = 3
PROMISES = ("threshold", "likely")


@dataclass(frozen=True, slots=True)
class Manifest:
    """The fields of ``function.json``.

    Attributes:
        kind: the kind of function, such as ``image-classification``: a row of the registry.
        name: the function's name.
        description: the function's purpose, in a sentence.
        version: the number of the publication under this name, from 1.
        labels: the possible answers; of a classifier in the order of the head's first rows, of a
            detector in the order of the graph's classes. The head's rows beyond the labels stand
            for known inputs that have none of the labels.
        input: the modality, and its settings.
        graph: None for a function without a graph of its own.
        encoder: None for a function that takes no embedding.
        features: what the function looks at besides the embedding, in order.
        decoder: None for a function that finds no boxes.
        parts: the names of the functions that it is made of, by kind.
        least_known: the least sum of the labels' scores; below it the answer is None. 0 for never.
        threshold: the score from which an answer is sure.
        likely: the score from which an answer is likely to be right, a weaker promise; None where
            only sure answers are.
        novelty: None for a function that can't detect a novel input.
        calibration: None where the scores were not calibrated.
        box_scores: None where a detector's scores are the network's own, and for other functions.
        fingerprint: the sha256 of the examples and labels that it was trained on, or None.
        trained_on: the training data, in words.
        test: the accuracy on the test set; None where it was not tested.
        licences: the licences of its files.
        files: the bundle's other files, by name.
        format: the number of the manifest's format.

    """

    kind: str
    name: str
    description: str
    version: int
    labels: tuple[Label, ...]
    input: InputEntry
    graph: GraphEntry | None
    threshold: Threshold
    trained_on: str
    files: dict[str, FileEntry]
    encoder: EncoderEntry | None = None
    features: tuple[FeatureEntry, ...] = ()
    decoder: DecoderEntry | None = None
    parts: dict[str, str] = field(default_factory=dict)
    least_known: float = 0.0
    likely: Threshold | None = None
    novelty: Novelty | None = None
    calibration: Calibration | None = None
    box_scores: BoxScores | None = None
    fingerprint: str | None = None
    test: AccuracyEntry | None = None
    licences: tuple[Licence, ...] = ()
    format: int = FORMAT

    def to_json(self) -> bytes:
        """Return the file's content; ``read_manifest`` reads it.

        The same manifest gives the same bytes.
        """
        value = {"format": self.format, "digest": UNSEALED, **asdict(self)}
        if self.box_scores is None:
            del value["box_scores"]
        value["input"] = {"modality": self.input.modality, **self.input.settings}
        value["labels"] = [
            {key: each for key, each in label.items() if each} for label in value["labels"]
        ]
        promises = [value, *value["labels"]]
        for threshold in (each.get(name) or {} for each in promises for name in PROMISES):
            if threshold.get("more") is None:
                threshold.pop("more", None)
        value["features"] = [each.to_json() for each in self.features]
        if not self.features:
            del value["features"]
        if self.likely is None:  # as in the bundles of earlier versions
            del value["likely"]
        for name in ("files", "self_test"):
            if self.encoder is not None and getattr(self.encoder, name) is None:
                del value["encoder"][name]
        text = json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False)
        return seal((text + "\n").encode())
