"""Find the answer yes or no in a text."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from vizsla.recognizers.known_characters import is_known

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.recognizers.language_pack import LanguagePack
    from vizsla.recognizers.text_tokens import TextToken

__all__ = ["read_yes_no"]

SKIN_TONES = range(0x1F3FB, 0x1F400)
LEAST_SCORE, REST = 0.4, 0.6  # the reference's scores are from 0.4 to 1


def read_yes_no(
    tokens: Sequence[TextToken], pack: LanguagePack
) -> tuple[int, int, bool, float] | None:
    """Return the first token of the surest answer, the token after it, yes or no, the score.

    The score grows with the share of the text's words that the answer takes.
    """
    runs = _runs(tokens)
    count = max(1, len(set(runs) - {-1}))
    best: tuple[int, int, bool, float] | None = None
    at = 0
    while at < len(tokens):
        found = pack.answers.longest(tokens, at)
        end = found[0] if found else at + 1
        if found and end < len(tokens) and ord(tokens[end].raw[0]) in SKIN_TONES:
            end += 1
        if found and _whole_runs(runs, at, end) and _is_meant(tokens, at, *found):
            words = len(set(runs[at:end]) - {-1})
            score = LEAST_SCORE + REST * words / count
            if best is None or score > best[3]:
                best = (at, end, found[1] != "no", score)
        at = end
    return best


def _is_meant(tokens: Sequence[TextToken], start: int, end: int, name: str) -> bool:
    """Return whether a word that needs an accent has it, or stands where it needs none."""
    if name in ("yes", "no") or tokens[start].raw.lower() != tokens[start].plain:
        return True
    sides = [tokens[start - 1]] if start else []
    sides += tokens[end : end + 1] if name == "yes_apart" else []
    return all(each.kind == "symbol" for each in sides)


def _runs(tokens: Sequence[TextToken]) -> list[int]:
    """Number the words that stand together without a space or sign; signs have -1."""
    numbers = []
    current = 0
    for position, token in enumerate(tokens):
        sign = token.kind == "symbol" and not _is_picture(token.raw)
        joined = (
            position
            and not token.gap
            and token.kind != "symbol"
            and tokens[position - 1].kind != "symbol"
        )
        if not joined:
            current += 1
        numbers.append(-1 if sign else current)
    return numbers


def _is_picture(sign: str) -> bool:
    """Return whether a sign is an emoji, or a part of one."""
    return is_known(sign) and unicodedata.category(sign) in ("So", "Sk")


def _whole_runs(runs: list[int], start: int, end: int) -> bool:
    return not (
        (start > 0 and runs[start - 1] == runs[start] != -1)
        or (end < len(runs) and runs[end - 1] == runs[end] != -1)
    )
