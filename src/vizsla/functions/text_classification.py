"""Texts to labels: the functions that users train on texts."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, overload

import numpy as np

from vizsla.bundle.term_table import read_term_table
from vizsla.cached_value import cached_property
from vizsla.encoders.text_encoder_of_bundle import text_encoder_of_bundle
from vizsla.errors import OptionError
from vizsla.features.feature_file import TAGGERS
from vizsla.features.given_entities import NOTHING_GIVEN, GivenEntities
from vizsla.features.requirements import Requirements, requirements_of
from vizsla.functions.call_options import DEFAULT_TOP, CallOptions
from vizsla.functions.classifier import Classifier
from vizsla.functions.explanation import ExplainedWord, Explanation
from vizsla.functions.feature_values import WEIGHTS, FeatureValues
from vizsla.functions.reference_time import reference_time
from vizsla.functions.text_entities import ENTITIES, feature_finder, with_entities
from vizsla.functions.text_terms import WORDS, TermScores
from vizsla.functions.text_words import words_of
from vizsla.modalities.limits import DEFAULT_LIMITS
from vizsla.recognizers.recognize import RecognizerOptions

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from vizsla.answer import Answer
    from vizsla.bundle import Manifest
    from vizsla.encoders.embedding import Embedding
    from vizsla.encoders.text.text_encoder import TextEncoder
    from vizsla.errors import VizslaError
    from vizsla.features.entity_finder import FeatureFinder
    from vizsla.features.feature_set import FeatureSet
    from vizsla.functions.column_values import Cells
    from vizsla.modalities.limits import Limits

__all__ = ["TextClassifier"]

DATES = "datetimeV2."  # how the names of kinds of dates and times begin


@dataclass(frozen=True, slots=True)
class TextOptions(CallOptions):
    """The options of one call of a function of texts.

    Attributes:
        recognizer: how dates are resolved; None for a call that does not say it.
        given: what the call adds to the function's features.

    """

    recognizer: RecognizerOptions | None = None
    given: GivenEntities = field(default=NOTHING_GIVEN, hash=False)


TOGETHER = 4  # texts: 26 % less of the processor's time for each; with more it falls no further
MOST_PARTS = 64  # words or, in a longer text, runs of words that are left out one by one


class TextClassifier(Classifier[str]):
    """Answers with the label of a text.

    A text is a str, or a file with one in UTF-8: a ``Path``, bytes, or a binary file.
    """

    modality_name = "text"
    known_features = (WORDS, ENTITIES, WEIGHTS)

    @cached_property
    def encoder(self) -> TextEncoder:
        """The encoder whose embeddings the head takes."""
        return text_encoder_of_bundle(self._bundle)

    @cached_property
    def _finder(self) -> FeatureFinder | None:
        """What finds the entities of a text; None for a function without features."""
        return feature_finder(self._bundle, self.encoder)

    @cached_property
    def requirements(self) -> Requirements:
        """What a text must have for a label."""
        if self._finder is None:
            return Requirements()
        return requirements_of(self._finder.features, self.labels)

    @overload
    def __call__(  # type: ignore[overload-overlap] # a list is an object, too
        self,
        source: list[Any] | tuple[Any, ...] | Iterator[Any],
        *,
        top: int = ...,
        threshold: float | None = ...,
        within: str | None = ...,
        columns: Mapping[str, object] | None = ...,
        reference: datetime | str | None = ...,
        zone: str | None = ...,
        limits: Limits = ...,
    ) -> Iterator[Answer]: ...

    @overload
    def __call__(
        self,
        source: object,
        *,
        top: int = ...,
        threshold: float | None = ...,
        within: str | None = ...,
        columns: Mapping[str, object] | None = ...,
        reference: datetime | str | None = ...,
        zone: str | None = ...,
        limits: Limits = ...,
    ) -> Answer: ...

    def __call__(
        self,
        source: object,
        *,
        top: int = DEFAULT_TOP,
        threshold: float | None = None,
        within: str | None = None,
        columns: Mapping[str, object] | None = None,
        reference: datetime | str | None = None,
        zone: str | None = None,
        limits: Limits = DEFAULT_LIMITS,
    ) -> Answer | Iterator[Answer]:
        """Answer one text, or each of many; see ``Classifier.__call__``.

        Args:
            source: the text, or a list or an iterator of texts.
            top: the number of alternatives to return, at least 1.
            threshold: the least score of a sure answer, 0 to 1.
            within: a kind to which answers are limited.
            columns: the cells of the text's columns of metadata.
            reference: the moment against which its entities of dates are resolved, a datetime or
                its text such as ``2026-11-29T14:00``; now by default.
            zone: where the text was written, such as ``Europe/Berlin``; by default where the
                reference is, or this computer.
            limits: the bytes and characters that reading a text may cost.

        Raises:
            InputError: the text can't be used; the error's class says why.
            OptionError: an option is out of its range, or the function has no entities of dates.
            FunctionClosedError: the function was closed.

        """
        options = self._options(top, threshold, within, columns, limits)
        return self._call(source, self._resolving(options, reference, zone))

    async def acall(
        self,
        source: object,
        *,
        top: int = DEFAULT_TOP,
        threshold: float | None = None,
        within: str | None = None,
        columns: Mapping[str, object] | None = None,
        reference: datetime | str | None = None,
        zone: str | None = None,
        limits: Limits = DEFAULT_LIMITS,
    ) -> Answer:
        """Answer one text without blocking the event loop; arguments as for a call."""
        options = self._options(top, threshold, within, columns, limits)
        return await asyncio.to_thread(
            lambda: self._call_once(source, self._resolving(options, reference, zone))
        )

    def over(
        self,
        where: str | os.PathLike[str] | Iterable[Any],
        *,
        top: int = DEFAULT_TOP,
        threshold: float | None = None,
        within: str | None = None,
        columns: Mapping[str, object] | None = None,
        reference: datetime | str | None = None,
        zone: str | None = None,
        limits: Limits = DEFAULT_LIMITS,
        on: str | None = None,
    ) -> Iterator[tuple[Any, Answer | VizslaError]]:
        """Answer each text of a folder, a pattern or a list; see ``Function.over``."""
        options = self._options(top, threshold, within, columns, limits)
        return self._over(where, self._resolving(options, reference, zone), on)

    def call_options(
        self,
        *,
        top: int = DEFAULT_TOP,
        threshold: float | None = None,
        within: str | None = None,
        columns: Mapping[str, object] | None = None,
        limits: Limits = DEFAULT_LIMITS,
        reference: datetime | str | None = None,
        zone: str | None = None,
    ) -> CallOptions:
        """Return the options of ``over``, checked."""
        options = self._options(top, threshold, within, columns, limits)
        return self._resolving(options, reference, zone)

    def _resolving(
        self, options: CallOptions, reference: datetime | str | None, zone: str | None
    ) -> CallOptions:
        """Return the options with the moment against which dates are resolved.

        Raises:
            OptionError: it is none, or the function has no entities of dates.

        """
        if reference is None and zone is None:
            return options
        if not self.has_dates:
            raise OptionError(
                f"{self.name} has no entities that are dates: leave reference and zone out"
            )
        recognizer = RecognizerOptions(reference=reference_time(reference, zone))
        plain = {each.name: getattr(options, each.name) for each in fields(options)}
        return TextOptions(**plain, recognizer=recognizer)

    @classmethod
    def most_together(cls, manifest: Manifest) -> int:
        """Return the number of texts that a function answers in one step; see ``Function``."""
        # Learned entities need each text's own run of the encoder, which its label then shares.
        return 1 if TAGGERS in manifest.files else TOGETHER

    def _answer_embedded(self, value: str, embedding: Embedding, options: CallOptions) -> Answer:
        if self._finder is None:
            return super()._answer_embedded(value, embedding, options)
        own = options if isinstance(options, TextOptions) else TextOptions()
        found = self._finder.find(value, own.recognizer, own.given)
        features = FeatureValues(self.encoder.words(value), found.by_rule, options.cells)
        answer = self._answer_embedding(embedding, options, self._added_by(features))
        return with_entities(answer, value, found, self._finder.features)

    @property
    def entity_features(self) -> FeatureSet | None:
        """What finds the entities of a text; None for a function without features."""
        self._check_open()
        return None if self._finder is None else self._finder.features

    @property
    def has_dates(self) -> bool:
        """Whether some of its entities are dates, which a reference resolves."""
        features = self.entity_features
        kinds = {} if features is None else features.kinds
        return any(kind.startswith(DATES) for each in kinds.values() for kind in each)

    def answer_with(
        self,
        source: object,
        given: GivenEntities,
        *,
        reference: datetime | str | None = None,
        limits: Limits = DEFAULT_LIMITS,
    ) -> Answer:
        """Answer one text with more entities than the function finds, and with all labels.

        Args:
            source: the text.
            given: what the call adds to the features.
            reference: the moment against which dates are resolved, as for a call; a function
                without entities that are dates needs none.
            limits: the bytes and characters that reading the text may cost.

        Raises:
            InputError: the text can't be used; the error's class says why.
            OptionError: the reference is no moment.

        """
        self._check_open()
        moment = None if reference is None else reference_time(reference)
        recognizer = None if moment is None else RecognizerOptions(reference=moment)
        options = TextOptions(
            max(1, len(self.labels)), None, None, limits, recognizer=recognizer, given=given
        )
        return self._call_once(source, options)

    def find_by_rule(self, value: str) -> frozenset[str]:
        """Return the names of the features that rules find in a text; see ``rule_names``."""
        return frozenset() if self._finder is None else self._finder.find_by_rule(value)

    def entity_places(self, text: str) -> set[tuple[int, int, str, str]]:
        """Return the entities of a text: the place, the name and the role, or "", of each."""
        found = () if self._finder is None else self._finder.find(text).entities
        return {(each.start, each.end, each.name, each.role) for each in found}

    @property
    def learned_entities(self) -> frozenset[str]:
        """The names of the entities that were learned from marked texts."""
        learned = () if self._finder is None else self._finder.features.learned
        return frozenset(name for each in learned for name, _ in each.kinds)

    @cached_property
    def _terms(self) -> TermScores | None:
        """The table of terms; None for a function that looks at the embedding alone."""
        files = [each.file for each in self.manifest.features if each.kind == WORDS]
        if not files:
            return None
        where = f"{self._bundle.path}: {files[0]}"
        content = self._bundle.read(files[0])
        return TermScores(read_term_table(content, where, len(self.head.bias)))

    def warm_up(self) -> None:
        """Load the encoder, the head and the features, and run the self-test."""
        super().warm_up()
        _ = self._terms, self._finder

    def close(self) -> None:
        """Release the encoder, the weights and the features."""
        super().close()
        for cached in ("_finder", "requirements", "_terms"):
            self.__dict__.pop(cached, None)

    def _added_by(self, features: FeatureValues) -> np.ndarray | None:
        more = super()._added_by(features)
        if self._terms is None:
            return more
        if features.words is None:
            raise OptionError(
                f"the function {self.name!r} looks at words, too: give them with the embedding "
                "(features=FeatureValues(function.encoder.words(text)))"
            )
        terms = self._terms.outputs(features.words)
        return terms if more is None else terms + more

    def _explain(self, value: str, options: CallOptions, label: str | None) -> Explanation:
        words = words_of(value)
        heat_map = np.zeros(len(value), np.float32)
        if label is None:
            answer = self._answer(value, options, None)
            if answer.answer is None:
                return Explanation(None, heat_map, _explained(value, words, [0.0] * len(words)))
            label = answer.alternatives[0].id or answer.answer
        number = self._label_number(label)
        weights = self._weights(value, words, number, options.cells)
        for (start, end), weight in zip(words, weights, strict=True):
            heat_map[start:end] = weight
        return Explanation(self.labels[number], heat_map, _explained(value, words, weights))

    def _weights(
        self, value: str, words: list[tuple[int, int]], row: int, cells: Cells
    ) -> list[float]:
        """Return how far the odds of a row fall when each word is left out, 1 for the most."""
        runs = np.array_split(np.arange(len(words)), min(len(words), MOST_PARTS))
        parts = [(words[run[0]][0], words[run[-1]][1]) for run in runs]
        texts = [value, *(f"{value[:start]} {value[end:]}" for start, end in parts)]
        added = [self._added_by(self._features_of(each, cells)) for each in texts]
        found = zip(self.encoder.embed_many(texts), added, strict=True)
        odds = [self._log_odds(embedding, row, more) for embedding, more in found]
        falls = np.maximum(odds[0] - np.array(odds[1:]), 0.0)
        falls /= max(float(falls.max(initial=0.0)), 1e-12)
        return [float(fall) for fall, run in zip(falls, runs, strict=True) for _ in run]


def _explained(
    value: str, words: list[tuple[int, int]], weights: list[float]
) -> tuple[ExplainedWord, ...]:
    return tuple(
        ExplainedWord(value[start:end], start, end, weight)
        for (start, end), weight in zip(words, weights, strict=True)
    )
