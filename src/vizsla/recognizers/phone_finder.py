"""Find phone numbers, by the formats of several countries, with a score for each."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING

from vizsla.recognizers.language_pack import shared_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.recognizers.language_pack import LanguagePack
    from vizsla.recognizers.text_tokens import TextToken

__all__ = ["read_phones"]

CJK = "\u0800-\u9fff"
BOUNDARIES = {
    "{B}": rf"(?:\b|(?<=[{CJK}]))",
    "{N}": rf"(?:\B|(?<=[{CJK}]))",
    "{E}": rf"(?:\b|(?=[{CJK}]))",
}
LIKELY = re.compile(r"(?:[0-9]{1,4}.){2,4}\s?[0-9]{2,3}")
SOCIAL_SECURITY = re.compile(r"[0-9]{3}-[0-9]{2}-[0-9]{4}\Z")
HEXADECIMAL = re.compile(r"[0-9a-f]{2}(?:\s[0-9a-f]{2}){7}", re.IGNORECASE)
DIALLING_OUT = re.compile(r"0(?:0|11)\Z")
FEWEST_DIGITS = 7
SHORT_CARD, LONG_CARD, CARD_PARTS = 15, 16, (3, 4)  # digits of cards, and of their groups
FRONT = 8  # characters before a number that are looked at
SMALL_LETTER = re.compile(
    r"[a-z\u00df-\u00f6\u00f8-\u00ff\u0153]"
)  # of the languages that are known
AFTER_OTHERS = tuple("/+#*:%")
AFTER_WORD = re.compile(rf"[A-Za-z{CJK}]\s*\Z")
PLAIN_DIGITS = 11  # a longer number without separators is less likely one

# How the reference scores a number; the figures are its own.
COUNTRY_CODE = re.compile(r"\(\s?(?:\+\s?|00)[0-9]{1,3}\s?\)|(?:\+\s?|00)[0-9]{1,3}")
SEPARATORS = re.compile(r"[\s\-/.]+")
TAIL = re.compile(r"([0-9])\1{2,10}\Z")
LONG_DIGITS = re.compile(r"[0-9]{5}[0-9]*")
LOCAL_AMERICAN = re.compile(r"[2-9][0-9]{2}\s?[-.]\s?[0-9]{4}\Z")
UNUSUAL = re.compile(r"[0-9]{5}-[0-9]{4}\Z|.*\)\.|0(?:0|11)-")


@lru_cache(maxsize=1)
def _formats() -> list[tuple[str, re.Pattern[str]]]:
    formats = []
    for name, pattern in shared_table("sequences")["phone"]["formats"]:
        filled = pattern
        for mark, boundary in BOUNDARIES.items():
            filled = filled.replace(mark, boundary)
        formats.append((name, re.compile(filled)))
    return formats


def read_phones(
    text: str, tokens: Sequence[TextToken], pack: LanguagePack
) -> list[tuple[int, int, float]]:
    """Return the start, the end and the score of each phone number.

    Args:
        text: the text.
        tokens: its tokens.
        pack: the language; it says after which words a number is none: account.

    """
    if not LIKELY.search(text):
        return []
    spans: dict[tuple[int, int], str] = {}
    for name, pattern in _formats():
        for match in pattern.finditer(text):
            if match.end() > match.start():
                spans[match.span()] = name
    found = []
    masks = [each.span() for each in HEXADECIMAL.finditer(text)]
    for start, end in _merged(spans):
        if (start, end) not in spans:
            continue
        left = start + len(text[start:end]) - len(text[start:end].lstrip())
        right = left + len(text[left:end].strip())
        place = _accepted(text, left, right, spans[start, end], pack)
        if place is None or any(low <= place[0] and place[1] <= high for low, high in masks):
            continue
        if not _named_otherwise(tokens, pack, place[0]):
            found.append((*place, _score(text[place[0] : place[1]])))
    return found


def _merged(spans: dict[tuple[int, int], str]) -> list[tuple[int, int]]:
    """Return the longest runs that the spans cover."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _accepted(
    text: str, start: int, end: int, name: str, pack: LanguagePack
) -> tuple[int, int] | None:
    """Return the place of a number whose surroundings let it be one."""
    number = text[start:end]
    if not _may_be_phone(number, name) or text[end : end + 1] in AFTER_OTHERS:
        return None
    before = text[start - 1] if start else " "
    front = text[max(0, start - 1 - FRONT) : max(0, start - 1)]
    if before in "-./+#*":
        if before != "-" or not SEPARATORS.search(number) or not front:
            return None
        if front[-1].isdecimal():
            dialling = DIALLING_OUT.search(front)
            return (start - 1 - len(dialling.group()), end) if dialling else None
        return None if SMALL_LETTER.match(front[-1]) else (start, end)
    other = before in pack.tables.get("no_phone_after_sign", ",%")
    if other or (before == ":" and not AFTER_WORD.search(front)):
        return None
    return start, end


def _may_be_phone(number: str, name: str) -> bool:
    """Return whether digits that have a phone number's form are not another kind of number."""
    digits = sum("0" <= each <= "9" for each in number)
    if digits == LONG_CARD:
        return number.startswith("+")
    if digits == SHORT_CARD:
        parts = [sum(each.isdigit() for each in part) for part in number.split(" ")]
        return any(part not in CARD_PARTS for part in parts)
    return (digits >= FEWEST_DIGITS or name == "it") and not SOCIAL_SECURITY.match(number)


def _named_otherwise(tokens: Sequence[TextToken], pack: LanguagePack, start: int) -> bool:
    """Return whether the words before a number say that it is an account or a card."""
    at = bisect_left(tokens, start, key=lambda token: token.start)
    table = pack.other_words("phone_not_after")
    return any(
        stop == at for first in range(max(0, at - 6), at) for stop, _ in table.all_at(tokens, first)
    )


def _score(number: str) -> float:
    score = 0.3
    if COUNTRY_CODE.match(number):
        score += 0.4
    elif "(" in number:
        score += 0.3
    separators = SEPARATORS.findall(number)
    if separators:
        score += min(len(separators), 3) * 0.2
        score -= 0.2 if any(len(each) > 1 for each in separators) else 0
        score -= 0.2 if ("(" in number) != (")" in number) else 0
    score += 0.15 if LOCAL_AMERICAN.match(number) else 0
    digits = sum("0" <= each <= "9" for each in number)
    score += min(digits - 8, 3) * 0.1
    if tail := TAIL.search(number):
        score -= (len(tail.group()) - 2) * 0.1
    if number.isdigit():
        score -= max(len(number) - PLAIN_DIGITS, 0) * 0.1
    score -= 0.4 if UNUSUAL.match(number) else 0
    score -= max(len(LONG_DIGITS.findall(number)) - 1, 0) * 0.1
    return round(max(min(score, 1), 0), 6)
