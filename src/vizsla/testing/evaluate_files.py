"""Test any function on labelled files."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from vizsla.errors import OptionError, TrainingDataError, VizslaError
from vizsla.prefetch import prefetch
from vizsla.testing.archive_file import ArchiveFile, loadable
from vizsla.testing.choose_matcher import matcher_of
from vizsla.testing.costs import TIMED, answer_times, sizes
from vizsla.testing.example_source import ExampleSource
from vizsla.testing.labelled_pairs import distinct, labelled_pairs, short_names
from vizsla.testing.report import Report
from vizsla.testing.test_result import TestResult
from vizsla.testing.vocabulary import Target
from vizsla.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from vizsla.functions.base import Function
    from vizsla.testing.archive_file import ExampleFile
    from vizsla.testing.labelled_pairs import LabelledFiles
    from vizsla.testing.vocabulary import Vocabulary

__all__ = ["answer_files", "evaluate"]

ALTERNATIVES = 5


def evaluate(
    function: Function[Any, Any],
    files: LabelledFiles,
    *,
    map_labels: Mapping[str, str | None] | None = None,
    tested_on: str | None = None,
    unseen: bool = False,
    columns: Mapping[str, Mapping[str, str]] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Test a function on labelled examples.

    A classifier's answer is right when it is the label, or of that kind (``dog``: any breed); a
    detector's, when the best box's label is; a description, when one of its tags is. The report
    names the files that can't be read. Several copies of an example count once.

    Args:
        function: a shipped function, or one of the user's.
        files: the files of each label; or pairs of a file and its label, None for none of the
            labels. A label may be named by its name, its WordNet id or a kind's name, in any case,
            with ``_`` or ``-`` for spaces; ``none of these`` is none.
        map_labels: the function's names for labels of the files, where they differ.
        tested_on: a description of the examples, for people; by default their number.
        unseen: whether it is certain that the function was not trained on these examples.
        columns: by the names of files the cells of their columns of metadata.
        progress: a callback that gets the number of examples that are done, and of all.

    Raises:
        OptionError: the function has no such label; the message has the nearest ones.
        TrainingDataError: there is no example that can be used.

    """
    pairs = labelled_pairs(files)
    matcher = matcher_of(function)
    targets = _targets({label for _, label in pairs}, matcher.vocabulary, map_labels or {})
    work, left_out = distinct([(path, targets[label]) for path, label in pairs])
    names = short_names([path for path, _, _ in work])
    results: list[TestResult] = []
    paths: dict[str, ExampleFile] = {}
    answers = answer_files(function, [path for path, _, _ in work], columns or {})
    for done, ((path, truth, key), (_, answer)) in enumerate(zip(work, answers, strict=True), 1):
        if progress:
            progress(done, len(work))
        if isinstance(answer, VizslaError):
            left_out.append((names[path], str(answer)))
            continue
        matched = matcher.match(answer, truth, targets.values())
        results.append(
            TestResult(
                key,
                names[path],
                truth.name,
                matched.answer,
                matched.score,
                answer.sure,
                matched.scores,
                exact_answer=matched.exact_answer,
                likely=answer.likely and not answer.sure,
                novel=answer.novel,
            )
        )
        paths[key] = path
    if not results and left_out:
        raise TrainingDataError(
            f"none of the {counted(len(left_out), 'example')} can be used; the first: "
            f"{left_out[0][0]}: {left_out[0][1]}"
        )
    manifest = function.manifest
    size, own_size = sizes(function)
    return Report(
        results=tuple(results),
        labels=tuple(sorted({each.name for each in targets.values() if each.name is not None})),
        threshold=manifest.threshold.score,
        name=manifest.name,
        precision_target=manifest.threshold.target or 0.95,
        calibrated=not (manifest.calibration is None and manifest.box_scores is None),
        seconds=tuple(
            answer_times(function, [loadable(paths[each.key]) for each in results[:TIMED]])
        ),
        size=size,
        own_size=own_size,
        modality=function.modality_name,
        tested_on=tested_on or counted(len(results), "example"),
        unseen=unseen,
        created=datetime.now(UTC),
        left_out=tuple(left_out),
        notes=matcher.notes(targets.values()),
        why_never_sure=function.why_never_sure,
        paths=paths,
        source=ExampleSource.of_files(paths, function),
    )


def answer_files(
    function: Function[Any, Any],
    paths: Sequence[ExampleFile],
    columns: Mapping[str, Mapping[str, str]],
    top: int = ALTERNATIVES,
) -> Iterator[tuple[Any, Any]]:
    """Return pairs of a file, and its Answer or the error that says why there is none.

    Args:
        function: the function.
        paths: the files.
        columns: their cells of metadata, by the files' names; empty for none.
        top: the number of alternatives.

    """
    if not columns:
        return function.over(map(loadable, paths), top=top) if paths else iter(())

    def answer(path: ExampleFile) -> tuple[Any, Any]:
        name = path.name if isinstance(path, ArchiveFile) else str(path)
        own: Any = function  # of a kind that knows columns
        try:
            return path, own(loadable(path), top=top, columns=columns.get(name))
        except VizslaError as error:
            return path, error

    return prefetch(answer, paths)


def _targets(
    labels: AbstractSet[str | None], vocabulary: Vocabulary, map_labels: Mapping[str, str | None]
) -> dict[str | None, Target]:
    """Return the target of each label of the files."""
    named = sorted(each for each in labels if each is not None)
    unknown = sorted(map_labels.keys() - set(named))
    if unknown:
        raise OptionError(
            f"map_labels names {unknown[0]!r}, and no example has that label; the labels are "
            f"{', '.join(map(repr, named)):.300}"
        )
    meant = {label: map_labels.get(label, label) for label in named}
    found = vocabulary.resolve(sorted({each for each in meant.values() if each is not None}))
    none = Target(None, frozenset())
    targets: dict[str | None, Target] = {
        label: none if name is None else found[name] for label, name in meant.items()
    }
    return {**targets, None: none} if None in labels else targets
