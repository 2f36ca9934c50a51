"""The words and parts of words that the listening model writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.errors import BundleDamagedError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["END", "START", "SpokenPieces"]

START, END = 1, 2  # the numbers of the marks before and after a text
_FIRST = 3  # the first number that stands for a piece
_SPACE = "▁".encode()
_LONG = 128  # a length from here on takes two bytes


class SpokenPieces:
    """A vocabulary in the file format of Moonshine: each piece's bytes after their number.

    Args:
        content: the file's content.

    Raises:
        BundleDamagedError: it ends within a piece.

    """

    def __init__(self, content: bytes) -> None:
        self._pieces: list[bytes] = []
        at = 0
        while at < len(content):
            length = content[at]
            at += 1
            if length >= _LONG:
                if at == len(content):
                    raise BundleDamagedError("the word pieces of the speech model end too early")
                length += _LONG * content[at] - _LONG
                at += 1
            if at + length > len(content):
                raise BundleDamagedError("the word pieces of the speech model end too early")
            self._pieces.append(content[at : at + length])
            at += length

    def __len__(self) -> int:
        """Return the number of pieces."""
        return len(self._pieces)

    def starts_word(self, number: int) -> bool:
        """Return whether a piece begins a new word."""
        return number >= _FIRST and self._pieces[number].startswith(_SPACE)

    def text(self, numbers: Iterable[int]) -> str:
        """Return the text of pieces; marks are left out."""
        content = b"".join(self._pieces[each] for each in numbers if each >= _FIRST)
        return content.replace(_SPACE, b" ").decode(errors="replace").strip()
