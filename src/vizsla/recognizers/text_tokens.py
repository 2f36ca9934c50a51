"""Cut a text into tokens: words, runs of digits, single symbols."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from vizsla.recognizers.known_characters import known_only

__all__ = ["TextToken", "cut_tokens", "plain_word"]

# Han and kana are written without spaces: each character is a token.
ALONE = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff66-\uff9f"
# Python counts these among word characters, though they are numerals or signs: 2 of km2, 1/2.
NUMERALS = "\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u218f\u2460-\u249b\u24ea-\u24ff\u2776-\u2793"
TOKEN = re.compile(
    rf"(?P<digits>[0-9\uff10-\uff19]+)|(?P<alone>[{ALONE}])"
    rf"|(?P<word>(?:(?![{ALONE}{NUMERALS}])[^\W\d_]|[\u0300-\u036f])+)|\S"
)


class TextToken(NamedTuple):
    """A piece of a text.

    Attributes:
        plain: its letters in lower case, without accents and at their usual width.
        raw: its characters.
        start, end: its place in the text.
        gap: whether white space stands before it.
        kind: ``digits``, ``word``, ``alone`` (a Han or kana character) or ``symbol``.

    """

    plain: str
    raw: str
    start: int
    end: int
    gap: bool
    kind: str

    @property
    def key(self) -> str:
        """Return the token as phrases hold it: with a space before it where the text has one."""
        return f" {self.plain}" if self.gap else self.plain


@lru_cache(maxsize=65536)
def plain_word(raw: str) -> str:
    """Return a word in lower case, without accents and at the usual width."""
    if raw.isascii():
        return raw.lower()
    if re.fullmatch(f"[{ALONE}]", raw):
        return unicodedata.normalize("NFKC", raw)
    apart = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", raw).lower())
    return "".join(each for each in apart if unicodedata.category(each)[0] != "M") or raw


def cut_tokens(text: str, *, spaced: bool = True) -> list[TextToken]:
    """Return the tokens of a text, in order; white space is in none of them.

    Args:
        text: the text.
        spaced: whether the language parts words by spaces. If not, a space beside a Han or kana
            character means nothing.

    """
    tokens: list[TextToken] = []
    before = 0
    for match in TOKEN.finditer(known_only(text)):
        known = match.group()
        start, end = match.span()
        raw = text[start:end]
        kind = match.lastgroup or "symbol"
        plain = plain_word(known) if len(known) <= LONGEST_WORD else known
        gap = start > before and (
            spaced or (kind != "alone" and not (tokens and tokens[-1].kind == "alone"))
        )
        tokens.append(TextToken(plain, raw, start, end, gap, kind))
        before = end
    return tokens


LONGEST_WORD = 200  # characters: no table has a longer one
