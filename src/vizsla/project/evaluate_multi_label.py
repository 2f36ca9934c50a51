"""Tests a multi-label function: on the test set, or on labelled examples elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from vizsla.encoders.embedding import Embedding
from vizsla.errors import TrainingDataError, VizslaError
from vizsla.functions.feature_values import NO_FEATURES
from vizsla.project.labelled_source import columns_of, read_labelled, test_part
from vizsla.project.near_training import near_training
from vizsla.project.own_test_part import copies_of_training
from vizsla.publish.model_card import strangers_of
from vizsla.testing.archive_file import ArchiveFile, loadable
from vizsla.testing.evaluate_files import answer_files
from vizsla.testing.multi_label import MultiLabelReport, MultiLabelResult
from vizsla.wording import counted, listed
from vizsla.workspace import NONE_OF_THESE

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from vizsla.answer import Answer
    from vizsla.exchange import ImportExample
    from vizsla.exchange.hints import ReadOptions
    from vizsla.functions.base import Function
    from vizsla.functions.classifier import Classifier
    from vizsla.project.embedder import Embedder
    from vizsla.project.snapshot import Snapshot
    from vizsla.testing.archive_file import ExampleFile
    from vizsla.workspace import Example

__all__ = [
    "Known",
    "answer_multi_label",
    "test_multi_label_on_source",
    "test_multi_label_on_test_set",
]


@dataclass(frozen=True, slots=True)
class Known:
    """Training examples that are not tested on.

    Attributes:
        keys: the sha256 of all.
        snapshot: those that the project still has, to find near-duplicates; None for none.
        embedder: the embedder of the files; None for none.

    """

    keys: AbstractSet[str] = frozenset()
    snapshot: Snapshot | None = None
    embedder: Embedder | None = None


def test_multi_label_on_test_set(
    function: Classifier[Any], snapshot: Snapshot, name: str, trained_on: AbstractSet[str]
) -> MultiLabelReport:
    """Test a function on the project's test set.

    Args:
        function: the run's function, in memory.
        snapshot: the project's examples.
        name: the name of the run or the version, for the report.
        trained_on: the sha256 of the training examples: neither they nor their near-duplicates
            are ever tested on.

    Raises:
        TrainingDataError: the test set is empty.

    """
    trained = np.array([each.sha256 in trained_on for each in snapshot.examples], bool)
    wanted = np.array(
        [each.split == "test" and each.is_labelled for each in snapshot.examples], bool
    )
    splits = np.where(trained, "train", np.where(wanted, "test", ""))
    copies = copies_of_training(snapshot, splits)
    test_set = snapshot.take(wanted & ~trained & ~copies)
    if not test_set.examples:
        raise TrainingDataError(
            f"{name} can't be tested: no example is in the test set. Train again, with at least "
            "two examples of a label (near-duplicates count as one): train(test=...) above 0 puts "
            "one of them there. Or test on labelled examples: p.test(run, on='labelled/')"
        ).because("no-test-set")
    notes = []
    if copies.any():
        near = counted(int(copies.sum()), "near-duplicate")
        notes.append(f"{near} of training examples in the test set: not tested on.")
    where = f"{counted(len(test_set.examples), 'example')} of the test set"
    results = answer_multi_label(function, test_set)
    labels = {label for each in test_set.examples for label in each.labels}
    return _report(function, results, name, where, labels, notes)


def answer_multi_label(function: Classifier[Any], snapshot: Snapshot) -> list[MultiLabelResult]:
    """Answer examples from their embeddings, as the function would from their files."""
    found = []
    columns = [each.name for each in function.columns]
    features = snapshot.feature_values(function.find_by_rule, columns)
    for n, (example, vector) in enumerate(zip(snapshot.examples, snapshot.vectors, strict=True)):
        answer = function.answer_embedding(
            Embedding(vector.astype(np.float64), snapshot.scale),
            top=len(function.labels),
            features=NO_FEATURES if features is None else features[n],
        )
        found.append(_result(example.sha256, example.name, answer, function.labels, example))
    return found


def test_multi_label_on_source(
    function: Function[Any, Any],
    source: str | os.PathLike[str],
    options: ReadOptions,
    on_read: Callable[[str], None] | None,
    name: str,
    known: Known | None,
) -> MultiLabelReport:
    """Test a function on labelled examples of a source.

    Args:
        function: the function.
        source: a source with labels; of one with a test part, that part.
        options: how to read the source, where that is not clear.
        on_read: called with the line that says how the source was understood.
        name: the function's name, for the report.
        known: the training examples, which are not tested on; None where nobody knows which they
            are, so that the report does not call the examples unseen.

    Raises:
        TrainingDataError: there is nothing to test on.
        InputError: the source can't be read.

    """
    labelled = read_labelled(source, function.modality_name, options, on_read, multi_label=True)
    examples = test_part(labelled.examples) or labelled.examples
    results, left_out = _answer_files(function, examples, known or Known())
    if not results:
        raise TrainingDataError(
            f"no example of {Path(source).resolve().name!r} can be tested on: "
            f"{left_out[0][0]}: {left_out[0][1]}"
        )
    part = "" if examples is labelled.examples else "the test part of "
    where = f"{counted(len(results), 'example')} of {part}{Path(source).resolve().name}"
    labels = {label for each in examples for label in each.labels}
    report = _report(function, results, name, where, labels, [])
    return replace(report, left_out=tuple(left_out), unseen=known is not None)


def _answer_files(
    function: Function[Any, Any], examples: Sequence[ImportExample], known: Known
) -> tuple[list[MultiLabelResult], list[tuple[str, str]]]:
    """Return the results of files, and the names of those that are left out, with the reasons."""
    labels = function.labels
    by_key: dict[str, ImportExample] = {}
    for each in examples:
        by_key.setdefault(sha256(each.read()).hexdigest(), each)
    files = {key: _file(each) for key, each in by_key.items()}
    columns = columns_of(examples, function)
    answers = answer_files(function, list(files.values()), columns, len(labels))
    results, left_out = [], []
    for (key, each), (_, answer) in zip(by_key.items(), answers, strict=True):
        if isinstance(answer, VizslaError):
            left_out.append((each.name, str(answer)))
        else:
            results.append(_result(key, each.name, answer, labels, each))
    leaks = {each.key for each in results if each.key in known.keys}
    if known.snapshot is not None and known.embedder is not None:
        reads = {each.key: partial(loadable, files[each.key]) for each in results}
        leaks |= near_training(reads, known.snapshot, known.embedder)
    why = "a training example, or a near-duplicate of one"
    left_out += [(each.name, why) for each in results if each.key in leaks]
    return [each for each in results if each.key not in leaks], left_out


def _file(example: ImportExample) -> ExampleFile:
    return example.path or ArchiveFile(example.name, example.read)


def _result(
    key: str, name: str, answer: Answer, labels: tuple[str, ...], example: Example | ImportExample
) -> MultiLabelResult:
    unknown: tuple[str, ...] = ()
    if example.is_partly_labelled:
        said = {*example.labels, *example.not_labels}
        unknown = tuple(each for each in labels if each not in said)
    return MultiLabelResult.of(key, name, answer, labels, example.labels, unknown)


def _report(
    function: Function[Any, Any],
    results: Iterable[MultiLabelResult],
    name: str,
    tested_on: str,
    labels: AbstractSet[str],
    notes: Sequence[str],
) -> MultiLabelReport:
    manifest = function.manifest
    strange = sorted(labels - {*function.labels, NONE_OF_THESE})
    unknown = [f"It does not know {listed(strange)}, which don't count here."] if strange else []
    return MultiLabelReport(
        results=tuple(results),
        name=name,
        labels=function.labels,
        tested_on=tested_on,
        created=datetime.now(UTC),
        precision_target=manifest.threshold.target or 0.95,
        notes=(*unknown, *notes, *strangers_of(manifest)),
    )
