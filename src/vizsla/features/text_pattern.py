"""Patterns of sentences, in the syntax of LUIS: ``move {Person} [from {Place:Origin}]``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vizsla.features.machine import Machine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vizsla.features.machine import Instruction, MachineMatch
    from vizsla.recognizers.text_tokens import TextToken

__all__ = ["TextPattern", "pattern_word"]

QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'})


@dataclass(frozen=True, slots=True)
class TextPattern:
    """A compiled pattern, as it travels in a bundle.

    Attributes:
        program: its instructions: those of ``Machine``; ``word``, a word by its number; ``token``,
            any word; ``entity``, an entity of the name of a numbered part; ``start`` and ``end`` of
            the text.
        words: the words that the instructions name, as tokens hold them.
        parts: the entities that the instructions name: a name, and a role or an empty text.

    """

    program: tuple[Instruction, ...]
    words: tuple[str, ...]
    parts: tuple[tuple[str, str], ...]

    def find(
        self, tokens: Sequence[TextToken], entities: Mapping[str, Sequence[tuple[int, int]]]
    ) -> list[MachineMatch]:
        """Return where the pattern matches, from left to right, none within another.

        Args:
            tokens: the text's tokens.
            entities: by name the entities of the text: pairs of the first token and the one after
                the last. Of several from the same token the longest is tried first.

        Returns:
            The matches; their positions count tokens, and their spans are those of ``parts``.

        """
        return list(_Tokens(self, tokens, entities).matches())


def pattern_word(token: TextToken) -> str:
    """Return a token as patterns compare it."""
    return token.plain.translate(QUOTES)


class _Tokens(Machine):
    """The machine over the tokens of a text."""

    def __init__(
        self,
        pattern: TextPattern,
        tokens: Sequence[TextToken],
        entities: Mapping[str, Sequence[tuple[int, int]]],
    ) -> None:
        super().__init__(pattern.program, len(tokens))
        self._words = pattern.words
        self._tokens = [pattern_word(each) for each in tokens]
        self._ends: list[dict[int, list[int]]] = []
        for name, _ in pattern.parts:
            ends: dict[int, list[int]] = {}
            for start, end in entities.get(name, ()):
                ends.setdefault(start, []).append(end)
            for each in ends.values():
                each.sort(reverse=True)
            self._ends.append(ends)

    def reach(self, instruction: Instruction, at: int) -> Sequence[int]:
        """Return the positions after the instruction."""
        operation = instruction.operation
        if operation == "start":
            return (at,) if at == 0 else ()
        if operation == "end":
            return (at,) if at == self.length else ()
        if at == self.length:
            return ()
        if operation == "word":
            return (at + 1,) if self._tokens[at] == self._words[instruction.first] else ()
        if operation == "token":
            return (at + 1,)
        return self._ends[instruction.first].get(at, ())
