"""Classifiers of any modality: encoder -> embedding -> linear head -> answer."""

from __future__ import annotations

import asyncio
import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar, overload

from vizsla.answer import Alternative, Answer
from vizsla.cached_value import cached_property
from vizsla.errors import OptionError, VizslaError
from vizsla.functions.answer_steps import AnswerSteps, row_steps
from vizsla.functions.call_options import DEFAULT_TOP, CallOptions
from vizsla.functions.column_values import check_cells, names_of_cells
from vizsla.functions.explanation import ExplainedFeature
from vizsla.functions.feature_values import NO_FEATURES, FeatureValues
from vizsla.functions.head_function import HeadFunction
from vizsla.functions.label_kinds import LabelKinds
from vizsla.functions.linear_head import best_first, softmax
from vizsla.functions.novelty import novelty_of
from vizsla.functions.presence import presence_of
from vizsla.modalities.limits import DEFAULT_LIMITS

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import numpy as np

    from vizsla.encoders.embedding import Embedding
    from vizsla.functions.explanation import Explanation
    from vizsla.modalities.limits import Limits

__all__ = ["Classifier"]

Value = TypeVar("Value")
LEAST_WITHIN = 0.5  # the least sum of the scores of a kind's labels: below it the answer is None


class Classifier(HeadFunction[Value]):
    """Answers with one of its labels.

    A subclass defines the encoder, and how an answer is explained.
    """

    trainable = True

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

    def steps(
        self,
        source: object,
        *,
        columns: Mapping[str, object] | None = None,
        limits: Limits = DEFAULT_LIMITS,
    ) -> AnswerSteps:
        """Show the steps from an input to its answer: what is added up, and what it makes.

        Args:
            source: the input.
            columns: the cells of the input's columns of metadata, as for a call.
            limits: the bytes, pixels and seconds that reading an input may cost.

        """
        self._check_open()
        options = self._options(max(1, len(self.labels)), None, None, columns, limits)
        value = self.modality.load(source, limits=limits)
        encoded = self.encoder.steps(value)
        added = self._added_by(self._features_of(value, options.cells))
        outputs = self._linear_head.logits(encoded.embedding, added)
        rows = row_steps(
            self.labels, self.head, encoded, added, outputs, self.scores_of_outputs(outputs)
        )
        return AnswerSteps(encoded, rows, self._answer_embedded(value, encoded.embedding, options))

    def scores_of_outputs(self, outputs: np.ndarray) -> np.ndarray:
        """Return the scores that outputs of the head make, (rows,) float64, before any presence.

        Args:
            outputs: (rows,) float64; -inf where a feature that the label requires is missing.

        """
        return softmax(outputs.copy())

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

    def warm_up(self) -> None:
        """Load the encoder, the head and the kinds of labels, and run the self-test."""
        super().warm_up()
        _ = self.label_kinds

    def close(self) -> None:
        """Release the encoder and the weights."""
        super().close()
        self.__dict__.pop("label_kinds", None)

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
