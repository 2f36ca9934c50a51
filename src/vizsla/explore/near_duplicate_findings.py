"""Near-duplicates: under two labels, in training and in the test, and simply twice."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from vizsla.explore import suggested_actions
from vizsla.explore.findings import Evidence, Finding
from vizsla.explore.unlikeness import Appearance
from vizsla.modalities.registry import modality_named
from vizsla.wording import counted

if TYPE_CHECKING:
    from vizsla.explore.explored_examples import ExploredExamples
    from vizsla.modalities.base import Modality
    from vizsla.workspace import Example

__all__ = ["copy_findings"]

SURELY = 0.2  # of unlikeness: the same picture, in another size or format
MANY = 0.05  # the share of a collection that copies may be before they weigh


class _Group:
    """Near-duplicates, at least two."""

    def __init__(self, explored: ExploredExamples, places: list[int]) -> None:
        self.modality = modality_named(explored.modality)
        self.examples = [explored.examples[n] for n in places]
        unit = explored.unit_of(places)
        self._looks = Appearance.of(
            np.array([each.fingerprint or 0 for each in self.examples], np.uint64), unit
        )

    def unlikeness(self, one: int, other: int) -> float:
        """Return how unlike two of them are."""
        return float(self._looks.pairs(np.array([one]), np.array([other]))[0])

    def nearest(self, one: int, among: list[int]) -> tuple[int, float]:
        """Return which of some is most like one, and how unlike it is."""
        unlike = self._looks.pairs(np.full(len(among), one), np.array(among))
        best = int(unlike.argmin())
        return among[best], float(unlike[best])


def copy_findings(explored: ExploredExamples) -> list[Finding]:
    """Find contradictory labels, leaks from the test into training, and copies."""
    contradictions = [
        Evidence(
            each.id,
            1.0,
            "this very picture was added as "
            + " and as ".join(repr(label) for label in (each.label, *each.contradicts) if label),
            None,
        )
        for each, stands in zip(explored.examples, explored.standing().tolist(), strict=True)
        if each.contradicts and stands
    ]
    unsettled = {each.example for each in contradictions}
    leaks: list[Evidence] = []
    copies: list[Evidence] = []
    for places in explored.alike():
        group = _Group(explored, places)
        found = _contradictions(group)
        if found:
            contradictions.extend(each for each in found if each.example not in unsettled)
            continue
        leaked = _leaks(group)
        leaks.extend(leaked)
        copies.extend(_copies(group, {each.example for each in leaked}))
    return [
        *_contradictory(contradictions, explored.project),
        *_leaking(leaks, explored.project),
        *_copied(copies, explored),
    ]


def _contradictions(group: _Group) -> list[Evidence]:
    """Return those whose label is not the one that most of the group have."""
    said = [n for n, each in enumerate(group.examples) if each.used and each.state == "labelled"]
    counts = Counter(label for n in said if (label := group.examples[n].label) is not None)
    denied = {label for n in said for label in group.examples[n].not_labels}
    if len(counts) < 2 and not denied & counts.keys():  # noqa: PLR2004 - two labels are a contradiction
        return []
    most = max(counts.values())
    right = {label for label, count in counts.items() if count == most} - denied
    settled = len(right) == 1
    found = []
    for n in said:
        example = group.examples[n]
        against = [m for m in said if _contradict(example, group.examples[m])]
        if not against or (settled and example.label in right):
            continue
        beside, unlike = group.nearest(n, against)
        other = group.examples[beside]
        found.append(
            Evidence(
                example.id,
                _likeness(unlike),
                f"{_called(example)} here, {_called(other)} in the picture beside it",
                other.id,
            )
        )
    return found


def _contradict(one: Example, other: Example) -> bool:
    both = one.label is not None and other.label is not None and one.label != other.label
    return both or one.label in other.not_labels or other.label in one.not_labels


def _leaks(group: _Group) -> list[Evidence]:
    """Return what is trained on while a copy of it is tested on."""
    tested = [n for n, each in enumerate(group.examples) if each.split == "test" and each.used]
    if not tested:
        return []
    found = []
    for n, example in enumerate(group.examples):
        known = example.label is not None or example.not_labels
        if example.split == "train" and example.used and known:
            beside, unlike = group.nearest(n, tested)
            found.append(
                Evidence(
                    example.id,
                    _likeness(unlike),
                    "trained on, while the picture beside it is tested on",
                    group.examples[beside].id,
                )
            )
    return found


def _copies(group: _Group, leaked: set[int]) -> list[Evidence]:
    """Return all but the best of a group, each part for itself."""
    by_part: dict[str, list[int]] = {}
    for n, example in enumerate(group.examples):
        if example.used and example.id not in leaked:
            by_part.setdefault("test" if example.split == "test" else "train", []).append(n)
    found = []
    for members in by_part.values():
        kept = min(members, key=lambda n: _worth(group.examples[n], group.modality))
        for n in members:
            if n != kept:
                unlike = group.unlikeness(n, kept)
                found.append(
                    Evidence(
                        group.examples[n].id,
                        _likeness(unlike),
                        _copy_why(group.examples[n], group.examples[kept], unlike, group.modality),
                        group.examples[kept].id,
                    )
                )
    return found


def _worth(example: Example, modality: Modality[Any]) -> tuple[bool, float, int]:
    return (example.label is None, -modality.detail(example.facts), example.id)


def _copy_why(example: Example, kept: Example, unlike: float, modality: Modality[Any]) -> str:
    size, kept_size = modality.summary(example.facts), modality.summary(kept.facts)
    same = "the same" if unlike < SURELY else "nearly the same"
    how = f"{same} {modality.singular}"
    return how if size == kept_size else f"{how}, {size} beside {kept_size}"


def _called(example: Example) -> str:
    if example.label is not None:
        return repr(example.label)
    return "not " + " nor ".join(repr(each) for each in example.not_labels)


def _likeness(unlike: float) -> float:
    return round(min(max(1 - unlike, 0.0), 1.0), 4)


def _ordered(evidence: list[Evidence]) -> list[Evidence]:
    return sorted(evidence, key=lambda each: (-(each.score or 0), each.example))


def _contradictory(evidence: list[Evidence], project: str) -> list[Finding]:
    if not evidence:
        return []
    evidence = _ordered(evidence)
    surely = (evidence[0].score or 0) >= 1 - SURELY
    return [
        Finding(
            "contradictions",
            f"{counted(len(evidence), 'picture contradicts', 'pictures contradict')} others",
            "The same picture, or nearly the same, has two labels: one must be wrong, or they are "
            "not as different as their labels say. Whatever is learned from one is unlearned from "
            "the other.",
            tuple(evidence),
            suggested_actions.put_aside(
                "Put them aside until you know which label is right",
                "contradictions",
                evidence,
                project,
            ),
            "must" if surely else "should",
        )
    ]


def _leaking(evidence: list[Evidence], project: str) -> list[Finding]:
    if not evidence:
        return []
    evidence = _ordered(evidence)
    return [
        Finding(
            "leaks",
            f"{counted(len(evidence), 'picture is', 'pictures are')} trained on and, as a copy, "
            "tested on",
            "A test with pictures that were learned by heart promises more than it can keep.",
            tuple(evidence),
            suggested_actions.keep_out(
                "Keep them out of training; the test stays as it is", "leaks", evidence, project
            ),
            "must",
        )
    ]


def _copied(evidence: list[Evidence], explored: ExploredExamples) -> list[Finding]:
    if not evidence:
        return []
    evidence = _ordered(evidence)
    return [
        Finding(
            "duplicates",
            f"{counted(len(evidence), 'picture is a near-copy', 'pictures are near-copies')} "
            "of others",
            "Copies teach nothing new, and weigh what they show more than the rest. They are kept "
            "together, all in training or all in the test, so that they do no harm to the figures.",
            tuple(evidence),
            suggested_actions.remove(
                "Remove them for good; the largest of each stays",
                "duplicates",
                evidence,
                explored.project,
            ),
            "should" if len(evidence) > MANY * len(explored) else "look",
        )
    ]
