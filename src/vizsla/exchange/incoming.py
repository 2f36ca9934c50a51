"""What somebody wants to add."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from vizsla.errors import VizslaError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["Entry", "Incoming", "Incomings", "Problem", "printable"]

Problem: TypeAlias = tuple[str, VizslaError]


@dataclass(frozen=True, slots=True)
class Incoming:
    """One picture that somebody wants to add.

    Attributes:
        name: its file's name, relative to the source, for people.
        read: gives the file's bytes. May be called from any thread, more than once; raises an
            InputError where the file is gone, may not be read, is damaged or too large.
        label: what it is, or None.
        not_labels: what it is not.
        part: ``train`` or ``test`` where the source says so and it was asked for, else None.
        state: ``unsure`` or ``skipped`` where the source says so, else None. A table may give a
            label as well: then somebody was not sure of it.

    """

    name: str
    read: Callable[[], bytes]
    label: str | None = None
    not_labels: tuple[str, ...] = ()
    part: str | None = None
    state: str | None = None


class Entry(NamedTuple):
    """An Incoming that is not made yet: its place instead of a way to read it."""

    place: str
    name: str
    label: str | None = None
    not_labels: tuple[str, ...] = ()
    part: str | None = None
    state: str | None = None


class Incomings:
    """The pictures of a source, one after the other: none is read before ``read()`` is called.

    Has a length, and may be gone through more than once.

    Attributes:
        layout: what the source was taken for: ``folder``, ``labelled folder``, ``dataset
            folder``, ``zip``, ``csv``, ``json lines`` or ``label studio``.
        problems: what can't be used, by name, and why. The others are there all the same.

    """

    def __init__(
        self,
        entries: Sequence[Entry],
        read: Callable[[str], bytes],
        layout: str,
        problems: Sequence[Problem] = (),
    ) -> None:
        self.layout = layout
        self.problems = list(problems)
        self._entries = entries
        self._read = read

    def amend(self, *, label: str | None, parts: bool) -> None:
        """Let ``label`` count for all, where there is one, and parts only where they should."""
        if label is not None:
            self._entries = [
                each._replace(label=label, not_labels=(), state=None) for each in self._entries
            ]
        if not parts:
            self._entries = [each._replace(part=None) for each in self._entries]

    def __len__(self) -> int:
        """Return how many pictures there are."""
        return len(self._entries)

    def __iter__(self) -> Iterator[Incoming]:
        """Give the pictures, in the source's order."""
        for place, name, label, not_labels, part, state in self._entries:
            yield Incoming(name, partial(self._read, place), label, not_labels, part, state)

    def __repr__(self) -> str:
        """Return what it is, in short."""
        return f"<{self.layout}: {len(self)} pictures, {len(self.problems)} problems>"


def printable(name: str) -> str:
    """Return a file's ``name`` as valid Unicode, which the name of a file need not be."""
    return name.encode("utf-8", "backslashreplace").decode()
