"""Tests any function on labelled files, the shipped ones first."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vizsla.errors import OptionError, TrainingDataError, VizslaError
from vizsla.testing.build_report import report
from vizsla.testing.costs import TIMED, answer_times, sizes
from vizsla.testing.judges import Judge, judge_of
from vizsla.testing.labelled_pairs import distinct, labelled_pairs, short_names
from vizsla.testing.test_result import TestResult
from vizsla.testing.vocabulary import Target
from vizsla.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import numpy as np

    from vizsla.functions.base import Function
    from vizsla.testing.labelled_pairs import Files
    from vizsla.testing.report import Report
__all__ = ["evaluate", "explainer"]

ALTERNATIVES = 5
NAMED = 5  # kinds that a note names


def evaluate(
    function: Function[Any, Any],
    files: Files,
    *,
    map_labels: Mapping[str, str | None] | None = None,
    tested_on: str | None = None,
    unseen: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Test a function on labelled pictures.

    A classifier is right when its answer is the label, or of that kind (``dog``: any breed); a
    detector, when its best box's label is; a description, when one of its tags is. What can't
    be read is left out, and told in the report. A picture that is there twice counts once.

    Args:
        function: a shipped one, or one of the user's.
        files: a folder with one sub-folder for each label; or the files of each label; or pairs
            of a file and its label, None where it shows none of the labels. A label may be called
            by its name, its WordNet id or a kind's name, in any case, with ``_`` or ``-`` for
            spaces; ``none of these`` is none.
        map_labels: what labels of the files stand for that the function calls otherwise.
        tested_on: what the pictures are, for people; by default their number and their folder.
        unseen: whether it is certain that the function was not trained on them.
        progress: is told how many are done, and of how many.

    Raises:
        OptionError: a label is none that the function knows; the nearest are named.
        TrainingDataError: there is no picture that can be tested on.
        InputError: the folder can't be read.

    """
    pairs = labelled_pairs(files, function.modality)
    judge = judge_of(function)
    targets = _targets({label for _, label in pairs}, judge, map_labels or {})
    work, left_out = distinct([(path, targets[label]) for path, label in pairs])
    names = short_names([path for path, _, _ in work])
    results, paths = [], {}
    answers = function.over([path for path, _, _ in work], top=ALTERNATIVES) if work else iter(())
    for done, ((path, truth, key), (_, answer)) in enumerate(zip(work, answers, strict=True), 1):
        if progress:
            progress(done, len(work))
        if isinstance(answer, VizslaError):
            left_out.append((names[path], str(answer)))
            continue
        given = judge.judge(answer, truth, targets.values())
        results.append(
            TestResult(
                key,
                names[path],
                truth.name,
                given.answer,
                given.score,
                answer.sure,
                given.scores,
                said=given.said,
            )
        )
        paths[key] = path
    if not results and left_out:
        raise TrainingDataError(
            f"none of the {counted(len(left_out), 'picture')} can be tested on; the first: "
            f"{left_out[0][0]}: {left_out[0][1]}"
        )
    manifest = function.manifest
    size, own_size = sizes(function)
    return report(
        results,
        name=manifest.name,
        labels=sorted({each.name for each in targets.values() if each.name is not None}),
        threshold=manifest.threshold.score,
        precision_target=manifest.threshold.target or 0.95,
        calibrated=manifest.calibration is not None,
        seconds=answer_times(function, [paths[each.key] for each in results[:TIMED]]),
        size=size,
        own_size=own_size,
        tested_on=tested_on or _what(files, len(results)),
        created=datetime.now(UTC),
        unseen=unseen,
        left_out=left_out,
        notes=_notes(function, targets.values()),
        paths=paths,
    )


def explainer(
    function: Function[Any, Any], picture: Callable[[str], bytes | None]
) -> Callable[[str, str], np.ndarray | None]:
    """Return what ``Report.page`` asks for heat maps.

    Args:
        function: the one that was tested.
        picture: gives a picture's file by its key, or None.

    """

    def explain(key: str, label: str) -> np.ndarray | None:
        content = picture(key)
        if content is None:
            return None
        try:
            heat: np.ndarray = function.explain(content, label).heat_map
        except VizslaError:  # there is nothing to show for that label or picture
            return None
        return heat

    return explain


def _targets(
    labels: set[str | None], judge: Judge, map_labels: Mapping[str, str | None]
) -> dict[str | None, Target]:
    strange = sorted(set(map_labels) - {each for each in labels if each is not None})
    if strange:
        raise OptionError(
            f"map_labels names {strange[0]!r}, and no picture is labelled so; the labels are "
            f"{', '.join(sorted(repr(each) for each in labels if each is not None)):.300}"
        )
    meant = {
        label: None if label is None else map_labels.get(label, label)
        for label in sorted(labels, key=str)
    }
    found = judge.vocabulary.resolve(sorted({each for each in meant.values() if each is not None}))
    nothing = Target(None, frozenset())
    return {label: nothing if name is None else found[name] for label, name in meant.items()}


def _what(files: Files, count: int) -> str:
    where = f" of {Path(files).name or files}" if isinstance(files, str | os.PathLike) else ""
    return f"{counted(count, 'picture')}{where}"


def _notes(function: Function[Any, Any], targets: Iterable[Target]) -> list[str]:
    if function.answers_in_sentences:
        note = (
            "A description counts as right when one of its tags is the label, or of that kind; "
            "the score is that tag's."
        )
        return [note]
    if function.finds_boxes:
        return ["A detection counts as right when the best box's label is the picture's."]
    wide = sorted({each.name for each in targets if each.is_kind and each.name})
    if not wide:
        return []
    more = ", ..." if len(wide) > NAMED else ""
    note = (
        f"For wider kinds ({', '.join(wide[:NAMED])}{more}) any answer of that kind counts as "
        "right; the score is the exact answer's, and so on the low side for the kind."
    )
    return [note]
