"""How known words are pronounced: the CMU Pronouncing Dictionary in the model's symbols."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from vizsla.speech.model_files import model_file

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ListedWord", "WordList", "word_list"]


@dataclass(frozen=True, slots=True)
class ListedWord:
    """What is said for a word.

    Attributes:
        said: the symbols by default.
        forms: others by their tags: as a noun ``n``, a verb ``v``, an adjective ``j`` or a past
            form ``p``.

    """

    said: str
    forms: Mapping[str, str]


class WordList:
    """A file of lines in the order of their bytes, in which a word is found without reading it all.

    Args:
        content: the file's content; see ``scripts/pronunciations.py``.

    """

    def __init__(self, content: bytes) -> None:
        self._lines = content.splitlines()

    def find(self, word: str) -> ListedWord | None:
        """Return the entry of a word in small letters; None where there is none."""
        start = f"{word}\t".encode()
        at = bisect_left(self._lines, start)
        if at == len(self._lines) or not self._lines[at].startswith(start):
            return None
        _, said, *forms = self._lines[at].decode().split("\t")
        return ListedWord(
            said, {tag: way for tag, _, way in (each.partition("=") for each in forms)}
        )

    def __contains__(self, word: str) -> bool:
        """Return whether a word is in the list."""
        return self.find(word) is not None


@cache
def word_list() -> WordList:
    """Return the list of the package; read once."""
    return WordList(model_file("kokoro/words.txt"))
