"""Brings a text into SentencePiece's normal form ``nmt_nfkc``, by tables of the model.

It is Unicode's NFKC with some changes of its own: kinds of spaces become a space, control
characters are dropped, and only sequences of at most four characters are composed. No language's
own tables of Unicode are asked: they differ by version.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["NormalForm"]

LONGEST = 4  # characters of a sequence that is composed
# Jamo make syllables of Hangul by a rule (The Unicode Standard, 3.12).
LEADS, VOWELS = range(0x1100, 0x1113), range(0x1161, 0x1176)
TAILS: dict[tuple[int, ...], int] = {(): 0} | {
    (0x11A7 + number,): number for number in range(1, 28)
}
FIRST_SYLLABLE = 0xAC00


class NormalForm:
    """The tables of the normal form.

    Args:
        replaced: a character -> what stands for it. All others stay.
        composed: a sequence of two to four characters -> the character that stands for it.

    """

    def __init__(self, replaced: Mapping[str, str], composed: Mapping[str, str]) -> None:
        self._replaced = {ord(key): value for key, value in replaced.items()}
        self._composed = composed
        # A text without any of these has nothing to compose.
        self._seconds = {each[1] for each in composed} | set(map(chr, VOWELS))

    def of(self, text: str) -> str:
        """Return a text's normal form."""
        normal = text.translate(self._replaced)
        if self._seconds.isdisjoint(normal):
            return normal
        return "".join(self._compose([each.translate(self._replaced) for each in text]))

    def _compose(self, characters: list[str]) -> list[str]:
        """Return what stands for characters: the longest sequence at each place is composed."""
        found = []
        at = 0
        while at < len(characters):
            count, made = 1, characters[at]
            if at + 1 < len(characters) and characters[at + 1] in self._seconds:
                for length in range(min(LONGEST, len(characters) - at), 1, -1):
                    sequence = characters[at : at + length]
                    one = self._one(sequence) if all(len(each) == 1 for each in sequence) else None
                    if one is not None:
                        count, made = length, one
                        break
            found.append(made)
            at += count
        return found

    def _one(self, sequence: list[str]) -> str | None:
        """Return the character that stands for a sequence of characters; None where none does."""
        lead, vowel, *rest = map(ord, sequence)
        tail = TAILS.get(tuple(rest))
        if lead in LEADS and vowel in VOWELS and tail is not None:
            pair = (lead - LEADS.start) * len(VOWELS) + vowel - VOWELS.start
            return chr(FIRST_SYLLABLE + pair * len(TAILS) + tail)
        return self._composed.get("".join(sequence))
