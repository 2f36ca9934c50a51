"""Reads labelled files as examples, without a workspace."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np

from vizsla.errors import TrainingDataError, VizslaError
from vizsla.modalities.registry import modality_named
from vizsla.prefetch import prefetch
from vizsla.project.group_near_duplicates import groups_of
from vizsla.project.snapshot import Snapshot
from vizsla.wording import counted
from vizsla.workspace import NONE_OF_THESE, Example

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from vizsla.project.embedder import Embedder

__all__ = ["read_folder"]

LEAST = 2  # examples of a label: one to train on, one to test on


def read_folder(
    embedder: Embedder,
    files: Mapping[str, Sequence[Path]],
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Snapshot, list[tuple[Path, VizslaError]]]:
    """Read and embed the files of each label; the same file twice is one example.

    Args:
        embedder: the embedder of the files.
        files: the labels and their files.
        progress: called with the number of files done, and their number in all.

    Returns:
        The examples, and the files that can't be used, with their errors.

    Raises:
        TrainingDataError: a label has fewer than two usable files, or a file has two labels.

    """
    work = [(path, label) for label, paths in files.items() for path in paths]
    now = datetime.now(UTC)
    modality = modality_named(embedder.encoder.modality)

    def read(item: tuple[Path, str]) -> tuple[Example, np.ndarray] | VizslaError:
        path, label = item
        try:
            value = modality.load(path)
            measured, vector = modality.measure(value), embedder.vector(value)
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
        except VizslaError as error:
            return error
        known = Example(
            id=0,
            sha256=digest,
            name=path.name,
            added_at=now,
            facts=dict(measured.facts),
            fingerprint=measured.fingerprint,
            label=label,
            not_labels=(),
            state="labelled",
            used=True,
            split=None,
            contradicts=(),
        )
        return known, vector

    found: dict[str, tuple[Example, np.ndarray]] = {}
    bad: list[tuple[Path, VizslaError]] = []
    for done, ((path, label), result) in enumerate(zip(work, prefetch(read, work), strict=True), 1):
        if progress:
            progress(done, len(work))
        if isinstance(result, VizslaError):
            bad.append((path, result))
            continue
        before = found.setdefault(result[0].sha256, result)[0]
        if before.label != label:
            raise TrainingDataError(
                f"{path} is the same file as one labelled {before.label!r}; it can't be "
                f"{label!r} too: remove one of them"
            )
    examples = [each for each, _ in found.values()]
    _check(tuple(files), examples, len(bad))
    vectors = np.stack([each for _, each in found.values()])
    groups = groups_of(list(found), [each.fingerprint for each in examples], vectors)
    labels = tuple(sorted(set(files) - {NONE_OF_THESE}))
    return Snapshot(tuple(examples), vectors, groups, labels, embedder.spec.scale), bad


def _check(labels: Sequence[str], examples: Sequence[Example], bad: int) -> None:
    for label in labels:
        count = sum(each.label == label for each in examples)
        if count < LEAST:
            unusable = f" ({bad} could not be read)" if bad else ""
            raise TrainingDataError(
                f"label {label!r} has {counted(count, 'usable file')}{unusable}; give it at least "
                f"{LEAST}, one to train on and one to test on"
            )
