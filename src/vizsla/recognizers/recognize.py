"""Find the entities of a text, by their kinds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from vizsla.errors import OptionError
from vizsla.recognizers.dates.date_finder import DATE_KINDS, read_dates
from vizsla.recognizers.found_entity import FoundEntity
from vizsla.recognizers.known_characters import known_only
from vizsla.recognizers.language_pack import LANGUAGES, language_pack
from vizsla.recognizers.number_finder import NumberFinder, NumberReaders
from vizsla.recognizers.number_range_finder import NumberRangeFinder
from vizsla.recognizers.number_text import number_text
from vizsla.recognizers.ordinal_finder import read_ordinals
from vizsla.recognizers.percentage_finder import read_percentages
from vizsla.recognizers.phone_finder import read_phones
from vizsla.recognizers.reading_steps import ReadingSteps
from vizsla.recognizers.sequence_finder import SEQUENCES
from vizsla.recognizers.text_tokens import cut_tokens
from vizsla.recognizers.unit_finder import UnitFinder
from vizsla.recognizers.unit_tables import unit_tables
from vizsla.recognizers.yes_no_finder import read_yes_no

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from vizsla.recognizers.dates.date_finder import FoundDate
    from vizsla.recognizers.found_entity import EntityValue
    from vizsla.recognizers.language_pack import LanguagePack
    from vizsla.recognizers.text_tokens import TextToken

__all__ = [
    "KINDS",
    "USUAL_KINDS",
    "RecognizerOptions",
    "check_kinds",
    "check_language",
    "find_entities",
    "find_entity_groups",
]


@dataclass(frozen=True, slots=True)
class RecognizerOptions:
    """What the reference lets its users choose.

    Attributes:
        percent_mode: "one out of three" is a percentage, not a number.
        relative_ordinals: next and last are ordinals.
        closed_ranges: "between 20 and 30" contains 30.
        reference: the moment against which "tomorrow" is resolved, in the time of the one who
            wrote the text and without a zone; now if you say nothing.

    """

    percent_mode: bool = False
    relative_ordinals: bool = True
    closed_ranges: bool = False
    reference: datetime | None = None


class _Text:
    """A text with what several finders need of it, each made when it is first used."""

    def __init__(
        self, text: str, pack: LanguagePack, options: RecognizerOptions, steps: ReadingSteps
    ) -> None:
        self.text = text
        self.pack = pack
        self.options = options
        self.steps = steps

    @cached_property
    def tokens(self) -> list[TextToken]:
        return cut_tokens(self.text, spaced=self.pack.spaced)

    @cached_property
    def readers(self) -> NumberReaders:
        return NumberReaders(self.tokens, self.pack, self.steps)

    @cached_property
    def numbers(self) -> NumberFinder:
        return NumberFinder(self.readers)

    @cached_property
    def measures(self) -> NumberFinder:
        prefixes = unit_tables(self.pack.language).prefixes
        return NumberFinder(self.readers, attached=True, prefixes=prefixes)

    @cached_property
    def dates(self) -> list[FoundDate]:
        now = self.options.reference or datetime.now()  # noqa: DTZ005 - the user's own time
        return list(read_dates(self.readers, now.replace(tzinfo=None)))

    def entity(self, kind: str, start: int, end: int, value: EntityValue) -> FoundEntity:
        """Return what stands between two places of the text."""
        return FoundEntity(self.text[start:end], kind, value, start, end)

    def of_tokens(self, kind: str, start: int, end: int, value: EntityValue) -> FoundEntity:
        """Return what stands from one token to before another."""
        return self.entity(kind, self.tokens[start].start, self.tokens[end - 1].end, value)


def _numbers(text: _Text) -> Iterator[FoundEntity]:
    finder = text.numbers
    if text.options.percent_mode:
        finder = NumberFinder(text.readers, ratios=False)
    for each in finder.found:
        if text.pack.words("not_before").longest(text.tokens, each.end):
            continue
        value = number_text(each.value, text.pack.decimal)
        resolution: EntityValue = {"subtype": each.subtype, "value": value}
        yield text.of_tokens("number", each.start, each.end, resolution)


def _ordinals(text: _Text) -> Iterator[FoundEntity]:
    relative = text.options.relative_ordinals
    for each in read_ordinals(text.readers.cardinals, relative=relative):
        absolute = each.relative_to == "start"
        offset = number_text(each.offset)
        value = offset if absolute else f"{each.relative_to}{each.offset:+.0f}"
        kind = "ordinal" if absolute else "ordinal.relative"
        resolution: EntityValue = {"offset": offset, "relativeTo": each.relative_to, "value": value}
        yield text.of_tokens(kind, each.start, each.end, resolution)


def _percentages(text: _Text) -> Iterator[FoundEntity]:
    mode = text.options.percent_mode
    for start, end, percents in read_percentages(text.numbers, percent_mode=mode):
        value = number_text(percents, text.pack.decimal)
        yield text.of_tokens("percentage", start, end, {"value": f"{value}%"})


def _ranges(text: _Text) -> Iterator[FoundEntity]:
    finder = NumberRangeFinder(text.numbers, closed=text.options.closed_ranges)
    for each in finder.found():
        yield text.of_tokens("numberrange", each.start, each.end, {"value": each.interval()})


def _phones(text: _Text) -> Iterator[FoundEntity]:
    for start, end, score in read_phones(known_only(text.text), text.tokens, text.pack):
        value = text.text[start:end].lower()
        resolution: EntityValue = {"value": value, "score": number_text(score)}
        yield text.entity("phonenumber", start, end, resolution)


def _answers(text: _Text) -> Iterator[FoundEntity]:
    found = read_yes_no(text.tokens, text.pack)
    if found is not None:
        start, end, yes, score = found
        yield text.of_tokens("boolean", start, end, {"value": yes, "score": score})


def _quantities(kind: str) -> Callable[[_Text], Iterator[FoundEntity]]:
    def find(text: _Text) -> Iterator[FoundEntity]:
        for each in UnitFinder(text.measures, kind).found():
            decimal = text.pack.decimal
            value = None if each.value is None else number_text(each.value, decimal)
            if each.value is not None and each.summed:
                value = repr(each.value).removesuffix(".0").replace(".", decimal)
            resolution: EntityValue = {"value": value, "unit": each.unit.name}
            if each.unit.subtype:
                resolution["subtype"] = each.unit.subtype
            if each.unit.code and not each.unit.code.startswith("_"):
                resolution["isoCurrency"] = each.unit.code
            yield text.of_tokens(kind, each.start, each.end, resolution)

    return find


def _dates(kind: str) -> Callable[[_Text], Iterator[FoundEntity]]:
    def find(text: _Text) -> Iterator[FoundEntity]:
        for each in text.dates:
            if each.kind == kind:
                yield text.entity(
                    f"datetimeV2.{kind}", each.start, each.end, {"values": each.values}
                )

    return find


def _sequences(kind: str) -> Callable[[_Text], Iterator[FoundEntity]]:
    def find(text: _Text) -> Iterator[FoundEntity]:
        source = text.text if kind == "quotedText" else known_only(text.text)
        for start, end, value in SEQUENCES[kind](source):
            yield text.entity(kind, start, end, value)

    return find


# Of two entities at the same place, that of the kind that stands first is kept.
KINDS: dict[str, Callable[[_Text], Iterator[FoundEntity]]] = {
    **{kind: _sequences(kind) for kind in SEQUENCES},
    "phonenumber": _phones,
    **{f"datetimeV2.{kind}": _dates(kind) for kind in DATE_KINDS if not kind.startswith("time")},
    **{kind: _quantities(kind) for kind in ("age", "currency", "temperature", "dimension")},
    "percentage": _percentages,
    "numberrange": _ranges,
    "ordinal": _ordinals,
    "number": _numbers,
    **{f"datetimeV2.{kind}": _dates(kind) for kind in ("time", "timerange")},
    "boolean": _answers,
}


# A quotation would hide what is quoted: it is found where it is asked for.
USUAL_KINDS = tuple(kind for kind in KINDS if kind != "quotedText")


def find_entities(
    text: str,
    language: str,
    kinds: Iterable[str] = USUAL_KINDS,
    options: RecognizerOptions | None = None,
) -> list[FoundEntity]:
    """Return the entities of a text, from left to right; none overlaps another.

    Of entities that overlap, the longest is kept, then that of the kind that stands first in
    ``KINDS``, then the leftmost.

    Args:
        text: any text; the time grows with its length.
        language: ``de``, ``en``, ``es``, ``fr``, ``it``, ``ja``, ``nl``, ``pt`` or ``zh``.
        kinds: which kinds to find, of ``KINDS``; all but quotations if you say nothing.
        options: what the reference lets its users choose.

    Raises:
        InputTooLargeError: if reading the text takes too many steps.
        OptionError: if the language or a kind is not known.

    """
    (found,) = find_entity_groups(text, language, [kinds], options)
    return found


def find_entity_groups(
    text: str,
    language: str,
    groups: Iterable[Iterable[str]],
    options: RecognizerOptions | None = None,
    steps: ReadingSteps | None = None,
) -> list[list[FoundEntity]]:
    """Return the entities of each of several groups of kinds, as ``find_entities`` does for one.

    The text is read once for all groups. Entities of different groups may overlap.

    Args:
        text: any text.
        language: its language, as for ``find_entities``.
        groups: the kinds of each group, of ``KINDS``.
        options: what the reference lets its users choose.
        steps: counts the steps of reading; by default as many as a text may take.

    Raises:
        InputTooLargeError: if reading the text takes too many steps.
        OptionError: if the language or a kind is not known.

    """
    check_language(language)
    pack, count = language_pack(language), steps or ReadingSteps()
    source = _Text(text, pack, options or RecognizerOptions(), count)
    results = []
    for group in groups:
        wanted = list(dict.fromkeys(group))
        check_kinds(wanted)
        found = [entity for kind in KINDS if kind in wanted for entity in KINDS[kind](source)]
        results.append(_without_overlaps(found))
    return results


def check_language(language: object) -> None:
    """Refuse a language without a pack.

    Raises:
        OptionError: there is no such pack.

    """
    if language not in LANGUAGES:
        raise OptionError(f"language={language!r}: there is none; use {', '.join(LANGUAGES)}")


def check_kinds(kinds: Sequence[object]) -> None:
    """Refuse kinds of which one is not known.

    Raises:
        OptionError: one is not known.

    """
    for each in kinds:
        if each not in KINDS:
            raise OptionError(f"kinds={each!r}: there is no such kind; use {', '.join(KINDS)}")


def _without_overlaps(entities: list[FoundEntity]) -> list[FoundEntity]:
    """Return the entities that are kept where some overlap, from left to right."""
    kept: list[FoundEntity] = []
    taken = bytearray(max((each.end for each in entities), default=0))
    for each in sorted(entities, key=lambda entity: entity.start - entity.end):
        if not any(taken[each.start : each.end]):
            taken[each.start : each.end] = b"\1" * (each.end - each.start)
            kept.append(each)
    return sorted(kept, key=lambda entity: entity.start)
