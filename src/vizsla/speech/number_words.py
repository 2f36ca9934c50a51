"""Numbers as people say them: 1,204 is "one thousand two hundred four", 1904 "nineteen oh four"."""

from __future__ import annotations

from vizsla.speech.english_tables import english

__all__ = ["decimal", "digit_by_digit", "ordinal", "spoken_number", "year"]

_ONES: list[str] = english("ones")
_TENS: list[str] = english("tens")
_GROUPS = ("", "thousand", "million", "billion", "trillion", "quadrillion", "quintillion")
_ORDINALS: dict[str, str] = english("irregular_ordinals")
_LONGEST = 3 * len(_GROUPS)  # digits that have a name


def spoken_number(number: int) -> str:
    """Return a whole number in words; one of more than 21 digits digit by digit."""
    if number < 0:
        return f"minus {spoken_number(-number)}"
    if number < 20:  # noqa: PLR2004 - the names of numbers are irregular up to here
        return _ONES[number]
    if len(str(number)) > _LONGEST:
        return digit_by_digit(str(number))
    words: list[str] = []
    for power in range(len(_GROUPS) - 1, -1, -1):
        group = number // 1000**power % 1000
        if group:
            words += [_below_thousand(group), _GROUPS[power]]
    return " ".join(filter(None, words))


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    words = [_ONES[hundreds], "hundred"] if hundreds else []
    if rest >= 20:  # noqa: PLR2004
        tens, ones = divmod(rest, 10)
        words.append(_TENS[tens - 2] + (f"-{_ONES[ones]}" if ones else ""))
    elif rest:
        words.append(_ONES[rest])
    return " ".join(words)


def ordinal(number: int) -> str:
    """Return the word for a place in an order: 21 is "twenty-first"."""
    words = spoken_number(number)
    start, separator, last = max(
        (words.rpartition(each) for each in (" ", "-")), key=lambda parts: len(parts[0])
    )
    if last in _ORDINALS:
        last = _ORDINALS[last]
    elif last.endswith("y"):
        last = f"{last[:-1]}ieth"
    else:
        last = f"{last}th"
    return f"{start}{separator}{last}"


def year(number: int) -> str:
    """Return a year as people say it: 1999 is "nineteen ninety-nine", 2005 "two thousand five"."""
    hundreds, rest = divmod(number, 100)
    if not 10 < hundreds < 100 or 2000 <= number < 2010:  # noqa: PLR2004
        return spoken_number(number)
    if not rest:
        return f"{_below_thousand(hundreds)} hundred"
    start = "oh " if rest < 10 else ""  # noqa: PLR2004
    return f"{_below_thousand(hundreds)} {start}{_below_thousand(rest)}"


def digit_by_digit(digits: str) -> str:
    """Return the names of digits; other characters are left out."""
    return " ".join(_ONES[int(each)] for each in digits if each in "0123456789")


def decimal(text: str) -> str:
    """Return a number with or without a fraction: "3.05" is "three point zero five".

    Args:
        text: digits, maybe with commas between groups, one point, and a minus in front.

    """
    minus = "minus " if text[:1] in "-\u2212" else ""
    whole, point, fraction = text.lstrip("-\u2212+").replace(",", "").partition(".")
    words = spoken_number(int(whole or "0"))
    return f"{minus}{words} point {digit_by_digit(fraction)}" if point else f"{minus}{words}"
