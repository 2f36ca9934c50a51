"""Cuts a text into the pieces of words that a BERT model knows: WordPiece."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.encoders.text.code_points import CodePoints

__all__ = ["WordPieces"]

FIRST, LAST, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
INSIDE = "##"  # begins a piece that does not begin a word
LONGEST_WORD = 100  # characters; a longer word is unknown, as in BERT


class WordPieces:
    """The tokenizer of an uncased BERT model.

    It gives what Hugging Face's ``tokenizers`` gives, but for the names of special tokens: a text
    that holds ``[SEP]`` is read as a bracket, a word and a bracket.

    Args:
        code_points: the table that folds a text.
        vocabulary: the pieces in UTF-8, one a line; a piece's number is its line's, from 0.

    Attributes:
        lead: the number of tokens before those of a text.

    """

    lead = 1

    def __init__(self, code_points: CodePoints, vocabulary: bytes) -> None:
        self._code_points = code_points
        pieces = vocabulary.decode().split("\n")
        self._numbers = {piece: number for number, piece in enumerate(pieces) if piece}
        self._first, self._last, self._unknown = (
            self._numbers[each] for each in (FIRST, LAST, UNKNOWN)
        )
        self._longest_piece = max(map(len, pieces))

    def tokens(self, text: str, most: int) -> list[int]:
        """Return the numbers of a text's pieces, between those of the model's two marks.

        Args:
            text: the text.
            most: the most tokens, at least 2; what is behind them is left out.

        """
        found = [self._first]
        for word in self._code_points.fold(text).split(" "):
            if word:
                found.extend(self._cut(word))
                if len(found) >= most:
                    break
        return [*found[: most - 1], self._last]

    def pieces(self, tokens: Sequence[int]) -> tuple[str, ...]:
        """Return the pieces of some numbers; "" for a mark that no text has."""
        wanted = set(tokens)
        found = {number: piece for piece, number in self._numbers.items() if number in wanted}
        return tuple(found.get(each, "") for each in tokens)

    def words(self, text: str) -> tuple[str, ...]:
        """Return a text's words and marks in order, folded."""
        return tuple(filter(None, self._code_points.fold(text).split(" ")))

    def tokens_of_parts(self, parts: Sequence[str], most: int) -> tuple[list[int], list[int]]:
        """Return the numbers of the pieces of a text's parts, and how many each part has.

        Args:
            parts: the parts, such as words, in order.
            most: the most tokens, at least 2; of what is behind them, parts have no pieces.

        """
        found, counts = [self._first], []
        for part in parts:
            pieces = []
            if len(found) < most - 1:
                words = self._code_points.fold(part).split(" ")
                pieces = [piece for word in words if word for piece in self._cut(word)]
                pieces = pieces[: most - 1 - len(found)]
            found += pieces
            counts.append(len(pieces))
        return [*found, self._last], counts

    def _cut(self, word: str) -> list[int]:
        """Return the numbers of a word's pieces: each is the longest that goes on from the last."""
        if len(word) > LONGEST_WORD:
            return [self._unknown]
        found = []
        start, before = 0, ""
        while start < len(word):
            end = min(len(word), start + self._longest_piece)
            while end > start and before + word[start:end] not in self._numbers:
                end -= 1
            if end == start:
                return [self._unknown]
            found.append(self._numbers[before + word[start:end]])
            start, before = end, INSIDE
        return found
