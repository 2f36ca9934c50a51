"""Reads and writes ``terms.safetensors``: what words and letters say of a text's labels.

The tensors: ``words`` and ``letters``, the terms in UTF-8, one a line (uint8); and, with a column
for each word, then for each run of letters, ``idf`` (terms) uint16 and ``weights`` (rows, terms)
int8 with ``scale`` (rows) float32, row by row of the head.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import safetensors
import safetensors.numpy

from vizsla.bundle.read_tensors import read_tensors
from vizsla.errors import BundleDamagedError

__all__ = ["MOST_IDF", "MOST_TERMS", "TermTable", "read_term_table", "write_term_table"]

MOST_TERMS = 2**16
MOST_IDF = 2**12  # that of a term in one of 3 million texts; sums of squares stay below 2**53
DTYPES = {
    "words": "uint8",
    "letters": "uint8",
    "idf": "uint16",
    "weights": "int8",
    "scale": "float32",
}


@dataclass(frozen=True, slots=True, eq=False)
class TermTable:
    """The terms that a function knows, with their weights.

    Attributes:
        words: the words, and pairs of words.
        letters: the runs of letters.
        idf: (terms,) how rare each term is, whole numbers from 1 to 4,096: 256 is that of a term in
            every text.
        weights: (rows, terms) int8.
        scale: (rows,) float64, the factor of each row's weights.

    """

    words: tuple[str, ...]
    letters: tuple[str, ...]
    idf: np.ndarray
    weights: np.ndarray
    scale: np.ndarray


def read_term_table(content: bytes, where: str, rows: int) -> TermTable:
    """Check and read a table.

    Args:
        content: the file's content.
        where: the file's name, for messages.
        rows: the number of the head's rows.

    Raises:
        BundleDamagedError: the file is no table of terms, or does not fit the head.

    """
    try:
        tensors = read_tensors(content, DTYPES)
        words, letters = (_terms(tensors[name]) for name in ("words", "letters"))
    except (safetensors.SafetensorError, ValueError, KeyError) as error:
        raise BundleDamagedError(
            f"{where} is no table of terms ({error}); copy the bundle again"
        ) from error
    idf, weights, scale = (tensors[name] for name in ("idf", "weights", "scale"))
    count = len(words) + len(letters)
    fits = (
        count <= MOST_TERMS
        and weights.shape == (rows, count)
        and idf.shape == (count,)
        and scale.shape == (rows,)
        and np.isfinite(scale).all()
        and ((idf > 0) & (idf <= MOST_IDF)).all()
    )
    if not fits:
        raise BundleDamagedError(
            f"{where} holds {count} terms with weights of shape {weights.shape}, where the head "
            f"has {rows} rows; copy the bundle again"
        )
    return TermTable(words, letters, idf.astype(np.int64), weights, scale.astype(np.float64))


def write_term_table(table: TermTable) -> bytes:
    """Return a table's file; the same table gives the same bytes."""
    tensors: dict[str, np.ndarray] = {
        "words": np.frombuffer("\n".join(table.words).encode(), np.uint8),
        "letters": np.frombuffer("\n".join(table.letters).encode(), np.uint8),
        "idf": np.ascontiguousarray(table.idf, np.uint16),
        "weights": np.ascontiguousarray(table.weights, np.int8),
        "scale": np.ascontiguousarray(table.scale, np.float32),
    }
    return bytes(safetensors.numpy.save(tensors))


def _terms(tensor: np.ndarray) -> tuple[str, ...]:
    text = tensor.tobytes().decode()
    terms = tuple(text.split("\n")) if text else ()
    if len(set(terms)) != len(terms):
        raise ValueError("a term is there twice")
    return terms
