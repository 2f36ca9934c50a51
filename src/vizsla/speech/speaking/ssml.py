"""Reads SSML: the W3C's markup of texts to be spoken (https://www.w3.org/TR/speech-synthesis11/).

The elements ``speak``, ``p``, ``s``, ``break``, ``say-as``, ``sub``, ``emphasis``, ``prosody`` (its
rate) and ``voice`` are known. Others are refused, so that nothing is said otherwise than it is
written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from xml.parsers import expat

from vizsla.errors import InputFormatError
from vizsla.speech.number_words import digit_by_digit, ordinal, spoken_number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["SpokenStretch", "is_ssml", "read_ssml"]

_BREAKS = {
    "none": 0.0,
    "x-weak": 0.1,
    "weak": 0.25,
    "medium": 0.5,
    "strong": 0.75,
    "x-strong": 1.25,
}
_RATES = {"x-slow": 0.6, "slow": 0.8, "medium": 1.0, "default": 1.0, "fast": 1.25, "x-fast": 1.6}
_LONGEST_BREAK = 10.0  # seconds
_EMPHASIS = {"strong": 0.8, "moderate": 0.9, "none": 1.0, "reduced": 1.1}  # of the speed
_DEEPEST = 50  # elements in each other
_DIGITS = r"(?:\d+(?:\.\d+)?|\.\d+)"
_KNOWN = ["speak", "p", "s", "break", "say-as", "sub", "emphasis", "prosody", "voice"]


@dataclass(frozen=True, slots=True)
class SpokenStretch:
    """A stretch of text that is said in one way.

    Attributes:
        text: the text; empty for a pause.
        pause: seconds of silence behind it.
        speed: by which the speed is multiplied.
        stressed: whether it is emphasised.
        voice: the name that the markup gives the voice; None for the call's.

    """

    text: str
    pause: float = 0.0
    speed: float = 1.0
    stressed: bool = False
    voice: str | None = None


def is_ssml(text: str) -> bool:
    """Return whether a text is SSML: its first element is ``speak``."""
    return bool(re.match(r"\s*(?:<\?xml[^>]*\?>\s*)?<speak[\s>]", text))


def read_ssml(text: str) -> list[SpokenStretch]:
    """Return the stretches of a text in SSML, in order.

    Raises:
        InputFormatError: it is no XML, or has an element or a value that is not known.

    """
    reader = _Reader()
    parser = expat.ParserCreate("utf-8")  # what the text says of its file is past
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.words
    parser.StartDoctypeDeclHandler = reader.refuse_doctype  # entities may explode
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)  # noqa: FBT003 - expat's interface
    except expat.ExpatError as error:
        raise InputFormatError(
            f"the SSML can't be read: {expat.ErrorString(error.code)} in line {error.lineno}. "
            "Close each element, and write & as &amp;"
        ) from error
    return reader.done()


class _Reader:
    """Collects the stretches while the elements come."""

    def __init__(self) -> None:
        self._found: list[SpokenStretch] = []
        self._ways = [SpokenStretch("")]
        self._says: list[Callable[[str], str] | None] = [None]
        self._words: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Open an element."""
        if name not in _KNOWN:
            raise InputFormatError(
                f"the SSML has <{name:.40}>; known are {', '.join(f'<{each}>' for each in _KNOWN)}"
            )
        if len(self._ways) > _DEEPEST:
            raise InputFormatError(f"the SSML has more than {_DEEPEST} elements in each other")
        self._flush()
        way, says = self._ways[-1], None
        if name == "break":
            self._found.append(SpokenStretch("", pause=_pause(attributes)))
        elif name == "say-as":
            says = _say_as(attributes.get("interpret-as", ""))
        elif name == "sub":
            alias = attributes.get("alias", "")
            says = lambda _: alias  # noqa: E731 - it keeps the alias
        elif name == "emphasis":
            level = _of(attributes.get("level", "moderate"), _EMPHASIS, "emphasis level")
            stressed = level < 1
            way = replace(way, speed=way.speed * level, stressed=way.stressed or stressed)
        elif name == "prosody":
            way = replace(way, speed=way.speed * _rate(attributes.get("rate", "medium")))
        elif name == "voice":
            way = replace(way, voice=attributes.get("name") or way.voice)
        self._ways.append(way)
        self._says.append(says)

    def end(self, name: str) -> None:
        """Close an element."""
        self._flush()
        self._ways.pop()
        self._says.pop()
        if name in {"p", "s"}:
            self._found.append(SpokenStretch("", pause=0.5 if name == "p" else 0.2))

    def words(self, text: str) -> None:
        """Take the text of an element."""
        self._words.append(text)

    def refuse_doctype(self, *_: object) -> None:
        """Refuse a document type.

        Raises:
            InputFormatError: always.

        """
        raise InputFormatError("the SSML has a document type; leave <!DOCTYPE ...> out")

    def done(self) -> list[SpokenStretch]:
        """Return what was found."""
        self._flush()
        return self._found

    def _flush(self) -> None:
        text = re.sub(r"\s+", " ", "".join(self._words))
        self._words = []
        says = self._says[-1]
        if text.strip():
            said = text if says is None else f" {says(text.strip())} "
            self._found.append(replace(self._ways[-1], text=said))


def _pause(attributes: Mapping[str, str]) -> float:
    time = attributes.get("time")
    if time is None:
        return _of(attributes.get("strength", "medium"), _BREAKS, "break strength")
    found = re.fullmatch(rf"\s*({_DIGITS})\s*(ms|s)\s*", time)
    if found is None:
        raise InputFormatError(f"the SSML's break time={time!r:.40} is no time; write 500ms or 2s")
    return min(_LONGEST_BREAK, float(found[1]) / (1000 if found[2] == "ms" else 1))


def _rate(text: str) -> float:
    found = re.fullmatch(rf"\s*([+-]?{_DIGITS})(%?)\s*", text)
    if found is None:
        return _of(text, _RATES, "prosody rate")
    number = float(found[1])
    if found[2]:
        signed = found[1][0] in "+-"
        number = 1 + number / 100 if signed else number / 100
    return min(2.0, max(0.5, number))


def _of(text: str, known: Mapping[str, float], what: str) -> float:
    if text not in known:
        raise InputFormatError(f"the SSML's {what} {text!r:.40} is none of {', '.join(known)}")
    return known[text]


def _letters(text: str) -> str:
    return ", ".join(
        each.upper() if each.isalpha() else digit_by_digit(each) for each in text if each.isalnum()
    )


def _number(text: str) -> str:
    digits = re.sub(r"[,\s]", "", text)
    return spoken_number(int(digits)) if re.fullmatch(r"-?\d{1,30}", digits) else text


def _ordinal(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    return ordinal(int(digits)) if 0 < len(digits) < 20 else text  # noqa: PLR2004


def _telephone(text: str) -> str:
    return ", ".join(digit_by_digit(each) for each in re.findall(r"\d+", text))


_SAY_AS: Mapping[str, Callable[[str], str]] = {
    "characters": _letters,
    "spell-out": _letters,
    "cardinal": _number,
    "number": _number,
    "ordinal": _ordinal,
    "digits": digit_by_digit,
    "telephone": _telephone,
    # Text that is read so without being told, too.
    **dict.fromkeys(("date", "time", "currency", "address", "fraction", "unit"), lambda text: text),
}


def _say_as(name: str) -> Callable[[str], str]:
    if name not in _SAY_AS:
        raise InputFormatError(
            f"the SSML's say-as interpret-as={name!r:.40} is none of {', '.join(_SAY_AS)}"
        )
    return _SAY_AS[name]
