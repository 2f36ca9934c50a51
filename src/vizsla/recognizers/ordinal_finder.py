"""Find the ordinals of a text: the third, 30th, and those of a place: next, last but one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.recognizers.cardinal_reader import CardinalReader
    from vizsla.recognizers.language_pack import LanguagePack
    from vizsla.recognizers.text_tokens import TextToken

__all__ = ["ReadOrdinal", "read_ordinals"]


@dataclass(frozen=True, slots=True)
class ReadOrdinal:
    """An ordinal of a text.

    Attributes:
        start, end: its first token, and the token after it.
        offset: its value, or the distance from a place.
        relative_to: the place: ``start``, ``end`` or ``current``.

    """

    start: int
    end: int
    offset: float
    relative_to: str


def read_ordinals(reader: CardinalReader, *, relative: bool = True) -> list[ReadOrdinal]:
    """Return the ordinals of a text, from left to right.

    Args:
        reader: reads the text's cardinals.
        relative: whether next, last and the like count.

    """
    tokens, pack = reader.tokens, reader.pack
    found = []
    at = 0
    while at < len(tokens):
        if tokens[at].plain not in pack.ordinal_words and not pack.is_number_word(tokens[at]):
            at += 1
            continue
        place = _counted(reader, at) or pack.relative_ordinals.longest(tokens, at)
        ordinal = (
            _marked(reader, tokens, at, pack)
            or _in_digits(reader, tokens, at, pack)
            or _in_words(reader, tokens, at)
        )
        if place is not None and (ordinal is None or place[0] >= ordinal.end):
            end, (offset, base) = place
            if relative and base != "none":
                found.append(ReadOrdinal(at, end, offset, base))
            at = end
        elif ordinal is not None:
            found.append(ordinal)
            at = ordinal.end
        else:
            at += 1
    return found


def _counted(reader: CardinalReader, at: int) -> tuple[int, tuple[float, str]] | None:
    """Return a place that is counted from the end: the Chinese "from the end, the third"."""
    for before, after, first in reader.pack.numbers.get("counted_from_end", []):
        opening = reader.pack.phrase(before).longest(reader.tokens, at)
        number = reader.read(opening[0]) if opening else None
        closing = reader.pack.phrase(after).longest(reader.tokens, number.end) if number else None
        if number is not None and number.value >= first and (closing or not after):
            return closing[0] if closing else number.end, (first - number.value, "end")
    return None


def _marked(
    reader: CardinalReader, tokens: Sequence[TextToken], at: int, pack: LanguagePack
) -> ReadOrdinal | None:
    """Return an ordinal that a sign before or after a cardinal makes."""
    before = pack.words("ordinal_before").longest(tokens, at)
    start = before[0] if before else at
    number = reader.read(start) if before or pack.words("ordinal_after") else None
    if number is None or number.value != int(number.value):
        return None
    after = pack.words("ordinal_after").longest(tokens, number.end)
    if before is None and after is None:
        return None
    return ReadOrdinal(at, after[0] if after else number.end, number.value, "start")


def _in_words(reader: CardinalReader, tokens: Sequence[TextToken], at: int) -> ReadOrdinal | None:
    if tokens[at].kind == "digits" and at and not tokens[at].gap and tokens[at - 1].kind == "word":
        return None
    read = reader.read(at, ordinal=True)
    if read is None or read.value < 0 or read.value != int(read.value):
        return None
    return ReadOrdinal(at, read.end, read.value, "start")


def _in_digits(
    reader: CardinalReader, tokens: Sequence[TextToken], at: int, pack: LanguagePack
) -> ReadOrdinal | None:
    token = tokens[at]
    if token.kind != "digits" or (at and not token.gap and tokens[at - 1].kind == "word"):
        return None
    read = reader.digits.read(at)
    if read is None or read.pointed or read.end >= len(tokens) or tokens[read.end].gap:
        return None
    end, value = read.end, read.value
    if tokens[end].raw.lower() in pack.ordinal_suffixes:
        return ReadOrdinal(at, end + 1, value, "start")
    if (
        tokens[end].plain == "."
        and end + 1 < len(tokens)
        and tokens[end + 1].gap
        and tokens[end + 1].kind == "word"
        and at
        and tokens[at - 1].plain in pack.numbers.get("ordinal_point_after", [])
    ):
        return ReadOrdinal(at, end + 1, value, "start")
    return None
