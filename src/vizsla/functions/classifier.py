"""Classifiers of any modality: encoder -> embedding -> linear head -> answer."""

from __future__ import annotations

import asyncio
import math
from abc import abstractmethod
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar, overload

import numpy as np

from vizsla.answer import Alternative, Answer
from vizsla.bundle.weight_table import read_weight_table
from vizsla.cached_value import cached_property
from vizsla.errors import BundleDamagedError, OptionError, VizslaError
from vizsla.features.requirements import Requirements
from vizsla.functions.base import Function
from vizsla.functions.call_options import DEFAULT_TOP, CallOptions
from vizsla.functions.column_values import check_cells, names_of_cells
from vizsla.functions.explanation import ExplainedFeature
from vizsla.functions.feature_values import NO_FEATURES, WEIGHTS, FeatureValues
from vizsla.functions.label_kinds import LabelKinds
from vizsla.functions.linear_head import LinearHead, best_first
from vizsla.functions.novelty import novelty_of
from vizsla.functions.presence import presence_of
from vizsla.modalities.limits import DEFAULT_LIMITS

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from vizsla.bundle.column_entry import ColumnEntry
    from vizsla.bundle.head import Head
    from vizsla.bundle.weight_table import WeightTable
    from vizsla.encoders.base import Encoder
    from vizsla.encoders.embedding import Embedding
    from vizsla.functions.column_values import Cells
    from vizsla.functions.explanation import Explanation
    from vizsla.modalities.limits import Limits

__all__ = ["LEAST_ODDS", "Classifier"]

Value = TypeVar("Value")
LEAST_ODDS = -1000.0  # the exponential is 0
LEAST_WITHIN = 0.5  # the least sum of the scores of a kind's labels: below it the answer is None


class Classifier(Function[Value, Answer]):
    """Answers with one of its labels.

    A subclass defines the encoder, and how an answer is explained.
    """

    trainable = True

    @cached_property
    @abstractmethod
    def encoder(self) -> Encoder[Value]:
        """The encoder whose embeddings the head takes."""

    @cached_property
    def head(self) -> Head:
        """The linear head.

        Raises:
            BundleDamagedError: the head and the encoder differ in the length of embeddings.

        """
        head = self._bundle.head()
        if head.weights.shape[1] != self.encoder.dimension:
            raise BundleDamagedError(
                f"{self._bundle.path}: the head takes {head.weights.shape[1]} channels, and the "
                f"encoder {self.encoder.name!r} gives {self.encoder.dimension}; publish the "
                "function again"
            )
        return head

    @cached_property
    def _linear_head(self) -> LinearHead:
        return LinearHead(self.head)

    @cached_property
    def label_kinds(self) -> LabelKinds:
        """The kinds of its labels."""
        return LabelKinds(self.manifest, self._bundle.taxonomy())

    @overload
    def __call__(  # type: ignore[overload-overlap] # a list is an object, too
        self,
        source: list[Any] | tuple[Any, ...] | Iterator[Any],
        *,
        top: int = ...,
        threshold: float | None = ...,
        within: str | None = ...,
        columns: Mapping[str, object] | None = ...,
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
        limits: Limits = DEFAULT_LIMITS,
    ) -> Answer | Iterator[Answer]:
        """Answer one input, or each of many.

        Args:
            source: the input, or a list or an iterator of inputs.
            top: the number of alternatives to return, at least 1.
            threshold: the least score of a sure answer, 0 to 1; by default the one that the
                function was published with.
            within: a kind, such as ``"dog"``, or a WordNet id, to which answers are limited.
            columns: the cells of the input's columns of metadata, such as ``{"place": "garden"}``:
                texts, numbers, or None for unknown, as is a column that is left out. Of many
                inputs they are those of each.
            limits: the bytes, pixels and seconds that reading an input may cost.

        Returns:
            The Answer; of many inputs an iterator of Answers, in the inputs' order.

        Raises:
            InputError: the input can't be used; the error's class says why.
            OptionError: an option is out of its range, or the function knows no such kind or
                column.
            FunctionClosedError: the function was closed.

        """
        return self._call(source, self._options(top, threshold, within, columns, limits))

    async def acall(
        self,
        source: object,
        *,
        top: int = DEFAULT_TOP,
        threshold: float | None = None,
        within: str | None = None,
        columns: Mapping[str, object] | None = None,
        limits: Limits = DEFAULT_LIMITS,
    ) -> Answer:
        """Answer one input without blocking the event loop; arguments as for a call."""
        options = self._options(top, threshold, within, columns, limits)
        return await asyncio.to_thread(self._call_once, source, options)

    def over(
        self,
        where: str | os.PathLike[str] | Iterable[Any],
        *,
        top: int = DEFAULT_TOP,
        threshold: float | None = None,
        within: str | None = None,
        columns: Mapping[str, object] | None = None,
        limits: Limits = DEFAULT_LIMITS,
        on: str | None = None,
    ) -> Iterator[tuple[Any, Answer | VizslaError]]:
        """Answer each input of a folder, a pattern or a list; see ``Function.over``."""
        return self._over(where, self._options(top, threshold, within, columns, limits), on)

    def call_options(
        self,
        *,
        top: int = DEFAULT_TOP,
        threshold: float | None = None,
        within: str | None = None,
        columns: Mapping[str, object] | None = None,
        limits: Limits = DEFAULT_LIMITS,
    ) -> CallOptions:
        """Return the options of ``over``, checked."""
        return self._options(top, threshold, within, columns, limits)

    def explain(
        self,
        source: object,
        label: str | None = None,
        *,
        columns: Mapping[str, object] | None = None,
    ) -> Explanation:
        """Show the parts of an input from which an answer comes; see ``Function.explain``.

        Args:
            source: the input.
            label: the label to explain; by default the answer's.
            columns: the cells of the input's columns of metadata, as for a call.

        """
        self._check_open()
        options = self._options(DEFAULT_TOP, None, None, columns, DEFAULT_LIMITS)
        value = self.modality.load(source, limits=options.limits)
        explained = self._explain(value, options, label)
        table = self._weights_by_name
        if explained.label is None or (table is None and not self.requirements.rows):
            return explained
        row = self._label_number(explained.label if label is None else label)
        features = self._features_of(value, options.cells)
        missing = self.requirements.missing(row, features.by_rule)
        if table is None:
            return replace(explained, missing=missing)
        added, embedding = self._added_by(features), self.encoder.embed(value)
        odds = self._log_odds(embedding, row, added)
        shown = {each: each for each in features.by_rule}
        shown |= names_of_cells(options.cells, self.columns)
        reasons = [
            ExplainedFeature(shown[name], odds - self._log_odds(embedding, row, added - own))
            for name, own in zip(table.names, table.weights.T, strict=True)
            if name in shown
        ]
        reasons.sort(key=lambda each: -each.log_odds)
        return replace(explained, features=tuple(reasons), missing=missing)

    def _options(
        self,
        top: int,
        threshold: float | None,
        within: str | None,
        columns: Mapping[str, object] | None,
        limits: Limits,
    ) -> CallOptions:
        cells = check_cells(columns, self.columns, self.name) if columns is not None else {}
        return CallOptions(top, threshold, within, limits, cells=cells)

    @property
    def columns(self) -> tuple[ColumnEntry, ...]:
        """The columns of metadata that it looks at."""
        return tuple(column for each in self.manifest.features for column in each.columns)

    def embed(self, source: object, *, limits: Limits = DEFAULT_LIMITS) -> np.ndarray:
        """Return an input's embedding, for similarity search and models of your own.

        The same input gives the same numbers in Python, the browser and Node.

        Args:
            source: the input.
            limits: the bytes, pixels and seconds that reading it may cost.

        Returns:
            (dimension,) float32.

        """
        self._check_open()
        value = self.modality.load(source, limits=limits)
        found: np.ndarray = self.encoder.embed(value).values.astype(np.float32)
        return found

    def warm_up(self) -> None:
        """Load the encoder and the head, and run the self-test."""
        self._check_open()
        self.encoder.self_test()
        _ = self._linear_head, self.label_kinds, self._weights_by_name

    def close(self) -> None:
        """Release the encoder and the weights."""
        super().close()
        if "encoder" in self.__dict__:
            self.encoder.close()
        for cached in ("encoder", "head", "_linear_head", "_weights_by_name", "label_kinds"):
            self.__dict__.pop(cached, None)

    def shared_files(self) -> Mapping[str, bytes]:
        """Return the encoder's files that functions share, by name."""
        return self.encoder.shared_files()

    def _embed_many(self, values: Sequence[Value]) -> list[Embedding]:
        return self.encoder.embed_many(values)

    def find_by_rule(self, value: Value) -> frozenset[str]:  # noqa: ARG002 - of other kinds
        """Return the names of the features that rules find in an input; see ``rule_names``."""
        return frozenset()

    @property
    def requirements(self) -> Requirements:
        """What an input must have for a label."""
        return Requirements()

    def _features_of(self, value: Value, cells: Cells) -> FeatureValues:
        """Return what an input has besides its embedding."""
        return FeatureValues(self.encoder.words(value), self.find_by_rule(value), cells)

    @cached_property
    def _weights_by_name(self) -> WeightTable | None:
        """The weights of features by their names; None for a function without such."""
        files = [each.file for each in self.manifest.features if each.kind == WEIGHTS]
        if not files:
            return None
        where = f"{self._bundle.path}: {files[0]}"
        return read_weight_table(self._bundle.read(files[0]), where, len(self.head.bias))

    def _added_by(self, features: FeatureValues) -> np.ndarray | None:
        """Return what features add to the head's outputs, (rows,); None for nothing."""
        added = None
        if self._weights_by_name is not None:
            cells = names_of_cells(features.cells, self.columns)
            added = self._weights_by_name.outputs(features.by_rule | cells.keys())
        excluded = self.requirements.excluded(features.by_rule)
        if excluded:
            added = np.zeros(len(self.head.bias)) if added is None else added
            added[excluded] = -np.inf
        return added

    def _log_odds(self, embedding: Embedding, row: int, added: np.ndarray | None) -> float:
        """Return the logarithm of the odds of one row of the head against all others."""
        logits = self._linear_head.logits(embedding, added)
        own = float(logits[row])
        if own == -np.inf:  # features exclude the label
            return LEAST_ODDS
        logits[row] = -np.inf
        most = float(logits.max())
        if most == -np.inf:  # a head with one row
            return own
        return own - most - math.log(float(np.exp(logits - most).sum()))

    def answer_embedding(
        self,
        embedding: Embedding,
        *,
        top: int = DEFAULT_TOP,
        features: FeatureValues = NO_FEATURES,
    ) -> Answer:
        """Answer an input by its embedding, which this function's encoder made.

        Args:
            embedding: the input's embedding.
            top: the number of alternatives to return, at least 1.
            features: what the input has besides its embedding, for a function with features.

        """
        self._check_open()
        return self._answer_embedding(embedding, CallOptions(top), self._added_by(features))

    def answer_together(
        self, sources: Sequence[Any], options: CallOptions
    ) -> list[Answer | VizslaError]:
        """Answer several inputs in one step, each as by itself; see ``Function``."""
        self._check_open()
        found: dict[int, Answer | VizslaError] = {}
        values: dict[int, Value] = {}
        for number, source in enumerate(sources):
            try:
                values[number] = self.modality.load(source, limits=options.limits)
            except VizslaError as error:
                found[number] = error
        embeddings = self.encoder.embed_many(list(values.values()), 1)
        for (number, value), embedding in zip(values.items(), embeddings, strict=True):
            try:
                found[number] = self._answer_embedded(value, embedding, options)
            except VizslaError as error:
                found[number] = error
        return [found[number] for number in range(len(sources))]

    def _answer(self, value: Value, options: CallOptions, threads: int | None) -> Answer:
        return self._answer_embedded(value, self.encoder.embed(value, threads), options)

    def _answer_embedded(self, value: Value, embedding: Embedding, options: CallOptions) -> Answer:
        """Answer an input whose embedding is known."""
        features = self._features_of(value, options.cells)
        return self._answer_embedding(embedding, options, self._added_by(features))

    def _answer_embedding(
        self, embedding: Embedding, options: CallOptions, added: np.ndarray | None
    ) -> Answer:
        allowed, least_known = None, self.manifest.least_known
        if options.within is not None:
            allowed = self.label_kinds.within(options.within)
            least_known = max(least_known, LEAST_WITHIN)
        probabilities = self._linear_head.probabilities(embedding, added=added)
        scores = probabilities[: len(self.manifest.labels)]
        numbers = best_first(scores, options.top, allowed)
        presence = presence_of(self.head, embedding, int(scores.argmax()))
        alternatives = tuple(self._alternative(n, presence * float(scores[n])) for n in numbers)
        known = 1.0
        if least_known:
            known = min(1.0, float(scores.sum() if allowed is None else scores[allowed].sum()))
        best, row = alternatives[0], numbers[0]
        answer, score = (best.answer, best.score) if known >= least_known else (None, 1 - known)
        if not probabilities.any():  # all labels are excluded, and no row is left for other inputs
            answer, score = None, 0.0
        if answer is None:
            row = self._other_row(probabilities, allowed)
        novel = self._is_novel(embedding, row, score)
        return Answer(
            answer,
            score,
            sure=not novel and score >= self._threshold(options),
            likely=not novel and score >= self._least_likely,
            novel=novel,
            calibrated=self.manifest.calibration is not None,
            alternatives=alternatives,
        )

    @property
    def _least_likely(self) -> float:
        """The least score of an answer that is likely without being sure."""
        likely = self.manifest.likely
        return math.inf if likely is None or likely.score is None else likely.score

    def _alternative(self, number: int, score: float) -> Alternative:
        label = self.manifest.labels[number]
        return Alternative(label.answer, score, label.id, self.label_kinds.path(number))

    def _other_row(self, probabilities: np.ndarray, allowed: np.ndarray | None) -> int:
        """Return the head's likeliest row that is none of the labels that may be the answer."""
        left = probabilities.copy()
        left[: len(self.manifest.labels)][slice(None) if allowed is None else allowed] = -1
        return int(left.argmax())

    def _is_novel(self, embedding: Embedding, row: int, score: float) -> bool:
        novelty, prototypes = self.manifest.novelty, self.head.prototypes
        if novelty is None or prototypes is None:
            return False
        return novelty_of(prototypes, embedding, row, score, novelty.score_weight) > novelty.limit

    def prepare(self, options: CallOptions) -> None:
        """Load the function and check the options before a run over many inputs."""
        super().prepare(options)
        if options.within is not None:
            self.label_kinds.within(options.within)

    def _label_number(self, wanted: str) -> int:
        """Return the number of a label, by its id or its name.

        Raises:
            OptionError: the function has no such label.

        """
        for number, each in enumerate(self.manifest.labels):
            if wanted in (each.id, each.answer):
                return number
        raise OptionError(f"label={wanted!r}: {self.name!r} has no such label")
