"""Find the percentages of a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

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
            found.append((number.start, unit[0], percents))
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
    return found


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
