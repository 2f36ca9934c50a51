"""Tell what may stand second in a phrase of a grammar, so that a reader need not try the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from vizsla.recognizers.dates.phrase_pattern import PatternState

__all__ = ["NUMBER", "FollowTable", "NextUnits"]

NUMBER = ""  # stands for any number, where else a word is named


class NextUnits(NamedTuple):
    """What may follow the first word or number of a slot.

    Attributes:
        words: words that may.
        numbers: whether a number may.
        ends: whether the slot may end there, so that anything may follow.

    """

    words: frozenset[str]
    numbers: bool
    ends: bool


class FollowTable:
    """What may follow the first word or number of each slot; each is computed when it is asked for.

    Args:
        roots: the first state of each slot that patterns describe; the others are numbers.
        firsts: the words with which each slot can begin, and whether a number can.

    """

    def __init__(
        self,
        roots: Mapping[str, PatternState],
        firsts: Mapping[str, tuple[frozenset[str], bool]],
    ) -> None:
        self._roots = roots
        self._firsts = firsts
        self._known: dict[tuple[str, str], NextUnits] = {}

    def after(self, slot: str, first: str) -> NextUnits:
        """Return what may follow a word, or a ``NUMBER``, with which a slot begins."""
        found = self._known.get((slot, first))
        if found is None:
            found = self._known[slot, first] = self._after(slot, first)
        return found

    def _after(self, slot: str, first: str) -> NextUnits:
        if slot not in self._roots:
            return NextUnits(frozenset(), numbers=False, ends=True)
        words: set[str] = set()
        numbers = ends = False
        behind: list[PatternState] = []
        for state in _with_near(self._roots[slot]):
            behind += state.words.get(first, ())
            for name, _, after in state.slots:
                known, number = self._firsts[name]
                if first not in known and not (number and first == NUMBER):
                    continue
                inner = self.after(name, first)
                words |= inner.words
                numbers |= inner.numbers
                behind += [after] if inner.ends else []
        for each in behind:
            for state in _with_near(each):
                words |= state.words.keys()
                ends |= bool(state.done)
                for name, _, _ in state.slots:
                    more, number = self._firsts[name]
                    words |= more
                    numbers |= number
        return NextUnits(frozenset(words), numbers, ends)


def _with_near(state: PatternState) -> Iterator[PatternState]:
    """Yield a state, and those behind the words that must stand beside it."""
    yield state
    for _, after in state.near:
        yield from _with_near(after)
