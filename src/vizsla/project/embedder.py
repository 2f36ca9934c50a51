"""Embeds examples with a project's encoder, in the form in which the workspace stores them."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import numpy as np

from vizsla.cached_value import cached_property
from vizsla.encoders.registry import encoder_named
from vizsla.errors import VizslaError
from vizsla.prefetch import prefetch
from vizsla.training.one_thread import one_thread
from vizsla.workspace import EncoderSpec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from vizsla.encoders.base import Encoder

__all__ = ["Embedded", "Embedder", "shared_embedder"]

T = TypeVar("T")
M = TypeVar("M")


@dataclass(frozen=True, slots=True)
class Embedded(Generic[T, M]):
    """An item that was read and embedded.

    Attributes:
        item: the item.
        measured: what was measured on its input; None where there is no input.
        vector: the stored numbers of its embedding, (dimension,); None where there is none.
        error: the reason why the item can't be used, or None.

    """

    item: T
    measured: M | None = None
    vector: np.ndarray | None = None
    error: VizslaError | None = None


class Embedder:
    """A project's encoder.

    Args:
        encoder: the encoder.

    """

    def __init__(self, encoder: Encoder[Any]) -> None:
        self.encoder = encoder

    @cached_property
    def spec(self) -> EncoderSpec:
        """The encoder as the workspace records it."""
        encoder = self.encoder
        return EncoderSpec(encoder.key, encoder.dtype, encoder.dimension, encoder.scale)

    def embed_all(
        self, items: Iterable[T], read: Callable[[T], tuple[Any, M] | None]
    ) -> Iterator[Embedded[T, M]]:
        """Read and embed items on all cores, in batches where the encoder is quicker so.

        Args:
            items: taken a few in advance, on the calling thread.
            read: returns an item's input, as the encoder's modality loads it, and what was
                measured on it; None for an item that needs no embedding. It is called on any
                thread. A VizslaError that it raises is the item's ``error``.

        Yields:
            The items in order.

        Raises:
            OptionError: a number does not fit into the encoder's dtype.

        """

        def embed(batch: Sequence[T]) -> list[Embedded[T, M]]:
            found = [_attempt(read, each) for each in batch]
            inputs = {n: each[0] for n, each in enumerate(found) if isinstance(each, tuple)}
            vectors = dict(zip(inputs, self._vectors([*inputs.values()]), strict=True))
            return [
                Embedded(item, each[1], vectors[n])
                if isinstance(each, tuple)
                else Embedded(item, error=each)
                for n, (item, each) in enumerate(zip(batch, found, strict=True))
            ]

        # Batches go side by side: NumPy's own threads would only be in each other's way.
        with one_thread() if self.encoder.batch > 1 else nullcontext():
            for each in prefetch(embed, _batches(items, self.encoder.batch)):
                yield from each

    def _vectors(self, values: Sequence[object]) -> list[np.ndarray]:
        return [self.spec.cast(each.numbers) for each in self.encoder.embed_many(values, 1)]

    @property
    def empty(self) -> np.ndarray:
        """Vectors of no example, (0, dimension)."""
        return np.zeros((0, self.spec.dimension), self.spec.dtype)


@lru_cache(maxsize=4)
def shared_embedder(encoder: str, modality: str) -> Embedder:
    """Return an embedder that many requests share; it stays open.

    Args:
        encoder: the encoder's name.
        modality: the name of the modality of its inputs.

    Raises:
        MissingExtraError: the encoder's package is not installed.

    """
    return Embedder(encoder_named(encoder, modality))


def _attempt(
    read: Callable[[T], tuple[Any, M] | None], item: T
) -> tuple[Any, M] | VizslaError | None:
    try:
        return read(item)
    except VizslaError as error:
        return error


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    left = iter(items)
    while batch := list(islice(left, size)):
        yield batch
