"""Sorts near-duplicates into contradictory labels, leaks into the test set, and plain copies."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from vizsla.evenly_spread import evenly_spread
from vizsla.explore.dissimilarity import Signatures
from vizsla.explore.findings import Evidence
from vizsla.modalities.registry import modality_named

if TYPE_CHECKING:
    from vizsla.explore.explored_examples import ExploredExamples
    from vizsla.workspace import Example

__all__ = ["SURELY", "DuplicateEvidence", "duplicate_evidence"]

SURELY = 0.2  # dissimilarity below which two are the same, in another size or format
ALONE = 0.24  # a cosine distance that counts as dissimilarity 1 where the fingerprints differ
COMPARED = 1_000  # examples of a group that each of the others is compared with
ROWS = 1_024  # of a table of comparisons at a time


@dataclass(slots=True)
class DuplicateEvidence:
    """Near-duplicates, by what is wrong with them.

    Attributes:
        contradictions: examples with another label than their near-duplicates.
        leaks: training examples with near-duplicates in the test set.
        copies: examples with a better near-duplicate in the same set.

    """

    contradictions: list[Evidence] = field(default_factory=list)
    leaks: list[Evidence] = field(default_factory=list)
    copies: list[Evidence] = field(default_factory=list)


def duplicate_evidence(explored: ExploredExamples) -> DuplicateEvidence:
    """Return the near-duplicates of a project, by what is wrong with them.

    A group with contradictory labels counts as nothing else: which labels are right decides what to
    do with the others.
    """
    found = DuplicateEvidence(contradictions=_added_twice(explored))
    unsettled = {each.example for each in found.contradictions}
    for indices in explored.duplicate_groups():
        group = _Group(explored, indices)
        contradictions = _contradictions(group)
        if contradictions:
            found.contradictions += [
                each for each in contradictions if each.example not in unsettled
            ]
            continue
        leaks = _leaks(group)
        found.leaks += leaks
        found.copies += _copies(group, {each.example for each in leaks})
    return found


class _Group:
    """Two or more near-duplicates."""

    def __init__(self, explored: ExploredExamples, indices: list[int]) -> None:
        self.modality = modality_named(explored.modality)
        self.examples = [explored.examples[n] for n in indices]
        self.multi_label = explored.multi_label
        self._signatures = Signatures.of(
            explored.fingerprints(indices), explored.unit_embeddings(indices)
        )

    def dissimilarities(self, these: list[int], other: int) -> list[float]:
        """Return the dissimilarity of each of ``these`` to one other."""
        pairs = self._signatures.pairs(np.array(these, int), np.full(len(these), other))
        found: list[float] = _either(*pairs).tolist()
        return found

    def nearest(self, these: list[int], among: list[int]) -> list[tuple[int, float]]:
        """Return the most similar to each of ``these`` in ``among``, and their dissimilarity.

        Of many in ``among`` at most 1,000, evenly spread, are compared: a group may be as large as
        the collection.
        """
        others = np.array(among)[evenly_spread(len(among), COMPARED)]
        compared = self._signatures.take(others)
        found: list[tuple[int, float]] = []
        for start in range(0, len(these), ROWS):
            some = np.array(these[start : start + ROWS])
            values = _either(*self._signatures.take(some).tables(compared))
            best = values.argmin(axis=1)
            least = values[np.arange(len(some)), best]
            found += zip(others[best].tolist(), least.tolist(), strict=True)
        return found


def _either(distances: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Return dissimilarities that are small where the distances of the embeddings alone are."""
    found: np.ndarray = np.minimum(values, np.maximum(distances / ALONE, SURELY))
    return found


def _added_twice(explored: ExploredExamples) -> list[Evidence]:
    """Return the examples whose very file was added with several labels."""
    return [
        Evidence(
            each.id,
            1.0,
            "the same file was added as "
            + " and as ".join(map(repr, (*each.labels, *each.contradicts))),
        )
        for each, used in zip(explored.examples, explored.in_use().tolist(), strict=True)
        if each.contradicts and used
    ]


def _contradictions(group: _Group) -> list[Evidence]:
    """Return the examples whose label is not the one that most of the group have."""
    labelled = [
        n for n, each in enumerate(group.examples) if each.used and each.state == "labelled"
    ]
    # In a multi-label project all labels of an example together are what must be the same.
    counts = Counter(own for n in labelled if (own := group.examples[n].labels))
    negative = {label for n in labelled for label in group.examples[n].not_labels}
    positive = {label for own in counts for label in own}
    if len(counts) < 2 and not negative & positive:  # noqa: PLR2004 - two labels contradict
        return []
    most = max(counts.values())
    right = {own for own, count in counts.items() if count == most and not negative & set(own)}
    settled = len(right) == 1
    # What contradicts an example depends on what is said of it alone, and many have the same said.
    alike: dict[tuple[object, ...], list[int]] = {}
    for n in labelled:
        example = group.examples[n]
        said = (example.labels, example.not_labels, example.is_partly_labelled)
        alike.setdefault(said, []).append(n)
    found: dict[int, Evidence] = {}
    for these in alike.values():
        example = group.examples[these[0]]
        if settled and example.labels in right:
            continue
        against = [
            m
            for others in alike.values()
            if _contradict(group, example, group.examples[others[0]])
            for m in others
        ]
        if not against:
            continue
        for n, (beside, dissimilarity) in zip(
            these, group.nearest(these, sorted(against)), strict=True
        ):
            here, other = group.examples[n], group.examples[beside]
            why = f"{_label_text(here)} here, {_label_text(other)} beside it"
            found[n] = Evidence(here.id, _similarity(dissimilarity), why, other.id)
    return [found[n] for n in sorted(found)]


def _contradict(group: _Group, one: Example, other: Example) -> bool:
    differ = bool(one.labels and other.labels) and one.labels != other.labels
    if group.multi_label and (one.is_partly_labelled or other.is_partly_labelled):
        differ = False  # what is not known of the one may be what the other has
    denied = set(one.labels) & set(other.not_labels) or set(other.labels) & set(one.not_labels)
    return differ or bool(denied)


def _label_text(example: Example) -> str:
    if example.labels:
        return " and ".join(map(repr, example.labels))
    return "not " + " nor ".join(repr(each) for each in example.not_labels)


def _leaks(group: _Group) -> list[Evidence]:
    """Return the training examples of a group that also has examples in the test set."""
    tested = [n for n, each in enumerate(group.examples) if each.split == "test" and each.used]
    if not tested:
        return []
    trained = [
        n
        for n, each in enumerate(group.examples)
        if each.split == "train" and each.used and each.is_labelled
    ]
    return [
        Evidence(
            group.examples[n].id,
            _similarity(dissimilarity),
            "in the training set, and the one beside it in the test set",
            group.examples[beside].id,
        )
        for n, (beside, dissimilarity) in zip(trained, group.nearest(trained, tested), strict=True)
    ]


def _copies(group: _Group, leaked: set[int]) -> list[Evidence]:
    """Return all but the best of a group, for the training set and the test set each."""
    by_set: dict[str, list[int]] = {}
    for n, example in enumerate(group.examples):
        if example.used and example.id not in leaked:
            by_set.setdefault("test" if example.split == "test" else "train", []).append(n)
    found = []
    for members in by_set.values():
        best = min(members, key=lambda n: _rank(group, group.examples[n]))
        worse = [n for n in members if n != best]
        for n, dissimilarity in zip(worse, group.dissimilarities(worse, best), strict=True):
            found.append(
                Evidence(
                    group.examples[n].id,
                    _similarity(dissimilarity),
                    _copy_text(group, n, best, dissimilarity),
                    group.examples[best].id,
                )
            )
    return found


def _rank(group: _Group, example: Example) -> tuple[bool, float, int]:
    return (example.label is None, -group.modality.detail(example.facts), example.id)


def _copy_text(group: _Group, one: int, best: int, dissimilarity: float) -> str:
    size, best_size = (group.modality.summary(group.examples[n].facts) for n in (one, best))
    same = "the same" if dissimilarity < SURELY else "nearly the same"
    text = f"{same} {group.modality.singular}"
    return text if size == best_size else f"{text}, {size} beside {best_size}"


def _similarity(dissimilarity: float) -> float:
    """Return a score, 0 to 1; 1 is the same."""
    return round(min(max(1 - dissimilarity, 0.0), 1.0), 4)
