"""Says what examples are, or are not: each act one transaction, and one line in the history."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import sqlalchemy as sa

from vizsla.errors import NotFoundError, OptionError
from vizsla.workspace.action_recorder import ActionRecorder
from vizsla.workspace.example_reader import count_labels
from vizsla.workspace.label_state import (
    SKIPPED,
    UNSURE,
    LabelState,
    cleared,
    labelled,
    merged,
    negated,
    put_aside,
    renamed,
    used_or_not,
    without,
)
from vizsla.workspace.name_rules import actor_name, check_label
from vizsla.workspace.project_queries import ProjectQueries
from vizsla.workspace.row_values import LABEL_STATE, check_ids, check_there, chunks, label_state_of
from vizsla.workspace.schema import example

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from vizsla.workspace.records import LabelAction

__all__ = ["LabelEditor"]


class LabelEditor(ProjectQueries):
    """The labels of one project."""

    def label(
        self, ids: Iterable[int], label: str, *, positive: bool, who: str | None
    ) -> LabelAction:
        """Say what examples are or are not."""
        label = check_label(label)
        if positive:
            step, kind, what = partial(labelled, label=label), "label", f"label as {label!r}"
        else:
            step, kind, what = partial(negated, label=label), "not", f"label as not {label!r}"
        return self._act(ids, kind, what, who, step)

    def clear(self, ids: Iterable[int], who: str | None) -> LabelAction:
        """Take all labels off."""
        return self._act(ids, "clear", "take the labels off", who, cleared)

    def unsure(self, ids: Iterable[int], who: str | None) -> LabelAction:
        """Put aside what nobody can tell."""
        return self._act(ids, "unsure", "mark as unsure", who, partial(put_aside, state=UNSURE))

    def skip(self, ids: Iterable[int], who: str | None) -> LabelAction:
        """Put aside what nobody wants to look at."""
        return self._act(ids, "skip", "skip", who, partial(put_aside, state=SKIPPED))

    def use(self, ids: Iterable[int], who: str | None, *, used: bool) -> LabelAction:
        """Say whether they are used for training."""
        what = "use for training" if used else "leave out of training"
        return self._act(ids, "use", what, who, partial(used_or_not, used=used))

    def rename(self, old: str, new: str, who: str | None) -> LabelAction:
        """Give a label another name."""
        old, new = check_label(old), check_label(new)
        with self._database.write() as connection:
            there = self._check_labels(connection, [old])
            if new in there and new != old:
                raise OptionError(
                    f"{self._where} has a label {new!r} already; merge_labels([{old!r}], {new!r}) "
                    "makes the two one"
                )
            what = f"rename {old!r} to {new!r}"
            return self._act_on_all(
                connection, "rename", what, who, partial(renamed, name=old, new=new)
            )

    def merge(self, sources: Sequence[str], into: str, who: str | None) -> LabelAction:
        """Make several labels one."""
        if isinstance(sources, str):
            sources = [sources]
        names, into = [check_label(each) for each in sources], check_label(into)
        with self._database.write() as connection:
            there = self._check_labels(connection, names)
            together = frozenset(names) | ({into} & there)
            what = f"merge {', '.join(map(repr, names))} into {into!r}"
            step = partial(merged, sources=together, into=into)
            return self._act_on_all(connection, "merge", what, who, step)

    def remove(self, name: str, who: str | None) -> LabelAction:
        """Take a label off all examples."""
        name = check_label(name)
        with self._database.write() as connection:
            self._check_labels(connection, [name])
            what = f"remove the label {name!r}"
            return self._act_on_all(
                connection, "remove label", what, who, partial(without, name=name)
            )

    def _act(
        self,
        ids: Iterable[int],
        kind: str,
        what: str,
        who: str | None,
        step: Callable[[LabelState], LabelState],
    ) -> LabelAction:
        wanted = check_ids(ids)
        with self._database.write() as connection:
            recorder = ActionRecorder(connection, self._project_id, kind, what, actor_name(who))
            for chunk in chunks(wanted):
                found = self._label_states(connection, example.c.id.in_(chunk))
                check_there(chunk, found, self._where)
                recorder.record((key, found[key], step(found[key])) for key in chunk)
            return recorder.done()

    def _act_on_all(
        self,
        connection: Connection,
        kind: str,
        what: str,
        who: str | None,
        step: Callable[[LabelState], LabelState],
    ) -> LabelAction:
        recorder = ActionRecorder(connection, self._project_id, kind, what, actor_name(who))
        for found in self._labelled_batches(connection):
            recorder.record((key, before, step(before)) for key, before in found.items())
        return recorder.done()

    def _labelled_batches(self, connection: Connection) -> Iterator[dict[int, LabelState]]:
        """Give what is known of all that anything is known of, a little at a time."""
        known = sa.or_(
            example.c.label.is_not(None),
            example.c.not_labels.is_not(None),
            example.c.contradicts.is_not(None),
        )
        after = 0
        while found := self._label_states(connection, sa.and_(known, example.c.id > after), 2_000):
            yield found
            after = max(found)

    def _label_states(
        self, connection: Connection, which: sa.ColumnElement[bool], limit: int | None = None
    ) -> dict[int, LabelState]:
        query = sa.select(example.c.id, *LABEL_STATE).where(
            example.c.project_id == self._project_id, which
        )
        rows = connection.execute(query.order_by(example.c.id).limit(limit)).all()
        return {row[0]: label_state_of(*row[1:]) for row in rows}

    def _check_labels(self, connection: Connection, names: Iterable[str]) -> set[str]:
        positive, negative = count_labels(connection, self._project_id)
        there = {*positive, *negative}
        for each in names:
            if each not in there:
                labels = ", ".join(map(repr, sorted(there)[:20])) or "none"
                raise NotFoundError(f"{self._where} has no label {each!r}; it has {labels}")
        return there
