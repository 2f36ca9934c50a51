"""Reads and embeds labelled examples, without a workspace."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import numpy as np

from vizsla.errors import TrainingDataError
from vizsla.modalities.registry import modality_named
from vizsla.modalities.sources.named_bytes import NamedBytes
from vizsla.project.contradicting_labels import ContradictingLabels
from vizsla.project.group_near_duplicates import groups_of
from vizsla.project.snapshot import ExampleText, Snapshot
from vizsla.wording import counted
from vizsla.workspace import NONE_OF_THESE, Example
from vizsla.workspace.label_state import LabelState

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from vizsla.errors import VizslaError
    from vizsla.exchange import ImportExample
    from vizsla.project.embedder import Embedder

__all__ = ["embed_examples"]

LEAST = 2  # examples of a label: one to train on, one to test on


def embed_examples(
    embedder: Embedder,
    examples: Sequence[ImportExample],
    progress: Callable[[int, int], None] | None = None,
    *,
    multi_label: bool = False,
) -> tuple[Snapshot, list[tuple[Path, VizslaError]]]:
    """Read and embed labelled examples; the same file twice is one example.

    Args:
        embedder: the embedder of the files.
        examples: the examples, each with a label.
        progress: called with the number of files done, and their number in all.
        multi_label: whether an example may have several labels; those of the same file add up.

    Returns:
        The examples, and the files that can't be used, with their errors.

    Raises:
        TrainingDataError: a label has fewer than two usable files, or files have several labels.

    """
    now = datetime.now(UTC)
    modality = modality_named(embedder.encoder.modality)

    def read(item: ImportExample) -> tuple[Any, tuple[Example, ExampleText | None]]:
        content = item.read()
        value = modality.load(NamedBytes(content, str(item.path or item.name)))
        measured = modality.measure(value)
        example = Example(
            id=0,
            sha256=hashlib.sha256(content).hexdigest(),
            name=PurePosixPath(item.name).name,
            added_at=now,
            facts=dict(measured.facts),
            fingerprint=measured.fingerprint,
            label=item.label,
            not_labels=item.not_labels if multi_label else (),
            more_labels=item.more_labels,
            state="labelled",
            used=True,
            split=item.split,
            contradicts=(),
            columns=item.columns,
        )
        words = embedder.encoder.words(value)
        return value, (example, None if words is None else ExampleText(value, words))

    noun = modality.singular if modality.str_is_content else "file"
    labels_of = ContradictingLabels(noun, modality.plural if modality.str_is_content else "files")
    # Texts are read at once, and embedded in a minute.
    if modality.str_is_content and not multi_label:
        labels_of.add_all(examples)
        labels_of.check()
    found: dict[str, tuple[Example, np.ndarray, ExampleText | None]] = {}
    bad: list[tuple[Path, VizslaError]] = []
    for done, each in enumerate(embedder.embed_all(examples, read), 1):
        item = each.item
        path = item.path or Path(item.name)
        if progress:
            progress(done, len(examples))
        if each.error is not None:
            bad.append((path, each.error))
        if each.measured is None or each.vector is None:
            continue
        known, text = each.measured
        before = found.setdefault(known.sha256, (known, each.vector, text))[0]
        if multi_label:
            found[known.sha256] = (_with_labels(before, known), each.vector, text)
        else:
            labels_of.add(known.sha256, str(path), item.label)
    labels_of.check()
    kept = [each for each, _, _ in found.values()]
    names = sorted({label for each in examples for label in each.labels})
    _check(names, kept, len(bad), noun)
    vectors = np.stack([each for _, each, _ in found.values()])
    groups = groups_of(list(found), [each.fingerprint for each in kept], vectors, modality)
    labels = tuple(each for each in names if each != NONE_OF_THESE)
    texts = tuple(each for _, _, each in found.values() if each is not None)
    snapshot = Snapshot(
        tuple(kept), vectors, groups, labels, embedder.spec.scale, texts or None, multi_label
    )
    return snapshot, bad


def _with_labels(one: Example, other: Example) -> Example:
    """Return an example with the labels of both."""
    state = LabelState().with_labels({*one.labels, *other.labels})
    nots = {*one.not_labels, *other.not_labels}.difference(state.labels)
    return replace(
        one,
        label=state.label,
        more_labels=state.more_labels,
        not_labels=tuple(sorted(nots)),
    )


def _check(labels: Sequence[str], examples: Sequence[Example], bad: int, noun: str) -> None:
    for label in labels:
        count = sum(label in each.labels for each in examples)
        if count < LEAST:
            unusable = f" ({bad} could not be read)" if bad else ""
            found = counted(count, f"usable {noun}")
            raise TrainingDataError(
                f"label {label!r} has {found}{unusable}; give it at least {LEAST}, one to train "
                "on and one to test on"
            ).because("few-of-label", label=label, count=count, least=LEAST)
