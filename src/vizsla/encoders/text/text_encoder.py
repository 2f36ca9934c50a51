"""Text encoders: a transformer in exact arithmetic, whose states are averaged over the tokens.

It runs in NumPy alone. An embedding has length 1, and is the same to the last bit on every machine,
whatever the number of threads and the texts beside it.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import safetensors.numpy

from vizsla.cached_value import cached_property
from vizsla.encoders.base import Encoder, EncoderFiles
from vizsla.encoders.embedding import Embedding
from vizsla.encoders.text.code_points import CodePoints
from vizsla.encoders.text.exact_transformer import UNIT, ExactTransformer
from vizsla.encoders.text.word_pieces import WordPieces
from vizsla.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

    from vizsla.encoders.text.text_model import TextModel

__all__ = ["TextEncoder"]

FEWEST, MOST = 3, 256  # tokens that a model may read of a text; the arithmetic is exact to 256


class TextEncoder(Encoder[str]):
    """An encoder of texts by a BERT model.

    Args:
        model: the model.

    """

    modality = "text"
    dtype = "int16"
    scale = 1 / UNIT

    def __init__(self, model: TextModel) -> None:
        self.name = model.name
        self.dimension = model.dimension
        self._model = model
        self._most = int(model.input.number("tokens", FEWEST, MOST))

    @property
    def key(self) -> str:
        """The key of the model's files, and of the part of a text that it reads."""
        files = "".join(self._model.sha256[name] for name in sorted(self._model.sha256))
        digest = hashlib.sha256(files.encode()).hexdigest()
        return f"{self.name} {digest[:16]} tokens {self._most}"

    @property
    def limits(self) -> str:
        """The part of a text that the encoder reads, in words."""
        return (
            f"It reads the first {self._most} pieces of words of each text: what stands behind "
            "them is not seen. A long or rare word takes several."
        )

    def embed(self, value: str, threads: int | None = None) -> Embedding:
        """Return a text's embedding.

        Args:
            value: the text; an empty one has an embedding, too.
            threads: not used: NumPy's library of linear algebra chooses the number.

        Raises:
            BundleDamagedError: a file is missing or altered.
            EngineError: NumPy fails the self-test on this device.

        """
        del threads
        return self.embed_many([value])[0]

    def embed_many(self, values: Sequence[str]) -> list[Embedding]:
        """Return the embeddings of texts, each the same as by itself, in less time.

        Raises:
            BundleDamagedError: a file is missing or altered.
            EngineError: NumPy fails the self-test on this device.

        """
        tokens = [self.tokens(each) for each in values]
        return [Embedding(numbers, self.scale) for numbers in self._transformer.embed(tokens)]

    def tokens(self, value: str) -> list[int]:
        """Return the numbers of the pieces of words of a text that the model reads."""
        return self._word_pieces.tokens(value, self._most)

    def self_test(self) -> None:
        """Load the model, and check its numbers on the texts of the self-test."""
        _ = self._transformer

    @cached_property
    def _word_pieces(self) -> WordPieces:
        read = self._model.read
        return WordPieces(CodePoints(read(self._model.code_points)), read(self._model.vocabulary))

    @cached_property
    def _transformer(self) -> ExactTransformer:
        """The transformer, which runs its self-test when it is loaded."""
        tensors = safetensors.numpy.load(self._model.read(self._model.weights))
        transformer = ExactTransformer(tensors)
        found = transformer.embed([self.tokens(each) for each in self._model.self_test_texts])
        if digest(found) != self._model.self_test:
            raise EngineError(
                f"the encoder {self.name!r} gives other numbers on this device than where it was "
                "made: NumPy's products of matrices are not exact here; install NumPy from PyPI "
                "(pip install --force-reinstall numpy)"
            )
        return transformer

    def bundle_files(self) -> EncoderFiles:
        """Return the model's files, and the manifest's entry for its input."""
        files = {name: self._model.read(name) for name in self._model.sha256}
        return EncoderFiles(self._model.input, None, files, self._model.licences)

    def close(self) -> None:
        """Release the model."""
        for cached in ("_word_pieces", "_transformer"):
            self.__dict__.pop(cached, None)


def digest(embeddings: np.ndarray) -> str:
    """Return the sha256, in hex, of embeddings as int16, little end first."""
    return hashlib.sha256(embeddings.astype("<i2").tobytes()).hexdigest()
