"""Texts to entities: numbers, units, dates, addresses and answers, with what they mean."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NoReturn, cast, overload

from vizsla.answer import Alternative, Entity, Recognition
from vizsla.errors import InputUnclearError, OptionError
from vizsla.functions.base import Function
from vizsla.functions.call_options import DEFAULT_TOP, CallOptions
from vizsla.functions.entity_scores import NOTHING, entity_score
from vizsla.functions.reference_time import reference_time
from vizsla.modalities.limits import DEFAULT_LIMITS
from vizsla.modalities.text.describe_text_source import describe_text_source
from vizsla.recognizers.language_pack import LANGUAGES
from vizsla.recognizers.recognize import (
    KINDS,
    USUAL_KINDS,
    RecognizerOptions,
    check_kinds,
    check_language,
    find_entities,
)
from vizsla.recognizers.text_language import OTHER, likely_languages

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from vizsla.errors import VizslaError
    from vizsla.modalities.limits import Limits
    from vizsla.recognizers.found_entity import FoundEntity

__all__ = ["AUTO", "EntityRecognizer", "RecognizingOptions"]

AUTO = "auto"
MOST_COMPARED = 1000  # characters of a text that is read in several languages
NAMES_IN = "en"  # the names of units, where several languages read a text the same


@dataclass(frozen=True, slots=True)
class RecognizingOptions(CallOptions):
    """The options of one call of an EntityRecognizer; see there.

    Raises:
        OptionError: an option is out of its range.

    """

    language: str = AUTO
    kinds: tuple[str, ...] = USUAL_KINDS
    recognizer: RecognizerOptions = field(default_factory=RecognizerOptions)

    def __post_init__(self) -> None:
        """Check the language and the kinds, too."""
        CallOptions.__post_init__(self)
        if self.language != AUTO:
            check_language(self.language)
        check_kinds(self.kinds)


class EntityRecognizer(Function[str, Recognition]):
    """Finds the entities of a text: each with its kind, its place and what it means.

    A text is a str, the Path of a file, bytes or a binary file; these in UTF-8.
    """

    modality_name = "text"

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of entities that it can find."""
        return tuple(KINDS)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that it reads."""
        return LANGUAGES

    @overload
    def __call__(  # type: ignore[overload-overlap] # a list is an object, too
        self,
        source: list[Any] | tuple[Any, ...] | Iterator[Any],
        *,
        language: str = ...,
        kinds: Iterable[str] | None = ...,
        reference: datetime | str | None = ...,
        zone: str | None = ...,
        percent_mode: bool = ...,
        relative_ordinals: bool = ...,
        closed_ranges: bool = ...,
        top: int = ...,
        threshold: float | None = ...,
        limits: Limits = ...,
    ) -> Iterator[Recognition]: ...

    @overload
    def __call__(
        self,
        source: object,
        *,
        language: str = ...,
        kinds: Iterable[str] | None = ...,
        reference: datetime | str | None = ...,
        zone: str | None = ...,
        percent_mode: bool = ...,
        relative_ordinals: bool = ...,
        closed_ranges: bool = ...,
        top: int = ...,
        threshold: float | None = ...,
        limits: Limits = ...,
    ) -> Recognition: ...

    def __call__(
        self,
        source: object,
        *,
        language: str = AUTO,
        kinds: Iterable[str] | None = None,
        reference: datetime | str | None = None,
        zone: str | None = None,
        percent_mode: bool = False,
        relative_ordinals: bool = True,
        closed_ranges: bool = False,
        top: int = DEFAULT_TOP,
        threshold: float | None = None,
        limits: Limits = DEFAULT_LIMITS,
    ) -> Recognition | Iterator[Recognition]:
        """Find the entities of one text, or of each of many.

        Args:
            source: the text, or a list or an iterator of texts.
            language: ``de``, ``en``, ``es``, ``fr``, ``it``, ``ja``, ``nl``, ``pt`` or ``zh``;
                ``auto`` tells it from the text's words.
            kinds: the kinds of entities to find, of ``.kinds``; by default all but quotations.
            reference: the moment against which "tomorrow" is resolved, a datetime or its text
                such as ``2026-11-29T14:00``; now by default.
            zone: where the text was written, such as ``Europe/Berlin``; by default where the
                reference is, or this computer.
            percent_mode: whether "one out of three" is a percentage, not a number.
            relative_ordinals: whether "next" and "last" are ordinals.
            closed_ranges: whether "between 20 and 30" contains 30.
            top: the number of alternatives to return, at least 1.
            threshold: the least score of a sure answer, 0 to 1; by default the one that the
                function was published with.
            limits: the bytes and characters that reading a text may cost.

        Returns:
            The Recognition; of many texts an iterator of Recognitions, in the texts' order.

        Raises:
            InputError: a text can't be used; the error's class says why. An InputUnclearError:
                its language can't be told, or is none of those above.
            OptionError: an option is out of its range, or names no language or kind.
            FunctionClosedError: the function was closed.

        """
        now = reference_time(reference, zone)
        recognizer = RecognizerOptions(percent_mode, relative_ordinals, closed_ranges, now)
        return self._call(source, _options(language, kinds, recognizer, top, threshold, limits))

    async def acall(self, source: object, **options: Any) -> Recognition:  # noqa: ANN401
        """Answer one text without blocking the event loop; options as for a call."""
        import asyncio  # noqa: PLC0415 - it takes 30 ms, and few calls need it

        def answer() -> Recognition:
            found: Recognition = self(source, **options)
            return found

        return await asyncio.to_thread(answer)

    def over(
        self,
        where: str | os.PathLike[str] | Iterable[Any],
        *,
        language: str = AUTO,
        kinds: Iterable[str] | None = None,
        reference: datetime | str | None = None,
        zone: str | None = None,
        top: int = DEFAULT_TOP,
        threshold: float | None = None,
        limits: Limits = DEFAULT_LIMITS,
        on: str | None = None,
    ) -> Iterator[tuple[Any, Recognition | VizslaError]]:
        """Answer each text of a folder, a pattern or a list; see ``Function.over``.

        In a list, a str is a text itself.
        """
        recognizer = RecognizerOptions(reference=reference_time(reference, zone))
        options = _options(language, kinds, recognizer, top, threshold, limits)
        return self._over(where, options, on)

    def call_options(
        self,
        *,
        top: int = DEFAULT_TOP,
        threshold: float | None = None,
        limits: Limits = DEFAULT_LIMITS,
        language: str = AUTO,
        kinds: Iterable[str] | None = None,
        reference: datetime | str | None = None,
        zone: str | None = None,
    ) -> CallOptions:
        """Return the options of ``over``, checked."""
        recognizer = RecognizerOptions(reference=reference_time(reference, zone))
        return _options(language, kinds, recognizer, top, threshold, limits)

    def _explain(self, value: str, options: CallOptions, label: str | None) -> NoReturn:
        del value, options, label
        raise OptionError(
            f"{self.name!r} has no heat map: its answer's entities say where each of them stands"
        )

    def warm_up(self) -> None:
        """Read the tables of all languages."""
        self._check_open()
        for language in LANGUAGES:
            find_entities("1", language)
        likely_languages("one")

    def _call(self, source: object, options: CallOptions) -> Recognition | Iterator[Recognition]:
        if not self.modality.is_batch(source):
            return self._call_once(source, options)
        self._check_open()
        sources: Iterable[Any] = source  # type: ignore[assignment] # a batch is iterable
        # On this thread: others would wait for Python's lock.
        return (self._answer_source(each, options, 1) for each in sources)

    def _answer_source(
        self, source: object, options: CallOptions, threads: int | None
    ) -> Recognition:
        value = self.modality.load(source, limits=options.limits)
        answer = self._answer(value, options, threads)
        object.__setattr__(answer, "_preview", lambda: value)
        return answer

    def _answer(self, value: str, options: CallOptions, threads: int | None) -> Recognition:
        del threads
        chosen = cast("RecognizingOptions", options)
        language, found = _read(value, chosen)

        def score_of(kind: str) -> float:
            return entity_score(kind, language, given=chosen.language != AUTO)

        entities = tuple(self._entity(each, score_of(each.kind)) for each in found)
        best = max(entities, key=lambda each: each.score, default=None)
        score = score_of(NOTHING) if best is None else best.score
        by_score = sorted(entities, key=lambda each: -each.score)
        return Recognition(
            None if best is None else best.text,
            score,
            sure=score >= self._threshold(options),
            calibrated=False,
            likely=score >= self._least_likely,
            alternatives=tuple(
                Alternative(each.text, each.score, each.kind) for each in by_score[: options.top]
            ),
            entities=entities,
            language=language,
        )

    def _entity(self, found: FoundEntity, score: float) -> Entity:
        return Entity(
            found.text,
            found.kind,
            found.value,
            found.start,
            found.end,
            score,
            sure=score >= self._threshold(CallOptions()),
        )

    @property
    def _least_likely(self) -> float:
        """The least score of an answer that is likely without being sure."""
        likely = self.manifest.likely
        return math.inf if likely is None or likely.score is None else likely.score


def _options(
    language: str,
    kinds: Iterable[str] | None,
    recognizer: RecognizerOptions,
    top: int,
    threshold: float | None,
    limits: Limits,
) -> RecognizingOptions:
    wanted = USUAL_KINDS if kinds is None else (kinds,) if isinstance(kinds, str) else tuple(kinds)
    return RecognizingOptions(top, threshold, None, limits, language, wanted, recognizer)


def _read(text: str, options: RecognizingOptions) -> tuple[str | None, list[FoundEntity]]:
    """Return the language of a text, and its entities.

    Raises:
        InputUnclearError: the language can't be told, and those that it may be read the text
            differently.

    """
    languages = likely_languages(text) if options.language == AUTO else (options.language,)
    if OTHER in languages[:1]:
        raise InputUnclearError(
            f"{describe_text_source(text)} seems to be in none of the languages that are read; "
            f"where it is, say which: language=, one of {', '.join(LANGUAGES)}"
        )
    if len(languages) != 1 and len(text) > MOST_COMPARED:
        raise _unclear(text, languages)
    may_be = [each for each in languages if each != OTHER] or [*LANGUAGES]
    readings = {
        each: find_entities(text, each, options.kinds, options.recognizer) for each in may_be
    }
    if len(readings) == 1:
        return may_be[0], readings[may_be[0]]
    first, *others = map(_without_names, readings.values())
    if any(each != first for each in others):
        raise _unclear(text, may_be)
    return None, readings.get(NAMES_IN, readings[may_be[0]])


def _unclear(text: str, languages: Sequence[str]) -> InputUnclearError:
    may_be = ", ".join(each for each in languages or LANGUAGES if each != OTHER)
    return InputUnclearError(
        f"the language of {describe_text_source(text)} can't be told from its words; say it: "
        f"language=, one of {may_be}"
    )


def _without_names(entities: list[FoundEntity]) -> list[FoundEntity]:
    """Return the entities without the names of units, which each language has in its own words."""
    return [
        replace(each, value={name: of for name, of in each.value.items() if name != "unit"})
        for each in entities
    ]
