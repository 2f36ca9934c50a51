"""Add imported labels to an example that exists already, and overwrite none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from vizsla.answer import NONE_OF_THESE
from vizsla.workspace.label_state import LABELLED, UNLABELLED, LabelState, add_labels

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["import_labels", "import_several_labels"]


def import_labels(
    old: LabelState,
    already_imported: frozenset[str],
    label: str | None,
    not_labels: Sequence[str],
    state: str | None,
) -> tuple[LabelState, str | None]:
    """Return the label state after an import, and the label that the import contradicts.

    A second, different label is stored as a contradiction until somebody settles it. A label that
    was imported before changes nothing: adding the same folder again does not bring back a label
    that people have replaced in the meantime.

    Args:
        old: the label state before.
        already_imported: the labels of earlier imports.
        label: the example's label in the import, or None.
        not_labels: the example's negative labels in the import.
        state: ``unsure`` or ``skipped`` if the import says so.

    Returns:
        The new label state; and the label, or ``not LABEL``, that the import contradicts, or None.

    """
    new, contradicted = old, None
    if label is not None:
        new, contradicted = _import_label(old, already_imported, label)
    return _import_rest(new, contradicted, not_labels, state)


def import_several_labels(
    old: LabelState,
    already_imported: frozenset[str],
    labels: Sequence[str],
    not_labels: Sequence[str],
    state: str | None,
) -> tuple[LabelState, str | None]:
    """Return the label state after an import into a multi-label project; see ``import_labels``.

    Labels of several imports add up: a file in the folders of two labels has both. A label that
    people did not give, to an example that they labelled, is stored as a contradiction, as is one
    beside 'none of these'.

    Args:
        old: the label state before.
        already_imported: the labels of earlier imports.
        labels: the example's labels in the import.
        not_labels: the example's negative labels in the import.
        state: ``unsure`` or ``skipped`` if the import says so.

    """
    new, contradicted = old, None
    for label in labels:
        if label in new.labels:
            continue
        fits = (NONE_OF_THESE in new.labels) == (label == NONE_OF_THESE)
        is_imported = already_imported.union(labels).issuperset(new.labels)
        if new.labels and fits and is_imported and label not in new.not_labels:
            if label not in already_imported:
                new = add_labels(new, (label,))
            continue
        new, against = _import_label(new, already_imported, label)
        contradicted = contradicted or against
    return _import_rest(new, contradicted, not_labels, state)


def _import_rest(
    new: LabelState, contradicted: str | None, not_labels: Sequence[str], state: str | None
) -> tuple[LabelState, str | None]:
    if state is not None and new == LabelState(used=new.used, entities=new.entities):
        new = replace(new, state=state)
    for each in not_labels:
        if each in new.labels:
            contradicted = contradicted or each
        elif each not in new.not_labels:
            # An unsure or skipped example keeps its state when it gets a negative label.
            next_state = LABELLED if new.state == UNLABELLED else new.state
            nots = tuple(sorted({*new.not_labels, each}))
            new = replace(new, not_labels=nots, state=next_state)
    return new, contradicted


def _import_label(
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
