"""Counts the numbers in a text that may be somebody's: of telephones, cards and accounts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["count_accounts", "count_long_numbers"]

LEAST = 9  # digits of a telephone number with its area code
CARD = range(13, 20)  # digits of a card's number, ISO/IEC 7812
IBAN_LETTER = 10  # what the letter A counts in an IBAN's check

# Each part is bounded, so that the time grows with the text alone. What is behind a letter, a sign
# or a slash is part of a name, a negative amount, a GUID or a URL.
_LONG = re.compile(r"(?<![A-Za-z0-9_.,/@-])\+?\d(?:[ ./()-]{0,3}\d){8,40}(?![A-Za-z0-9_@]|[.,]\d)")
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d\d(?: ?[A-Z0-9]){11,30}(?![A-Za-z0-9])")
_DATE = re.compile(
    r"(?<!\d)(?:\d{1,2}([./-])\d{1,2}\1(?:19|20)\d\d|(?:19|20)\d\d([./-])\d{1,2}\2\d{1,2})(?!\d)"
)
_ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")  # of the Internet
_DECIMAL = re.compile(r"\d+\.\d+")


def count_long_numbers(text: str) -> int:
    """Return how many numbers have nine digits or more, cards and telephones included.

    A space or marks may part the digits. Dates, decimal fractions and addresses of the Internet
    are none. Of an amount without a sign or a currency nothing tells that it is one: it counts.
    """
    return sum(1 for _ in _long_numbers(text))


def count_accounts(text: str) -> int:
    """Return how many numbers of cards and bank accounts are there, by their check digits.

    A card's number has 13 to 19 digits and passes Luhn's check (ISO/IEC 7812), which one in ten
    other numbers do, too; an account's is an IBAN (ISO 13616).
    """
    cards = sum(_is_card(each) for each in _long_numbers(text))
    return cards + sum(_is_iban(each[0]) for each in _IBAN.finditer(text))


def _long_numbers(text: str) -> Iterator[list[int]]:
    """Yield the digits of each long number."""
    for match in _LONG.finditer(text):
        found = match[0]
        if not (_ADDRESS.fullmatch(found) or _DECIMAL.fullmatch(found)):
            digits = [int(each) for each in _DATE.sub(" ", found) if each.isdigit()]
            if len(digits) >= LEAST:
                yield digits


def _is_card(digits: list[int]) -> bool:
    if len(digits) not in CARD or len(set(digits)) == 1:
        return False
    doubled = [2 * each - 9 * (each > 4) for each in digits[-2::-2]]  # noqa: PLR2004 - two digits
    return (sum(doubled) + sum(digits[::-2])) % 10 == 0


def _is_iban(found: str) -> bool:
    plain = found.replace(" ", "")
    moved = plain[4:] + plain[:4]
    number = "".join(
        each if each.isdigit() else str(ord(each) - ord("A") + IBAN_LETTER) for each in moved
    )
    return int(number) % 97 == 1
