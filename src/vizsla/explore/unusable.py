"""Finds examples that are of no use, by the quality checks of their modality."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.explore import suggested_actions
from vizsla.explore.findings import Evidence, Finding
from vizsla.modalities.registry import modality_named
from vizsla.wording import counted

if TYPE_CHECKING:
    from vizsla.explore.explored_examples import ExploredExamples
    from vizsla.modalities.modality_values import QualityCheck

__all__ = ["unusable"]

USUAL = 0.5  # the share of the examples above which a property is usual for this data


def unusable(explored: ExploredExamples) -> list[Finding]:
    """Find examples that a quality check rejects; each counts for the first check that does.

    A check that rejects more than half of all examples describes the data: that is worth knowing,
    and no reason to drop anything.
    """
    in_use = explored.in_use()
    checks = modality_named(explored.modality).quality_checks
    rejected: dict[str, list[Evidence]] = {each.name: [] for each in checks}
    for index, example in enumerate(explored.examples):
        facts = example.facts
        check = next((each for each in checks if each.applies(facts)), None)
        if check is not None and in_use[index]:
            evidence = Evidence(example.id, check.score(facts), check.reason(facts))
            rejected[check.name].append(evidence)
    total = int(in_use.sum())
    return [
        _finding(each, rejected[each.name], total, explored.project)
        for each in checks
        if rejected[each.name]
    ]


def _finding(check: QualityCheck, evidence: list[Evidence], total: int, project: str) -> Finding:
    evidence.sort(key=lambda each: (each.score, each.example))
    count = len(evidence)
    title = counted(count, check.singular, check.plural)
    if count > USUAL * total:
        share = f"{count / total:.0%}"
        why = f"That is {share} of the examples, so it is usual for this data. {check.advice}"
        return Finding(check.name, title, why, tuple(evidence), None, "look")
    them = "it" if count == 1 else "them"
    if check.worthless:
        act = suggested_actions.remove(f"Remove {them} for good", check.name, evidence, project)
    else:
        act = suggested_actions.leave_out(
            f"Leave {them} out of training", check.name, evidence, project
        )
    return Finding(
        check.name,
        title,
        check.advice,
        tuple(evidence),
        act,
        "should" if check.worthless else "look",
    )
