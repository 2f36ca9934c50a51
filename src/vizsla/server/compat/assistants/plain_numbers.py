"""Turns numbers that recognize_text writes as text into numbers of JSON."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

__all__ = ["plain_number"]

MOST_DIGITS = 18  # longer numbers are no exact ones in most languages


def plain_number(text: object) -> int | float | None:
    """Return the number in ``12``, ``12,5``, ``-1E+15`` or ``10.5%``; None where none is."""
    written = str(text).removesuffix("%").replace(",", ".")
    try:
        number = Decimal(written)
    except InvalidOperation:
        return None
    if not number.is_finite():
        return None
    whole = number == number.to_integral_value() and abs(number) < 10**MOST_DIGITS
    return int(number) if whole else float(number)
