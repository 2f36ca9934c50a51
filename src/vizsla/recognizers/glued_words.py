"""Take apart numbers that are written as one word: zwei-und-zwanzig, venti-due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.recognizers.language_pack import NumberWord

if TYPE_CHECKING:
    from vizsla.recognizers.language_pack import LanguagePack
    from vizsla.recognizers.reading_steps import ReadingSteps

__all__ = ["GluedWords", "split_glued"]

LONGEST = 120  # letters of a number in one word
TEN, HUNDRED = 10, 100

Parts = tuple["NumberWord | str", ...]


class GluedWords:
    """Takes apart the words of one text, each once.

    Args:
        pack: the language.
        steps: counts the letters of words that begin as a number does.

    """

    def __init__(self, pack: LanguagePack, steps: ReadingSteps) -> None:
        self._pack = pack
        self._steps = steps
        self._ends: dict[str, dict[str, NumberWord] | None] = {
            "cardinal": None,
            "ordinal": pack.glued_ends,
            "denominator": pack.glued_denominators,
        }
        self._known: dict[tuple[str, str], tuple[NumberWord, ...] | None] = {}

    def split(self, text: str, last: str) -> tuple[NumberWord, ...] | None:
        """Return the number words that one written word consists of, or None.

        Args:
            text: the word, plain.
            last: of which kind its last part is: ``cardinal``, ``ordinal`` or ``denominator``.

        """
        if (text, last) not in self._known:
            found = None
            if len(text) <= LONGEST and begins_glued(text, self._pack):
                self._steps.take(len(text))
                found = split_glued(text, self._pack, self._ends[last])
            self._known[text, last] = found
        return self._known[text, last]


def begins_glued(text: str, pack: LanguagePack) -> bool:
    """Return whether a word begins with a part of a number."""
    if text[:1] not in pack.glued_letters:
        return False
    return any(text[:size] in pack.glued for size in range(1, pack.longest_part + 1))


def split_glued(
    text: str, pack: LanguagePack, ends: dict[str, NumberWord] | None
) -> tuple[NumberWord, ...] | None:
    """Return the number words that one written word consists of, or None.

    Args:
        text: the word, plain, of at most ``LONGEST`` letters.
        pack: the language.
        ends: what must stand last; None where the parts of cardinals do.

    """
    # From the right: the fewest parts that fill the text from each position.
    reach: list[Parts | None] = [None] * (len(text) + 1)
    if ends is None:
        reach[len(text)] = ()
    else:
        for at in range(1, len(text)):
            if word := ends.get(text[at:]):
                reach[at] = (word,)
    for at in range(len(text) - 1, -1, -1):
        for size in range(1, min(pack.longest_part, len(text) - at) + 1):
            rest, part = reach[at + size], pack.glued.get(text[at : at + size])
            known = reach[at]
            if part is None or rest is None:
                continue
            if known is None or len(rest) + 1 < len(known):
                reach[at] = (part, *rest)
    found = reach[0]
    return _ones_before_tens(found) if found and len(found) > 1 else None


def _ones_before_tens(parts: Parts) -> tuple[NumberWord, ...] | None:
    """Replace "three and twenty" by 23, and leave other joints out."""
    joined: list[NumberWord] = []
    waiting = False
    for part in parts:
        if isinstance(part, str):
            if not joined:
                return None
            waiting = True
            continue
        before = joined[-1] if joined else None
        if waiting and before and before.is_one and part.is_ten:
            joined[-1] = NumberWord("base", before.value + part.value, part.ordinal)
        else:
            joined.append(part)
        waiting = False
    return None if waiting else tuple(joined)
