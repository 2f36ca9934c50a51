"""Keeps what exploring found, in the form in which screens and searches need it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vizsla.modalities.registry import modality_named
from vizsla.workspace.exploration_store import StoredEvidence
from vizsla.workspace.search_states import DOUBTFUL, NEAR_DUPLICATE, OUTLIER, UNUSABLE
from vizsla.workspace.stored_map import NO_DOUBT, SIDE, StoredMap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vizsla.explore import Exploration, Finding
    from vizsla.json_value import JSONObject
    from vizsla.workspace import Example, Store

__all__ = ["keep_exploration", "places_before"]

STATES = {
    "doubtful-labels": DOUBTFUL,
    "contradictions": NEAR_DUPLICATE,
    "leaks": NEAR_DUPLICATE,
    "duplicates": NEAR_DUPLICATE,
    "outliers": OUTLIER,
}
# Findings that doubt an example's label: with another label there is nothing to doubt.
ABOUT_LABELS = ("doubtful-labels", "contradictions", "same-label", "few-examples", "unbalanced")


def keep_exploration(store: Store, revision: int, found: Exploration, who: str | None) -> None:
    """Store an exploration for screens.

    Args:
        store: the project's store.
        revision: the project's revision before it was explored.
        found: the exploration.
        who: the person or program that asked for it.

    """
    findings = [_without_evidence(each) for each in found.findings]
    store.exploration.put(revision, findings, _evidence(found), _map(found), who)


def places_before(store: Store, examples: Sequence[Example]) -> np.ndarray | None:
    """Return where examples are on the map that is stored, (examples, 2) from 0 to 1.

    Examples that are new to it have NaN. None where there is no map.
    """
    known = store.exploration.map()
    if known is None:
        return None
    places = dict(zip(known.ids.tolist(), (known.points / SIDE).tolist(), strict=True))
    return np.array([places.get(each.id, (np.nan, np.nan)) for each in examples]).reshape(-1, 2)


def _without_evidence(finding: Finding) -> JSONObject:
    found = finding.to_dict()
    del found["evidence"]
    return found


def _evidence(found: Exploration) -> Iterator[StoredEvidence]:
    states = dict(STATES)
    for check in modality_named(found.modality).quality_checks:
        states[check.name] = UNUSABLE
    labels = {each.id: each.label for each in found.examples}
    for finding in found.findings:
        doubts = finding.kind in ABOUT_LABELS
        for each in finding.evidence:
            yield StoredEvidence(
                each.example,
                finding.kind,
                each.why,
                states.get(finding.kind),
                labels.get(each.example) if doubts else None,
                each.label,
                each.beside,
                each.score,
            )


def _map(found: Exploration) -> StoredMap:
    count = len(found.examples)
    doubts = np.full(count, np.nan) if found.doubts is None else found.doubts
    known = ~np.isnan(doubts)
    percent = np.full(count, NO_DOUBT, np.uint8)
    percent[known] = np.rint(doubts[known] * 100)
    points = np.rint(found.points * SIDE).astype(np.uint16)
    return StoredMap(np.array([each.id for each in found.examples], np.int64), points, percent)
