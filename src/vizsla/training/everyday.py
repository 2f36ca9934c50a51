"""Everyday photographs and sentences: the far strangers that a trained function is tried on.

``scripts/embed_everyday.py`` makes the files of photographs' embeddings, one for each encoder, from
``tests/images/things``. The sentences are our own, and are embedded when they are needed.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import safetensors

from vizsla.functions.feature_values import FeatureValues

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.encoders.base import Encoder

__all__ = [
    "EVERYDAY",
    "EVERYDAY_TEXTS",
    "KEY",
    "everyday_embeddings",
    "everyday_features",
    "everyday_file",
]

EVERYDAY = "photographs of animals, tools and household things"
EVERYDAY_TEXTS = "sentences on many subjects"
KEY = "encoder"  # the entry in the file's metadata that holds the encoder's key


def everyday_file(encoder: Encoder[Any]) -> Path:
    """Return the path of an encoder's file, which may not exist."""
    return Path(__file__).parent / "everyday" / f"{encoder.name}.safetensors"


def everyday_embeddings(encoder: Encoder[Any]) -> np.ndarray | None:
    """Return the embeddings, (strangers, dimension) int16; None for an encoder that has none."""
    if encoder.modality == "text":
        vectors = [each.numbers for each in encoder.embed_many(_sentences())]
        return np.array(vectors).astype(encoder.dtype)
    path = everyday_file(encoder)
    if not path.exists():
        return None
    with safetensors.safe_open(path, "np") as file:
        if (file.metadata() or {}).get(KEY) != encoder.key:
            return None
        found: np.ndarray = file.get_tensor("embeddings")
    return found


def everyday_features(
    encoder: Encoder[Any], by_rule: Callable[[str], frozenset[str]] | None = None
) -> list[FeatureValues] | None:
    """Return what each of these inputs has besides its embedding; None where there is nothing.

    Args:
        encoder: the encoder of the embeddings.
        by_rule: returns what rules find in a text; None without rules.

    """
    if encoder.modality != "text":
        return None
    return [
        FeatureValues(encoder.words(each) or (), frozenset() if by_rule is None else by_rule(each))
        for each in _sentences()
    ]


def _sentences() -> list[str]:
    path = Path(__file__).parent / "everyday" / "sentences.txt"
    return path.read_text(encoding="utf-8").splitlines()
