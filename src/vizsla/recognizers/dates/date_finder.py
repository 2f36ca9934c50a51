"""Find the dates and times of a text, with their TIMEX and values."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vizsla.recognizers.dates.date_grammar import date_grammar
from vizsla.recognizers.dates.date_resolution import resolve
from vizsla.recognizers.dates.date_values import (
    Bounded,
    Clock,
    ClockRange,
    Days,
    Length,
    Recurrence,
    Times,
)
from vizsla.recognizers.dates.digit_dates import DigitDates
from vizsla.recognizers.dates.figure_slots import FigureSlots
from vizsla.recognizers.dates.number_hints import NumberHints
from vizsla.recognizers.dates.phrase_chart import PhraseChart
from vizsla.recognizers.dates.phrase_parts import PhraseParts, Reference
from vizsla.recognizers.number_finder import NumberReaders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from vizsla.recognizers.dates.phrase_parts import PartValue
    from vizsla.recognizers.text_tokens import TextToken

__all__ = ["DATE_KINDS", "FoundDate", "read_dates"]

DATE_KINDS = (
    "date", "time", "datetime", "daterange", "timerange", "datetimerange", "duration", "set",
)  # fmt: skip
VALUES = (Bounded, Clock, ClockRange, Days, Length, Recurrence, Times)
GLUE = "$€£#@_&"  # what no date stands right behind
LINKS = "-/.:"  # what makes longer numbers of digits


class FoundDate(NamedTuple):
    """A date or time: its first character, the one after it, its kind, and its values."""

    start: int
    end: int
    kind: str
    values: list[dict[str, str]]


def read_dates(readers: NumberReaders, now: datetime) -> Iterator[FoundDate]:
    """Yield the dates and times of a text, from left to right; the longest at each place.

    Args:
        readers: the readers of the text's numbers.
        now: the moment against which they are resolved, without a zone.

    """
    pack, steps = readers.pack, readers.cardinals.steps
    grammar = date_grammar(pack.language)
    if grammar is None:
        return
    tokens = grammar.parted(readers.tokens)
    if tokens is not readers.tokens:
        readers = NumberReaders(tokens, pack, steps)
    reference = Reference(now)
    figures = FigureSlots(readers)

    def act(rule: int, captures: tuple[tuple[str, PartValue], ...]) -> PartValue | None:
        known = grammar.rules[rule]
        if known.action is None:
            return known.constant
        try:
            return known.action(reference, PhraseParts(captures), *known.arguments)
        except (ValueError, OverflowError):  # beyond the calendar, or parts that do not fit
            return None

    natives: dict[str, Callable[[int], list[tuple[int, PartValue]]]] = {
        **figures.slots,  # type: ignore[dict-item]
        **DigitDates(tokens, grammar.order).slots,  # type: ignore[dict-item]
    }
    chart: PhraseChart[PartValue] = PhraseChart(
        tokens, natives, act, figures.numeric, grammar, steps
    )
    hints = NumberHints(tokens, grammar.anchors, grammar.leading)
    at = 0
    while at < len(tokens):
        found = None
        if (
            chart.may_begin("entity", at)
            and not _glued_before(tokens, at)
            and (tokens[at].plain in grammar.worded_starts or hints.may_date(at))
        ):
            found = next(
                (
                    (end, value)
                    for end, value in chart.at("entity", at)
                    if isinstance(value, VALUES) and not _glued_after(tokens, end)
                ),
                None,
            )
        if found is None:
            chart.forget(at, at + 1)
            at += 1
            continue
        end, value = found
        chart.forget(at, end)
        yield FoundDate(tokens[at].start, tokens[end - 1].end, *resolve(value))
        at = end


def _glued_before(tokens: Sequence[TextToken], at: int) -> bool:
    """Return whether a token is the end of a word, an amount or a longer number."""
    token, before = tokens[at], tokens[at - 1] if at else None
    if before is None or token.gap or token.kind == "alone" or before.kind == "alone":
        return False
    if before.kind != "symbol":
        return True
    links = before.plain in LINKS and token.kind == "digits" and at > 1
    return before.plain in GLUE or (links and not before.gap and tokens[at - 2].kind == "digits")


def _glued_after(tokens: Sequence[TextToken], end: int) -> bool:
    """Return whether a word or a longer number goes on at a token."""
    last = tokens[end - 1]
    if end >= len(tokens) or tokens[end].gap or last.kind == "alone":
        return False
    after = tokens[end]
    if after.kind in ("word", "digits"):
        return last.kind != "symbol"
    return (
        after.plain in LINKS
        and last.kind == "digits"
        and end + 1 < len(tokens)
        and tokens[end + 1].kind == "digits"
        and not tokens[end + 1].gap
    )
