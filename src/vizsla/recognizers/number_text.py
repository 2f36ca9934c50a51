"""Write a number as the reference does: 15 digits, ``1E-12`` where it is very small or large."""

from __future__ import annotations

__all__ = ["number_text"]

DIGITS = 15  # what a float64 holds of any decimal number
LARGEST_PLAIN, SMALLEST_PLAIN = 15, -4  # powers of ten, beyond which an exponent is written


def number_text(value: float, decimal: str = ".") -> str:
    """Return a number with at most 15 digits, without trailing zeros.

    Args:
        value: a finite number.
        decimal: the decimal separator of the language.

    """
    if value == 0:
        return "0"
    digits, exponent = f"{abs(value):.{DIGITS - 1}e}".split("e")
    power = int(exponent)
    digits = digits.replace(".", "").rstrip("0")
    if power >= LARGEST_PLAIN:
        body = digits[0] + (decimal + digits[1:] if digits[1:] else "") + f"E+{power:02d}"
    elif power < SMALLEST_PLAIN:
        body = digits[0] + (decimal + digits[1:] if digits[1:] else "") + f"E-{-power:02d}"
    elif power < 0:
        body = "0" + decimal + "0" * (-power - 1) + digits
    else:
        whole, part = digits[: power + 1].ljust(power + 1, "0"), digits[power + 1 :]
        body = whole + (decimal + part if part else "")
    return "-" + body if value < 0 else body
