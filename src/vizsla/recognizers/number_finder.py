"""Find the numbers of a text: whole, decimal, fractions and powers, in digits and words."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from vizsla.recognizers.cardinal_reader import CardinalReader
from vizsla.recognizers.digit_numbers import DigitNumbers, vulgar_fraction
from vizsla.recognizers.fraction_reader import BIG, FractionReader
from vizsla.recognizers.read_number import ReadNumber, subtype_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.recognizers.cardinal_reader import ReadCardinal
    from vizsla.recognizers.language_pack import LanguagePack
    from vizsla.recognizers.reading_steps import ReadingSteps
    from vizsla.recognizers.text_tokens import TextToken

__all__ = ["NumberFinder", "NumberReaders"]

DASHES = "-\u2212"
NUMBER_STEPS = 3  # what trying all kinds of numbers at a token counts
MOST = 1e300  # a larger result is no number
MOST_DECIMALS = 20  # words after "point"


class NumberReaders:
    """The readers of one text's numbers, which remember what they read.

    Args:
        tokens: the text's tokens.
        pack: the language.
        steps: counts what they read.

    """

    def __init__(
        self, tokens: Sequence[TextToken], pack: LanguagePack, steps: ReadingSteps
    ) -> None:
        self.tokens = tokens
        self.pack = pack
        self.cardinals = CardinalReader(tokens, pack, steps)
        self.digits = DigitNumbers(tokens, pack, self.cardinals.digits)
        self.fractions = FractionReader(tokens, pack, self.cardinals, self.digits)


class NumberFinder:
    """Reads the numbers of one text.

    Args:
        readers: the readers of the text's numbers, which several finders may share.
        attached: whether letters may follow a number's digits, as units do: ``5km``.
        ratios: whether "one out of three" is one number.
        prefixes: words that may stand right before digits, as some units do: ``USD50``.

    """

    def __init__(
        self,
        readers: NumberReaders,
        *,
        attached: bool = False,
        ratios: bool = True,
        prefixes: frozenset[str] = frozenset(),
    ) -> None:
        self.tokens = readers.tokens
        self.pack = readers.pack
        self.attached = attached
        self.ratios = ratios
        self.prefixes = prefixes
        self.reader = readers.cardinals
        self.digits = readers.digits
        self.fractions = readers.fractions

    @cached_property
    def found(self) -> list[ReadNumber]:
        """All numbers, from left to right, none within another."""
        numbers = []
        at = 0
        others, parts = self.pack.words("not_numbers"), self.pack.percents_before
        begins = self.pack.may_begin_number
        while at < len(self.tokens):
            if not begins(self.tokens[at]):
                at += 1
            elif other := others.longest(self.tokens, at) or parts.longest(self.tokens, at):
                at = other[0]
            elif end := self._approximate(at):
                at = end
            elif number := self.at(at):
                numbers.append(number)
                at = number.end
            else:
                at += 1
        return numbers

    def _approximate(self, at: int) -> int | None:
        """Return the end of a number that is a guess: the Chinese "two-three-ten", 20 or 30."""
        if not self.pack.numbers.get("digit_runs"):
            return None
        table = self.pack.cardinals
        words = [word for each in (at, at + 1) if (word := table.longest(self.tokens, each))]
        multiplier = table.longest(self.tokens, at + 2)
        if len(words) < 2 or multiplier is None or multiplier[1].role != "multiplier":  # noqa: PLR2004
            return None
        low, high = (word[1] for word in words)
        guess = low.is_one and high.is_one and low.value + 1 == high.value
        return multiplier[0] if guess else None

    @cached_property
    def by_start(self) -> dict[int, ReadNumber]:
        """The numbers by their first token."""
        return {each.start: each for each in self.found}

    def at(self, start: int) -> ReadNumber | None:
        """Return the number that starts at a token, with its sign."""
        self.reader.steps.take(NUMBER_STEPS)
        tokens = self.tokens
        if self._glued_before(start):
            return None
        at, negative = self._sign(start)
        if not negative and tokens[start].plain in DASHES:
            return None
        number = self._unsigned(at) if at < len(tokens) else None
        if number is None or not abs(number.value) < MOST:
            return None
        if tokens[number.end - 1].kind == "digits" and self._letters_follow(number.end):
            return None
        value = -number.value if negative else number.value
        return ReadNumber(start, number.end, value, number.subtype, number.spoken_ratio)

    def _glued_before(self, at: int) -> bool:
        """Return whether a letter or digit stands right before a token."""
        token, before = self.tokens[at], self.tokens[at - 1] if at else None
        if before is None or token.gap or token.kind == "symbol":
            return False
        return (
            (before.kind == "word" and before.plain not in self.prefixes)
            or before.plain == "_"
            or (before.kind == "digits" and token.kind != "alone")
        )

    def _letters_follow(self, at: int) -> bool:
        if self.attached or at >= len(self.tokens) or self.tokens[at].gap:
            return False
        return self.tokens[at].kind == "word" or self.tokens[at].plain == "_"

    def _sign(self, start: int) -> tuple[int, bool]:
        """Return the token after a sign, and whether it is a minus."""
        tokens = self.tokens
        before = tokens[start - 1] if start else None
        if tokens[start].plain in DASHES:
            follows = tokens[start + 1] if start + 1 < len(tokens) else None
            number = follows and (follows.kind == "digits" or follows.plain in ".,")
            if number and (before is None or self._may_sign(start)):
                return start + 1, True
            return start, False
        found = self.pack.words("negative").longest(tokens, start)
        excluded = self.pack.numbers.get("negative_not_after", ())
        if found and (before is None or before.plain not in excluded):
            return found[0], True
        return start, False

    def _may_sign(self, at: int) -> bool:
        """Return whether a dash is a minus after what stands before it."""
        token, before = self.tokens[at], self.tokens[at - 1]
        if before.kind == "symbol":
            return token.gap or before.plain not in ")-+%"
        if before.kind == "alone" and not self.pack.spaced:
            return not self.pack.cardinals.longest(self.tokens, at - 1)
        return token.gap and before.kind != "digits"

    def _unsigned(self, at: int) -> ReadNumber | None:
        token = self.tokens[at]
        if token.kind == "digits" or (token.kind == "symbol" and token.plain == self.pack.decimal):
            found = self.digits.read(at)
            if found is not None or token.kind != "digits":
                return self._grown(found) if found else None
        vulgar = vulgar_fraction(token)
        if vulgar is not None:
            return ReadNumber(at, at + 1, vulgar, "fraction")
        cardinal = self.reader.read(at)
        if cardinal is None:
            return self._fraction_alone(at)
        return None if self._is_other_word(cardinal, at) else self._worded(at, cardinal)

    def _is_other_word(self, cardinal: ReadCardinal, at: int) -> bool:
        """Return whether words for a number mean something else: the one, twenty-first."""
        token = self.tokens[at]
        numbers = self.pack.numbers
        if token.kind == "digits" or self.fractions.below(cardinal):
            return False
        single = cardinal.end == at + 1 and at not in self._after_percent
        if single and token.plain in numbers.get("not_alone", ()):
            more = (self.pack.words(each) for each in ("point", "and_fraction"))
            return not any(words.longest(self.tokens, at + 1) for words in more)
        if cardinal.value == 1 and at and not self.attached:
            return self.tokens[at - 1].plain in numbers.get("one_not_after", ())
        ordinal = self.reader.read(at, ordinal=True)
        return ordinal is not None and ordinal.end > cardinal.end

    @cached_property
    def _after_percent(self) -> frozenset[int]:
        """The tokens after "of a hundred parts" and the like, where any number word is a number."""
        before = self.pack.percents_before
        starts = before.starts(self.tokens)
        return frozenset(end for at in starts for end, _ in before.all_at(self.tokens, at))

    def _worded(self, at: int, cardinal: ReadCardinal) -> ReadNumber:
        if below := self.fractions.below(cardinal):
            return self._grown(ReadNumber(at, *below, "fraction"))
        if point := self._after_point(cardinal, spoken=self.tokens[at].kind != "digits"):
            return self._grown(ReadNumber(at, *point, "decimal"))
        plain = ReadNumber(at, cardinal.end, cardinal.value, subtype_of(cardinal.value))
        return self._plus_fraction(at, cardinal) or self._over(plain) or plain

    def _plus_fraction(self, at: int, cardinal: ReadCardinal) -> ReadNumber | None:
        """Return the sum where "and a half" follows."""
        joint = self.pack.words("and_fraction").longest(self.tokens, cardinal.end)
        fraction = self.fractions.pure(joint[0]) if joint else None
        if fraction is None:
            return None
        end, value = fraction
        scale = cardinal.terms[-1].scale
        if scale < BIG:
            return self._grown(ReadNumber(at, end, cardinal.value + value, "fraction"))
        grown = self.fractions.multiplier(end)  # a billion and a quarter million
        total = cardinal.value + value * (grown[1] if grown else scale)
        return ReadNumber(at, grown[0] if grown else end, total, "fraction")

    def _fraction_alone(self, at: int) -> ReadNumber | None:
        """Return a fraction that no cardinal begins: half, a fifth, a quarter million."""
        pack, tokens = self.pack, self.tokens
        found = pack.fractions_alone.longest(tokens, at)
        if found is None and pack.words("articles").longest(tokens, at):
            found = self.fractions.pure(at)
        elif found is None:
            after = pack.fractions_after.longest(tokens, at)
            found = after if after and self.fractions.multiplier(after[0]) else None
        return self._grown(ReadNumber(at, *found, "fraction")) if found else None

    def _grown(self, number: ReadNumber) -> ReadNumber:
        """Return a number with the multiplier that follows: half a million."""
        grown = None if number.subtype == "power" else self.fractions.multiplier(number.end)
        if grown is None:
            return number
        end, factor, dozen = grown
        value = number.value * factor
        subtype = "fraction" if number.subtype == "fraction" and not dozen else subtype_of(value)
        return ReadNumber(number.start, end, value, subtype)

    def _after_point(self, cardinal: ReadCardinal, *, spoken: bool) -> tuple[int, float] | None:
        """Return a decimal in words: two hundred point seventy-one, nine point nought four."""
        tokens, pack = self.tokens, self.pack
        point = pack.words("point").longest(tokens, cardinal.end)
        after = self.reader.read(point[0]) if point else None
        if point is None or after is None or not spoken or tokens[point[0]].kind == "digits":
            return None
        if after.value != int(after.value) or self.fractions.below(after) is not None:
            return None
        at, digits = point[0], ""
        while len(digits) < MOST_DECIMALS and (word := pack.cardinals.longest(tokens, at)):
            if not word[1].is_one:
                break
            digits += str(int(word[1].value))
            at = word[0]
        if len(digits) <= 1 or after.end > at:
            at, digits = after.end, str(int(after.value))
        return at, cardinal.value + float(f"0.{digits}")

    def _over(self, above: ReadNumber) -> ReadNumber | None:
        """Return a fraction such as "one over three", "one out of three"."""
        tokens, pack = self.tokens, self.pack
        spoken = self.ratios and tokens[above.start].kind != "digits"
        allowed = {
            "over": not self.attached,
            "out_of": spoken,
            "one_in": self.ratios and above.value == 1,
        }
        for name in (each for each, may in allowed.items() if may):
            found = pack.words(name).longest(tokens, above.end)
            below = self.reader.read(found[0]) if found else None
            if below is None or below.value <= 0 or (name != "over" and above.value >= below.value):
                continue
            if tokens[below.end - 1].kind == "digits" and self._letters_follow(below.end):
                continue
            value = above.value / below.value
            return ReadNumber(above.start, below.end, value, "fraction", spoken_ratio=True)
        return None
