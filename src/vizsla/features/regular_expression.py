"""Regular expressions that take time in proportion to the text, whatever they say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vizsla.cached_value import cached_property
from vizsla.features.character_sets import in_ranges
from vizsla.features.machine import Machine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.features.machine import Instruction

__all__ = ["RegularExpression"]


@dataclass(frozen=True)
class RegularExpression:
    """A compiled expression, as it travels in a bundle.

    Attributes:
        program: its instructions: those of ``Machine``; ``set``, a character of a numbered set;
            ``start`` and ``end`` of the text; ``edge`` and ``inside``: an end of a word, or none,
            where a numbered set has the words' letters.
        sets: the ranges of code points that the instructions name.

    """

    program: tuple[Instruction, ...]
    sets: tuple[tuple[int, ...], ...]

    def find(self, text: str) -> list[tuple[int, int]]:
        """Return where the expression matches, from left to right, without empty matches.

        Args:
            text: the text.

        Returns:
            pairs of the position of the first character and that after the last, in code points.

        """
        return [(each.start, each.end) for each in _Characters(self, text).matches()]

    @cached_property
    def first(self) -> tuple[tuple[int, ...], ...] | None:
        """The sets that may hold a match's first character; None where any character may be it."""
        found: set[int] = set()
        seen: set[int] = set()
        ways = [0]
        while ways:
            number = ways.pop()
            if number in seen:
                continue
            seen.add(number)
            instruction = self.program[number]
            operation = instruction.operation
            if operation == "set":
                found.add(instruction.first)
            elif operation == "split":
                ways += instruction[1:]
            elif operation == "jump":
                ways.append(instruction.first)
            elif operation == "match":
                return None
            else:
                ways.append(number + 1)
        return tuple(self.sets[each] for each in sorted(found))


class _Characters(Machine):
    """The machine over the characters of a text."""

    def __init__(self, expression: RegularExpression, text: str) -> None:
        super().__init__(expression.program, len(text))
        self._sets = expression.sets
        self._codes = [ord(each) for each in text]
        self._first = expression.first

    def may_start(self, at: int) -> bool:
        """Return whether the character may be a match's first."""
        if self._first is None:
            return True
        return any(in_ranges(each, self._codes[at]) for each in self._first)

    def reach(self, instruction: Instruction, at: int) -> Sequence[int]:
        """Return the position after the instruction."""
        operation = instruction.operation
        if operation == "set":
            return (at + 1,) if self._holds(instruction.first, at) else ()
        if operation == "start":
            return (at,) if at == 0 else ()
        if operation == "end":
            return (at,) if at == self.length else ()
        edge = self._holds(instruction.first, at - 1) != self._holds(instruction.first, at)
        return (at,) if edge == (operation == "edge") else ()

    def _holds(self, number: int, at: int) -> bool:
        return 0 <= at < self.length and in_ranges(self._sets[number], self._codes[at])
