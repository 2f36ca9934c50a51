"""Rounds the weights of all-MiniLM-L6-v2, and makes the tables of exp and GELU."""

from __future__ import annotations

import math

import numpy as np

HEADS, LAYERS, WIDTH = 12, 6, 384
MOST_TOKENS = 256  # as the model's card says
SHRUNK = np.linspace(0.7, 1.0, 31)  # of the largest weight, for the scale with the least error
WORD_LEVELS, WORD_UNIT = 16, 127
FREQUENT = 3072  # rows: the vocabulary is in order of how frequent words are
FINE = 2**14  # of the places' embeddings
GRID, GELU_STEPS, GELU_RANGE = 2**13, 2**10, 6
EXP_STEPS, EXP_RANGE, EXP_ONE = 2**9, 16, 2**15


def tensors(state: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return the tensors that ``vizsla.encoders.text`` reads from the model's own."""
    made = {
        **words(state["embeddings.word_embeddings.weight"]),
        "places": np.rint(
            FINE
            * (
                state["embeddings.position_embeddings.weight"][:MOST_TOKENS].astype(np.float64)
                + state["embeddings.token_type_embeddings.weight"][0]
            )
        ).astype(np.int32),
        "heads": np.array([HEADS], np.int32),
        "exp": exp_table(),
        "gelu": gelu_table(),
        **norm(state, "embeddings.LayerNorm", "norm"),
    }
    for at in range(LAYERS):
        name = f"encoder.layer.{at}"
        own = f"{name}.attention.self"
        made |= linear(
            state, [f"{own}.{each}" for each in ("query", "key", "value")], f"{at}.joint"
        )
        made |= linear(state, [f"{name}.attention.output.dense"], f"{at}.out")
        made |= linear(state, [f"{name}.intermediate.dense"], f"{at}.wide")
        made |= linear(state, [f"{name}.output.dense"], f"{at}.narrow")
        made |= norm(state, f"{name}.attention.output.LayerNorm", f"{at}.norm1")
        made |= norm(state, f"{name}.output.LayerNorm", f"{at}.norm2")
    return made


def linear(state: dict[str, np.ndarray], sources: list[str], name: str) -> dict[str, np.ndarray]:
    """Return a matrix in int8 with a scale a row: the scale with the least square error."""
    weights = np.concatenate([state[f"{each}.weight"] for each in sources]).astype(np.float64)
    bias = np.concatenate([state[f"{each}.bias"] for each in sources])
    largest = np.abs(weights).max(axis=1)
    best = np.full(len(weights), np.inf)
    scale = np.zeros(len(weights), np.float32)
    for shrunk in SHRUNK:
        tried = (largest * shrunk / 127).astype(np.float32)
        rounded = np.clip(np.rint(weights / tried[:, None]), -127, 127) * tried[:, None]
        error = ((rounded - weights) ** 2).sum(axis=1)
        scale = np.where(error < best, tried, scale)
        best = np.minimum(error, best)
    whole = np.clip(np.rint(weights / scale[:, None]), -127, 127).astype(np.int8)
    return {f"{name}.weight": whole, f"{name}.scale": scale, f"{name}.bias": bias}


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
