"""The words and parts of words that the listening model writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.errors import BundleDamagedError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["END", "START", "SpeechTokens"]

START, END = 1, 2  # the numbers of the marks before and after a text
_FIRST = 3  # the first number that stands for a token
_SPACE = "▁".encode()
_LONG = 128  # a length from here on takes two bytes


class SpeechTokens:
    """A vocabulary in the file format of Moonshine: each token's bytes after their number.

    Args:
        content: the file's content.

    Raises:
        BundleDamagedError: it ends within a token.

    """

    def __init__(self, content: bytes) -> None:
        self._tokens: list[bytes] = []
        at = 0
        while at < len(content):
            length = content[at]
            at += 1
            if length >= _LONG:
                if at == len(content):
                    raise BundleDamagedError("the tokens of the speech model end too early")
                length += _LONG * content[at] - _LONG
                at += 1
            if at + length > len(content):
                raise BundleDamagedError("the tokens of the speech model end too early")
            self._tokens.append(content[at : at + length])
            at += length

    def __len__(self) -> int:
        """Return the number of tokens."""
        return len(self._tokens)

    def starts_word(self, number: int) -> bool:
        """Return whether a token begins a new word."""
        return number >= _FIRST and self._tokens[number].startswith(_SPACE)

    def text(self, numbers: Iterable[int]) -> str:
        """Return the text of tokens; marks are left out."""
        content = b"".join(self._tokens[each] for each in numbers if each >= _FIRST)
        return content.replace(_SPACE, b" ").decode(errors="replace").strip()
