"""What is known of a language: its tables, read once from ``contract/text/packs``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vizsla.recognizers.phrase_table import PhraseTable, expand_phrase
from vizsla.recognizers.text_tokens import cut_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vizsla.recognizers.text_tokens import TextToken

__all__ = ["LANGUAGES", "LanguagePack", "NumberWord", "language_pack", "shared_table"]


LANGUAGES = ("de", "en", "es", "fr", "it", "ja", "nl", "pt", "zh")
TEN, HUNDRED = 10, 100
PACKS = Path(__file__).parents[1] / "contract" / "text" / "packs"


@dataclass(frozen=True, slots=True)
class NumberWord:
    """A word of a number.

    Attributes:
        role: ``base`` (seven, twenty), ``multiplier`` (hundred), ``dozen``.
        value: its value.
        ordinal: whether it ends an ordinal number.

    """

    role: str
    value: float
    ordinal: bool = False

    @property
    def is_one(self) -> bool:
        """Whether it is a digit's word."""
        return self.role == "base" and self.value < TEN

    @property
    def is_ten(self) -> bool:
        """Whether it is one of twenty to ninety."""
        return self.role == "base" and TEN < self.value < HUNDRED and self.value % TEN == 0


class LanguagePack:
    """The tables of one language, each made when it is first used.

    Args:
        language: its code, such as ``en``.
        tables: the parsed JSON of the pack.

    """

    def __init__(self, language: str, tables: dict[str, Any]) -> None:
        self.language = language
        self.tables = tables
        self.numbers: dict[str, Any] = tables.get("numbers", {})
        self.spaced: bool = tables.get("spaced", True)
        self.ranges: dict[str, Any] = tables.get("ranges", {})
        self.decimal: str = self.numbers.get("decimal", ".")
        self.group: str = self.numbers.get("group", ",")

    @cached_property
    def cardinals(self) -> PhraseTable[NumberWord]:
        """The words of cardinal numbers."""
        return PhraseTable(self._cardinals())

    @cached_property
    def ordinals(self) -> PhraseTable[NumberWord]:
        """The words that end ordinal numbers: third, hundredth."""
        return PhraseTable(self._ordinals("ordinals"))

    @cached_property
    def denominators(self) -> PhraseTable[NumberWord]:
        """The words below a fraction's line: half, fifths."""
        return PhraseTable(self._ordinals("denominators"))

    @cached_property
    def denominators_joined(self) -> PhraseTable[NumberWord]:
        """Those that are none without tens before them: twenty-seconds, not seconds."""
        return PhraseTable(self._ordinals("denominators_joined"))

    @cached_property
    def number_words(self) -> frozenset[str]:
        """The plain words with which a number may begin, beside those that are glued."""
        tables: tuple[PhraseTable[Any], ...] = (
            self.cardinals,
            self.fractions_alone,
            self.fractions_after,
            *(self.words(each) for each in ("articles", "negative", "not_numbers")),
        )
        return frozenset().union(*(each.first_words() for each in tables))

    @cached_property
    def ordinal_words(self) -> frozenset[str]:
        """The plain words with which an ordinal may begin, beside those of numbers."""
        tables: tuple[PhraseTable[Any], ...] = (
            self.ordinals,
            self.relative_ordinals,
            self.words("ordinal_before"),
            *(self.phrase(each[0]) for each in self.numbers.get("counted_from_end", [])),
        )
        return frozenset().union(*(each.first_words() for each in tables))

    def is_number_word(self, token: TextToken) -> bool:
        """Return whether a cardinal may begin at a token: most tokens of a text are other words."""
        if token.kind == "digits" or token.plain in self.number_words:
            return True
        glued = token.kind == "word" and token.plain[0] in self.glued_letters
        return bool(glued and self.numbers.get("glued"))

    def may_begin_number(self, token: TextToken) -> bool:
        """Return whether a number may begin at a token, with its sign or its decimal point."""
        if self.is_number_word(token):
            return True
        signs = {"-", self.decimal}
        return token.kind == "symbol" and (token.plain in signs or not token.raw.isascii())

    @cached_property
    def glued(self) -> dict[str, NumberWord | str]:
        """The parts of numbers that are written as one word: zwei-und-zwanzig."""
        parts: dict[str, NumberWord | str] = {}
        for name in self.numbers.get("glue_joints", []):
            parts[name] = "and"
        for source in (self._glue_only(), self._cardinals()):
            for phrase, word in source:
                if " " not in phrase and "-" not in phrase and word.role != "dozen":
                    parts.setdefault(phrase, word)
        return parts

    @cached_property
    def longest_part(self) -> int:
        """The length of the longest part of a glued number."""
        return max(map(len, self.glued), default=0)

    @cached_property
    def glued_letters(self) -> frozenset[str]:
        """The letters with which a glued number begins."""
        return frozenset(each[0] for each in self.glued)

    @cached_property
    def glued_ends(self) -> dict[str, NumberWord]:
        """The last parts of ordinal numbers that are written as one word."""
        return {phrase: word for phrase, word in self._ordinals("ordinals") if " " not in phrase}

    @cached_property
    def glued_denominators(self) -> dict[str, NumberWord]:
        """The last parts of denominators that are written as one word."""
        return dict(self._ordinals("denominators"))

    @cached_property
    def fractions_alone(self) -> PhraseTable[float]:
        """Words that are a fraction on their own: half."""
        return self._values("fractions_alone")

    @cached_property
    def fractions_after(self) -> PhraseTable[float]:
        """Words that are a fraction after a number, an article, or before a multiplier."""
        return self._values("fractions_after")

    @cached_property
    def suffixes(self) -> dict[str, float]:
        """Short multipliers after digits: k. With a star, in any case of letters."""
        return {name: float(value) for value, name in self.numbers.get("suffixes", [])}

    def _values(self, name: str) -> PhraseTable[float]:
        return PhraseTable(
            (each, float(value))
            for value, phrase in self.numbers.get(name, [])
            for each in _plain(phrase)
        )

    @cached_property
    def percents_after(self) -> PhraseTable[float]:
        """Phrases after the number of a percentage, and how many percents one of it is."""
        return self._percents("after")

    @cached_property
    def percents_before(self) -> PhraseTable[float]:
        """Phrases before the number of a percentage, and how many percents one of it is."""
        return self._percents("before")

    def _percents(self, side: str) -> PhraseTable[float]:
        plain = [(1.0, phrase) for phrase in self.numbers.get(f"percent_{side}", [])]
        scaled = self.numbers.get(f"percent_{side}_scaled", [])
        return PhraseTable(
            (each, float(factor)) for factor, phrase in plain + scaled for each in _plain(phrase)
        )

    @cached_property
    def ordinal_suffixes(self) -> frozenset[str]:
        """What stands after the digits of an ordinal: th."""
        return frozenset(
            each.lower()
            for phrase in self.numbers.get("ordinal_suffixes", [])
            for each in expand_phrase(phrase)
        )

    @cached_property
    def relative_ordinals(self) -> PhraseTable[tuple[int, str]]:
        """Phrases for a place beside another: their offset, and from where it counts."""
        return PhraseTable(
            (each, (int(offset), base))
            for offset, base, phrase in self.numbers.get("relative_ordinals", [])
            for each in _plain(phrase)
        )

    @cached_property
    def comparisons(self) -> PhraseTable[str]:
        """Phrases before a bound of a range: more, less, at_least, at_most, equal."""
        return self._named(("more", "less", "at_least", "at_most", "equal"), "")

    @cached_property
    def comparisons_after(self) -> PhraseTable[str]:
        """Phrases after a bound of a range: at_least, at_most; in some languages all."""
        return self._named(("at_least", "at_most", "more", "less", "equal"), "_after")

    def range_words(self, name: str) -> PhraseTable[bool]:
        """Return a plain list of phrases of the table of ranges."""
        if name not in self._range_words:
            self._range_words[name] = PhraseTable(
                (each, True) for phrase in self.ranges.get(name, []) for each in _plain(phrase)
            )
        return self._range_words[name]

    @cached_property
    def _range_words(self) -> dict[str, PhraseTable[bool]]:
        return {}

    def _named(self, names: tuple[str, ...], ending: str) -> PhraseTable[str]:
        return PhraseTable(
            (each, name)
            for name in names
            for phrase in self.ranges.get(name + ending, [])
            for each in _plain(phrase)
        )

    @cached_property
    def answers(self) -> PhraseTable[str]:
        """Phrases that say yes or no: ``yes``, ``no``.

        Others say yes where they have their accent, as the Spanish si is if: without it
        ``yes_apart`` must stand between signs, and ``yes_leading`` behind one.
        """
        tables = (shared_table("answers"), self.tables.get("answers", {}))
        return PhraseTable(
            (each, name)
            for table in tables
            for name in ("yes", "no", "yes_apart", "yes_leading")
            for phrase in table.get(name, [])
            for each in _plain(phrase)
        )

    def other_words(self, name: str) -> PhraseTable[bool]:
        """Return a plain list of phrases that stands beside the tables."""
        if name not in self._other_words:
            self._other_words[name] = PhraseTable(
                (each, True) for phrase in self.tables.get(name, []) for each in _plain(phrase)
            )
        return self._other_words[name]

    @cached_property
    def _other_words(self) -> dict[str, PhraseTable[bool]]:
        return {}

    def words(self, name: str) -> PhraseTable[bool]:
        """Return a plain list of phrases of the number table."""
        if name not in self._words:
            self._words[name] = PhraseTable(
                (each, True) for phrase in self.numbers.get(name, []) for each in _plain(phrase)
            )
        return self._words[name]

    def phrase(self, template: str) -> PhraseTable[bool]:
        """Return the table of one template, which may be empty."""
        if template not in self._templates:
            phrases = _plain(template) if template else []
            self._templates[template] = PhraseTable((each, True) for each in phrases)
        return self._templates[template]

    @cached_property
    def _templates(self) -> dict[str, PhraseTable[bool]]:
        return {}

    @cached_property
    def _words(self) -> dict[str, PhraseTable[bool]]:
        return {}

    def _cardinals(self) -> Iterator[tuple[str, NumberWord]]:
        for role in ("base", "multiplier", "dozen"):
            for value, phrase in self.numbers.get(role, []):
                yield from ((each, NumberWord(role, float(value))) for each in _plain(phrase))

    def _glue_only(self) -> Iterator[tuple[str, NumberWord]]:
        for value, phrase in self.numbers.get("glue_base", []):
            yield from ((each, NumberWord("base", float(value))) for each in _plain(phrase))

    def _ordinals(self, name: str) -> Iterator[tuple[str, NumberWord]]:
        for value, phrase in self.numbers.get(name, []):
            role = "multiplier" if value in self._multiplier_values else "base"
            word = NumberWord(role, float(value), ordinal=True)
            yield from ((each, word) for each in _plain(phrase))

    @cached_property
    def _multiplier_values(self) -> set[float]:
        return {value for value, _ in self.numbers.get("multiplier", [])}


def _plain(template: str) -> list[str]:
    """Return the phrases of a template as the plain words of their tokens."""
    return [
        "".join(token.key for token in cut_tokens(phrase)).strip()
        for phrase in expand_phrase(template)
    ]


@lru_cache(maxsize=8)
def shared_table(name: str) -> dict[str, Any]:
    """Return a table that holds for all languages, from ``contract/text``."""
    tables: dict[str, Any] = json.loads((PACKS.parent / f"{name}.json").read_text("utf-8"))
    return tables


@lru_cache(maxsize=32)
def language_pack(language: str) -> LanguagePack:
    """Return the pack of a language: ``en``, ``de``."""
    found = PACKS / f"{language}.json"
    return LanguagePack(language, json.loads(found.read_text("utf-8")))
