"""Read fractions in words: three fifths, a quarter, half, one out of three."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.recognizers.cardinal_terms import sum_of
from vizsla.recognizers.language_pack import NumberWord

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.recognizers.cardinal_reader import CardinalReader, ReadCardinal
    from vizsla.recognizers.cardinal_terms import Terms
    from vizsla.recognizers.digit_numbers import DigitNumbers
    from vizsla.recognizers.language_pack import LanguagePack
    from vizsla.recognizers.text_tokens import TextToken

__all__ = ["BIG", "FractionReader"]

BIG = 1e6  # from here on, "and a half" means half of it
SECOND = 2  # as a denominator it is called half
THOUSAND = 1000

Read = tuple[int, float]  # the token after it, and the value


class FractionReader:
    """Reads the fractions of one text that words make.

    Args:
        tokens: the text's tokens.
        pack: the language.
        reader: reads the text's cardinals.
        digits: reads the text's numbers in digits.

    """

    def __init__(
        self,
        tokens: Sequence[TextToken],
        pack: LanguagePack,
        reader: CardinalReader,
        digits: DigitNumbers,
    ) -> None:
        self.tokens = tokens
        self.pack = pack
        self.reader = reader
        self.digits = digits
        self._last: tuple[ReadCardinal | None, Read | None] = None, None
        self._glue = bool(pack.numbers.get("glued"))
        self._tens_absorbed = bool(pack.numbers.get("tens_absorbed"))
        self._and_splits = bool(pack.numbers.get("and_splits", True))
        self._and_keeps = frozenset(pack.numbers.get("and_keeps", ()))

    def below(self, cardinal: ReadCardinal) -> Read | None:
        """Return the end and value of the number where a denominator follows: three fifths."""
        if self._last[0] is not cardinal:  # asked for twice in a row
            self._last = cardinal, self._below(cardinal)
        return self._last[1]

    def _below(self, cardinal: ReadCardinal) -> Read | None:
        end = cardinal.end
        if mark := self.pack.words("reversed_over").longest(self.tokens, end):
            minus = self.pack.words("negative").longest(self.tokens, mark[0])
            above = self.reader.read(minus[0] if minus else mark[0])
            if above is None or cardinal.value <= 0:
                return None
            return above.end, (-above.value if minus else above.value) / cardinal.value
        dash = end < len(self.tokens) and self.tokens[end].plain == "-"
        at = end + 1 if dash else end
        in_digits = self.tokens[end - 1].kind == "digits"
        half = self.pack.fractions_after.longest(self.tokens, at)
        if half and cardinal.value == 1 and not in_digits:
            return half
        if half and not in_digits and (more := self._and_a_half(cardinal, *half)):
            return more
        found = self._denominator(at)
        if found is not None and in_digits:
            found = found if found[1].value < self.pack.numbers.get("digits_over", BIG) else None
        elif found is None and not in_digits:
            found = self._ordinal_denominator(at, cardinal.value)
        return self._divide(cardinal.terms, at, found) if found else None

    def _and_a_half(self, cardinal: ReadCardinal, end: int, half: float) -> Read | None:
        """Return the sum where a number ends with "and one" of a half: a milliard and one half."""
        *others, last = cardinal.terms
        if not others or not last.joined or last.value != 1:
            return None
        grown = self.multiplier(end)
        scale = others[-1].scale if others[-1].scale >= BIG else 1
        whole = sum_of(tuple(others))
        return (grown[0], whole + half * grown[1]) if grown else (end, whole + half * scale)

    def pure(self, at: int) -> Read | None:
        """Return a fraction without a whole: a quarter, two thirds, half, 3/4."""
        pack, tokens = self.pack, self.tokens
        if found := pack.fractions_after.longest(tokens, at):
            return found
        if ratio := self.digits.ratio(at) if at < len(tokens) else None:
            return (ratio.end, ratio.value) if ratio.value < 1 else None
        cardinal = self.reader.read(at)
        if cardinal is not None and (below := self.below(cardinal)):
            return below if below[1] < cardinal.value or cardinal.value == 1 else None
        article = pack.words("articles").longest(tokens, at)
        return self._part(article[0]) if article else None

    def multiplier(self, at: int) -> tuple[int, float, bool] | None:
        """Return what multiplies a fraction: the token after [of a] million, a dozen; dozen?"""
        tokens, pack = self.tokens, self.pack
        if at < len(tokens) and tokens[at].plain == "-":
            at += 1
        of = pack.words("of").longest(tokens, at)
        at = of[0] if of else at
        article = pack.words("articles").longest(tokens, at)
        word = pack.cardinals.longest(tokens, article[0] if article else at)
        if word is None or word[1].role == "base":
            return None
        dozen = word[1].role == "dozen"
        if of and not dozen and word[1].value < BIG:
            return None
        return word[0], word[1].value, dozen

    def _part(self, at: int) -> Read | None:
        """Return one part of a whole, after its article: [a] fifth."""
        if found := self.pack.fractions_after.longest(self.tokens, at):
            return found
        if below := self.pack.denominators.longest(self.tokens, at):
            return below[0], 1 / below[1].value
        ordinal = self.reader.read(at, ordinal=True)
        if ordinal is None or ordinal.value <= SECOND:
            return None
        return ordinal.end, 1 / ordinal.value

    def _denominator(self, at: int) -> tuple[int, NumberWord] | None:
        return (
            self._marked(at)
            or self.pack.denominators.longest(self.tokens, at)
            or self.pack.denominators_joined.longest(self.tokens, at)
            or (self._glued(at) if self._glue else None)
            or (self._two_words(at) if self._tens_absorbed else None)
        )

    def _marked(self, at: int) -> tuple[int, NumberWord] | None:
        """Return a denominator that a cardinal and a word make: onze avos."""
        marks = self.pack.words("denominator_mark")
        cardinal = self.reader.read(at) if marks else None
        mark = marks.longest(self.tokens, cardinal.end) if cardinal else None
        if cardinal is None or mark is None:
            return None
        return mark[0], NumberWord("base", cardinal.value, ordinal=True)

    def _glued(self, at: int) -> tuple[int, NumberWord] | None:
        if at >= len(self.tokens) or self.tokens[at].kind != "word":
            return None
        parts = self.reader.glued.split(self.tokens[at].plain, "denominator")
        if parts is None:
            return None
        total = group = 0.0
        for part in parts:
            if part.role == "base":
                group += part.value
            else:
                group = (group or 1) * part.value
                if part.value >= THOUSAND:
                    total, group = total + group, 0
        return at + 1, NumberWord("base", total + group, ordinal=True)

    def _two_words(self, at: int) -> tuple[int, NumberWord] | None:
        """Return a denominator of two words: twenty-firsts."""
        tokens, pack = self.tokens, self.pack
        tens = pack.cardinals.longest(tokens, at)
        if tens is None or not tens[1].is_ten:
            return None
        last = tens[0] + (tens[0] < len(tokens) and tokens[tens[0]].plain == "-")
        ones = pack.denominators.longest(tokens, last) or pack.denominators_joined.longest(
            tokens, last
        )
        if ones is None or not ones[1].is_one:
            return None
        return ones[0], NumberWord("base", tens[1].value + ones[1].value, ordinal=True)

    def _ordinal_denominator(self, at: int, above: float) -> tuple[int, NumberWord] | None:
        """Return an ordinal that is a denominator: one fifth; in some languages deux cinquième."""
        if above != 1 and not self.pack.numbers.get("ordinal_denominators"):
            return None
        ordinal = self.reader.read(at, ordinal=True)
        if ordinal is None or ordinal.value <= SECOND:
            return None
        return ordinal.end, NumberWord("base", ordinal.value, ordinal=True)

    def _divide(self, terms: Terms, at: int, found: tuple[int, NumberWord]) -> Read | None:
        """Return the end and value of the terms over a denominator."""
        end, value = found[0], found[1].value
        whole, scale = 0.0, 1.0
        for cut in range(len(terms) - 1, 0, -1):
            if terms[cut].joined:
                kept = sum_of(terms[cut:]) in self._and_keeps
                if self._and_splits and not kept:
                    whole, scale = sum_of(terms[:cut]), terms[cut - 1].scale
                    terms = terms[cut:]
                break
        alone = self.pack.denominators_joined.longest(self.tokens, at) is not None
        if self._tens_absorbed and len(terms) > 1 and found[1].is_one:
            last = terms[-1]
            if last.scale == 1 and NumberWord("base", last.value).is_ten:
                value, terms, alone = last.value + value, terms[:-1], False
        if alone or value < 1:
            return None  # "two seconds"
        part = sum_of(terms) / value
        return end, whole + part * (scale if scale >= BIG else 1)  # two million and one half
