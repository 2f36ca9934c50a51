"""The states that examples are looked for by, besides what people said of them."""

from __future__ import annotations

import sqlalchemy as sa

from vizsla.workspace.label_state import SKIPPED, UNLABELLED, UNSURE
from vizsla.workspace.schema import evidence, example, suggestion

__all__ = [
    "CONTRADICTING",
    "DOUBTFUL",
    "FOUND_STATES",
    "NEAR_DUPLICATE",
    "OUTLIER",
    "STANDS",
    "SUGGESTED",
    "SURE",
    "UNUSABLE",
    "UNUSED",
    "state_condition",
]

CONTRADICTING, UNUSED = "contradicting", "unused"
DOUBTFUL, NEAR_DUPLICATE, OUTLIER, UNUSABLE = FOUND_STATES = (
    "doubtful",
    "near-duplicate",
    "outlier",
    "unusable",
)
SUGGESTED, SURE = "suggested", "sure"

# Evidence stands while its example is used, and has the label that it doubts.
STANDS = sa.and_(
    example.c.used,
    example.c.state.not_in((UNSURE, SKIPPED)),
    sa.or_(evidence.c.given.is_(None), evidence.c.given == example.c.label),
)


def state_condition(state: str, project_id: int) -> sa.ColumnElement[bool]:
    """Return the condition that an example of a project is of a state.

    Args:
        state: one of ``FILTER_STATES``.
        project_id: the row id of the project.

    """
    if state == CONTRADICTING:
        return example.c.contradicts.is_not(None)
    if state == UNUSED:
        return sa.and_(example.c.label.is_not(None), sa.not_(example.c.used))
    if state in FOUND_STATES:
        found = sa.select(evidence.c.example_id)
        found = found.where(evidence.c.project_id == project_id, evidence.c.state == state)
        # Correlated with the example that is looked at, whose label it may doubt.
        stands = sa.exists().where(
            evidence.c.example_id == example.c.id, evidence.c.state == state, STANDS
        )
        return sa.and_(example.c.id.in_(found), stands.correlate(example))
    if state in {SUGGESTED, SURE}:
        made = sa.select(suggestion.c.example_id).where(suggestion.c.project_id == project_id)
        if state == SURE:
            made = made.where(suggestion.c.sure)
        return sa.and_(example.c.state == UNLABELLED, example.c.id.in_(made))
    return example.c.state == state
