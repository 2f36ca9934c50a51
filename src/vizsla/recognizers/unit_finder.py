"""Find numbers with units: ages, amounts of money, dimensions, temperatures; and units alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vizsla.recognizers.number_finder import NumberFinder, NumberReaders
from vizsla.recognizers.unit_tables import UnitTables, unit_tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vizsla.recognizers.read_number import ReadNumber
    from vizsla.recognizers.text_tokens import TextToken
    from vizsla.recognizers.unit_tables import Unit

__all__ = ["ReadQuantity", "UnitFinder"]

LONGEST_PREFIX = 4  # tokens
HUNDRED, HALF = 100, 0.5
SHORTEST_ALONE = 3  # letters of a unit without a number


@dataclass(frozen=True, slots=True)
class ReadQuantity:
    """A number with a unit, or a unit alone.

    Attributes:
        start, end: its first token, and the token after it.
        value: the number; None where there is none.
        unit: the unit.
        summed: whether two quantities make it: 5 feet 2 inches.

    """

    start: int
    end: int
    value: float | None
    unit: Unit
    summed: bool = False


class UnitFinder:
    """Reads the quantities of one kind in a text.

    Args:
        numbers: the text's numbers, read so that letters may follow them.
        kind: ``age``, ``currency``, ``dimension`` or ``temperature``.

    """

    def __init__(self, numbers: NumberFinder, kind: str) -> None:
        self.tokens: Sequence[TextToken] = numbers.tokens
        self.numbers = numbers
        self.kind = kind
        self.tables: UnitTables = unit_tables(numbers.pack.language)
        self._after = self.tables.after(kind)
        self._before = self.tables.before(kind)
        self._prefixes = frozenset(self._before.starts(self.tokens))
        self._places = self._after.starts(self.tokens)
        self._other_degrees = self.tables.degrees_of_another(kind, self.tokens)

    def found(self) -> list[ReadQuantity]:
        """Return the quantities, from left to right, none within another."""
        if not self._prefixes and not self._places:
            return []  # before the numbers are read
        quantities = list(self._joined(self._with_numbers()))
        taken = [False] * len(self.tokens)
        for each in quantities:
            taken[each.start : each.end] = [True] * (each.end - each.start)
        if self.kind != "age":
            quantities += self._alone(taken)
        return sorted(quantities, key=lambda each: each.start)

    def _with_numbers(self) -> Iterator[ReadQuantity]:
        taken = 0
        for number in self.numbers.found:
            if number.start < taken:
                continue
            quantity = self._prefixed(number, taken) or self._suffixed(number)
            if quantity is not None:
                taken = quantity.end
                yield quantity

    def _prefixed(self, number: ReadNumber, least: int) -> ReadQuantity | None:
        tokens = self.tokens
        for start in range(max(least, number.start - LONGEST_PREFIX), number.start):
            if start not in self._prefixes:
                continue
            for end, unit in self._before.all_at(tokens, start):
                glued = start and not tokens[start].gap and tokens[start - 1].kind == "word"
                if end == number.start and not glued:
                    closing = self.tables.closing(self.kind).longest(tokens, number.end)
                    stop = closing[0] if closing else number.end
                    return ReadQuantity(start, stop, number.value * unit.factor, unit)
        return None

    def _suffixed(self, number: ReadNumber) -> ReadQuantity | None:
        tokens, at = self.tokens, number.end
        if at < len(tokens) and tokens[at].plain == "-" and not tokens[at].gap:
            at += 1
        elif connector := self.tables.connectors.longest(tokens, at):
            at = connector[0]
        value = number.value
        found = self._after.longest(tokens, at)
        if shorter := self._in_last_word(number, found):
            at, found, value = number.end - 1, shorter[:2], shorter[2]
        if found is None or not self._stands_apart(at, *found, number.start):
            return None
        end, unit = found
        if half := self.tables.halves_after.longest(tokens, end):
            end, value = half[0], value + HALF
        if unit.name in self._other_degrees or self._after_colon_or_dash(number.start):
            return None
        value *= unit.factor
        if self.kind == "currency" and (more := self._multiplier(end)):
            end, value = more[0], value * more[1]
        return ReadQuantity(number.start, end, value, unit)

    def _in_last_word(
        self, number: ReadNumber, after: tuple[int, Unit] | None
    ) -> tuple[int, Unit, float] | None:
        """Return a unit that begins with the last word of a number, and the number before it.

        1 kilo gram is no 1,000 grams, the Chinese 2-tael no 22, and 200 K may be Kelvin.
        """
        tokens, last = self.tokens, number.end - 1
        found = self._after.longest(tokens, last) if last > number.start else None
        if found is None or found[0] < (after[0] if after else 0):
            return None
        kelvin = self.kind == "temperature" and len(self._places) > 1
        if found[0] == number.end and not (tokens[last].kind == "alone" or kelvin):
            return None
        words = tokens[number.start : last]
        readers = NumberReaders(words, self.numbers.pack, self.numbers.reader.steps)
        before = NumberFinder(readers, attached=True).at(0)
        if before is None or before.end < len(words):
            return None
        return *found, before.value

    def _after_colon_or_dash(self, at: int) -> bool:
        """Return whether a number is the end of a time or of a name: 2:00, scp-173."""
        if at < 2 or self.tokens[at].gap or self.tokens[at].kind != "digits":  # noqa: PLR2004
            return False
        mark, before = self.tokens[at - 1], self.tokens[at - 2]
        times = mark.plain == ":" and before.kind == "digits"
        return not mark.gap and (times or (mark.plain == "-" and self._named(at - 2)))

    def _named(self, at: int) -> bool:
        token = self.tokens[at]
        glued = at and not token.gap and self.tokens[at - 1].kind == "word"
        return token.kind == "word" or bool(token.kind == "digits" and glued)

    def _stands_apart(self, start: int, end: int, unit: Unit, number: int) -> bool:
        """Return whether a unit ends where a word does, and is no other word."""
        tokens = self.tokens
        last = tokens[end - 1]
        follows = tokens[end] if end < len(tokens) and not tokens[end].gap else None
        if follows and last.kind != "alone" and follows.kind in ("word", "digits"):
            return last.kind == "symbol" and follows.kind == "digits" and unit.kind != "currency"
        if follows and follows.plain == "-" and len(last.plain) == 1 and last.kind == "word":
            return False
        word = tokens[start]
        spaced_preposition = end == start + 1 and word.plain in self.tables.prepositions
        if not spaced_preposition or not (word.gap or word.plain == "pm"):
            return True
        return any(
            stop == number
            for first in range(max(0, number - LONGEST_PREFIX), number)
            for stop, _ in self._after.all_at(tokens, first)
        )  # 12 ft 2 in

    def _multiplier(self, at: int) -> tuple[int, float] | None:
        """Return a multiplier after a currency: 75 USD million."""
        word = self.numbers.pack.cardinals.longest(self.tokens, at)
        if word is None or word[1].role != "multiplier":
            return None
        return word[0], word[1].value

    def _joined(self, quantities: Iterator[ReadQuantity]) -> Iterator[ReadQuantity]:
        """Yield the quantities, those that belong together as one: 5 feet 2 inches."""
        waiting: ReadQuantity | None = None
        for each in quantities:
            joined = self._sum(waiting, each) if waiting else None
            if waiting is not None and joined is None:
                yield self._with_rest(waiting)
            waiting = joined or each
        if waiting is not None:
            yield self._with_rest(waiting)

    def _sum(self, first: ReadQuantity, second: ReadQuantity) -> ReadQuantity | None:
        at = first.end
        if joint := self.tables.joints.longest(self.tokens, at):
            at = joint[0]
        parts = self.tables.parts_of(first.unit, second.unit)
        if at != second.start or parts is None or first.value is None or second.value is None:
            return None
        total = first.value + second.value / parts
        return replace(first, end=second.end, value=total, summed=True)

    def _with_rest(self, quantity: ReadQuantity) -> ReadQuantity:
        """Add the hundredths that are said without their unit: 15 dollars and 50."""
        unit_last = self.tokens[quantity.end - 1].kind != "digits"
        if quantity.value is None or not quantity.unit.divides or not unit_last:
            return quantity
        joint = self.tables.joints.longest(self.tokens, quantity.end)
        rest = self.numbers.by_start.get(joint[0] if joint else quantity.end)
        if rest is None or not self._are_hundredths(rest):
            return quantity
        return replace(quantity, end=rest.end, value=quantity.value + rest.value / HUNDRED)

    def _are_hundredths(self, number: ReadNumber) -> bool:
        """Return whether a number after an amount of money belongs to it."""
        tokens, end = self.tokens, number.end
        follows = tokens[end] if end < len(tokens) and not tokens[end].gap else None
        if number.subtype != "integer" or not 0 < number.value < HUNDRED:
            return False
        if tokens[number.start].plain in "-+" or (follows and follows.plain != "."):
            return False
        return not (self._after.longest(tokens, end) or self.tables.any_unit(tokens, end))

    def _alone(self, taken: list[bool]) -> list[ReadQuantity]:
        found: list[ReadQuantity] = []
        for at in self._places:
            if found and at < found[-1].end:
                continue
            unit = self._after.longest(self.tokens, at)
            if unit and not any(taken[at : unit[0]]) and self._may_be_alone(at, *unit):
                found.append(ReadQuantity(at, unit[0], None, unit[1]))
        return found

    def _may_be_alone(self, start: int, end: int, unit: Unit) -> bool:
        tokens = self.tokens
        if unit.name in self._other_degrees:
            return False
        text = "".join(each.key for each in tokens[start:end]).strip()
        glued = start and not tokens[start].gap and tokens[start - 1].kind in ("word", "digits")
        letters = tokens[start].kind == "word" and len(text) >= SHORTEST_ALONE
        letters = letters or (tokens[start].kind != "word" and end > start + 1 and not glued)
        stands = end >= len(tokens) or tokens[end].gap or tokens[end].kind in ("symbol", "alone")
        return letters and stands and not glued and text not in self.tables.not_alone
