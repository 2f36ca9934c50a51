"""A machine that matches a program against a text, in bounded time.

It tries the branches of a program in order, as usual engines of regular expressions do, but never
the same instruction at the same position twice: the time is at most proportional to the program's
length times the text's. (R. Cox, "Regular Expression Matching: the Virtual Machine Approach", 2009,
describes the method under "backtracking with memory".)
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from vizsla.errors import InputTooLargeError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Instruction", "Machine", "MachineMatch"]

MOST_WAYS = 2**22  # branches that wait at once: what a stranger's program takes is bounded


class Instruction(NamedTuple):
    """A step of a program.

    Attributes:
        operation: what it does.
        first, second: what it does that with: see ``Machine``.

    """

    operation: str
    first: int = 0
    second: int = 0


@dataclass(frozen=True, slots=True)
class MachineMatch:
    """Where a program matches.

    Attributes:
        start: the position of its first item.
        end: the position after its last item.
        spans: the last span of each numbered part, as ``(number, start, end)``, in order.

    """

    start: int
    end: int
    spans: tuple[tuple[int, int, int], ...] = ()


class Machine(ABC):
    """Matches a program.

    ``match`` ends a match; ``jump`` goes on at an instruction; ``split`` tries two in this order;
    ``open`` and ``close`` note the span of a numbered part. All others are a subclass's:
    its ``reach`` says from where on they leave the text to be matched.

    Args:
        program: the instructions; the first one is where a match begins.
        length: the number of the text's items.

    """

    def __init__(self, program: Sequence[Instruction], length: int) -> None:
        self.program = program
        self.length = length
        self._tried = bytearray((length + 1) * len(program))

    @abstractmethod
    def reach(self, instruction: Instruction, at: int) -> Sequence[int]:
        """Return the positions after what an instruction takes at a position, the best first."""

    def may_start(self, at: int) -> bool:  # noqa: ARG002 - the default need not look
        """Return whether a match may begin at a position; a quick test, True where unsure."""
        return True

    def matches(self) -> Iterator[MachineMatch]:
        """Yield the matches from left to right, none of them empty or within another.

        Raises:
            InputTooLargeError: too many branches of the program wait at once.

        """
        start = 0
        while start < self.length:
            found = self.match_at(start) if self.may_start(start) else None
            if found is None or found.end == start:
                start += 1
            else:
                yield found
                start = found.end
                # What was tried beyond the match has failed for good; at its end it may have led
                # to the match, and is open to the next one.
                size = len(self.program)
                self._tried[start * size : (start + 1) * size] = bytes(size)

    def match_at(self, start: int) -> MachineMatch | None:
        """Return the first match in the program's order that begins at a position, or None.

        Raises:
            InputTooLargeError: too many branches of the program wait at once.

        """
        size = len(self.program)
        ways: list[tuple[int, int, _Note | None]] = [(0, start, None)]
        while ways:
            number, at, note = ways.pop()
            if self._tried[at * size + number]:
                continue
            self._tried[at * size + number] = 1
            instruction = self.program[number]
            operation = instruction.operation
            if operation == "match":
                return MachineMatch(start, at, _spans(note))
            if operation == "jump":
                ways.append((instruction.first, at, note))
            elif operation == "split":
                ways.append((instruction.second, at, note))
                ways.append((instruction.first, at, note))
            elif operation in {"open", "close"}:
                ways.append((number + 1, at, (operation, instruction.first, at, note)))
            else:
                ways += [(number + 1, to, note) for to in reversed(self.reach(instruction, at))]
            if len(ways) > MOST_WAYS:
                raise InputTooLargeError(
                    "the text is too long for an expression or a pattern of this function: more "
                    f"than {MOST_WAYS} of its ways to match are open at once; give a shorter text"
                )
        return None


_Note = tuple[str, int, int, "_Note | None"]


def _spans(note: _Note | None) -> tuple[tuple[int, int, int], ...]:
    """Return the spans that were noted on the way, by their parts' numbers."""
    spans: dict[int, tuple[int, int]] = {}
    ends: dict[int, int] = {}
    while note is not None:
        operation, part, at, note = note
        if operation == "close":
            ends.setdefault(part, at)
        elif part in ends and part not in spans:
            spans[part] = (at, ends[part])
    return tuple((part, *spans[part]) for part in sorted(spans))
