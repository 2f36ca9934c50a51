"""The units of a language, read once from ``contract/text/units``."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from vizsla.recognizers.language_pack import PACKS, shared_table
from vizsla.recognizers.phrase_table import PhraseTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vizsla.recognizers.text_tokens import TextToken

__all__ = ["Unit", "UnitTables", "unit_tables"]

UNITS = PACKS.parent / "units"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit.

    Attributes:
        kind: ``age``, ``currency``, ``dimension`` or ``temperature``.
        name: the reference's name of it, in its language.
        subtype: of a dimension what it measures: ``Length``.
        code: of a currency its ISO code, or the reference's own, which begins with ``_``.
        part: of a part of a currency, its code: ``CENT``.
        factor: how many of the unit one is: a million for ``MUSD``.

    """

    kind: str
    name: str
    subtype: str = ""
    code: str = ""
    part: str = ""
    factor: float = 1

    @property
    def divides(self) -> bool:
        """Whether hundredths may follow it: it is a currency and no part of one."""
        return self.kind == "currency" and not self.part


class UnitTables:
    """The units of one language.

    Args:
        tables: the parsed JSON; empty for a language without units.

    """

    def __init__(self, tables: dict[str, Any]) -> None:
        self._tables = tables
        self._phrases: dict[tuple[str, str], PhraseTable[Unit]] = {}
        self._closing: dict[str, PhraseTable[bool]] = {}
        self.not_alone = frozenset(tables.get("not_alone", ()))
        self.prepositions = frozenset(tables.get("prepositions", ()))

    def after(self, kind: str) -> PhraseTable[Unit]:
        """Return the units of a kind that stand after a number."""
        return self._table(kind, "after")

    def before(self, kind: str) -> PhraseTable[Unit]:
        """Return the units of a kind that stand before a number."""
        return self._table(kind, "before")

    def closing(self, kind: str) -> PhraseTable[bool]:
        """Return what may close a number that has its unit before it: the degree of Celsius 5."""
        if kind not in self._closing:
            words = self._tables.get(f"{kind}_closing", [])
            self._closing[kind] = PhraseTable((each, True) for each in words)
        return self._closing[kind]

    def any_unit(self, tokens: Sequence[TextToken], at: int) -> bool:
        """Return whether a unit of another kind stands at a token."""
        return any(
            self.after(kind).longest(tokens, at) for kind in ("dimension", "temperature", "age")
        )

    def parts_of(self, whole: Unit, part: Unit) -> float | None:
        """Return how many of one unit make another; None if it is no part of that."""
        if (whole.name, part.name) in self._feet:
            return 12
        codes = shared_table("currencies")["parts"].get(whole.code, [])
        if part.part in codes or (not whole.code and part.part == "CENT"):
            return float(shared_table("currencies")["ratios"].get(part.name, 100))
        return None

    @cached_property
    def connectors(self) -> PhraseTable[bool]:
        """Words between a number and its unit: de."""
        return PhraseTable((each, True) for each in self._tables.get("connectors", []))

    @cached_property
    def halves_after(self) -> PhraseTable[bool]:
        """Words after a quantity that add half of its unit: the Chinese two-metres-half."""
        return PhraseTable((each, True) for each in self._tables.get("halves_after", []))

    @cached_property
    def joints(self) -> PhraseTable[bool]:
        """Words between a quantity and its part: and."""
        return PhraseTable((each, True) for each in self._tables.get("joints", []))

    @cached_property
    def _feet(self) -> set[tuple[str, str]]:
        return {(whole, part) for whole, part in self._tables.get("feet", [])}

    def _table(self, kind: str, side: str) -> PhraseTable[Unit]:
        if (kind, side) not in self._phrases:
            self._phrases[kind, side] = PhraseTable(self._rows(kind, side), templates=False)
        return self._phrases[kind, side]

    def _rows(self, kind: str, side: str) -> Iterator[tuple[str, Unit]]:
        table = self._tables.get(kind, {})
        if kind == "dimension":
            rows = table.items() if side == "after" else []
            for subtype, units in rows:
                for name, phrases in units:
                    yield from ((each, Unit(kind, name, subtype)) for each in phrases.split("|"))
            return
        codes, parts = table.get("codes", {}), table.get("parts", {})
        for name, phrases in table.get(side, []):
            unit = Unit(kind, name, code=codes.get(name, ""), part=parts.get(name, ""))
            yield from ((each, unit) for each in phrases.split("|"))
        for name, code in codes.items():
            plain = code.lower()
            if code.isalpha() and not (side == "before" and plain in self.not_alone):
                unit = Unit(kind, name, code=code)
                yield plain, unit
                yield f"{plain}$", unit
                yield f"m{plain}", replace(unit, factor=1e6)

    @cached_property
    def prefixes(self) -> frozenset[str]:
        """Words that may stand right before the digits of a number: usd."""
        codes = self._tables.get("currency", {}).get("codes", {}).values()
        return frozenset(each.lower() for each in codes if each.isalpha()) - self.not_alone

    def degrees_of_another(self, kind: str, tokens: Sequence[TextToken]) -> frozenset[str]:
        """Return the units called degree, if a text's words show that they are of another kind."""
        other = {"dimension": "temperature", "temperature": "angle"}.get(kind, "")
        words = frozenset(self._tables.get(f"{other}_words", ()))
        found = any(each.plain in words for each in tokens)
        return frozenset(self._tables.get("degrees", ())) if found else frozenset()


@lru_cache(maxsize=16)
def unit_tables(language: str) -> UnitTables:
    """Return the units of a language; none where the language has no table."""
    path = UNITS / f"{language}.json"
    return UnitTables(json.loads(path.read_text("utf-8")) if path.is_file() else {})
