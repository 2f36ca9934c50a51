"""Parts of a program for the machine, and how larger ones are made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.features.machine import Instruction

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Fragment", "after", "either", "first_of", "loop", "maybe"]

Fragment = list[Instruction]  # jumps and splits within it count from its own first instruction
TAKING = frozenset(("set", "word", "token", "entity"))  # instructions that take some of the text


def _moved(fragment: Fragment, by: int) -> Fragment:
    """Return a fragment whose jumps count from an instruction so many before its own."""
    moved: Fragment = []
    for each in fragment:
        if each.operation == "jump":
            moved.append(Instruction("jump", each.first + by))
        elif each.operation == "split":
            moved.append(Instruction("split", each.first + by, each.second + by))
        else:
            moved.append(each)
    return moved


def after(first: Fragment, second: Fragment) -> Fragment:
    """Return a fragment that matches one thing after another."""
    return first + _moved(second, len(first))


def either(first: Fragment, second: Fragment) -> Fragment:
    """Return a fragment that tries the first, then the second."""
    behind = len(first) + 2
    end = behind + len(second)
    return [
        Instruction("split", 1, behind),
        *_moved(first, 1),
        Instruction("jump", end),
        *_moved(second, behind),
    ]


def first_of(branches: Sequence[Fragment]) -> Fragment:
    """Return a fragment that tries one branch after another; there is one at least."""
    *others, found = branches
    for each in reversed(others):
        found = either(each, found)
    return found


def maybe(inner: Fragment, *, lazy: bool = False) -> Fragment:
    """Return a fragment that may be left out; ``lazy`` tries that first."""
    end = len(inner) + 1
    return [
        Instruction("split", end, 1) if lazy else Instruction("split", 1, end),
        *_moved(inner, 1),
    ]


def loop(inner: Fragment, *, lazy: bool = False) -> Fragment:
    """Return a fragment that may be repeated or left out; ``lazy`` tries few repetitions first."""
    if _may_be_empty(inner):
        # Else the way through an inner part that takes nothing would come too early.
        end = len(inner) + 1
        again = Instruction("split", end, 0) if lazy else Instruction("split", 0, end)
        return maybe([*inner, again], lazy=lazy)
    end = len(inner) + 2
    return [
        Instruction("split", end, 1) if lazy else Instruction("split", 1, end),
        *_moved(inner, 1),
        Instruction("jump", 0),
    ]


def _may_be_empty(fragment: Fragment) -> bool:
    """Return whether a fragment's end can be reached without taking anything of the text."""
    seen: set[int] = set()
    ways = [0]
    while ways:
        number = ways.pop()
        if number == len(fragment):
            return True
        if number in seen:
            continue
        seen.add(number)
        instruction = fragment[number]
        if instruction.operation == "jump":
            ways.append(instruction.first)
        elif instruction.operation == "split":
            ways += instruction[1:]
        elif instruction.operation not in TAKING:
            ways.append(number + 1)
    return False
