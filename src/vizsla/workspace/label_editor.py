"""Label examples: each act is one transaction, and one action in the history."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import sqlalchemy as sa

from vizsla.answer import NONE_OF_THESE
from vizsla.errors import NotFoundError, OptionError
from vizsla.label_rules import clean_label
from vizsla.nearest import did_you_mean
from vizsla.workspace import label_state as states
from vizsla.workspace.action_recorder import ActionRecorder
from vizsla.workspace.example_reader import count_labels
from vizsla.workspace.label_claims import label_beside, label_claims, labels_beside
from vizsla.workspace.label_state import SKIPPED, UNLABELLED, UNSURE, LabelState
from vizsla.workspace.labelled_entity import clean_entities
from vizsla.workspace.name_rules import actor_name
from vizsla.workspace.project_queries import ProjectQueries
from vizsla.workspace.row_values import (
    LABEL_STATE,
    check_exist,
    check_ids,
    chunks,
    label_state_from_row,
)
from vizsla.workspace.schema import example

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from vizsla.workspace.label_claims import LabelClaim
    from vizsla.workspace.labelled_entity import LabelledEntity
    from vizsla.workspace.records import LabelAction

__all__ = ["LabelEditor"]

BATCH = 2_000  # examples in memory at a time
SHOWN = 20
_LABELLED = sa.or_(
    example.c.label.is_not(None),
    example.c.not_labels.is_not(None),
    example.c.contradicts.is_not(None),
)


class _Act(NamedTuple):
    """A kind of action, its description, and the change of a label state."""

    kind: str
    description: str
    change: Callable[[LabelState], LabelState]


class LabelEditor(ProjectQueries):
    """The labels of one project's examples."""

    def label(
        self,
        ids: Iterable[int],
        label: str,
        *,
        positive: bool,
        who: str | None,
        only_unlabelled: bool,
    ) -> LabelAction:
        """Make examples positive or negative examples of a label; see ``Store.label``."""
        label = clean_label(label)
        if positive:
            act = _Act("label", f"label as {label!r}", partial(states.set_label, label=label))
        else:
            change = partial(states.set_not_label, label=label)
            act = _Act("not", f"label as not {label!r}", change)
        return self._change(ids, act, who, only_unlabelled=only_unlabelled)

    def label_beside(self, ids: Iterable[int], label: str, who: str | None) -> LabelAction:
        """Label examples, and overwrite no label of somebody else; see ``Store.label_beside``."""
        label, by = clean_label(label), actor_name(who)
        act = _Act("label", f"label as {label!r}", partial(states.set_label, label=label))
        return self._change_beside(
            ids, act, who, lambda old, claims: label_beside(old, label, by, claims)
        )

    def set_labels_beside(
        self, ids: Iterable[int], labels: Sequence[str], who: str | None
    ) -> LabelAction:
        """Give labels, and overwrite none of somebody else; see ``Store.set_labels_beside``."""
        names, by = _names(labels), actor_name(who)
        change = partial(states.set_labels, labels=names)
        act = _Act("label", f"label as {_shown(names)}", change)
        return self._change_beside(
            ids, act, who, lambda old, claims: labels_beside(old, names, by, claims)
        )

    def _change_beside(
        self,
        ids: Iterable[int],
        act: _Act,
        who: str | None,
        change: Callable[[LabelState, Sequence[LabelClaim]], LabelState],
    ) -> LabelAction:
        wanted = check_ids(ids)
        with self._database.write() as connection:
            recorder = self._recorder(connection, act, who)
            for chunk in chunks(wanted):
                found = self._label_states(connection, example.c.number.in_(chunk))
                check_exist(chunk, found, self._where)
                labelled = [row_id for row_id, old in found.values() if old.labels]
                claims = label_claims(connection, labelled)
                recorder.record(
                    (row_id, old, change(old, claims.get(row_id, ())))
                    for row_id, old in (found[each] for each in chunk)
                )
            return recorder.finish()

    def set_entities(
        self, entities: Mapping[int, Iterable[LabelledEntity] | None], who: str | None
    ) -> LabelAction:
        """Mark entities in examples; see ``Store.set_entities``."""
        marked = {
            number: None if found is None else clean_entities(found, f"example {number}")
            for number, found in ((each, entities[each]) for each in check_ids(entities))
        }
        act = _Act("entities", "mark entities", lambda old: old)
        with self._database.write() as connection:
            recorder = self._recorder(connection, act, who)
            for chunk in chunks(marked):
                found = self._label_states(connection, example.c.number.in_(chunk))
                check_exist(chunk, found, self._where)
                recorder.record(
                    (
                        found[each][0],
                        found[each][1],
                        states.set_entities(found[each][1], marked[each]),
                    )
                    for each in chunk
                )
            return recorder.finish()

    def set_labels(
        self, ids: Iterable[int], labels: Sequence[str], *, add: bool, who: str | None
    ) -> LabelAction:
        """Give examples several labels; see ``Store.set_labels``."""
        names = _names(labels, add=add)
        shown = _shown(names)
        if add:
            # What is none of these has no label that could stay beside others.
            act = _Act("label", f"label as {shown}, too", partial(_add, labels=names))
        else:
            act = _Act("label", f"label as {shown}", partial(states.set_labels, labels=names))
        return self._change(ids, act, who)

    def take_off(self, ids: Iterable[int], label: str, who: str | None) -> LabelAction:
        """Take one label off examples; see ``Store.take_label_off``."""
        label = clean_label(label)
        change = partial(states.remove_label, name=label)
        return self._change(ids, _Act("take off", f"take off the label {label!r}", change), who)

    def clear(self, ids: Iterable[int], who: str | None) -> LabelAction:
        """Take all labels off examples."""
        return self._change(ids, _Act("clear", "take the labels off", states.clear_labels), who)

    def unsure(self, ids: Iterable[int], who: str | None, *, only_unlabelled: bool) -> LabelAction:
        """Mark examples as unsure."""
        change = partial(states.set_aside, state=UNSURE)
        act = _Act("unsure", "mark as unsure", change)
        return self._change(ids, act, who, only_unlabelled=only_unlabelled)

    def skip(self, ids: Iterable[int], who: str | None, *, only_unlabelled: bool) -> LabelAction:
        """Mark examples as skipped."""
        change = partial(states.set_aside, state=SKIPPED)
        return self._change(ids, _Act("skip", "skip", change), who, only_unlabelled=only_unlabelled)

    def put_back(self, state: str, ids: Iterable[int] | None, who: str | None) -> LabelAction:
        """Take examples back that were set aside; see ``Store.put_back``."""
        if state not in {SKIPPED, UNSURE}:
            raise OptionError(f"examples are taken back that are skipped or unsure, not {state!r}")
        act = _Act("put back", f"take back as not {state}", partial(states.put_back, state=state))
        if ids is not None:
            return self._change(ids, act, who)
        with self._database.write() as connection:
            return self._change_all(connection, act, who, example.c.state == state)

    def use(self, ids: Iterable[int], who: str | None, *, used: bool) -> LabelAction:
        """Set whether examples are used for training."""
        description = "use for training" if used else "leave out of training"
        change = partial(states.set_used, used=used)
        return self._change(ids, _Act("use", description, change), who)

    def rename(self, old: str, new: str, who: str | None) -> LabelAction:
        """Rename a label; see ``Store.rename_label``."""
        old, new = clean_label(old), clean_label(new)
        with self._database.write() as connection:
            existing = self._check_labels(connection, [old])
            if new in existing and new != old:
                raise OptionError(
                    f"{self._where} has a label {new!r} already, so {old!r} can't be renamed to "
                    "it: merge the two labels, or choose another name"
                ).because("label-exists", name=new)
            change = partial(states.rename_label, name=old, new=new)
            act = _Act("rename", f"rename {old!r} to {new!r}", change)
            return self._change_all(connection, act, who)

    def merge(self, sources: Sequence[str], into: str, who: str | None) -> LabelAction:
        """Merge several labels into one; see ``Store.merge_labels``."""
        if isinstance(sources, str):
            sources = [sources]
        names, into = [clean_label(each) for each in sources], clean_label(into)
        with self._database.write() as connection:
            existing = self._check_labels(connection, names)
            together = frozenset(names) | ({into} & existing)
            change = partial(states.merge_labels, sources=together, into=into)
            act = _Act("merge", f"merge {', '.join(map(repr, names))} into {into!r}", change)
            return self._change_all(connection, act, who)

    def remove(self, name: str, who: str | None) -> LabelAction:
        """Take a label off all examples."""
        name = clean_label(name)
        with self._database.write() as connection:
            self._check_labels(connection, [name])
            change = partial(states.remove_label, name=name)
            act = _Act("remove label", f"remove the label {name!r}", change)
            return self._change_all(connection, act, who)

    def _change(
        self, ids: Iterable[int], act: _Act, who: str | None, *, only_unlabelled: bool = False
    ) -> LabelAction:
        wanted = check_ids(ids)
        with self._database.write() as connection:
            recorder = self._recorder(connection, act, who)
            for chunk in chunks(wanted):
                found = self._label_states(connection, example.c.number.in_(chunk))
                check_exist(chunk, found, self._where)
                chosen = (found[each] for each in chunk)
                if only_unlabelled:
                    chosen = (each for each in chosen if each[1].state == UNLABELLED)
                recorder.record(_steps(chosen, act))
            return recorder.finish()

    def _change_all(
        self,
        connection: Connection,
        act: _Act,
        who: str | None,
        condition: sa.ColumnElement[bool] = _LABELLED,
    ) -> LabelAction:
        recorder = self._recorder(connection, act, who)
        for found in self._batches(connection, condition):
            recorder.record(_steps(found.values(), act))
        return recorder.finish()

    def _recorder(self, connection: Connection, act: _Act, who: str | None) -> ActionRecorder:
        return ActionRecorder(
            connection, self._project_id, act.kind, act.description, actor_name(who)
        )

    def _batches(
        self, connection: Connection, condition: sa.ColumnElement[bool]
    ) -> Iterator[dict[int, tuple[int, LabelState]]]:
        """Iterate over the examples that fit a condition in batches."""
        after = 0
        while found := self._label_states(
            connection, sa.and_(condition, example.c.number > after), BATCH
        ):
            yield found
            after = max(found)

    def _label_states(
        self, connection: Connection, condition: sa.ColumnElement[bool], limit: int | None = None
    ) -> dict[int, tuple[int, LabelState]]:
        """Return the row ids and label states of examples, by their numbers."""
        query = sa.select(example.c.number, example.c.id, *LABEL_STATE).where(
            example.c.project_id == self._project_id, condition
        )
        rows = connection.execute(query.order_by(example.c.number).limit(limit)).all()
        return {row[0]: (row[1], label_state_from_row(*row[2:])) for row in rows}

    def _check_labels(self, connection: Connection, names: Iterable[str]) -> set[str]:
        positive, negative = count_labels(connection, self._project_id)
        existing = {*positive, *negative}
        for each in names:
            if each not in existing:
                labels = ", ".join(map(repr, sorted(existing)[:SHOWN])) or "none"
                question = did_you_mean(each, existing)
                raise NotFoundError(
                    f"{self._where} has no label {each!r}; {question and f'{question} '}"
                    f"its labels are {labels}"
                )
        return existing


def _names(labels: Sequence[str], *, add: bool = False) -> list[str]:
    """Return labels in order, once each.

    Raises:
        OptionError: a text can't be a label, or the labels do not go together.

    """
    names = sorted({clean_label(each) for each in labels})
    if not names:
        raise OptionError(
            f"there is no label: name one, or {NONE_OF_THESE!r} for an example without any"
        )
    if NONE_OF_THESE in names and (add or len(names) > 1):
        raise OptionError(
            f"{NONE_OF_THESE!r} says that an example has no label, so it goes with no other "
            "label: leave it out, or the others"
        )
    return names


def _shown(names: Iterable[str]) -> str:
    return " and ".join(map(repr, names))


def _add(old: LabelState, labels: Sequence[str]) -> LabelState:
    kept = old.with_labels(each for each in old.labels if each != NONE_OF_THESE)
    return states.add_labels(kept, labels)


def _steps(
    found: Iterable[tuple[int, LabelState]], act: _Act
) -> Iterator[tuple[int, LabelState, LabelState]]:
    return ((row_id, before, act.change(before)) for row_id, before in found)
