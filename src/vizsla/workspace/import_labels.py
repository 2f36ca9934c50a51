"""What an import makes of an example that is there already: it adds, and overwrites nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from vizsla.workspace.label_state import LABELLED, UNLABELLED, LabelState

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["import_labels"]


def import_labels(
    old: LabelState,
    already_imported: frozenset[str],
    label: str | None,
    not_labels: Sequence[str],
    state: str | None,
) -> tuple[LabelState, str | None]:
    """Return what an example is after an import, and what the import contradicts.

    A second, different label is kept as a contradiction until someone settles it. What an import
    said before says nothing new: adding the same folder again does not bring back what people
    have overruled in the meantime.

    Args:
        old: what is known of it.
        already_imported: the labels that imports gave it before.
        label: what the import says it is, or None.
        not_labels: what it says it is not.
        state: ``unsure`` or ``skipped`` if it says so.

    Returns:
        What is known then; and the label, or ``not LABEL``, that the import contradicts, or None.

    """
    new, contradicted = old, None
    if label is not None:
        new, contradicted = _positive(old, already_imported, label)
    if state is not None and new == LabelState(used=new.used):
        new = replace(new, state=state)
    for each in not_labels:
        if each == new.label:
            contradicted = contradicted or each
        elif each not in new.not_labels:
            # Of what was put aside it is known as well what it is not.
            here = LABELLED if new.state == UNLABELLED else new.state
            nots = tuple(sorted({*new.not_labels, each}))
            new = replace(new, not_labels=nots, state=here)
    return new, contradicted


def _positive(
    old: LabelState, already_imported: frozenset[str], label: str
) -> tuple[LabelState, str | None]:
    if old.label == label:
        return old, None
    negative = label in old.not_labels
    if old.label is None and not negative:
        if label in already_imported and old.state != UNLABELLED:
            return old, None
        return replace(old, label=label, state=LABELLED), None
    against = f"not {label}" if negative else old.label
    if label in old.contradicts:
        return old, against
    if label in already_imported:
        return old, None
    return replace(old, contradicts=tuple(sorted({*old.contradicts, label}))), against
