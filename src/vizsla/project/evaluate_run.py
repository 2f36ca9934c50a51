"""Tests a run: on the test set, or on labelled examples elsewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from vizsla.encoders.embedding import Embedding
from vizsla.errors import TrainingDataError
from vizsla.functions.feature_values import NO_FEATURES
from vizsla.modalities.registry import modality_named
from vizsla.project.labelled_source import about_source, columns_of, read_labelled, test_pairs
from vizsla.project.measure_entities import measure_entities
from vizsla.project.near_training import near_training
from vizsla.project.own_test_part import copies_of_training
from vizsla.project.project_files import read_those_left
from vizsla.publish.model_card import strangers_of
from vizsla.testing import TIMED, Report, TestResult, answer_times, evaluate, sizes
from vizsla.testing.archive_file import loadable
from vizsla.wording import counted
from vizsla.workspace import NONE_OF_THESE

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping
    from collections.abc import Set as AbstractSet

    from vizsla.answer import Answer
    from vizsla.exchange.hints import ReadOptions
    from vizsla.features.entity_count import EntityCount
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
        trained_on: the sha256 of the training examples: neither they nor their near-duplicates
            are ever tested on, whatever happened to them since.

    Raises:
        TrainingDataError: the test set is empty.

    """
    trained = np.array([each.sha256 in trained_on for each in snapshot.examples], bool)
    wanted = np.array(
        [each.split == "test" and each.is_labelled for each in snapshot.examples], bool
    )
    # A test set that came with the data may hold near-duplicates of what was trained on.
    splits = np.where(trained, "train", np.where(wanted, "test", ""))
    copies = copies_of_training(snapshot, splits)
    test_set = snapshot.take(wanted & ~trained & ~copies)
    known = {*function.labels, NONE_OF_THESE, None}
    chosen = test_set.take(np.array([each.label in known for each in test_set.examples], bool))
    if not chosen.examples:
        raise TrainingDataError(
            f"{name} can't be tested: no example of its labels is in the test set. Train again, "
            "with at least two examples of a label (near-duplicates count as one): "
            "train(test=...) above 0 puts one of them there. Or test on a labelled folder: "
            "p.test(run, on='labelled/')"
        ).because("no-test-set")
    unknown = sorted({each.label or "" for each in test_set.examples if each.label not in known})
    left_out = counted(len(test_set.examples) - len(chosen.examples), "example")
    note = f"It does not know {', '.join(map(repr, unknown))}: {left_out} not tested on."
    notes = [note] if unknown else []
    if copies.any():
        near = counted(int(copies.sum()), "near-duplicate")
        notes.append(f"{near} of training examples in the test set: not tested on.")
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
            answer_times(
                function,
                [each for _, each in islice(read_those_left(store, chosen.examples), TIMED)],
            )
        ),
        modality=function.modality_name,
        size=size,
        own_size=own_size,
        tested_on=f"{counted(len(chosen.examples), 'example')} of the test set",
        created=datetime.now(UTC),
        notes=(*notes, *strangers_of(manifest)),
        why_never_sure=function.why_never_sure,
        entities=_entities(function, store, chosen),
    )


def _entities(
    function: Classifier[Any], store: Store, test_set: Snapshot
) -> tuple[EntityCount, ...]:
    marked = [each for each in test_set.examples if each.entities is not None]
    modality = modality_named(store.modality)
    texts = ((modality.load(content), each) for each, content in read_those_left(store, marked))
    return measure_entities(function, ((text, each.entities or ()) for text, each in texts))


def answer_all(function: Classifier[Any], snapshot: Snapshot) -> list[TestResult]:
    """Answer examples from their embeddings, as the function would from their files."""
    features = snapshot.feature_values(
        function.find_by_rule, [each.name for each in function.columns]
    )
    return [
        _result(
            example,
            function.answer_embedding(
                Embedding(vector.astype(np.float64), snapshot.scale),
                top=ALTERNATIVES,
                features=NO_FEATURES if features is None else features[n],
            ),
        )
        for n, (example, vector) in enumerate(zip(snapshot.examples, snapshot.vectors, strict=True))
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
        likely=answer.likely and not answer.sure,
        novel=answer.novel,
    )


def test_on_folder(
    function: Classifier[Any],
    source: str | os.PathLike[str],
    options: ReadOptions,
    training_examples: Snapshot,
    trained_on: AbstractSet[str],
    embedder: Embedder,
    reporter: ProgressReporter,
    name: str,
    map_labels: Mapping[str, str | None] | None,
    on_read: Callable[[str], None] | None,
) -> Report:
    """Test a function on other labelled examples, without copies of its training examples.

    Args:
        function: the run's function.
        source: ``folder/LABEL/*``, or another source with labels; of one with a test part, that
            part.
        options: how to read the source, where that is not clear.
        training_examples: the training examples that the project still has.
        trained_on: the sha256 of all training examples.
        embedder: the embedder of the folder's files.
        reporter: the reporter of the progress.
        name: the name of the run, for the report.
        map_labels: the function's names for labels of the source, where they differ.
        on_read: called with the line that says how the source was understood.

    Raises:
        TrainingDataError: there is nothing to test on.
        InputError: the source can't be read.
        OptionError: the function knows no such label.

    """
    labelled = read_labelled(source, function.modality_name, options, on_read)
    found = evaluate(
        function,
        test_pairs(labelled.examples),
        map_labels=map_labels,
        unseen=True,
        columns=columns_of(labelled.examples, function),
        progress=lambda done, total: reporter.report("testing", done, total),
    )
    leaks = _leaks(found, training_examples, trained_on, embedder, reporter)
    kept = [each for each in found.results if each.key not in leaks]
    found = about_source(replace(found, tested_on=counted(len(kept), "example")), source, labelled)
    if not kept:
        raise TrainingDataError(
            f"all files of {Path(source).resolve().name!r} are training examples, or "
            "near-duplicates of them: test on others"
        )
    tested = {each.key for each in kept}
    modality = modality_named(function.modality_name)
    entities = measure_entities(
        function,
        (
            (modality.load(content), each.entities)
            for each in labelled.examples
            if each.entities is not None and sha256(content := each.read()).hexdigest() in tested
        ),
    )
    why = "a training example, or a near-duplicate of one"
    gone = [(each.name, why) for each in found.results if each.key in leaks]
    return replace(
        found,
        results=tuple(kept),
        name=name,
        left_out=(*found.left_out, *gone),
        entities=entities,
    )


def _leaks(
    found: Report,
    training_examples: Snapshot,
    trained_on: AbstractSet[str],
    embedder: Embedder,
    reporter: ProgressReporter,
) -> set[str]:
    """Return the keys of training examples and their near-duplicates."""
    files = found.paths
    near = near_training(
        {each.key: partial(loadable, files[each.key]) for each in found.results},
        training_examples,
        embedder,
        lambda done, total: reporter.report("looking for training examples", done, total),
    )
    return {each.key for each in found.results if each.key in near or each.key in trained_on}
