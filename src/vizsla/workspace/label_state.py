"""The label state of an example, and how each act of labelling changes it: values, no database."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vizsla.errors import WorkspaceDamagedError
from vizsla.workspace.labelled_entity import LabelledEntity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = [
    "LABELLED",
    "SKIPPED",
    "STATES",
    "UNLABELLED",
    "UNSURE",
    "LabelState",
    "add_labels",
    "clear_labels",
    "merge_labels",
    "put_back",
    "remove_label",
    "rename_label",
    "revert",
    "set_aside",
    "set_entities",
    "set_label",
    "set_labels",
    "set_not_label",
    "set_used",
]

LABELLED, UNLABELLED, UNSURE, SKIPPED = STATES = ("labelled", "unlabelled", "unsure", "skipped")


@dataclass(frozen=True, slots=True)
class LabelState:
    """The labels of an example.

    Attributes:
        label: the example's label (it is a positive example of that label), or None; in a
            multi-label project the first of its labels.
        not_labels: the labels that the example is a negative example of, in order.
        state: ``labelled`` (it has a label or a negative one), ``unlabelled``, ``unsure`` or
            ``skipped``.
        used: False where the example is labelled but left out of training.
        contradicts: other labels that the same file was added with, until somebody settles it.
        more_labels: its further labels, in order, in a multi-label project.
        entities: the entities that are marked in a text; empty where somebody looked and there is
            none, None where nobody marked any.

    """

    label: str | None = None
    not_labels: tuple[str, ...] = ()
    state: str = UNLABELLED
    used: bool = True
    contradicts: tuple[str, ...] = ()
    more_labels: tuple[str, ...] = ()
    entities: tuple[LabelledEntity, ...] | None = None

    @property
    def labels(self) -> tuple[str, ...]:
        """All labels, in order; in a single-label project at most one."""
        return () if self.label is None else (self.label, *self.more_labels)

    def with_labels(self, labels: Iterable[str]) -> LabelState:
        """Return the label state with these positive labels, and all else as it was."""
        ordered = _ordered(labels)
        return replace(self, label=ordered[0] if ordered else None, more_labels=ordered[1:])

    def __str__(self) -> str:
        """Return the label state in words, as ``hemlock, not cherry``."""
        words = [*self.labels] or [self.state if self.state != LABELLED else ""]
        words += [f"not {each}" for each in self.not_labels]
        words += [f"or {each}?" for each in self.contradicts]
        words += [] if self.used else ["not used"]
        return ", ".join(each for each in words if each)

    def to_json(self) -> str:
        """Return the label state as JSON text, for the history."""
        parts: list[object] = [self.label, self.not_labels, self.state, self.used, self.contradicts]
        # Where there are none, the text is that of versions that knew one label alone.
        if self.entities is not None:
            parts += [self.more_labels, self.entities]
        elif self.more_labels:
            parts += [self.more_labels]
        return json.dumps(parts, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> LabelState:
        """Read the text that ``to_json`` returned.

        Raises:
            WorkspaceDamagedError: the text is not a label state.

        """
        try:
            label, not_labels, state, used, contradicts, *more = json.loads(text)
            more_labels = tuple(more[0]) if more else ()
            entities = tuple(LabelledEntity(*each) for each in more[1]) if more[1:] else None
            one_label = label, tuple(not_labels), state, used, tuple(contradicts)
            return cls(*one_label, more_labels, entities)
        except (ValueError, TypeError) as error:
            raise WorkspaceDamagedError(
                f"the history of an example can't be read: {text!r:.80}; restore the database "
                "from a backup"
            ) from error


def set_label(old: LabelState, label: str) -> LabelState:
    """Make the example a positive example of a label, which settles every contradiction."""
    nots = tuple(each for each in old.not_labels if each != label)
    return replace(old, label=label, not_labels=nots, state=LABELLED, contradicts=())


def set_labels(old: LabelState, labels: Iterable[str]) -> LabelState:
    """Give the example these labels and no others, positive or negative: all of it is known."""
    return replace(old.with_labels(labels), not_labels=(), state=LABELLED, contradicts=())


def add_labels(old: LabelState, labels: Iterable[str]) -> LabelState:
    """Give the example these labels besides those that it has."""
    added = set(labels)
    return replace(
        old.with_labels(added.union(old.labels)),
        not_labels=tuple(each for each in old.not_labels if each not in added),
        state=LABELLED,
        contradicts=tuple(each for each in old.contradicts if each not in added),
    )


def set_not_label(old: LabelState, label: str) -> LabelState:
    """Make the example a negative example of a label, and remove the same positive label."""
    return replace(
        old.with_labels(each for each in old.labels if each != label),
        not_labels=_ordered((*old.not_labels, label)),
        state=LABELLED,
        contradicts=tuple(each for each in old.contradicts if each != label),
    )


def clear_labels(old: LabelState) -> LabelState:
    """Take all labels off, positive and negative."""
    return LabelState(used=old.used, entities=old.entities)


def set_aside(old: LabelState, state: str) -> LabelState:
    """Make the example unsure or skipped: the label goes, the negative labels stay."""
    return replace(old, label=None, more_labels=(), state=state, contradicts=())


def put_back(old: LabelState, state: str) -> LabelState:
    """Take an unsure or skipped example back among the others; the negative labels stay."""
    if old.state != state:
        return old
    return replace(old, state=LABELLED if old.not_labels else UNLABELLED)


def set_entities(old: LabelState, entities: tuple[LabelledEntity, ...] | None) -> LabelState:
    """Mark these entities in the text, and no others."""
    return replace(old, entities=entities)


def set_used(old: LabelState, *, used: bool) -> LabelState:
    """Set whether the example is used for training."""
    return replace(old, used=used)


def rename_label(old: LabelState, name: str, new: str) -> LabelState:
    """Rename a label."""
    return _renamed(old, lambda each: new if each == name else each)


def merge_labels(old: LabelState, sources: frozenset[str], into: str) -> LabelState:
    """Merge several labels into one.

    An example that is not an oak may still be a beech: only an example that is none of the merged
    labels is a negative example of the new one.

    Args:
        old: the label state before.
        sources: the labels that become one; ``into`` too, if it existed.
        into: the label that they become.

    """
    if not sources.issubset(old.not_labels):
        kept = tuple(each for each in old.not_labels if each not in sources)
        old = replace(old, not_labels=kept)
    return _renamed(old, lambda each: into if each in sources else each)


def remove_label(old: LabelState, name: str) -> LabelState:
    """Take one label off, positive or negative."""
    return _consistent(
        replace(
            old.with_labels(each for each in old.labels if each != name),
            not_labels=tuple(each for each in old.not_labels if each != name),
            contradicts=tuple(each for each in old.contradicts if each != name),
        )
    )


def revert(present: LabelState, before: LabelState, after: LabelState) -> LabelState:
    """Undo the step from ``before`` to ``after``; labels that were imported since then stay."""
    if present == after:
        return before
    return _consistent(
        LabelState(
            not_labels=_reverted(present.not_labels, before.not_labels, after.not_labels),
            state=before.state if before.state != after.state else present.state,
            used=before.used if before.used != after.used else present.used,
            contradicts=_reverted(present.contradicts, before.contradicts, after.contradicts),
            entities=before.entities if before.entities != after.entities else present.entities,
        ).with_labels(_reverted_labels(present, before, after))
    )


def _reverted_labels(present: LabelState, before: LabelState, after: LabelState) -> tuple[str, ...]:
    if before.labels == after.labels:
        return present.labels
    if max(len(each.labels) for each in (present, before, after)) <= 1:
        return before.labels  # one label replaces another
    return _reverted(present.labels, before.labels, after.labels)


def _reverted(
    present: Iterable[str], before: Iterable[str], after: Iterable[str]
) -> tuple[str, ...]:
    added, gone = set(after) - set(before), set(before) - set(after)
    return _ordered((set(present) - added) | gone)


def _renamed(old: LabelState, name: Callable[[str], str]) -> LabelState:
    return _consistent(
        replace(
            old.with_labels(map(name, old.labels)),
            not_labels=_ordered(name(each) for each in old.not_labels),
            contradicts=_ordered(name(each) for each in old.contradicts),
        )
    )


def _consistent(new: LabelState) -> LabelState:
    """Make the parts agree; a single contradicting label becomes the label where there is none."""
    nots = tuple(each for each in new.not_labels if each not in new.labels)
    claims = tuple(each for each in new.contradicts if each not in new.labels)
    new = replace(new, not_labels=nots, contradicts=claims)
    if new.state in {UNSURE, SKIPPED}:
        return new
    if new.label is None and not nots and len(claims) == 1:
        new = replace(new, label=claims[0], contradicts=())
    return replace(new, state=LABELLED if new.label or nots else UNLABELLED)


def _ordered(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names)))
