"""Read a number in digits, with the separators of a language: 1,674,200.5 or 1 414 021 100."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.recognizers.language_pack import LanguagePack
    from vizsla.recognizers.reading_steps import ReadingSteps
    from vizsla.recognizers.text_tokens import TextToken

__all__ = ["DigitsReader", "ReadDigits", "read_digits"]

GROUP = 3  # digits between two separators
MOST_GROUPS = 20  # of one number; the rest of a longer one is another number
TOKENS_A_STEP = 4
LONGEST = 400  # digits: the rest changes nothing in a float64
LARGEST = 1e300


class ReadDigits(NamedTuple):
    """A number in digits.

    Attributes:
        end: the token after it.
        value: its value; larger ones than 1e300 are 1e300.
        pointed: whether it has a decimal separator.

    """

    end: int
    value: float
    pointed: bool


class DigitsReader:
    """Reads the numbers in digits of one text, each once.

    Args:
        tokens: the text's tokens.
        pack: the language.
        steps: counts the tokens that are read.

    """

    def __init__(
        self, tokens: Sequence[TextToken], pack: LanguagePack, steps: ReadingSteps
    ) -> None:
        self.tokens = tokens
        self.pack = pack
        self._steps = steps
        self._known: dict[int, ReadDigits | None] = {}

    def read(self, at: int) -> ReadDigits | None:
        """Return the number in digits at a token; see ``read_digits``."""
        if at >= len(self.tokens) or self.tokens[at].kind != "digits":
            return None
        if at not in self._known:
            found = self._known[at] = read_digits(self.tokens, at, self.pack)
            self._steps.take((found.end - at) // TOKENS_A_STEP if found else 0)
        return self._known[at]


def read_digits(tokens: Sequence[TextToken], at: int, pack: LanguagePack) -> ReadDigits | None:
    """Return the number in digits at a token.

    The language's own separators are tried first, then the other way round, as people mix them:
    5,00 is five in an English text, too, but 5,000 is five thousand.
    """
    if at >= len(tokens) or tokens[at].kind != "digits":
        return None
    return (
        _separated(tokens, at, pack.group, pack.decimal)
        or _separated_otherwise(tokens, at, pack.decimal, pack.group)
        or _spaced(tokens, at, pack.decimal)
    )


def _separated(tokens: Sequence[TextToken], at: int, group: str, decimal: str) -> ReadDigits | None:
    end, digits = _groups(tokens, at, group)
    if end > at + 1 and _follows(tokens, end, group):
        return None
    if _is_decimal(tokens, at, end, decimal):
        return ReadDigits(end + 2, _number(f"{digits}.{tokens[end + 1].plain}"), pointed=True)
    return ReadDigits(end, _number(digits), pointed=False) if end > at + 1 else None


def _separated_otherwise(
    tokens: Sequence[TextToken], at: int, group: str, decimal: str
) -> ReadDigits | None:
    """Read a number whose separators are exchanged, if no other reading is likelier."""
    end, digits = _groups(tokens, at, group)
    grouped = end > at + 1
    if not _is_decimal(tokens, at, end, decimal):
        return None
    if not grouped and len(tokens[end + 1].plain) == GROUP and tokens[at].plain != "0":
        return None
    return ReadDigits(end + 2, _number(f"{digits}.{tokens[end + 1].plain}"), pointed=True)


def _spaced(tokens: Sequence[TextToken], at: int, decimal: str) -> ReadDigits:
    """Read digits alone, or groups of three with single spaces between them."""
    end, digits = at + 1, tokens[at].plain
    if len(digits) <= GROUP and not _after_point(tokens, at):
        while (
            end < len(tokens)
            and end < at + MOST_GROUPS
            and tokens[end].kind == "digits"
            and tokens[end].start - tokens[end - 1].end == 1
            and len(tokens[end].plain) == GROUP
        ):
            digits += tokens[end].plain
            end += 1
        if end > at + 1 and _follows(tokens, end, decimal):
            return ReadDigits(end + 2, _number(f"{digits}.{tokens[end + 1].plain}"), pointed=True)
    return ReadDigits(end, _number(digits), pointed=False)


def _groups(tokens: Sequence[TextToken], at: int, group: str) -> tuple[int, str]:
    end, digits = at + 1, [tokens[at].plain]
    if len(tokens[at].plain) <= GROUP and tokens[at].plain != "0":
        last = at + 2 * MOST_GROUPS
        while end < last and _follows(tokens, end, group) and len(tokens[end + 1].plain) == GROUP:
            digits.append(tokens[end + 1].plain)
            end += 2
    return end, "".join(digits)


def _is_decimal(tokens: Sequence[TextToken], at: int, end: int, decimal: str) -> bool:
    """Return whether a decimal part follows, which is no link of a chain such as 192.168.1.2."""
    chained = _follows(tokens, end + 2, ".") or _follows(tokens, end + 2, ",")
    return _follows(tokens, end, decimal) and not chained and not _after_point(tokens, at)


def _follows(tokens: Sequence[TextToken], at: int, symbols: str) -> bool:
    """Return whether one of some symbols and then digits stand at a token, without a space.

    A wide symbol stands between wide digits: elsewhere it parts a sentence.
    """
    return (
        at + 1 < len(tokens)
        and tokens[at].plain in symbols
        and (tokens[at].raw == tokens[at].plain or not tokens[at + 1].raw.isascii())
        and not tokens[at].gap
        and tokens[at + 1].kind == "digits"
        and not tokens[at + 1].gap
    )


def _after_point(tokens: Sequence[TextToken], at: int) -> bool:
    return (
        at > 1
        and tokens[at - 1].plain in ".,"
        and not tokens[at].gap
        and tokens[at - 2].kind == "digits"
        and not tokens[at - 1].gap
    )


def _number(digits: str) -> float:
    return min(float(digits[:LONGEST]), LARGEST)
