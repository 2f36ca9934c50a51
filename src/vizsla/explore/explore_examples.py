"""Looks for all findings, and orders them by importance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vizsla.explore.doubtful_labels import doubtful_labels, label_doubts
from vizsla.explore.encoder_language import encoder_language_findings
from vizsla.explore.exploration import Exploration
from vizsla.explore.label_balance import label_counts, label_findings
from vizsla.explore.languages import language_findings
from vizsla.explore.map_layout import map_points
from vizsla.explore.near_duplicate_findings import near_duplicate_findings
from vizsla.explore.outliers import outliers
from vizsla.explore.unusable import unusable

if TYPE_CHECKING:
    from vizsla.explore.doubtful_labels import LabelDoubts
    from vizsla.explore.explored_examples import ExploredExamples

__all__ = ["explore"]

ORDER = {"must": 0, "should": 1, "look": 2}


def explore(explored: ExploredExamples, before: np.ndarray | None = None) -> Exploration:
    """Explore the examples of a project.

    Args:
        explored: the examples, any number of them, labelled or not.
        before: (examples, 2) the points of an earlier map, NaN for examples that are new; where
            most are known, they stay where they are.

    Returns:
        The findings, the most important first, and the map.

    """
    duplicates = near_duplicate_findings(explored)
    contradicting = {
        example for each in duplicates if each.kind == "contradictions" for example in each.examples
    }
    useless = unusable(explored)
    # Which of several labels is doubtful is not looked for yet.
    doubts = None if explored.multi_label else label_doubts(explored)
    findings = [
        *label_findings(explored),
        *duplicates,
        *(() if doubts is None else doubtful_labels(explored, contradicting, doubts)),
        *useless,
        *encoder_language_findings(explored),
        *language_findings(explored),
        *outliers(explored, {example for each in useless for example in each.examples}),
    ]
    findings.sort(key=lambda each: ORDER[each.severity])
    return Exploration(
        findings=tuple(findings),
        points=map_points(explored.unit_embeddings(), before),
        examples=explored.examples,
        labels=label_counts(explored),
        project=explored.project,
        modality=explored.modality,
        doubts=_of_all(explored, doubts),
    )


def _of_all(explored: ExploredExamples, doubts: LabelDoubts | None) -> np.ndarray | None:
    if doubts is None:
        return None
    found = np.full(len(explored), np.nan)
    found[doubts.rows] = doubts.wrong
    return found
