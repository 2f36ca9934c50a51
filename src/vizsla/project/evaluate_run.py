"""Tests a run: on the part that was kept apart, or on a folder of the user's."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from vizsla.encoders.embedding import Embedding
from vizsla.errors import TrainingDataError
from vizsla.modalities.registry import modality_named
from vizsla.prefetch import prefetch
from vizsla.project.group_copies import groups_of
from vizsla.testing import TIMED, Report, TestResult, answer_times, evaluate, sizes
from vizsla.workspace import NONE_OF_THESE

if TYPE_CHECKING:
    import os
    from collections.abc import Set as AbstractSet

    from vizsla.answer import Answer
    from vizsla.functions.classification import Classifier
    from vizsla.progress import ProgressReporter
    from vizsla.project.embedder import Embedder
    from vizsla.project.snapshot import Snapshot
    from vizsla.workspace import Example, Store

__all__ = ["answer_all", "test_on_folder", "test_on_test_set"]

ALTERNATIVES = 5


def test_on_test_set(
    function: Classifier[Any],
    store: Store,
    snapshot: Snapshot,
    name: str,
    shown: AbstractSet[str],
) -> Report:
    """Test on the examples that are kept apart for it.

    Args:
        function: the run's, in memory.
        store: the project's.
        snapshot: the project's examples.
        name: what is tested, for people.
        shown: the sha256 of what it was trained on: never tested on, whatever happened since.

    Raises:
        TrainingDataError: nothing is kept apart.

    """
    apart = snapshot.take(
        np.array(
            [
                each.split == "test" and each.is_labelled and each.sha256 not in shown
                for each in snapshot.examples
            ],
            bool,
        )
    )
    known = {*function.labels, NONE_OF_THESE, None}
    chosen = apart.take(np.array([each.label in known for each in apart.examples], bool))
    if not chosen.examples:
        raise TrainingDataError(
            f"nothing of {store.name!r} is kept apart to test {name} on: that takes at least two "
            "examples of a label that it knows, and train(test=...) above 0. Or test on a folder "
            "of your own: p.test(run, on='labelled/')"
        )
    strangers = sorted({each.label or "" for each in apart.examples if each.label not in known})
    count = len(apart.examples) - len(chosen.examples)
    note = f"It does not know {', '.join(map(repr, strangers))}: {count} pictures are left out."
    manifest = function.manifest
    size, own_size = sizes(function)
    return Report(
        results=tuple(answer_all(function, chosen)),
        name=name,
        labels=function.labels,
        threshold=manifest.threshold.score,
        precision_target=manifest.threshold.target or 0.95,
        calibrated=manifest.calibration is not None,
        seconds=tuple(
            answer_times(function, [store.read(each) for each in chosen.examples[:TIMED]])
        ),
        modality=function.modality_name,
        size=size,
        own_size=own_size,
        tested_on=f"{len(chosen.examples)} pictures kept apart from training for good",
        created=datetime.now(UTC),
        notes=(note,) if strangers else (),
    )


def answer_all(function: Classifier[Any], snapshot: Snapshot) -> list[TestResult]:
    """Answer examples from their embeddings, which is what the function would give for them."""
    return [
        _tested(
            example,
            function.answer_embedding(
                Embedding(vectors.astype(np.float64), snapshot.scale), top=ALTERNATIVES
            ),
        )
        for example, vectors in zip(snapshot.examples, snapshot.vectors, strict=True)
    ]


def _tested(example: Example, answer: Answer) -> TestResult:
    return TestResult(
        example.sha256,
        example.name,
        None if example.label == NONE_OF_THESE else example.label,
        answer.answer,
        answer.score,
        answer.sure,
        tuple((each.answer, each.score) for each in answer.alternatives),
        () if example.label is not None else example.not_labels,
    )


def test_on_folder(
    function: Classifier[Any],
    folder: str | os.PathLike[str],
    shown: Snapshot,
    keys: AbstractSet[str],
    embedder: Embedder,
    reporter: ProgressReporter,
    name: str,
) -> Report:
    """Test on labelled pictures from outside; what it was trained on, or nearly so, is left out.

    Args:
        function: the run's.
        folder: ``folder/LABEL/*``.
        shown: the examples that it was trained on and that are still there.
        keys: the sha256 of all that it was trained on.
        embedder: embeds inputs.
        reporter: is told how far it is.
        name: what is tested, for people.

    Raises:
        TrainingDataError: there is nothing to test on.
        OptionError: a label is none that the function knows.

    """
    found = evaluate(
        function, folder, unseen=True, progress=lambda done, total: reporter("testing", done, total)
    )
    leaks = _leaks(found, shown, keys, embedder, reporter)
    kept = [each for each in found.results if each.key not in leaks]
    where = Path(folder).resolve().name
    if not kept:
        raise TrainingDataError(
            f"all pictures of {where!r} are ones that it was trained on, or nearly the same: test "
            "on others"
        )
    why = "it was trained on this picture, or on nearly the same"
    gone = [(each.name, why) for each in found.results if each.key in leaks]
    return Report(
        results=tuple(kept),
        name=name,
        labels=found.labels,
        threshold=found.threshold,
        precision_target=found.precision_target,
        calibrated=found.calibrated,
        seconds=found.seconds,
        modality=found.modality,
        size=found.size,
        own_size=found.own_size,
        tested_on=f"{len(kept)} pictures of {where!r}, a folder of the user's",
        created=found.created,
        unseen=True,
        left_out=(*found.left_out, *gone),
        notes=found.notes,
        paths=found.paths,
    )


def _leaks(
    found: Report,
    shown: Snapshot,
    keys: AbstractSet[str],
    embedder: Embedder,
    reporter: ProgressReporter,
) -> set[str]:
    """Return the keys of what is among the training examples, or nearly the same."""
    modality = modality_named(embedder.encoder.modality)
    held = [each.key for each in found.results]

    def read(key: str) -> tuple[int | None, np.ndarray]:
        value = modality.load(found.paths[key])
        return modality.measure(value).fingerprint, embedder.vector(value)

    fingerprints, vectors = [], []
    for done, (seen, own) in enumerate(prefetch(read, held), 1):
        reporter("looking for what it was trained on", done, len(held))
        fingerprints.append(seen)
        vectors.append(own)
    count = len(shown.examples)
    groups = groups_of(
        [*(each.sha256 for each in shown.examples), *held],
        [*(each.fingerprint for each in shown.examples), *fingerprints],
        np.concatenate([shown.vectors, np.array(vectors)]) if count else np.array(vectors),
    )
    near = np.isin(groups[count:], groups[:count])
    return {key for key, leak in zip(held, near, strict=True) if leak or key in keys}
