"""The words of the languages' tables, of which tests make texts."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING

from vizsla.recognizers.language_pack import PACKS
from vizsla.recognizers.phrase_table import expand_phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["table_words"]


@cache
def table_words(language: str) -> list[str]:
    """Return the words and phrases that a language's tables know, in order."""
    return sorted(set(_phrases(language)))


def _phrases(language: str) -> Iterator[str]:

    def texts(value: object) -> Iterator[str]:
        if isinstance(value, dict | list):
            for each in value.values() if isinstance(value, dict) else value:
                yield from texts(each)
        elif isinstance(value, str):
            yield value

    for text in texts(json.loads((PACKS / f"{language}.json").read_text("utf-8"))):
        if text not in "[]()":
            yield from expand_phrase(text)
    calendar = PACKS.parent / "calendar" / f"{language}.json"
    if calendar.is_file():
        yield from re.findall(
            r"[^\W\d_]{2,}", " ".join(texts(json.loads(calendar.read_text("utf-8"))))
        )
    units = json.loads((PACKS.parent / "units" / f"{language}.json").read_text("utf-8"))
    yield from (each for text in texts(units) for each in text.split("|"))
