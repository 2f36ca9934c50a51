"""Who said which label of an example, read from the history; and two people who disagree."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import sqlalchemy as sa

from vizsla.workspace.label_state import LabelState, set_label, set_labels
from vizsla.workspace.row_values import aware, chunks
from vizsla.workspace.schema import action, change

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection

__all__ = ["LabelClaim", "label_beside", "label_claims", "labels_beside"]

RENAMES = {"rename", "merge"}
IMPORT = "import"


@dataclass(frozen=True, slots=True)
class LabelClaim:
    """A label of an example, and who said so.

    Attributes:
        label: the label.
        who: the person or program that gave it; None where the example was added with it.
        at: when that was, UTC; None where the example was added with it.

    """

    label: str
    who: str | None = None
    at: datetime | None = None


def label_claims(
    connection: Connection, row_ids: Iterable[int]
) -> dict[int, tuple[LabelClaim, ...]]:
    """Return the claims on examples that people labelled, by the examples' row ids.

    Args:
        connection: a connection in a transaction.
        row_ids: the row ids of the examples.

    """
    query = (
        sa.select(
            change.c.example_id,
            change.c.before,
            change.c.after,
            action.c.kind,
            action.c.who,
            action.c.at,
        )
        .join_from(change, action)
        .where(action.c.undone_at.is_(None))
        .order_by(change.c.id)
    )
    found: dict[int, dict[str, LabelClaim]] = {}
    for chunk in chunks(row_ids):
        for row in connection.execute(query.where(change.c.example_id.in_(chunk))):
            row_id, before, after, kind, who, at = row
            claims = found.setdefault(row_id, {})
            by = LabelClaim("") if kind == IMPORT else LabelClaim("", who, aware(at))
            old, new = LabelState.from_json(before), LabelState.from_json(after)
            found[row_id] = _next(claims, old, new, by, is_renamed=kind in RENAMES)
    return {row_id: tuple(claims.values()) for row_id, claims in found.items()}


def _next(
    claims: dict[str, LabelClaim],
    old: LabelState,
    new: LabelState,
    by: LabelClaim,
    *,
    is_renamed: bool,
) -> dict[str, LabelClaim]:
    """Return the claims after a step."""
    before, after = _labels(old), _labels(new)
    if old.contradicts and not new.contradicts and new.label and not is_renamed:
        return {each: replace(by, label=each) for each in new.labels}  # settled
    gone, come = [each for each in before if each not in after], set(after) - set(before)
    next_claims = {}
    for each in after:
        if each not in come:
            next_claims[each] = claims.get(each, LabelClaim(each))
        elif is_renamed and gone:
            next_claims[each] = replace(claims.get(gone[0], LabelClaim(each)), label=each)
        else:
            next_claims[each] = replace(by, label=each)
    return next_claims


def label_beside(old: LabelState, label: str, who: str, claims: Iterable[LabelClaim]) -> LabelState:
    """Give an example a label, and overwrite none that another person gave.

    Args:
        old: the label state before.
        label: the label.
        who: the person who gives it.
        claims: who gave the labels that the example has.

    """
    by = {each.label: each.who for each in claims}
    of_others = [each for each in _labels(old) if by.get(each) not in {None, who}]
    if all(each == label for each in of_others):
        return set_label(old, label)
    first = old.label if old.label in of_others else label
    rest = sorted({*of_others, label} - {first})
    return replace(set_label(old, first or label), contradicts=tuple(rest))


def labels_beside(
    old: LabelState, labels: Iterable[str], who: str, claims: Iterable[LabelClaim]
) -> LabelState:
    """Give an example all of its labels, and overwrite none that another person gave.

    Labels on which people agree are the example's; the others contradict. Where they agree on
    none, those that the example had stay.

    Args:
        old: the label state before.
        labels: the labels, and no others.
        who: the person who gives them.
        claims: who gave the labels that the example has.

    """
    mine, by = set(labels), {each.label: each.who for each in claims}
    of_others = {each for each in _labels(old) if by.get(each) not in {None, who}}
    if not of_others:
        return set_labels(old, mine)
    said = {*old.labels, *of_others}
    agreed = mine & said
    contested = (of_others - mine) | (mine - said)
    if not agreed:
        agreed = set(old.labels) or of_others
    return replace(set_labels(old, agreed), contradicts=tuple(sorted(contested - agreed)))


def _labels(state: LabelState) -> tuple[str, ...]:
    return (*state.labels, *state.contradicts)
