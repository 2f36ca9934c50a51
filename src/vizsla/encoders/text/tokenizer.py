"""Opens the tokenizer of a model: what cuts a text into the pieces that the model knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from vizsla.encoders.text.code_points import CodePoints
from vizsla.encoders.text.unigram_pieces import UnigramPieces
from vizsla.encoders.text.word_pieces import WordPieces

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Tokenizer", "is_unigram", "tokenizer"]


class Tokenizer(Protocol):
    """Cuts texts into pieces.

    Attributes:
        lead: the number of tokens before those of a text.

    """

    lead: int

    def tokens(self, text: str, most: int) -> list[int]:
        """Return the numbers of a text's pieces, at most ``most``, with the model's marks."""

    def pieces(self, tokens: Sequence[int]) -> tuple[str, ...]:
        """Return the pieces of some numbers; "" for a mark that no text has."""

    def words(self, text: str) -> tuple[str, ...]:
        """Return a text's words and marks in order, folded."""

    def tokens_of_parts(self, parts: Sequence[str], most: int) -> tuple[list[int], list[int]]:
        """Return the numbers of the pieces of a text's parts, and how many each part has."""


def tokenizer(name: str, vocabulary: bytes, code_points: bytes) -> Tokenizer:
    """Return the tokenizer of a model.

    Args:
        name: the name of the vocabulary's file, whose ending tells its kind.
        vocabulary: the file's content.
        code_points: the content of ``code_points.json``.

    """
    pieces = UnigramPieces if is_unigram(name) else WordPieces
    return pieces(CodePoints(code_points), vocabulary)


def is_unigram(name: str) -> bool:
    """Return whether a vocabulary is SentencePiece's, ``.json``; else it is WordPiece's, ``.txt``.

    Args:
        name: the name of the vocabulary's file.

    """
    return name.endswith(".json")
