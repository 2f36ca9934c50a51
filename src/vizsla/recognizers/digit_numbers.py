"""Read numbers that digits and signs make: .5, 3/4, 2 1/4, 1e10, 1.1^23, 10k."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from vizsla.recognizers.exact_power import exact_power
from vizsla.recognizers.read_number import ReadNumber, subtype_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.recognizers.digits_reader import DigitsReader, ReadDigits
    from vizsla.recognizers.language_pack import LanguagePack
    from vizsla.recognizers.text_tokens import TextToken

__all__ = ["DigitNumbers", "vulgar_fraction"]

KILO = 1000  # the reference calls 2.33k a decimal, though it is whole
LARGEST_POWER = 300
LONGEST_DECIMALS, LONGEST_EXPONENT = 400, 6  # digits


class DigitNumbers:
    """Reads the numbers of one text that are more than plain digits.

    Args:
        tokens: the text's tokens.
        pack: the language.
        digits: reads the text's plain digits.

    """

    def __init__(
        self, tokens: Sequence[TextToken], pack: LanguagePack, digits: DigitsReader
    ) -> None:
        self.tokens = tokens
        self.pack = pack
        self.digits = digits
        self._known: dict[int, ReadNumber | None] = {}

    def read(self, at: int) -> ReadNumber | None:
        """Return the number at a token; None if there is none, or only plain digits."""
        if at not in self._known:
            self._known[at] = self._read(at)
        return self._known[at]

    def _read(self, at: int) -> ReadNumber | None:
        if self.tokens[at].kind == "symbol":
            return self._point(at)
        found = self.digits.read(at)
        if found is None:
            return None
        return (
            self._power(at, found)
            or (None if found.pointed else self.ratio(at))
            or self._with_suffix(at, found)
            or (None if found.pointed else self._mixed(at, found))
        )

    def ratio(self, at: int) -> ReadNumber | None:
        """Return a fraction such as 3/4, which is no part of a date or of a phone number."""
        tokens = self.tokens
        above = self.digits.read(at)
        if above is None or not self._sign(above.end, "/\u2044"):
            return None
        below = self.digits.read(above.end + 1)
        if below is None or below.value <= 0 or tokens[above.end + 1].gap:
            return None
        slash_before = at and tokens[at - 1].plain == "/" and not tokens[at].gap
        dash_before = at > 1 and tokens[at - 1].plain == "-" and tokens[at - 2].kind == "digits"
        if slash_before or dash_before or self._sign(below.end, "/"):
            return None
        return ReadNumber(at, below.end, above.value / below.value, "fraction")

    def _sign(self, at: int, signs: str) -> bool:
        """Return whether one of some signs stands at a token, without a space before it."""
        tokens = self.tokens
        return at < len(tokens) and tokens[at].plain in signs and not tokens[at].gap

    def _digits_at(self, at: int) -> bool:
        """Return whether digits stand at a token, without a space before them."""
        tokens = self.tokens
        return at < len(tokens) and tokens[at].kind == "digits" and not tokens[at].gap

    def _point(self, at: int) -> ReadNumber | None:
        tokens = self.tokens
        before = tokens[at - 1] if at and not tokens[at].gap else None
        free = (
            before is None
            or before.kind == "alone"
            or (before.kind == "symbol" and before.plain not in ".,")
        )
        if not free or not self._digits_at(at + 1):
            return None
        decimals = tokens[at + 1].plain[:LONGEST_DECIMALS]
        return ReadNumber(at, at + 2, float(f"0.{decimals}"), "decimal")

    def _power(self, at: int, found: ReadDigits) -> ReadNumber | None:
        tokens, end, value = self.tokens, found.end, found.value
        base = 10.0
        if self._sign(end, "e"):
            exponent = self._exponent(end + 1)
        elif self._sign(end, "^"):
            exponent, base, value = self._exponent(end + 1), value, 1.0
        elif self._sign(end, "x\u00d7*") and self._digits_at(end + 1):
            ten = tokens[end + 1].plain == "10" and self._sign(end + 2, "^")
            exponent = self._exponent(end + 3) if ten else None
        else:
            return None
        if exponent is None or abs(exponent[1]) > LARGEST_POWER:
            return None
        power = exact_power(base, int(exponent[1]))
        return None if power is None else ReadNumber(at, exponent[0], value * power, "power")

    def _exponent(self, at: int) -> tuple[int, float] | None:
        sign = 1
        while self._sign(at, "+-"):
            sign = -sign if self.tokens[at].plain == "-" else sign
            at += 1
        if not self._digits_at(at):
            return None
        return at + 1, sign * float(self.tokens[at].plain[:LONGEST_EXPONENT])

    def _with_suffix(self, at: int, found: ReadDigits) -> ReadNumber | None:
        """Return a number with a short multiplier such as k or bln."""
        end = found.end
        if end >= len(self.tokens) or self.tokens[end].kind != "word":
            return None
        raw = unicodedata.normalize("NFKC", self.tokens[end].raw)
        factor = self.pack.suffixes.get(raw) or self.pack.suffixes.get(f"{raw.lower()}*")
        if factor is None or self._digits_at(end + 1):
            return None
        value = found.value * factor
        subtype = "decimal" if found.pointed and factor == KILO else subtype_of(value)
        return ReadNumber(at, end + 1, value, subtype)

    def _mixed(self, at: int, found: ReadDigits) -> ReadNumber | None:
        """Return a whole number with a fraction: 2 1/4."""
        end = found.end
        if end >= len(self.tokens):
            return None
        vulgar = vulgar_fraction(self.tokens[end])
        if vulgar is not None:
            return ReadNumber(at, end + 1, found.value + vulgar, "fraction")
        ratio = self.ratio(end) if self.tokens[end].gap else None
        return ReadNumber(at, ratio.end, found.value + ratio.value, "fraction") if ratio else None


def vulgar_fraction(token: TextToken) -> float | None:
    """Return the value of a sign such as ⅔, or None."""
    if token.kind != "symbol" or token.raw.isascii() or unicodedata.category(token.raw) != "No":
        return None
    value = unicodedata.numeric(token.raw, 0.0)
    return value if 0 < value < 1 else None
