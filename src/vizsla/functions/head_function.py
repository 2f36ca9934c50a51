"""Functions with a linear head, whose outputs come from an embedding and from features."""

from __future__ import annotations

import math
from abc import abstractmethod
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from vizsla.answer import Answer
from vizsla.bundle.weight_table import read_weight_table
from vizsla.cached_value import cached_property
from vizsla.errors import BundleDamagedError
from vizsla.features.requirements import Requirements
from vizsla.functions.base import Function
from vizsla.functions.column_values import names_of_cells
from vizsla.functions.feature_values import WEIGHTS, FeatureValues
from vizsla.functions.linear_head import LinearHead
from vizsla.modalities.limits import DEFAULT_LIMITS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vizsla.bundle.column_entry import ColumnEntry
    from vizsla.bundle.head import Head
    from vizsla.bundle.weight_table import WeightTable
    from vizsla.encoders.base import Encoder
    from vizsla.encoders.embedding import Embedding
    from vizsla.functions.column_values import Cells
    from vizsla.modalities.limits import Limits

__all__ = ["LEAST_ODDS", "HeadFunction"]

Value = TypeVar("Value")
LEAST_ODDS = -1000.0  # the exponential is 0


class HeadFunction(Function[Value, Answer]):
    """A function with an encoder, a head, and weights of features that are known by their names.

    A subclass defines the encoder, and the answer.
    """

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
        _ = self._linear_head, self._weights_by_name

    def close(self) -> None:
        """Release the encoder and the weights."""
        super().close()
        if "encoder" in self.__dict__:
            self.encoder.close()
        for cached in ("encoder", "head", "_linear_head", "_weights_by_name"):
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
