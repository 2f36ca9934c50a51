"""A BERT model in exact arithmetic: the numbers of tokens -> one vector of whole numbers a text."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from vizsla.encoders.text.exact_layers import GRID, Attention, Gelu, Linear, Norm
from vizsla.encoders.text.four_bits import FourBitRows, int8_matrix
from vizsla.encoders.text.numpy_products import NumpyProducts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vizsla.encoders.text.numpy_products import ProductsOf

__all__ = ["UNIT", "ExactTransformer"]

UNIT = 2**15  # the vector's whole numbers to 1: they fit into int16
FINE = 2**14  # the embeddings' whole numbers to 1: they are small, and soon normalised
MEAN_LEVELS = 2**20  # the sum of 384 squares is then below 2**53: float64 holds it
AT_ONCE = 128  # tokens: with more at once the states leave the processor's cache
FIRST_TOKEN = 1  # the value of ``pooling`` where a text's vector is the state of its first token


class ExactTransformer:
    """The model.

    Args:
        tensors: the tensors of the weights' file, see ``scripts/build_weights/text_weights.py``.
        products: makes what multiplies whole numbers with a matrix of the weights.

    """

    def __init__(
        self, tensors: Mapping[str, np.ndarray], products: ProductsOf = NumpyProducts
    ) -> None:
        levels = tensors["words.levels"].astype(np.float64) * FINE
        self._words = FourBitRows(tensors, "words", levels)
        self._frequent = (
            FourBitRows(tensors, "frequent", levels) if "frequent.codes" in tensors else None
        )
        self._places = tensors["places"].astype(np.float64)
        most, width = self._places.shape
        self._norm = _norm(tensors, "norm")
        pooling = tensors.get("pooling")
        self._takes_first = pooling is not None and int(pooling[0]) == FIRST_TOKEN
        middle = tensors.get("middle")
        self._middle = None if middle is None else middle.astype(np.float64)
        gelu = Gelu(tensors["gelu"])
        attention = Attention(tensors["exp"], int(tensors["heads"][0]), width, most)
        self._layers: list[_Layer] = []
        while f"{len(self._layers)}.joint.bias" in tensors:
            name = str(len(self._layers))
            self._layers.append(_Layer(tensors, name, attention, gelu, products))
        self._last: tuple[tuple[int, ...], np.ndarray] | None = None

    def embed(self, texts: Sequence[Sequence[int]]) -> np.ndarray:
        """Return the vectors of texts: (texts, width) whole numbers in float64, ``UNIT`` to 1.

        A text's vector is the mean over its tokens, or the state of the first where the weights say
        so, of length 1. Where the weights hold the ``middle`` of texts, it points from there. It is
        the same with any others.

        Args:
            texts: the numbers of each text's tokens: at least 1, and at most the model's.

        """
        found = np.empty((len(texts), self._places.shape[1]))
        for chosen in _groups([len(each) for each in texts]):
            found[chosen] = self._embed_together([texts[at] for at in chosen])
        return found

    def states(self, texts: Sequence[Sequence[int]]) -> list[np.ndarray]:
        """Return the vectors of tokens: of each text (tokens, width) whole numbers in float64.

        ``GRID`` counts as 1. A text's are the same with any others.

        Args:
            texts: the numbers of each text's tokens: at least 1, and at most the model's.

        """
        found: list[np.ndarray] = [np.empty(0)] * len(texts)
        for chosen in _groups([len(each) for each in texts]):
            states, starts = self._run([texts[at] for at in chosen])
            for at, state in zip(chosen, np.split(states, starts[1:]), strict=True):
                found[at] = state
        return found

    def _embed_together(self, texts: list[Sequence[int]]) -> np.ndarray:
        """Embed texts in order of their lengths."""
        state, starts = self._run(texts)
        pooled = state[starts] if self._takes_first else np.add.reduceat(state, starts, axis=0)
        found = _unit_length(pooled)
        return found if self._middle is None else _unit_length(found - self._middle)

    def _run(self, texts: list[Sequence[int]]) -> tuple[np.ndarray, np.ndarray]:
        """Return the vectors of all tokens, and where each text's begin; texts by their lengths.

        Those of a text alone are kept until the next one: its label and its entities need the same.
        """
        if len(texts) > 1:
            return self._run_together(texts)
        key, last = tuple(texts[0]), self._last
        if last is None or last[0] != key:  # another thread may change it in between
            last = self._last = key, self._run_together(texts)[0]
        return last[1], np.zeros(1, np.intp)

    def _run_together(self, texts: list[Sequence[int]]) -> tuple[np.ndarray, np.ndarray]:
        lengths = [len(each) for each in texts]
        runs = [(len(list(same)), length) for length, same in groupby(lengths)]
        state = self._norm(self._look_up(texts, lengths))
        for layer in self._layers:
            state = layer(state, runs)
        return state, np.concatenate(([0], np.cumsum(lengths[:-1], dtype=np.intp)))

    def _look_up(self, texts: list[Sequence[int]], lengths: list[int]) -> np.ndarray:
        numbers = np.concatenate([np.asarray(each, np.intp) for each in texts])
        state = self._words[numbers]
        if self._frequent is not None:
            frequent = np.flatnonzero(numbers < self._frequent.count)
            state[frequent] += self._frequent[numbers[frequent]]
        state += self._places[np.concatenate([np.arange(each) for each in lengths])]
        np.rint(state, out=state)
        return state


def _groups(lengths: list[int]) -> list[list[int]]:
    """Return the places of texts that are embedded together, in order of their lengths."""
    groups: list[list[int]] = []
    tokens = 0
    for at in sorted(range(len(lengths)), key=lengths.__getitem__):
        tokens += lengths[at]
        if not groups or tokens > AT_ONCE:
            groups.append([])
            tokens = lengths[at]
        groups[-1].append(at)
    return groups


class _Layer:
    """One layer: attention, then two matrix products with an activation between them."""

    def __init__(
        self,
        tensors: Mapping[str, np.ndarray],
        name: str,
        attention: Attention,
        gelu: Gelu,
        products: ProductsOf,
    ) -> None:
        def linear(name: str, parts: int = 1, unit: int = GRID) -> Linear:
            own = int8_matrix(tensors, name)
            bias = tensors[f"{name}.bias"]
            return Linear(*own, bias, parts=parts, unit=unit, products=products)

        self._attention, self._gelu = attention, gelu
        self._joint = linear(f"{name}.joint")
        self._out = linear(f"{name}.out")
        self._wide = linear(f"{name}.wide", unit=gelu.unit)
        self._narrow = linear(f"{name}.narrow", parts=2)
        self._norms = _norm(tensors, f"{name}.norm1"), _norm(tensors, f"{name}.norm2")

    def __call__(self, state: np.ndarray, runs: list[tuple[int, int]]) -> np.ndarray:
        gathered = self._out(self._attention(self._joint(state), runs))
        gathered += state
        state = self._norms[0](gathered)
        added = self._narrow(self._gelu(self._wide(state)))
        added += state
        return self._norms[1](added)


def _norm(tensors: Mapping[str, np.ndarray], name: str) -> Norm:
    return Norm(tensors[f"{name}.weight"], tensors[f"{name}.bias"])


def _unit_length(sums: np.ndarray) -> np.ndarray:
    """Return vectors of length 1 in whole numbers, ``UNIT`` to 1."""
    largest = np.maximum(np.abs(sums).max(axis=1, keepdims=True), 1.0)
    whole = np.rint(sums * (MEAN_LEVELS / largest))
    length = np.sqrt(np.maximum(np.einsum("ij,ij->i", whole, whole), 1.0))[:, None]
    found: np.ndarray = np.minimum(np.rint(whole * (UNIT / length)), UNIT - 1)
    return found
