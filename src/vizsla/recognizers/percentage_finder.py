"""Find the percentages of a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from vizsla.recognizers.number_finder import NumberFinder
    from vizsla.recognizers.phrase_table import PhraseTable
    from vizsla.recognizers.text_tokens import TextToken

__all__ = ["read_percentages"]

LONGEST_PHRASE = 8  # tokens before a number
TENTHS, HUNDRED = 10, 100


def read_percentages(
    numbers: NumberFinder, *, percent_mode: bool = False
) -> list[tuple[int, int, float]]:
    """Return the first token, the token after, and the percents of each percentage.

    Args:
        numbers: the text's numbers.
        percent_mode: whether fractions of something count too: "one quarter of".

    """
    tokens, pack = numbers.tokens, numbers.pack
    after, before = pack.percents_after, pack.percents_before
    of = pack.words("of")
    found: list[tuple[int, int, float]] = []
    in_urls = _tokens_of_urls(tokens)
    phrases = frozenset(before.starts(tokens))
    taken = 0
    for number in numbers.found:
        if number.start < taken or number.start in in_urls:
            continue
        if unit := after.longest(tokens, number.end):
            if (percents := _percents(number.value, unit[1])) is None:
                continue
            end, more = _tail(numbers, unit) if unit[1] == TENTHS else (unit[0], 0)
            found.append((number.start, end, percents + more))
        elif place := _phrase_before(before, phrases, tokens, number.start, taken):
            found.append((place[0], number.end, number.value * place[1]))
        elif percent_mode and number.subtype == "fraction":
            if unit := of.longest(tokens, number.end):
                found.append((number.start, unit[0], number.value * 100))
            elif number.spoken_ratio:
                found.append((number.start, number.end, number.value * 100))
            else:
                continue
        else:
            continue
        taken = found[-1][1]
    return sorted([*found, *_said_otherwise(numbers)])


def _said_otherwise(numbers: NumberFinder) -> Iterator[tuple[int, int, float]]:
    """Yield the percentages without a number: the Chinese "sold at the folded-in-half"."""
    tokens, pack = numbers.tokens, numbers.pack
    for percents, before, phrase in pack.numbers.get("percents_said", []):
        for at in pack.phrase(before).starts(tokens):
            opening = pack.phrase(before).longest(tokens, at)
            said = pack.phrase(phrase).longest(tokens, opening[0]) if opening else None
            if opening and said:
                yield opening[0], said[0], float(percents)


def _tail(numbers: NumberFinder, unit: tuple[int, float]) -> tuple[int, float]:
    """Return the end and the percents of a digit after tenths, in languages that write so: 76 %."""
    end, _ = unit
    digit = numbers.reader.read(end) if numbers.pack.numbers.get("tenths_and_digit") else None
    if digit is None or digit.end != end + 1 or not 0 < digit.value < TENTHS:
        return end, 0
    return digit.end, digit.value


def _phrase_before(
    table: PhraseTable[float],
    starts: Collection[int],
    tokens: Sequence[TextToken],
    end: int,
    least: int,
) -> tuple[int, float] | None:
    """Return where the longest phrase starts that ends at a token, and its value."""
    for start in range(max(least, end - LONGEST_PHRASE), end):
        if start not in starts:
            continue
        for stop, value in table.all_at(tokens, start):
            if stop == end:
                return start, value
    return None


def _percents(value: float, factor: float) -> float | None:
    """Return how many percents a number of units is.

    A factor below 0 is that of a discount of prices in tenths: 8.5 is 85 %, and so is 85.
    """
    if factor > 0:
        return value * factor
    if 0 < value < TENTHS:
        return value * -factor
    return value if TENTHS < value < HUNDRED else None


def _tokens_of_urls(tokens: Sequence[TextToken]) -> set[int]:
    """Return the tokens that stand after :// in the same run of characters."""
    found: set[int] = set()
    inside = False
    for at, token in enumerate(tokens):
        inside = inside and not token.gap
        if inside:
            found.add(at)
        elif token.plain == ":" and [each.plain for each in tokens[at + 1 : at + 3]] == ["/", "/"]:
            inside = True
    return found
