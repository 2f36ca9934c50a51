"""Lays the weights of a BERT model out for the exact arithmetic, with tables of exp and GELU."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

HEADS, WIDTH = 12, 384  # of all models here
MOST_TOKENS = 256  # the arithmetic is exact to here
FIRST_TOKEN = 1  # the value of "pooling"; without it, a text's vector is the mean over its tokens
SHRUNK = np.linspace(0.7, 1.0, 31)  # of the largest weight, for the scale with the least error
WORD_LEVELS, WORD_UNIT = 16, 127
FREQUENT = 3072  # rows: the vocabulary is in order of how frequent words are
FINE = 2**14  # of the places' embeddings
GRID, GELU_STEPS, GELU_RANGE = 2**13, 2**10, 6
EXP_STEPS, EXP_RANGE, EXP_ONE = 2**9, 16, 2**15


@dataclass(frozen=True)
class BertWeights:
    """The weights of a BERT model.

    Attributes:
        values: the tables of embeddings, the biases and the normalisations, by the model's names.
        matrices: the layers' matrices, by the model's names: (outputs, inputs) int8, and the factor
            of each row, float32.
        layers: the number of layers.
        takes_first: whether a text's vector is the state of its first token.

    """

    values: dict[str, np.ndarray]
    matrices: dict[str, tuple[np.ndarray, np.ndarray]]
    layers: int
    takes_first: bool = False


def of_floats(state: dict[str, np.ndarray], layers: int) -> BertWeights:
    """Return the weights of a model in float32, its matrices rounded."""
    matrices = {
        name.removesuffix(".weight"): rounded(values.astype(np.float64))
        for name, values in state.items()
        if name.startswith("encoder.") and values.ndim == 2  # noqa: PLR2004 - a matrix
    }
    return BertWeights(state, matrices, layers)


def tensors(model: BertWeights) -> dict[str, np.ndarray]:
    """Return the tensors that ``vizsla.encoders.text`` reads."""
    values = model.values
    made = {
        **words(values["embeddings.word_embeddings.weight"]),
        "places": np.rint(
            FINE
            * (
                values["embeddings.position_embeddings.weight"][:MOST_TOKENS].astype(np.float64)
                + values["embeddings.token_type_embeddings.weight"][0]
            )
        ).astype(np.int32),
        **common(),
        **norm(values, "embeddings.LayerNorm", "norm"),
    }
    if model.takes_first:
        made["pooling"] = np.array([FIRST_TOKEN], np.int32)
    for at in range(model.layers):
        name = f"encoder.layer.{at}"
        own = f"{name}.attention.self"
        queries = [f"{own}.{each}" for each in ("query", "key", "value")]
        made |= linear(model, queries, f"{at}.joint")
        made |= linear(model, [f"{name}.attention.output.dense"], f"{at}.out")
        made |= linear(model, [f"{name}.intermediate.dense"], f"{at}.wide")
        made |= linear(model, [f"{name}.output.dense"], f"{at}.narrow")
        made |= norm(values, f"{name}.attention.output.LayerNorm", f"{at}.norm1")
        made |= norm(values, f"{name}.output.LayerNorm", f"{at}.norm2")
    return made


def common() -> dict[str, np.ndarray]:
    """Return the tensors that all models here have alike."""
    return {"heads": np.array([HEADS], np.int32), "exp": exp_table(), "gelu": gelu_table()}


def linear(model: BertWeights, sources: list[str], name: str) -> dict[str, np.ndarray]:
    """Return some matrices as one, with their scales and biases."""
    weights, scale = zip(*(model.matrices[each] for each in sources), strict=True)
    return {
        f"{name}.weight": np.concatenate(weights),
        f"{name}.scale": np.concatenate(scale),
        f"{name}.bias": np.concatenate([model.values[f"{each}.bias"] for each in sources]),
    }


def rounded(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return a matrix in int8, and a scale a row: the one with the least square error."""
    largest = np.abs(weights).max(axis=1)
    best = np.full(len(weights), np.inf)
    scale = np.zeros(len(weights), np.float32)
    for shrunk in SHRUNK:
        tried = (largest * shrunk / 127).astype(np.float32)
        near = np.clip(np.rint(weights / tried[:, None]), -127, 127) * tried[:, None]
        error = ((near - weights) ** 2).sum(axis=1)
        scale = np.where(error < best, tried, scale)
        best = np.minimum(error, best)
    return np.clip(np.rint(weights / scale[:, None]), -127, 127).astype(np.int8), scale


def words(table: np.ndarray) -> dict[str, np.ndarray]:
    """Return the table of words: four bits a number, and four more for what these miss.

    The first rows, which are of marks, characters and the most frequent words, have both.
    """
    levels = word_levels(table)
    codes, scale = coded(table.astype(np.float64), levels)
    missed = table[:FREQUENT] - levels[codes[:FREQUENT]] * scale[:FREQUENT].astype(np.float64)
    more, more_scale = coded(missed, levels)
    return {
        "words.levels": levels.astype(np.int8),
        "words.codes": codes[:, 0::2] | (codes[:, 1::2] << 4),
        "words.scale": scale[:, 0],
        "frequent.codes": more[:, 0::2] | (more[:, 1::2] << 4),
        "frequent.scale": more_scale[:, 0],
    }


def word_levels(table: np.ndarray) -> np.ndarray:
    """Return the 16 whole numbers with the least square error for rows of any scale (Lloyd)."""
    rows = table[::16].astype(np.float64)
    sample = np.sort((rows / np.sqrt((rows**2).mean(axis=1, keepdims=True))).ravel())
    levels = np.quantile(sample, (np.arange(WORD_LEVELS) + 0.5) / WORD_LEVELS)
    sums = np.concatenate(([0], np.cumsum(sample)))
    for _ in range(200):
        bounds = np.searchsorted(sample, (levels[1:] + levels[:-1]) / 2)
        bounds = np.concatenate(([0], bounds, [len(sample)]))
        levels = np.diff(sums[bounds]) / np.diff(bounds)
    return np.rint(levels * (WORD_UNIT / np.abs(levels).max()))


def coded(rows: np.ndarray, levels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the number of each number's nearest level, and each row's scale (rows, 1)."""
    middles = (levels[1:] + levels[:-1]) / 2
    spread = np.sqrt((levels[:, None] ** 2).mean())
    scale = np.sqrt((rows**2).mean(axis=1, keepdims=True)) / spread
    for _ in range(8):  # the scale with the least square error, given the codes
        near = levels[np.searchsorted(middles, rows / scale)]
        scale = (rows * near).sum(axis=1, keepdims=True) / (near**2).sum(axis=1, keepdims=True)
    scale = scale.astype(np.float32)
    return np.searchsorted(middles, rows / scale).astype(np.uint8), scale


def norm(state: dict[str, np.ndarray], source: str, name: str) -> dict[str, np.ndarray]:
    """Return a normalisation's weight and bias."""
    return {f"{name}.{each}": state[f"{source}.{each}"] for each in ("weight", "bias")}


def gelu_table() -> np.ndarray:
    """Return |x| * (the normal distribution up to -|x|) for |x| in steps; the last is 0."""
    steps = (at / GELU_STEPS for at in range(GELU_RANGE * GELU_STEPS + 1))
    return np.array([round(GRID * x * math.erfc(x / math.sqrt(2)) / 2) for x in steps], np.uint16)


def exp_table() -> np.ndarray:
    """Return exp(-x) for x in steps; the last is 0."""
    steps = (at / EXP_STEPS for at in range(EXP_RANGE * EXP_STEPS + 1))
    return np.array([round(EXP_ONE * math.exp(-x)) for x in steps], np.uint16)
