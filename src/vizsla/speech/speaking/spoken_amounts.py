"""Amounts as people say them: "$5.25" is "five dollars and twenty-five cents"."""

from __future__ import annotations

import re

from vizsla.speech.english_tables import english
from vizsla.speech.number_words import (
    decimal,
    digit_by_digit,
    ordinal,
    spoken_number,
    year,
)

__all__ = [
    "NUMBER",
    "UNITS",
    "decade",
    "digits_in_groups",
    "fraction",
    "money",
    "plain_number",
    "scaled",
    "unit",
]

NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"  # a pattern
UNITS: dict[str, list[str]] = english("units")  # the name of one, and of several
_CURRENCIES: dict[str, list[str]] = english("currencies")
_CODES: dict[str, str] = english("currency_codes")
_SCALES: dict[str, str] = english("scales")
_HALVES = {2: ("half", "halves"), 4: ("quarter", "quarters")}


def money(sign: str, number: str, scale: str | None) -> str:
    """Return an amount of money in words.

    Args:
        sign: a currency's sign or code, such as ``$`` or ``USD``.
        number: the amount's digits.
        scale: what it is counted in, such as ``million`` or ``bn``; or None.

    """
    one, many, cent, cents = _CURRENCIES[_CODES.get(sign, sign)]
    if scale:
        return f"{scaled(number, scale)} {many}"
    whole, _, hundredths = number.replace(",", "").partition(".")
    if len(hundredths) != 2:  # noqa: PLR2004 - else it is read as it stands
        return f"{decimal(number)} {one if number == '1' else many}"
    amount = f"{spoken_number(int(whole))} {one if whole == '1' else many}"
    if hundredths == "00":
        return amount
    small = f"{spoken_number(int(hundredths))} {cent if hundredths == '01' else cents}"
    return small if whole == "0" else f"{amount} and {small}"


def scaled(number: str, scale: str) -> str:
    """Return a number of thousands, millions and so on: "1.2 bn" is "one point two billion"."""
    return f"{decimal(number)} {_SCALES.get(scale, scale)}"


def unit(number: str, name: str) -> str:
    """Return a number of a unit of ``UNITS``."""
    return f"{decimal(number)} {UNITS[name][number.lstrip('-') != '1']}"


def fraction(above: int, below: int) -> str:
    """Return a fraction: 3/4 is "three quarters"."""
    if below in _HALVES:
        name = _HALVES[below][above > 1]
    else:
        name = ordinal(below) + ("s" if above > 1 else "")
    return f"{spoken_number(above)} {name}"


def decade(text: str) -> str:
    """Return a decade: 1990 is "nineteen nineties", 80 "eighties"."""
    words = year(int(text)) if len(text) > 2 else spoken_number(int(text))  # noqa: PLR2004
    return f"{words[:-1]}ies" if words.endswith("y") else f"{words}s"


def digits_in_groups(text: str) -> str:
    """Return digits one by one, with a pause between the groups."""
    return ", ".join(digit_by_digit(each) for each in re.findall(r"\d+", text))


def plain_number(text: str) -> str:
    """Return a number that stands alone: a year, digits that begin with zero, or how many."""
    if re.fullmatch(r"0\d+", text):
        return digit_by_digit(text)
    if re.fullmatch(r"1[1-9]\d\d|20\d\d", text):
        return year(int(text))
    return decimal(text)
