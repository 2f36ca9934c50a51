"""Cuts a text into the pieces that a model of many languages knows: SentencePiece's unigram model.

Each piece has a score, the logarithm of how frequent it is; a word's pieces are those with the
largest sum. The scores are whole numbers, so that sums are exact, and the same in any order.
"""

from __future__ import annotations

import json
import math
from array import array
from itertools import accumulate
from typing import TYPE_CHECKING

from vizsla.encoders.text.normal_form import NormalForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.encoders.text.code_points import CodePoints

__all__ = ["UnigramPieces"]

START = "\u2581"  # stands at the start of each word
UNKNOWN_COSTS = 10  # less than the least score, as in SentencePiece
LONGEST_CUT = 2**12  # characters that are cut together: 256 tokens of the longest pieces
MOST_KEPT, LONGEST_KEPT = 2**14, 32  # words whose pieces are remembered, and their characters


class UnigramPieces:
    """The tokenizer of a model with SentencePiece's unigram pieces.

    It gives what SentencePiece gives, but for words of several cuts whose sums SentencePiece,
    which adds in float32, can't tell apart. Of exactly equal sums, the one with the longest last
    piece is taken, and so on to the front.

    Args:
        code_points: the table that folds words for features; the model does not read them.
        vocabulary: ``vocabulary.json``: the ``pieces`` in order of their numbers; ``steps``, the
            differences of their scores from one to the next, ``unit`` to 1; the numbers of the
            model's ``first`` and ``last`` mark and of the ``unknown`` piece; the ``special``
            numbers, which no text has; the ``prefix`` that the model reads before each text; and
            the tables ``replaced`` and ``composed`` of its normal form.

    Attributes:
        lead: the number of tokens before those of a text.

    """

    def __init__(self, code_points: CodePoints, vocabulary: bytes) -> None:
        content = json.loads(vocabulary)
        self._code_points = code_points
        self._normal_form = NormalForm(content["replaced"], content["composed"])
        pieces = content["pieces"]
        self._pieces = dict(zip(pieces, range(len(pieces)), strict=True))
        for number in content["special"]:
            del self._pieces[pieces[number]]
        self._scores = array("i", accumulate(content["steps"]))
        self._longest = max(map(len, self._pieces))
        self._last, self._unknown = content["last"], content["unknown"]
        self._unknown_score = min(self._scores) - UNKNOWN_COSTS * content["unit"]
        self._known: dict[str, list[int]] = {}
        self._front = [content["first"], *self._numbers(content["prefix"], LONGEST_CUT)]
        self.lead = len(self._front)

    def tokens(self, text: str, most: int) -> list[int]:
        """Return the numbers of a text's pieces, between those of the model's marks.

        Args:
            text: the text.
            most: the most tokens, more than ``lead``; what is behind them is left out.

        """
        found = [*self._front, *self._numbers(text, most - self.lead)]
        return [*found[: most - 1], self._last]

    def pieces(self, tokens: Sequence[int]) -> tuple[str, ...]:
        """Return the pieces of some numbers; "" for a mark that no text has."""
        wanted = set(tokens)
        found = {number: piece for piece, number in self._pieces.items() if number in wanted}
        return tuple(found.get(each, "") for each in tokens)

    def words(self, text: str) -> tuple[str, ...]:
        """Return a text's words and marks in order, folded."""
        return tuple(filter(None, self._code_points.fold(text).split(" ")))

    def tokens_of_parts(self, parts: Sequence[str], most: int) -> tuple[list[int], list[int]]:
        """Return the numbers of the pieces of a text's parts, and how many each part has.

        Args:
            parts: the parts, such as words, in order; each is cut as if a space stood before it.
            most: the most tokens, more than ``lead``; of what is behind them, parts have no pieces.

        """
        found, counts = [*self._front], []
        for part in parts:
            room = most - 1 - len(found)
            pieces = self._numbers(part, room)[:room] if room > 0 else []
            found += pieces
            counts.append(len(pieces))
        return [*found[: most - 1], self._last], counts

    def _numbers(self, text: str, enough: int) -> list[int]:
        """Return the numbers of a text's pieces, at least ``enough`` where there are as many."""
        found: list[int] = []
        # A space is in no sequence of the normal form: the text may be cut there before.
        for raw in text.split(" "):
            for word in self._normal_form.of(raw).split(" "):
                if word:
                    found.extend(self._of_word(START + word, enough - len(found)))
            if len(found) >= enough:
                break
        return found

    def _of_word(self, word: str, enough: int) -> list[int]:
        """Return the numbers of a word's pieces, at least ``enough`` where there are as many."""
        found = self._known.get(word)
        if found is None:
            found = []
            before = None
            for at in range(0, len(word), LONGEST_CUT):
                for number in self._cut(word[at : at + LONGEST_CUT]):
                    # Unknown ones in a row are one.
                    if number != self._unknown or before != number:
                        found.append(number)
                    before = number
                if len(found) >= enough:
                    break
            if len(self._known) < MOST_KEPT and len(word) <= LONGEST_KEPT:
                self._known[word] = found
        return found

    def _cut(self, word: str) -> list[int]:
        """Return the numbers of the pieces whose scores have the largest sum."""
        size = len(word)
        best: list[float] = [0, *[-math.inf] * size]  # the largest sum to each place
        last = [(0, 0)] * (size + 1)  # of the piece before each place: its start, its number
        for start in range(size):
            before = best[start]
            is_known = word[start] in self._pieces
            if not is_known and before + self._unknown_score > best[start + 1]:
                best[start + 1] = before + self._unknown_score
                last[start + 1] = (start, self._unknown)
            for end in range(start + 1, min(start + self._longest, size) + 1):
                number = self._pieces.get(word[start:end])
                if number is not None and before + self._scores[number] > best[end]:
                    best[end] = before + self._scores[number]
                    last[end] = (start, number)
        found = []
        end = size
        while end:
            end, number = last[end]
            found.append(number)
        return found[::-1]
