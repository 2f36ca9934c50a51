"""The label state of an example, and how each act of labelling changes it: values, no database."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vizsla.errors import WorkspaceDamagedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = [
    "LABELLED",
    "SKIPPED",
    "STATES",
    "UNLABELLED",
    "UNSURE",
    "LabelState",
    "clear_labels",
    "merge_labels",
    "remove_label",
    "rename_label",
    "revert",
    "set_aside",
    "set_label",
    "set_not_label",
    "set_used",
]

LABELLED, UNLABELLED, UNSURE, SKIPPED = STATES = ("labelled", "unlabelled", "unsure", "skipped")


@dataclass(frozen=True, slots=True)
class LabelState:
    """The labels of an example.

    Attributes:
        label: the example's label (it is a positive example of that label), or None.
        not_labels: the labels that the example is a negative example of, in order.
        state: ``labelled`` (it has a label or a negative one), ``unlabelled``, ``unsure`` or
            ``skipped``.
        used: False where the example is labelled but left out of training.
        contradicts: other labels that the same file was added with, until somebody settles it.

    """

    label: str | None = None
    not_labels: tuple[str, ...] = ()
    state: str = UNLABELLED
    used: bool = True
    contradicts: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the label state in words, as ``hemlock, not cherry``."""
        words = [self.label or (self.state if self.state != LABELLED else "")]
        words += [f"not {each}" for each in self.not_labels]
        words += [f"or {each}?" for each in self.contradicts]
        words += [] if self.used else ["not used"]
        return ", ".join(each for each in words if each)

    def to_json(self) -> str:
        """Return the label state as JSON text, for the history."""
        return json.dumps(
            [self.label, self.not_labels, self.state, self.used, self.contradicts],
            ensure_ascii=False,
        )

    @classmethod
    def from_json(cls, text: str) -> LabelState:
        """Read the text that ``to_json`` returned.

        Raises:
            WorkspaceDamagedError: the text is not a label state.

        """
        try:
            label, not_labels, state, used, contradicts = json.loads(text)
            return cls(label, tuple(not_labels), state, used, tuple(contradicts))
        except (ValueError, TypeError) as error:
            raise WorkspaceDamagedError(
                f"the history of an example can't be read: {text!r:.80}; restore the database "
                "from a backup"
            ) from error


def set_label(old: LabelState, label: str) -> LabelState:
    """Make the example a positive example of a label, which settles every contradiction."""
    nots = tuple(each for each in old.not_labels if each != label)
    return replace(old, label=label, not_labels=nots, state=LABELLED, contradicts=())


def set_not_label(old: LabelState, label: str) -> LabelState:
    """Make the example a negative example of a label, and remove the same positive label."""
    return replace(
        old,
        label=None if old.label == label else old.label,
        not_labels=_ordered((*old.not_labels, label)),
        state=LABELLED,
        contradicts=tuple(each for each in old.contradicts if each != label),
    )


def clear_labels(old: LabelState) -> LabelState:
    """Take all labels off, positive and negative."""
    return LabelState(used=old.used)


def set_aside(old: LabelState, state: str) -> LabelState:
    """Make the example unsure or skipped: the label goes, the negative labels stay."""
    return replace(old, label=None, state=state, contradicts=())


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
            old,
            label=None if old.label == name else old.label,
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
            label=before.label if before.label != after.label else present.label,
            not_labels=_reverted(present.not_labels, before.not_labels, after.not_labels),
            state=before.state if before.state != after.state else present.state,
            used=before.used if before.used != after.used else present.used,
            contradicts=_reverted(present.contradicts, before.contradicts, after.contradicts),
        )
    )


def _reverted(
    present: Iterable[str], before: Iterable[str], after: Iterable[str]
) -> tuple[str, ...]:
    added, gone = set(after) - set(before), set(before) - set(after)
    return _ordered((set(present) - added) | gone)


def _renamed(old: LabelState, name: Callable[[str], str]) -> LabelState:
    return _consistent(
        replace(
            old,
            label=None if old.label is None else name(old.label),
            not_labels=_ordered(name(each) for each in old.not_labels),
            contradicts=_ordered(name(each) for each in old.contradicts),
        )
    )


def _consistent(new: LabelState) -> LabelState:
    """Make the parts agree; a single contradicting label becomes the label where there is none."""
    nots = tuple(each for each in new.not_labels if each != new.label)
    claims = tuple(each for each in new.contradicts if each != new.label)
    new = replace(new, not_labels=nots, contradicts=claims)
    if new.state in {UNSURE, SKIPPED}:
        return new
    if new.label is None and not nots and len(claims) == 1:
        new = replace(new, label=claims[0], contradicts=())
    return replace(new, state=LABELLED if new.label or nots else UNLABELLED)


def _ordered(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names)))
