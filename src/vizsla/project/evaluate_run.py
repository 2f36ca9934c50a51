"""Tests a run: on the test set, or on a labelled folder."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from vizsla.encoders.embedding import Embedding
from vizsla.errors import TrainingDataError
from vizsla.modalities.registry import modality_named
from vizsla.prefetch import prefetch
from vizsla.project.group_near_duplicates import groups_of
from vizsla.testing import TIMED, Report, TestResult, answer_times, evaluate, sizes
from vizsla.wording import counted
from vizsla.workspace import NONE_OF_THESE

if TYPE_CHECKING:
    import os
    from collections.abc import Set as AbstractSet

    from vizsla.answer import Answer
    from vizsla.functions.classifier import Classifier
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
    trained_on: AbstractSet[str],
) -> Report:
    """Test a function on the project's test set.

    Args:
        function: the run's function, in memory.
        store: the project's store.
        snapshot: the project's examples.
        name: the name of the run or the version, for the report.
        trained_on: the sha256 of the training examples: they are never tested on, whatever
            happened to them since.

    Raises:
        TrainingDataError: the test set is empty.

    """
    test_set = snapshot.take(
        np.array(
            [
                each.split == "test" and each.is_labelled and each.sha256 not in trained_on
                for each in snapshot.examples
            ],
            bool,
        )
    )
    known = {*function.labels, NONE_OF_THESE, None}
    chosen = test_set.take(np.array([each.label in known for each in test_set.examples], bool))
    if not chosen.examples:
        raise TrainingDataError(
            f"the test set of {store.name!r} has no example for {name}: it takes at least two "
            "examples of a label that the run knows, and train(test=...) above 0. Or test on a "
            "labelled folder: p.test(run, on='labelled/')"
        )
    unknown = sorted({each.label or "" for each in test_set.examples if each.label not in known})
    left_out = counted(len(test_set.examples) - len(chosen.examples), "example")
    note = f"It does not know {', '.join(map(repr, unknown))}: {left_out} not tested on."
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
        tested_on=f"{counted(len(chosen.examples), 'example')} of the test set",
        created=datetime.now(UTC),
        notes=(note,) if unknown else (),
    )


def answer_all(function: Classifier[Any], snapshot: Snapshot) -> list[TestResult]:
    """Answer examples from their embeddings, as the function would from their files."""
    return [
        _result(
            example,
            function.answer_embedding(
                Embedding(vector.astype(np.float64), snapshot.scale), top=ALTERNATIVES
            ),
        )
        for example, vector in zip(snapshot.examples, snapshot.vectors, strict=True)
    ]


def _result(example: Example, answer: Answer) -> TestResult:
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
    training_examples: Snapshot,
    trained_on: AbstractSet[str],
    embedder: Embedder,
    reporter: ProgressReporter,
    name: str,
) -> Report:
    """Test a function on a labelled folder, without near-duplicates of its training examples.

    Args:
        function: the run's function.
        folder: ``folder/LABEL/*``.
        training_examples: the training examples that the project still has.
        trained_on: the sha256 of all training examples.
        embedder: the embedder of the folder's files.
        reporter: the reporter of the progress.
        name: the name of the run, for the report.

    Raises:
        TrainingDataError: there is nothing to test on.
        OptionError: the function knows no such label.

    """
    found = evaluate(
        function,
        folder,
        unseen=True,
        progress=lambda done, total: reporter.report("testing", done, total),
    )
    leaks = _leaks(found, training_examples, trained_on, embedder, reporter)
    kept = [each for each in found.results if each.key not in leaks]
    where = Path(folder).resolve().name
    if not kept:
        raise TrainingDataError(
            f"all files of {where!r} are training examples, or near-duplicates of them: test on "
            "others"
        )
    why = "a training example, or a near-duplicate of one"
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
        tested_on=f"{counted(len(kept), 'example')} of the folder {where!r}",
        created=found.created,
        unseen=True,
        left_out=(*found.left_out, *gone),
        notes=found.notes,
        paths=found.paths,
    )


def _leaks(
    found: Report,
    training_examples: Snapshot,
    trained_on: AbstractSet[str],
    embedder: Embedder,
    reporter: ProgressReporter,
) -> set[str]:
    """Return the keys of training examples and their near-duplicates."""
    modality = modality_named(embedder.encoder.modality)
    keys = [each.key for each in found.results]

    def read(key: str) -> tuple[int | None, np.ndarray]:
        value = modality.load(found.paths[key])
        return modality.measure(value).fingerprint, embedder.vector(value)

    fingerprints, vectors = [], []
    for done, (fingerprint, vector) in enumerate(prefetch(read, keys), 1):
        reporter.report("looking for training examples", done, len(keys))
        fingerprints.append(fingerprint)
        vectors.append(vector)
    count = len(training_examples.examples)
    groups = groups_of(
        [*(each.sha256 for each in training_examples.examples), *keys],
        [*(each.fingerprint for each in training_examples.examples), *fingerprints],
        np.concatenate([training_examples.vectors, np.array(vectors)])
        if count
        else np.array(vectors),
    )
    near = np.isin(groups[count:], groups[:count])
    return {key for key, leak in zip(keys, near, strict=True) if leak or key in trained_on}
