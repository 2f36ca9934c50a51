"""Sorts near-duplicates into contradictory labels, leaks into the test set, and plain copies."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from vizsla.explore.dissimilarity import Signatures
from vizsla.explore.findings import Evidence
from vizsla.modalities.registry import modality_named

if TYPE_CHECKING:
    from vizsla.explore.explored_examples import ExploredExamples
    from vizsla.workspace import Example

__all__ = ["SURELY", "DuplicateEvidence", "duplicate_evidence"]

SURELY = 0.2  # dissimilarity below which two are the same, in another size or format
ALONE = 0.24  # a cosine distance that counts as dissimilarity 1 where the fingerprints differ


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

    def dissimilarity(self, one: int, other: int) -> float:
        """Return the dissimilarity of two of them."""
        return self.nearest(one, [other])[1]

    def nearest(self, one: int, among: list[int]) -> tuple[int, float]:
        """Return the most similar to ``one`` in ``among``, and their dissimilarity."""
        distances, values = self._signatures.pairs(np.full(len(among), one), np.array(among))
        values = np.minimum(values, np.maximum(distances / ALONE, SURELY))
        best = int(values.argmin())
        return among[best], float(values[best])


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
    found = []
    for n in labelled:
        example = group.examples[n]
        against = [m for m in labelled if _contradict(group, example, group.examples[m])]
        if not against or (settled and example.labels in right):
            continue
        beside, dissimilarity = group.nearest(n, against)
        other = group.examples[beside]
        why = f"{_label_text(example)} here, {_label_text(other)} beside it"
        found.append(Evidence(example.id, _similarity(dissimilarity), why, other.id))
    return found


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
    found = []
    for n, example in enumerate(group.examples):
        if example.split == "train" and example.used and example.is_labelled:
            beside, dissimilarity = group.nearest(n, tested)
            found.append(
                Evidence(
                    example.id,
                    _similarity(dissimilarity),
                    "in the training set, and the one beside it in the test set",
                    group.examples[beside].id,
                )
            )
    return found


def _copies(group: _Group, leaked: set[int]) -> list[Evidence]:
    """Return all but the best of a group, for the training set and the test set each."""
    by_set: dict[str, list[int]] = {}
    for n, example in enumerate(group.examples):
        if example.used and example.id not in leaked:
            by_set.setdefault("test" if example.split == "test" else "train", []).append(n)
    found = []
    for members in by_set.values():
        best = min(members, key=lambda n: _rank(group, group.examples[n]))
        for n in members:
            if n != best:
                dissimilarity = group.dissimilarity(n, best)
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
