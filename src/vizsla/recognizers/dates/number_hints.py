"""Tell quickly which numbers of a text can be part of a date: most are of no such thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from vizsla.recognizers.text_tokens import TextToken

__all__ = ["NumberHints"]

REACH = 12  # tokens from the start of a number to the word that makes it a date
LINKS = "/-.\u2013:"
LENGTHS = (4, 8)  # digits of a year, a time, a compact date


class NumberHints:
    """Looks around the numbers of one text.

    Args:
        tokens: the text's tokens.
        anchors: the words that can make a date of a number: months, units, parts of the day.
        leading: the words after which a number alone is a date or a time.

    """

    def __init__(
        self,
        tokens: Sequence[TextToken],
        anchors: AbstractSet[str],
        leading: AbstractSet[str],
    ) -> None:
        self._tokens = tokens
        self._leading = leading
        self._next = [REACH + 1] * (len(tokens) + 1)
        for at in range(len(tokens) - 1, -1, -1):
            self._next[at] = 0 if tokens[at].plain in anchors else self._next[at + 1] + 1

    def may_date(self, at: int) -> bool:
        """Return whether the number at a token may begin a date, a time or a length."""
        token = self._tokens[at]
        if self._next[at] <= REACH:
            return True
        if token.kind == "digits" and (len(token.plain) in LENGTHS or self._linked(at + 1)):
            return True
        if at > 0 and not self._leading.isdisjoint(_spellings(self._tokens[at - 1])):
            return True
        return self._day_month_year(at)

    def _day_month_year(self, at: int) -> bool:
        """Return whether a number and one of four digits follow, as in 02 04 2009."""
        three = self._tokens[at : at + 3]
        return [len(each.plain) for each in three if each.kind == "digits"][1:] in ([1, 4], [2, 4])

    def _linked(self, at: int) -> bool:
        """Return whether a mark and more digits stand at a token, as in 5/12 or 17:30."""
        tokens = self._tokens
        return (
            at + 1 < len(tokens)
            and tokens[at].plain in LINKS
            and not tokens[at].gap
            and tokens[at + 1].kind == "digits"
        )


def _spellings(token: TextToken) -> tuple[str, str]:
    return token.plain, token.raw.lower()
