"""The examples of a source, with their labels, splits and states."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from vizsla.answer import NONE_OF_THESE
from vizsla.errors import VizslaError
from vizsla.exchange.several_labels import SeveralLabelsError, split_labels
from vizsla.exchange.summary import Reading, summarise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

__all__ = ["NO_COLUMNS", "ImportExample", "ImportSource", "MarkedEntity", "Problem", "SourceEntry"]

Problem: TypeAlias = tuple[str, VizslaError]
MarkedEntity: TypeAlias = tuple[int, int, str, str]
NO_COLUMNS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class ImportExample:
    """One example of a source.

    Attributes:
        name: the file's name, relative to the source, for people.
        read: returns the file's bytes. It may be called from any thread, more than once; it raises
            an InputError where the file is gone, may not be read, is damaged or too large.
        path: the file's path on disk; None in an archive.
        label: the example's label, or None.
        not_labels: the example's negative labels.
        split: ``train`` or ``test`` where the source says so and it was asked for, else None.
        state: ``unsure`` or ``skipped`` where the source says so, else None. A table may give a
            label as well: then somebody was not sure of it.
        columns: what the source says of it besides, by the names of its columns.
        entities: the entities that are marked in a text, each with its first character, the one
            after its last, its name and its role, or ""; None where the source marks none.
        more_labels: its further labels, where it has several and the project is multi-label.

    """

    name: str
    read: Callable[[], bytes]
    path: Path | None = None
    label: str | None = None
    not_labels: tuple[str, ...] = ()
    split: str | None = None
    state: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict, hash=False)
    entities: tuple[MarkedEntity, ...] | None = None
    more_labels: tuple[str, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """All labels of the example."""
        return () if self.label is None else (self.label, *self.more_labels)

    @property
    def is_partly_labelled(self) -> bool:
        """Whether labels that are not named are unknown, in a multi-label project."""
        return bool(self.not_labels) and self.label != NONE_OF_THESE


class SourceEntry(NamedTuple):
    """An ImportExample before it is made: the file's location instead of a way to read it.

    Attributes:
        location: the file's path within the source, or what else its ``read`` takes; the others
            as in ``ImportExample``.
        several: as in ``Row``.

    """

    location: str
    name: str
    label: str | None = None
    not_labels: tuple[str, ...] = ()
    split: str | None = None
    state: str | None = None
    columns: Mapping[str, str] = NO_COLUMNS
    entities: tuple[MarkedEntity, ...] | None = None
    more_labels: tuple[str, ...] = ()
    several: tuple[str, ...] | None = None


class ImportSource:
    """The examples of a source, in its order. No file is read before ``read()`` is called.

    A source has a length, and can be iterated over more than once.

    Attributes:
        layout: the source's layout: ``folder``, ``labelled folder``, ``dataset folder``, ``zip``,
            ``csv``, ``json lines`` or ``label studio``.
        problems: the files and rows that can't be used, by name, and why. The others are among
            the examples all the same.

    Args:
        entries: the examples.
        read: returns the bytes of the file at a location.
        layout: the source's layout.
        reading: how the source was understood.
        problems: the files and rows that can't be used.
        path: returns the path on disk of the file at a location, or None.

    """

    def __init__(
        self,
        entries: Sequence[SourceEntry],
        read: Callable[[str], bytes],
        layout: str,
        reading: Reading,
        problems: Sequence[Problem] = (),
        path: Callable[[str], Path | None] = lambda _: None,
    ) -> None:
        self.layout = layout
        self.problems = list(problems)
        self._entries = entries
        self._read = read
        self._path = path
        self._reading = reading

    @property
    def summary(self) -> str:
        """How the source was understood, in one line."""
        labels = [label for each in self._entries for label in (each.label, *each.more_labels)]
        return summarise(self._reading, labels)

    @property
    def left_out(self) -> Counter[str]:
        """The endings of the files that are left out, with their numbers."""
        return self._reading.left_out

    @property
    def notes(self) -> tuple[str, ...]:
        """What else is to be known, each a part of a sentence."""
        return tuple(dict.fromkeys(self._reading.notes))

    def keep_several_labels(self) -> None:
        """Give examples all of their labels, for a multi-label project.

        Labels in one cell stand between ``|`` or ``;``. An empty list is 'none of these'.
        """
        self._entries = [_with_all_labels(each) for each in self._entries]
        self.problems = [
            each for each in self.problems if not isinstance(each[1], SeveralLabelsError)
        ]

    def override(self, *, label: str | None, splits: bool) -> None:
        """Replace all labels where ``label`` is not None; drop the splits unless wanted."""
        if label is not None:
            self._entries = [
                each._replace(label=label, more_labels=(), not_labels=(), state=None)
                for each in self._entries
            ]
        if not splits:
            self._entries = [each._replace(split=None) for each in self._entries]

    def rename_labels(self, names: Mapping[str, str | None]) -> None:
        """Rename labels, or with None take them away.

        Args:
            names: the new name of each label that has one, by its name in the source.

        """

        def renamed(labels: Iterable[str]) -> tuple[str, ...]:
            found = (names.get(each, each) for each in labels)
            return tuple(dict.fromkeys(each for each in found if each is not None))

        entries = []
        for each in self._entries:
            labels = () if each.label is None else (each.label, *each.more_labels)
            first, *others = renamed(labels) or (None,)
            entries.append(
                each._replace(
                    label=first, more_labels=tuple(others), not_labels=renamed(each.not_labels)
                )
            )
        self._entries = entries

    def label_counts(self) -> Counter[str | None]:
        """Return the number of examples with each label; None counts those without one."""
        return Counter(label for each in self._entries for label in (each.label, *each.more_labels))

    def __len__(self) -> int:
        """Return the number of examples."""
        return len(self._entries)

    def __iter__(self) -> Iterator[ImportExample]:
        """Iterate over the examples, in the source's order."""
        for each in self._entries:
            yield ImportExample(
                each.name,
                partial(self._read, each.location),
                self._path(each.location),
                each.label,
                each.not_labels,
                each.split,
                each.state,
                each.columns,
                each.entities,
                each.more_labels,
            )

    def __repr__(self) -> str:
        """Show the layout and the counts."""
        return f"<{self.layout}: {len(self)} examples, {len(self.problems)} problems>"


def _with_all_labels(entry: SourceEntry) -> SourceEntry:
    labels = entry.several
    if labels is None and entry.label is not None:
        labels = tuple(split_labels(entry.label)) or (entry.label,)
    if labels is None:
        return entry
    first, *others = sorted(set(labels)) or [NONE_OF_THESE]
    state = None if len(labels) > 1 else entry.state
    return entry._replace(label=first, more_labels=tuple(others), state=state)
