"""Turn a pattern of sentences into a program for the machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.errors import OptionError
from vizsla.features.fragments import after, either, first_of, loop, maybe
from vizsla.features.machine import Instruction
from vizsla.features.text_pattern import TextPattern, pattern_word
from vizsla.recognizers.text_tokens import cut_tokens

if TYPE_CHECKING:
    from collections.abc import Collection

    from vizsla.features.fragments import Fragment

__all__ = ["compile_pattern"]

LONGEST = 1000  # characters of a pattern
DEEPEST = 10  # brackets within each other
SIGNS = "{[(|)]}"


def compile_pattern(pattern: str, anything: Collection[str] = ()) -> TextPattern:
    """Compile a pattern.

    ``{name}`` is an entity, ``{name:role}`` one in a role, ``[a]`` is optional, ``(a|b)`` is one of
    several, ``^`` at the beginning or the end stands for that of the text. Letters match in any
    case, and with or without accents; space between words does not matter.

    Args:
        pattern: the pattern.
        anything: the names of entities that stand for any words, as few as fit.

    Raises:
        OptionError: a bracket is wrong, or the pattern is too long or empty.

    """
    parser = _PatternParser(pattern, anything)
    return TextPattern(parser.program, parser.words, parser.parts)


class _PatternParser:
    """Parses one pattern.

    Args:
        pattern: the pattern.
        anything: the names of entities that stand for any words.

    Raises:
        OptionError: a bracket is wrong, or the pattern is too long or empty.

    Attributes:
        program: the instructions.

    """

    def __init__(self, pattern: str, anything: Collection[str]) -> None:
        self._pattern = pattern
        self._anything = anything
        self._words: dict[str, int] = {}
        self._parts: dict[tuple[str, str], int] = {}
        self._depth = 0
        self._at = 0
        if len(pattern) > LONGEST:
            raise self._error(f"it has {len(pattern):,} characters, and at most {LONGEST:,} fit")
        self._text = pattern.strip()
        starts = self._text.startswith("^")
        ends = self._text.endswith("^") and len(self._text) > 1
        self._text = self._text[starts : len(self._text) - ends]
        found = self._alternatives()
        if self._at < len(self._text):
            raise self._error(f"there is a {self._text[self._at]!r} too many")
        if not self._words and not self._parts:
            raise self._error("it has neither a word nor an entity")
        opening: Fragment = [Instruction("start")] if starts else []
        closing: Fragment = [Instruction("end")] if ends else []
        whole = after(after(opening, found), closing)
        self.program: tuple[Instruction, ...] = (*whole, Instruction("match"))

    @property
    def words(self) -> tuple[str, ...]:
        """The words that the instructions name."""
        return tuple(self._words)

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """The entities that the instructions name, with their roles."""
        return tuple(self._parts)

    def _error(self, why: str) -> OptionError:
        shown = self._pattern if len(self._pattern) <= 80 else f"{self._pattern[:80]}..."  # noqa: PLR2004
        return OptionError(f"the pattern {shown!r} can't be used: {why}.")

    def _alternatives(self) -> Fragment:
        branches = [self._sequence()]
        while self._text[self._at : self._at + 1] == "|":
            self._at += 1
            branches.append(self._sequence())
        return first_of(branches)

    def _sequence(self) -> Fragment:
        found: Fragment = []
        while self._at < len(self._text) and self._text[self._at] not in "|)]":
            letter = self._text[self._at]
            if letter == "{":
                found = after(found, self._entity())
            elif letter in "([":
                found = after(found, self._group(letter))
            elif letter == "}":
                raise self._error("there is a '}' too many")
            else:
                found = after(found, self._literal())
        return found

    def _group(self, opening: str) -> Fragment:
        closing = ")" if opening == "(" else "]"
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._error(f"more than {DEEPEST} brackets are within each other")
        self._at += 1
        inner = self._alternatives()
        if self._text[self._at : self._at + 1] != closing:
            raise self._error(f"a {opening!r} is not closed")
        self._at += 1
        self._depth -= 1
        return inner if opening == "(" else maybe(inner)

    def _literal(self) -> Fragment:
        end = self._at
        while end < len(self._text) and self._text[end] not in SIGNS:
            end += 1
        words = [pattern_word(each) for each in cut_tokens(self._text[self._at : end])]
        self._at = end
        return [
            Instruction("word", self._words.setdefault(each, len(self._words))) for each in words
        ]

    def _entity(self) -> Fragment:
        inside, closed, _ = self._text[self._at + 1 :].partition("}")
        if not closed:
            raise self._error("a '{' is not closed")
        self._at += len(inside) + 2
        # LUIS writes the child of a hierarchical entity with two colons: its children are roles.
        name, _, role = inside.replace("::", ":").partition(":")
        name, role = name.strip(), role.strip()
        if not name:
            raise self._error("an entity has no name")
        part = self._parts.setdefault((name, role), len(self._parts))
        inner: Fragment = [Instruction("entity", part)]
        if name in self._anything:
            words = after([Instruction("token")], loop([Instruction("token")], lazy=True))
            inner = either(inner, words)  # first the exceptions, which are looked for beforehand
        return after(after([Instruction("open", part)], inner), [Instruction("close", part)])
