"""Tests a run: on the part that was kept apart, or on a folder of the user's."""

from __future__ import annotations

import hashlib
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np

from vizsla.errors import TrainingDataError
from vizsla.explore.look import look
from vizsla.functions.embedding import Embedding
from vizsla.inputs.load import load_image
from vizsla.loop.copies import groups_of
from vizsla.testing import Tested, report
from vizsla.workspace import NONE_OF_THESE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from vizsla.answer import Answer
    from vizsla.exchange import Incoming
    from vizsla.functions.classify import Classifier
    from vizsla.loop.backbone import Backbone
    from vizsla.loop.snapshot import Snapshot
    from vizsla.testing import Report
    from vizsla.training.progress import Teller
    from vizsla.workspace import Example, Store

__all__ = ["test_on_part", "test_on_pictures"]

TIMED = 20  # pictures that the answer time is measured on
ALL = 10_000  # alternatives: more than any function has


def test_on_part(
    function: Classifier,
    store: Store,
    snapshot: Snapshot,
    parts: Sequence[str | None],
    name: str,
) -> Report:
    """Test on the examples that are kept apart for it.

    Args:
        function: the run's, in memory.
        store: the project's.
        snapshot: the project's examples.
        parts: what each is for.
        name: what is tested, for people.

    Raises:
        TrainingDataError: nothing is kept apart.

    """
    chosen = [
        n
        for n, (example, part) in enumerate(zip(snapshot.examples, parts, strict=True))
        if part == "test" and (example.label is not None or example.not_labels)
    ]
    if not chosen:
        raise TrainingDataError(
            f"nothing of {store.name!r} is kept apart to test on: every label has one example "
            "only. Add at least a second one of each, or test on a folder of your own: "
            "p.test(run, on='labelled/')"
        )
    results = []
    for n in chosen:
        example = snapshot.examples[n]
        embedding = Embedding(snapshot.sums[n].astype(np.float64), snapshot.factor)
        answer = function.answer_embedding(embedding, top=ALL)
        results.append(_tested(example.sha256, example.name, example, answer))
    timed = [store.read(snapshot.examples[n]) for n in chosen[:TIMED]]
    where = f"{len(chosen)} pictures kept apart from training for good"
    return _report(function, results, timed, name, where)


def test_on_pictures(
    function: Classifier,
    incoming: Iterable[Incoming],
    shown: Snapshot,
    backbone: Backbone,
    teller: Teller,
    where: str,
    name: str,
) -> tuple[Report, Mapping[str, bytes]]:
    """Test on pictures from outside; what was trained on in much the same form is left out.

    Args:
        function: the run's.
        incoming: labelled pictures.
        shown: what was trained on.
        backbone: what embeds them.
        teller: is told how far it is.
        where: they are from, in words.
        name: what is tested, for people.

    Returns:
        The report, and the pictures' files by their keys.

    """
    pictures: dict[str, bytes] = {}
    items: list[tuple[str, Incoming]] = []
    prints, sums = [], []
    for number, item in enumerate(incoming, 1):
        if item.label is None and not item.not_labels:
            continue
        content = item.read()
        key = hashlib.sha256(content).hexdigest()
        if key in pictures:
            continue
        picture = load_image(content)
        prints.append(look(picture, "").print)
        sums.append(backbone.sums(picture))
        pictures[key] = content
        items.append((key, item))
        teller("reading the test", number, number)
    if not items:
        raise TrainingDataError(f"{where} holds no labelled pictures: put them into where/LABEL/")
    leaks = _leaks(shown, list(pictures), prints, np.array(sums))
    results, left_out = [], []
    for (key, item), own, leak in zip(items, sums, leaks, strict=True):
        if leak:
            left_out.append(item.name)
            continue
        answer = function.answer_embedding(
            Embedding(own.astype(np.float64), backbone.factor), top=ALL
        )
        results.append(_tested(key, item.name, item, answer))
    if not results:
        raise TrainingDataError(
            f"all pictures of {where} are ones that were trained on, or nearly the same: test on "
            "others"
        )
    timed = [pictures[each.key] for each in results[:TIMED]]
    why = "nearly the same as one that it was trained on"
    found = _report(
        function,
        results,
        timed,
        name,
        f"{len(results)} pictures of {where}",
        [(each, why) for each in left_out],
    )
    return found, pictures


def _leaks(
    shown: Snapshot, keys: Sequence[str], prints: Sequence[int], sums: np.ndarray
) -> np.ndarray:
    count = len(shown.examples)
    groups = groups_of(
        [*(each.sha256 for each in shown.examples), *keys],
        [*(each.seen.print for each in shown.examples), *prints],
        np.concatenate([shown.sums, sums]) if count else sums,
    )
    leaks: np.ndarray = np.isin(groups[count:], groups[:count])
    return leaks


def _tested(key: str, name: str, known: Example | Incoming, answer: Answer) -> Tested:
    truth = None if known.label == NONE_OF_THESE else known.label
    return Tested(
        key,
        name,
        truth,
        answer.answer,
        answer.score,
        answer.sure,
        tuple((each.answer, each.score) for each in answer.alternatives[:5]),
        () if known.label is not None else known.not_labels,
    )


def _report(
    function: Classifier,
    results: Sequence[Tested],
    timed: Sequence[bytes],
    name: str,
    tested_on: str,
    left_out: Sequence[tuple[str, str]] = (),
) -> Report:
    function.warm_up()
    seconds = []
    for content in timed:
        began = time.perf_counter()
        function(content)
        seconds.append(time.perf_counter() - began)
    manifest = function.manifest
    sizes = {name: each.bytes for name, each in manifest.files.items()}
    graph = sizes[function.bundle.graph.file]
    return report(
        results,
        name=name,
        labels=function.labels,
        threshold=manifest.threshold.score,
        precision_target=manifest.threshold.target or 0.95,
        calibrated=manifest.calibration is not None,
        seconds=seconds,
        size=sum(sizes.values()),
        own_size=sum(sizes.values()) - graph,
        tested_on=tested_on,
        created=datetime.now(UTC),
        left_out=left_out,
    )
