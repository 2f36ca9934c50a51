"""A text encoder's model in memory, shared by all encoders of the process that have its files."""

from __future__ import annotations

import hashlib
import os
import threading
import weakref
from typing import TYPE_CHECKING

import safetensors
import safetensors.numpy

from vizsla.encoders.text.exact_transformer import ExactTransformer
from vizsla.encoders.text.numpy_products import NumpyProducts
from vizsla.encoders.text.tokenizer import tokenizer
from vizsla.errors import EngineError
from vizsla.runtime import ExactProducts

if TYPE_CHECKING:
    import numpy as np

    from vizsla.encoders.text.text_model import TextModel

__all__ = ["LoadedTextModel", "loaded_text_model"]


class LoadedTextModel:
    """A model that passed its self-test.

    Args:
        model: the model's description.
        most: the most tokens of a text.

    Attributes:
        tokenizer: cuts a text into tokens.
        transformer: turns tokens into vectors.

    Raises:
        BundleDamagedError: a file is missing or altered.
        EngineError: the engine and NumPy fail the self-test on this device.

    """

    def __init__(self, model: TextModel, most: int) -> None:
        read = model.read
        vocabulary, code_points = read(model.vocabulary), read(model.code_points)
        self.tokenizer = tokenizer(model.vocabulary, vocabulary, code_points)
        tokens = [self.tokenizer.tokens(each, most) for each in model.self_test_texts]
        tensors = safetensors.numpy.load(read(model.weights))
        for products in (ExactProducts, NumpyProducts):
            self.transformer = ExactTransformer(tensors, products)
            if _passes(self.transformer, tokens, model.self_test):
                return
        raise EngineError(
            f"the encoder {model.name!r} gives other numbers on this device than where it was "
            "made: NumPy's products of matrices are not exact here; install NumPy from PyPI "
            "(pip install --force-reinstall numpy)"
        )


def _passes(transformer: ExactTransformer, tokens: list[list[int]], self_test: str) -> bool:
    try:
        return digest(transformer.embed(tokens)) == self_test
    except EngineError:
        return False


_models: weakref.WeakValueDictionary[tuple[str, ...], LoadedTextModel] = (
    weakref.WeakValueDictionary()
)
_lock = threading.Lock()


def loaded_text_model(model: TextModel, most: int) -> LoadedTextModel:
    """Return the process's model of some files, which all functions on it share.

    Args:
        model: the model's description.
        most: the most tokens of a text.

    """
    key = (*(model.sha256[name] for name in model.parts.values()), model.self_test, str(most))
    with _lock:
        found = _models.get(key)
        if found is None:
            found = _models[key] = LoadedTextModel(model, most)
        return found


def digest(embeddings: np.ndarray) -> str:
    """Return the sha256, in hex, of embeddings as int16, little end first."""
    return hashlib.sha256(embeddings.astype("<i2").tobytes()).hexdigest()


def _after_fork() -> None:
    # Another thread of the parent may have held the lock.
    globals()["_lock"] = threading.Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
