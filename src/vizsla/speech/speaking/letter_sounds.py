"""How the letters of a word are pronounced that no list has.

A letter's sounds are those of the longest known context: the letter, then its neighbours, nearest
first. ``scripts/fit_letter_sounds.py`` fits the contexts to the CMU Pronouncing Dictionary. Of its
words that were left out, the share that is right stands in ``docs/how-to/speak.md``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from vizsla.speech.model_files import model_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

__all__ = ["LetterSounds", "contexts", "letter_sounds"]

_EDGE = "_"  # stands before the first letter and behind the last
_NEIGHBOURS = (1, -1, 2, -2, 3, -3, 4, -4)  # in the order in which they count
_VOWEL = re.compile("[AIOWYæɑɔɛɜɪiuʊʌ]")


def contexts(word: str, at: int) -> list[str]:
    """Return a letter's contexts, from the letter alone to the longest.

    Args:
        word: the word, in small letters.
        at: the letter's place.

    """
    found = [word[at]]
    for step in _NEIGHBOURS:
        place = at + step
        inside = 0 <= place < len(word)
        found.append(found[-1] + (word[place] if inside else _EDGE))
    return found


class LetterSounds:
    """The sounds by context.

    Args:
        content: the file's content: a line a context, which a tab separates from its sounds.

    """

    def __init__(self, content: bytes) -> None:
        lines = content.decode().splitlines()
        self._rules = dict(each.split("\t") for each in lines)

    @classmethod
    def of(cls, rules: Mapping[str, str]) -> Self:
        """Return those of a table."""
        return cls("".join(f"{context}\t{part}\n" for context, part in rules.items()).encode())

    def say(self, word: str) -> str:
        """Return the sounds of a word, with one main stress.

        Args:
            word: small letters of the Latin alphabet without accents; others say nothing.

        """
        parts = [self._part(word, at) for at in range(len(word))]
        return _with_one_stress("".join(parts))

    def _part(self, word: str, at: int) -> str:
        for context in reversed(contexts(word, at)):
            if context in self._rules:
                return self._rules[context]
        return ""


def _with_one_stress(said: str) -> str:
    if "ˈ" in said:
        first, _, rest = said.partition("ˈ")
        return f"{first}ˈ{rest.replace('ˈ', 'ˌ')}"
    if "ˌ" in said:
        return said.replace("ˌ", "ˈ", 1)
    if not _VOWEL.search(said):
        said = re.sub("ə(?!ɹ)", "ʌ", said, count=1)
    return _VOWEL.sub(lambda found: f"ˈ{found[0]}", said, count=1)


@cache
def letter_sounds() -> LetterSounds:
    """Return the rules of the package; read once."""
    return LetterSounds(model_file("kokoro/letters.txt"))
