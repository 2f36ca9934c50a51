"""Text as people read it aloud: "Dr. Lee paid $5" is "doctor Lee paid five dollars".

What is left has words, the marks that a voice pauses at, and capitals that stand alone for letters:
"FBI" is "F B I". Each row of the table finds one form, the most particular first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from vizsla.speech.english_tables import english
from vizsla.speech.number_words import decimal, digit_by_digit, ordinal, spoken_number
from vizsla.speech.speaking.spoken_addresses import spoken_address, spoken_mail
from vizsla.speech.speaking.spoken_amounts import (
    NUMBER,
    UNITS,
    decade,
    digits_in_groups,
    fraction,
    money,
    plain_number,
    scaled,
    unit,
)
from vizsla.speech.speaking.spoken_capitals import (
    NUMERALS,
    in_capitals,
    mixed_word,
    numeral,
    shouted,
)
from vizsla.speech.speaking.spoken_dates import (
    MONTHS,
    clock,
    day_first,
    iso_date,
    month_first,
    slash_date,
)

__all__ = ["spoken_text"]

_Say: TypeAlias = Callable[[re.Match[str]], str]
_ABBREVIATIONS: dict[str, str] = english("abbreviations")
_SIGNS: dict[str, str] = english("signs")
_MONTH = "|".join(f"{each}|{each[:3]}\\.?" for each in [*MONTHS, "Sept"])
_CODE = "|".join(map(re.escape, english("currency_codes")))
_SCALE = r"(?:\s?(thousand|million|billion|trillion|k|K|m|M|bn|B|T)\b)?"
_UNIT = "|".join(re.escape(each) for each in sorted(UNITS, key=len, reverse=True))
_SHORT = "|".join(map(re.escape, _ABBREVIATIONS))
_NUMERAL = "|".join(sorted(NUMERALS, key=len, reverse=True))
_ENDING = r"(?:com|org|net|edu|gov|io|dev|ai|co\.uk|de|eu|info)"
_HOST = rf"\b[\w-]+(?:\.[\w-]+)*\.{_ENDING}\b(?:/[^\s<>\"]*)?"
_PHONE = (
    r"(?<!\w)\+?\d?[-. ]?\(\d{3}\)[-. ]?\d{3}[-. ]\d{4}\b|(?<!\w)\+\d{1,3}(?:[-. ]\d{2,7}){2,5}\b"
    r"|\b\d{3}[-.]\d{3}[-.]\d{4}\b|\b\d{3}-\d{4}\b"
)
_QUOTES = str.maketrans(dict.fromkeys("‘’‛`´", "'") | dict.fromkeys("“”„«»", '"'))
_RAISED = str.maketrans(
    {"½": " 1/2", "¼": " 1/4", "¾": " 3/4", "²": " squared", "³": " cubed", "™": "", "…": "..."}
)


def spoken_text(text: str, *, british: bool = False) -> str:
    """Return the words that are said.

    Args:
        text: any text.
        british: whether 3/4/2026 is the third of April, and not the fourth of March.

    """
    text = re.sub(r"\b(k?m[²³])", lambda found: UNITS.get(found[1], ["", found[1]])[1], text)
    text = unicodedata.normalize("NFKC", text.translate(_RAISED)).translate(_QUOTES)
    text = _BARE_POINT.sub("0.", text)
    text = _SLASH_DATE.sub(partial(slash_date, british=british), text)
    for pattern, say in _ROWS:
        text = pattern.sub(say, text)
    text = "".join(each if _is_said(each) else " " for each in text)
    return re.sub(r"\s+([,.;:!?…])", r"\1", re.sub(r"\s+", " ", text)).strip()


def _is_said(sign: str) -> bool:
    return sign.isalpha() or sign in " \n'-,.;:!?…—()\"" or unicodedata.category(sign) == "Mn"


def _versions(found: re.Match[str]) -> str:
    return " point ".join(spoken_number(int(each)) for each in re.findall(r"\d+", found[0]))


def _mixed_number(found: re.Match[str]) -> str:
    return f"{spoken_number(int(found[1]))} and {fraction(int(found[2]), int(found[3]))}"


_BARE_POINT = re.compile(r"(?<![\w.])\.(?=\d)")  # ".5" is 0.5
_SLASH_DATE = re.compile(r"\b(\d\d?)/(\d\d?)/(\d{4}|\d\d)\b")
_FORMS: tuple[tuple[str, _Say], ...] = (
    (r"[^\n]+", lambda f: shouted(f[0])),
    (r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", lambda f: spoken_mail(f[0])),
    (rf"https?://[^\s<>\"]+|www\.[^\s<>\"]+|{_HOST}", lambda f: spoken_address(f[0])),
    (r"\b(\d{4})-(\d\d?)-(\d\d?)(?:T(?=\d)|\b)", lambda f: f"{iso_date(f)} "),
    (rf"\b({_MONTH})\s+(\d\d?)(?:st|nd|rd|th)?\b(?!:)(?:,?\s+(\d{{4}})\b)?", month_first),
    (rf"\b(\d\d?)(?:st|nd|rd|th)?\s+({_MONTH})\b(?:,?\s+(\d{{4}})\b)?", day_first),
    (r"\b(\d\d?):(\d\d)(?::(\d\d))?(?:\s?([AaPp])\.?[Mm]\b\.?)?", clock),
    (
        r"\b(\d\d?)\s?([AaPp])\.?[Mm]\b(?:\.(?!\s*$))?",
        lambda f: f"{spoken_number(int(f[1]))} {f[2].upper()} M",
    ),
    (_PHONE, lambda f: digits_in_groups(f[0])),
    (r"\b\d{1,3}(?:\.\d{1,3}){3}\b|\bv?\d+(?:\.\d+){2,}\b", _versions),
    (rf"((?:US)?[$]|[€£¥₹])\s?({NUMBER}){_SCALE}", lambda f: money(f[1][-1], f[2], f[3])),
    (rf"\b({_CODE})\s?({NUMBER}){_SCALE}", lambda f: money(f[1], f[2], f[3])),
    (rf"\b({NUMBER}){_SCALE}\s?([€£]|(?:{_CODE})\b)", lambda f: money(f[3], f[1], f[2])),
    (r"(?:\b|')([2-9]0)s\b|\b([12]\d\d0)s\b", lambda f: decade(f[1] or f[2])),
    (r"\b(\d)'\s?(\d\d?)\"", lambda f: f"{f[1]} foot {f[2]}"),
    (r"\b(\d+):(\d+)\b", lambda f: f"{f[1]} to {f[2]}"),
    (rf"\b({NUMBER})\s?in(?=[.,;:)]|\s*$)", lambda f: f"{decimal(f[1])} inches"),
    (r"\b(\d+)\s+(\d)/([2-9]|[1-9]\d)\b", _mixed_number),
    (r"(?<![\w/])([1-9])/([2-9]|1\d|100)(?![\w/])", lambda f: fraction(int(f[1]), int(f[2]))),
    (
        rf"(?<![\w.])({NUMBER})\s?[-–—]\s?({NUMBER})(?=\s?(?:{_UNIT})?(?![\w]))",
        lambda f: f"{plain_number(f[1])} to {f[2]}",
    ),
    (rf"(?<![\w.])([-−]?(?:{NUMBER}))\s?({_UNIT})(?![\w/])", lambda f: unit(f[1], f[2])),
    (
        r"\b(\d{1,3}(?:,\d{3})+|\d+)(?:st|nd|rd|th)\b",
        lambda f: ordinal(int(f[1].replace(",", ""))),
    ),
    (r"\b(?:No|no|Nos)\.\s?(?=\d)|#(?=\d)", lambda _: "number "),
    (r"\bpp?\.\s?(?=\d)", lambda _: "page "),
    (r"#(?=\w)", lambda _: "hashtag "),
    (r"\bSt\.(?=\s+[A-Z])", lambda _: "saint"),
    (r"\bSt\.", lambda _: "street"),
    (rf"(?<![\w.])(?:{_SHORT})(?![\w])", lambda f: _ABBREVIATIONS[f[0]]),
    (r"\b(?:[A-Za-z]\.){2,}", lambda f: f" {' '.join(f[0].upper().split('.'))}"),
    (rf"\b([A-Z]?[a-z]+) ({_NUMERAL})\b", lambda f: numeral(f[1], f[2])),
    (rf"\b({NUMBER})\s?(k|K|M|bn)\b", lambda f: scaled(f[1], f[2])),
    (r"(?<=\d)\s?[x×]\s?(?=\d)", lambda _: " by "),
    (r"\b\d{10,}\b", lambda f: digit_by_digit(f[0])),
    (
        r"\b[A-Za-z]+\d+\w*|\b\d+[A-Za-z]+\w*|\b[A-Z]?[a-z]+[A-Z]\w*",
        lambda f: mixed_word(f[0]),
    ),
    (r"(?<![\w.])[-−](?=\d)", lambda _: "minus "),
    (NUMBER, lambda f: plain_number(f[0])),
    (r"\b([A-Z]{2,})'?s\b", lambda f: f"{' '.join(f[1])}'s"),
    (r"\b[A-Z]{2,}\b", lambda f: in_capitals(f[0])),
    (r"\b([A-Za-z]+)/([A-Za-z]+)\b", lambda f: f"{f[1]} {f[2]}"),
    (r"\s[-–—]+\s|—|--+", lambda _: ", "),
    ("[" + re.escape("".join(_SIGNS)) + "]", lambda f: f" {_SIGNS[f[0]]} "),
)
_ROWS: tuple[tuple[re.Pattern[str], _Say], ...] = tuple(
    (re.compile(pattern), say) for pattern, say in _FORMS
)
