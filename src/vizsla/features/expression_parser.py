"""Turn a regular expression into a program for the machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.errors import OptionError
from vizsla.features.character_sets import LAST, CharacterSet, category
from vizsla.features.fragments import after, first_of, loop, maybe
from vizsla.features.machine import Instruction
from vizsla.features.regular_expression import RegularExpression

if TYPE_CHECKING:
    from vizsla.features.fragments import Fragment

__all__ = ["compile_expression"]

MOST_INSTRUCTIONS = 1000
DEEPEST = 50  # groups within groups
LONGEST = 5000  # characters of an expression
CONTROLS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "v": "\v", "a": "\a", "e": "\x1b"}
CLASSES = {"d": "Nd", "w": "L Mn Nd Pc", "s": "space"}
HEX = {"x": 2, "u": 4}
QUANTIFIERS = {"*": (0, None), "+": (1, None), "?": (0, 1)}


def compile_expression(expression: str) -> RegularExpression:
    """Compile a regular expression.

    Raises:
        OptionError: it is none, has a part that is not supported, or is too long.

    """
    parser = _ExpressionParser(expression)
    return RegularExpression(parser.program, parser.sets)


class _ExpressionParser:
    r"""Parses one expression, in the syntax that .NET, Python and JavaScript have in common.

    Letters match in any case. ``\d``, ``\w`` and ``\b`` know all of Unicode.

    Args:
        expression: the expression.

    Raises:
        OptionError: it is no regular expression, or has a part that would take time without
            limits (a look-around, a reference back), or is too long.

    Attributes:
        program: the instructions.

    """

    def __init__(self, expression: str) -> None:
        self._text = expression
        self._at = 0
        self._depth = 0
        self._numbers: dict[tuple[int, ...], int] = {}
        if len(expression) > LONGEST:
            raise self._error(f"it has {len(expression):,} characters, and at most {LONGEST:,} fit")
        found = self._alternatives()
        if self._at < len(expression):
            raise self._error("there is a ')' too many")
        self.program: tuple[Instruction, ...] = (*found, Instruction("match"))

    @property
    def sets(self) -> tuple[tuple[int, ...], ...]:
        """The ranges of the sets that the program names, by their numbers."""
        return tuple(self._numbers)

    def _error(self, why: str) -> OptionError:
        shown = self._text if len(self._text) <= 80 else f"{self._text[:80]}..."  # noqa: PLR2004
        return OptionError(f"the regular expression {shown!r} can't be used: {why}.")

    # Grammar

    def _alternatives(self) -> Fragment:
        branches = [self._sequence()]
        while self._take("|"):
            branches.append(self._sequence())
        return first_of(branches)

    def _sequence(self) -> Fragment:
        found: Fragment = []
        while self._at < len(self._text) and self._text[self._at] not in "|)":
            found = after(found, self._repeated(self._atom()))
            if len(found) > MOST_INSTRUCTIONS:
                raise self._error(
                    f"written out it has more than {MOST_INSTRUCTIONS:,} steps: repeat less"
                )
        return found

    def _repeated(self, atom: Fragment) -> Fragment:
        times = self._quantifier()
        if times is None:
            return atom
        least, most = times
        lazy = self._take("?")
        if self._peek() == "+":
            raise self._error("possessive quantifiers ('++') are not supported")
        if self._quantifier() is not None:
            raise self._error("a quantifier follows a quantifier: put the first in brackets")
        if (most or least + 1) * (len(atom) + 1) > MOST_INSTRUCTIONS:
            raise self._error(
                f"written out it has more than {MOST_INSTRUCTIONS:,} steps: repeat less"
            )
        found: Fragment = []
        for _ in range(least):
            found = after(found, atom)
        if most is None:
            return after(found, loop(atom, lazy=lazy))
        optional: Fragment = []
        for _ in range(most - least):
            optional = maybe(after(atom, optional), lazy=lazy)
        return after(found, optional)

    def _quantifier(self) -> tuple[int, int | None] | None:
        letter = self._peek()
        if letter in QUANTIFIERS:
            self._at += 1
            return QUANTIFIERS[letter]
        if letter != "{":
            return None
        inside, closed, _ = self._text[self._at + 1 :].partition("}")
        first, comma, second = inside.partition(",")
        digits = first.isascii() and first.isdigit() and len(first) <= 4  # noqa: PLR2004
        if second:
            digits = digits and second.isascii() and second.isdigit() and len(second) <= 4  # noqa: PLR2004
        if not closed or not digits:
            return None  # a bracket that means itself
        self._at += len(inside) + 2
        least = int(first)
        most = least if not comma else int(second) if second else None
        if most is not None and most < least:
            raise self._error(f"{{{inside}}} asks for at least {least} and at most {most}")
        return least, most

    def _atom(self) -> Fragment:
        letter = self._next()
        if letter == "(":
            return self._group()
        if letter == "[":
            return self._set(self._bracket())
        if letter in "^$":
            return [Instruction("start" if letter == "^" else "end")]
        if letter == "\\":
            return self._escape()
        if letter in QUANTIFIERS:
            raise self._error(f"there is nothing before {letter!r} to repeat")
        return self._set(~CharacterSet.of("\n") if letter == "." else CharacterSet.of(letter))

    def _group(self) -> Fragment:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._error(f"more than {DEEPEST} brackets are within each other")
        if self._take("?"):
            self._group_kind()
        found = self._alternatives()
        if not self._take(")"):
            raise self._error("a '(' is not closed")
        self._depth -= 1
        return found

    def _group_kind(self) -> None:
        if self._take(":"):
            return
        for opening in ("<=", "<!", "=", "!"):
            if self._text.startswith(opening, self._at):
                raise self._error("look-arounds such as '(?=' are not supported")
        self._take("P")
        if self._take("<"):
            name, closed, _ = self._text[self._at :].partition(">")
            if closed and name.isidentifier():
                self._at += len(name) + 1
                return
        if self._text.startswith("i)", self._at):
            self._at += 1  # letters match in any case as it is
            return
        if self._text.startswith("i:", self._at):
            self._at += 2
            return
        raise self._error(f"'(?{self._peek()}' is not supported")

    def _escape(self) -> Fragment:
        letter = self._peek()
        if letter in {"b", "B"} and letter:
            self._at += 1
            words = self._number(_class("w"))
            return [Instruction("edge" if letter == "b" else "inside", words)]
        if letter in {"A", "z", "Z"} and letter:
            self._at += 1
            return [Instruction("start" if letter == "A" else "end")]
        if letter.isdigit() or letter == "k":
            raise self._error("references back such as '\\1' are not supported")
        return self._set(self._escaped())

    # Sets of characters

    def _escaped(self) -> CharacterSet:
        """Return what stands behind a backslash, as a set."""
        letter = self._next()
        if letter.lower() in CLASSES:
            found = _class(letter.lower())
            return ~found if letter.isupper() else found
        if letter in {"p", "P"}:
            return self._category(negated=letter == "P")
        if letter in HEX:
            digits = self._text[self._at : self._at + HEX[letter]]
            self._at += HEX[letter]
            try:
                code = int(digits, 16)
            except ValueError:
                code = -1
            if code < 0 or len(digits) < HEX[letter]:
                raise self._error(f"'\\{letter}{digits}' names no character")
            return CharacterSet([(code, code)])
        if letter in CONTROLS:
            return CharacterSet.of(CONTROLS[letter])
        if letter.isalnum() or letter == "_":
            raise self._error(f"'\\{letter}' is not supported")
        return CharacterSet.of(letter)

    def _category(self, *, negated: bool) -> CharacterSet:
        name, closed, _ = self._text[self._at + 1 :].partition("}")
        if self._peek() != "{" or not closed or not name.isalpha() or len(name) > 2:  # noqa: PLR2004
            raise self._error("after '\\p' stands one of Unicode's categories, such as '\\p{L}'")
        self._at += len(name) + 2
        found = category(name)
        if found is None:
            raise self._error(f"Unicode has no category {name!r}")
        return ~found if negated else found

    def _bracket(self) -> CharacterSet:
        negated = self._take("^")
        found = CharacterSet()
        first = True
        while first or self._peek() != "]":
            first = False
            low = self._member()
            if self._peek() == "-" and self._text[self._at + 1 : self._at + 2] not in {"]", ""}:
                self._at += 1
                high = self._member()
                if len(low.flat) != 2 or len(high.flat) != 2 or low.flat[0] > high.flat[0]:  # noqa: PLR2004
                    raise self._error("a range in square brackets has a wrong end")
                found |= CharacterSet([(low.flat[0], high.flat[0])])
            else:
                found |= low
        self._at += 1
        # The letters' other case belongs to the set before it is turned round.
        return ~found.in_any_case() if negated else found

    def _member(self) -> CharacterSet:
        letter = self._next()
        if letter == "-" and self._peek() == "[":
            raise self._error("sets without others ('[a-z-[aeiou]]') are not supported")
        if letter != "\\":
            return CharacterSet.of(letter)
        if self._peek() == "b":
            self._at += 1
            return CharacterSet.of("\b")
        return self._escaped()

    def _set(self, characters: CharacterSet) -> Fragment:
        return [Instruction("set", self._number(characters.in_any_case()))]

    def _number(self, characters: CharacterSet) -> int:
        return self._numbers.setdefault(characters.flat, len(self._numbers))

    # Reading

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _next(self) -> str:
        letter = self._peek()
        if not letter:
            raise self._error("it ends in the middle")
        self._at += 1
        return letter

    def _take(self, letter: str) -> bool:
        if self._peek() != letter:
            return False
        self._at += 1
        return True


def _class(letter: str) -> CharacterSet:
    return category(CLASSES[letter]) or CharacterSet([(0, LAST)])
