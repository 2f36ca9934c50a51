"""Puts near-duplicates into findings: contradictory labels, leaks, and copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.explore import suggested_actions
from vizsla.explore.duplicate_evidence import SURELY, duplicate_evidence
from vizsla.explore.findings import Evidence, Finding

if TYPE_CHECKING:
    from vizsla.explore.explored_examples import ExploredExamples

__all__ = ["near_duplicate_findings"]

MANY = 0.05  # the share of a collection from which on copies make the function worse


def near_duplicate_findings(explored: ExploredExamples) -> list[Finding]:
    """Find contradictory labels, leaks from the test set into training, and copies."""
    evidence = duplicate_evidence(explored)
    return [
        make(explored, sorted(found, key=lambda each: (-(each.score or 0), each.example)))
        for make, found in (
            (_contradictions, evidence.contradictions),
            (_leaks, evidence.leaks),
            (_copies, evidence.copies),
        )
        if found
    ]


def _contradictions(explored: ExploredExamples, evidence: list[Evidence]) -> Finding:
    surely = (evidence[0].score or 0) >= 1 - SURELY
    return Finding(
        "contradictions",
        f"{explored.counted(len(evidence), 'contradicts', 'contradict')} others",
        f"The same {explored.singular}, or nearly the same, has two labels: one label is wrong, or "
        "the labels are not as different as their names. Each of the two labels teaches the model "
        "the opposite of the other.",
        tuple(evidence),
        suggested_actions.mark_unsure(
            "Mark them as unsure until you know which label is right",
            "contradictions",
            evidence,
            explored.project,
        ),
        "must" if surely else "should",
    )


def _leaks(explored: ExploredExamples, evidence: list[Evidence]) -> Finding:
    return Finding(
        "leaks",
        f"{explored.counted(len(evidence), 'is', 'are')} in the training set and, as a "
        "near-duplicate, in the test set",
        f"The model has seen these {explored.plural} of the test set, so the test promises more "
        f"than new {explored.plural} will show.",
        tuple(evidence),
        suggested_actions.leave_out(
            "Leave them out of training; the test set stays as it is",
            "leaks",
            evidence,
            explored.project,
        ),
        "must",
    )


def _copies(explored: ExploredExamples, evidence: list[Evidence]) -> Finding:
    return Finding(
        "duplicates",
        f"{explored.counted(len(evidence), 'is a near-duplicate', 'are near-duplicates')} of "
        "others",
        "Near-duplicates teach nothing new, and give what they show more weight than the rest. "
        "They stay together, all in the training set or all in the test set, so that the figures "
        f"are right. Some may be another {explored.singular} of the same thing, and worth keeping: "
        "look before you remove them.",
        tuple(evidence),
        suggested_actions.remove(
            "Remove them for good, and keep the largest of each",
            "duplicates",
            evidence,
            explored.project,
        ),
        "should" if len(evidence) > MANY * len(explored) else "look",
    )
