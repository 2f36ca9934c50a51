"""What is known of an example, and what each act of labelling makes of it: values, no database."""

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
    "cleared",
    "labelled",
    "merged",
    "negated",
    "put_aside",
    "renamed",
    "reverted",
    "used_or_not",
    "without",
]

LABELLED, UNLABELLED, UNSURE, SKIPPED = STATES = ("labelled", "unlabelled", "unsure", "skipped")


@dataclass(frozen=True, slots=True)
class LabelState:
    """What is known of an example.

    Attributes:
        label: what it is, or None.
        not_labels: what it is not, in order.
        state: ``labelled`` (it has a label, or is known not to be something), ``unlabelled``,
            ``unsure`` or ``skipped``.
        used: False where it is labelled and not used for training.
        contradicts: other labels that the same picture was added with, which nobody has settled.

    """

    label: str | None = None
    not_labels: tuple[str, ...] = ()
    state: str = UNLABELLED
    used: bool = True
    contradicts: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return it in words, as ``hemlock, not cherry``."""
        words = [self.label or (self.state if self.state != LABELLED else "")]
        words += [f"not {each}" for each in self.not_labels]
        words += [f"or {each}?" for each in self.contradicts]
        words += [] if self.used else ["not used"]
        return ", ".join(each for each in words if each)

    def to_json(self) -> str:
        """Return it for the history."""
        return json.dumps(
            [self.label, self.not_labels, self.state, self.used, self.contradicts],
            ensure_ascii=False,
        )

    @classmethod
    def from_json(cls, text: str) -> LabelState:
        """Read it back.

        Raises:
            WorkspaceDamagedError: it is something else.

        """
        try:
            label, not_labels, state, used, contradicts = json.loads(text)
            return cls(label, tuple(not_labels), state, used, tuple(contradicts))
        except (ValueError, TypeError) as error:
            raise WorkspaceDamagedError(
                f"the history of an example can't be read: {text!r:.80}; restore the database "
                "from a backup"
            ) from error


def labelled(old: LabelState, label: str) -> LabelState:
    """Say what it is: settles every contradiction."""
    nots = tuple(each for each in old.not_labels if each != label)
    return replace(old, label=label, not_labels=nots, state=LABELLED, contradicts=())


def negated(old: LabelState, label: str) -> LabelState:
    """Say what it is not; if that was its label, it has none then."""
    return replace(
        old,
        label=None if old.label == label else old.label,
        not_labels=_ordered((*old.not_labels, label)),
        state=LABELLED,
        contradicts=tuple(each for each in old.contradicts if each != label),
    )


def cleared(old: LabelState) -> LabelState:
    """Take all labels off."""
    return LabelState(used=old.used)


def put_aside(old: LabelState, state: str) -> LabelState:
    """Make it unsure or skipped: it has no label then; what it is not still holds."""
    return replace(old, label=None, state=state, contradicts=())


def used_or_not(old: LabelState, *, used: bool) -> LabelState:
    """Say whether it is used for training."""
    return replace(old, used=used)


def renamed(old: LabelState, name: str, new: str) -> LabelState:
    """Call a label something else."""
    return _mapped(old, lambda each: new if each == name else each)


def merged(old: LabelState, sources: frozenset[str], into: str) -> LabelState:
    """Make several labels one.

    Not an oak may still be a beech: only what is none of the merged labels is not the new one.

    Args:
        old: as it was.
        sources: the labels that become one; ``into`` too, if it was there.
        into: what they become.

    """
    if not sources.issubset(old.not_labels):
        kept = tuple(each for each in old.not_labels if each not in sources)
        old = replace(old, not_labels=kept)
    return _mapped(old, lambda each: into if each in sources else each)


def without(old: LabelState, name: str) -> LabelState:
    """Take one label off, be it positive or negative."""
    return _settled(
        replace(
            old,
            label=None if old.label == name else old.label,
            not_labels=tuple(each for each in old.not_labels if each != name),
            contradicts=tuple(each for each in old.contradicts if each != name),
        )
    )


def reverted(present: LabelState, before: LabelState, after: LabelState) -> LabelState:
    """Undo the step from ``before`` to ``after``; what imports said since then stays."""
    if present == after:
        return before
    return _settled(
        LabelState(
            label=before.label if before.label != after.label else present.label,
            not_labels=_difference(present.not_labels, before.not_labels, after.not_labels),
            state=before.state if before.state != after.state else present.state,
            used=before.used if before.used != after.used else present.used,
            contradicts=_difference(present.contradicts, before.contradicts, after.contradicts),
        )
    )


def _difference(
    present: Iterable[str], before: Iterable[str], after: Iterable[str]
) -> tuple[str, ...]:
    added, gone = set(after) - set(before), set(before) - set(after)
    return _ordered((set(present) - added) | gone)


def _mapped(old: LabelState, name: Callable[[str], str]) -> LabelState:
    label = None if old.label is None else name(old.label)
    return _settled(
        replace(
            old,
            label=label,
            not_labels=_ordered(name(each) for each in old.not_labels),
            contradicts=_ordered(name(each) for each in old.contradicts),
        )
    )


def _settled(new: LabelState) -> LabelState:
    """Make it consistent: what has no label at all takes the only one that it was added with."""
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
