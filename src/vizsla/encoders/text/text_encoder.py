"""Text encoders: a transformer in exact arithmetic, whose states make one vector of a text.

Its products run on the engine where these are exact, else in NumPy, as does the rest. An embedding
has length 1, and is the same to the last bit on every machine, whatever the number of threads and
the texts beside it.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

from vizsla.bundle.manifest_entries import EncoderEntry, EncoderSelfTest, SharedFile
from vizsla.cached_value import cached_property
from vizsla.encoders.base import Encoder, EncoderFiles
from vizsla.encoders.embedding import Embedding
from vizsla.encoders.encoder_steps import EncoderSteps
from vizsla.encoders.text.exact_layers import GRID
from vizsla.encoders.text.exact_transformer import UNIT
from vizsla.encoders.text.loaded_text_model import loaded_text_model

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.encoders.text.loaded_text_model import LoadedTextModel
    from vizsla.encoders.text.text_model import TextModel

__all__ = ["PART_UNIT", "TextEncoder"]

PART_UNIT = 256  # the whole numbers to 1 in vectors of parts
PART_MOST = 32767  # they fit into int16
BATCH = 64  # texts: some 900 tokens, which is as quick as more
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
            threads: not used: one text keeps one thread busy.

        Raises:
            BundleDamagedError: a file is missing or altered.
            EngineError: the encoder fails the self-test on this device.

        """
        del threads
        return self.embed_many([value])[0]

    def embed_many(self, values: Sequence[str], threads: int | None = None) -> list[Embedding]:
        """Return the embeddings of texts, each the same as by itself, in less time.

        Args:
            values: the texts.
            threads: not used: some texts keep one thread busy; callers with many use several.

        Raises:
            BundleDamagedError: a file is missing or altered.
            EngineError: the encoder fails the self-test on this device.

        """
        del threads
        tokens = [self.tokens(each) for each in values]
        found = self._loaded.transformer.embed(tokens)
        return [Embedding(numbers, self.scale) for numbers in found]

    def embed_parts(self, values: Sequence[Sequence[str]]) -> list[np.ndarray]:
        """Return a vector of each part of texts, in view of its whole text.

        Args:
            values: the parts of each text, such as its words, in order.

        Returns:
            Of each text (parts, dimension) whole numbers in float64, within int16: the means over
            the parts' pieces, ``PART_UNIT`` to 1. Parts behind the last token that the model reads
            are zero.

        Raises:
            BundleDamagedError: a file is missing or altered.
            EngineError: the encoder fails the self-test on this device.

        """
        cut = [self._loaded.tokenizer.tokens_of_parts(each, self._most) for each in values]
        states = self._loaded.transformer.states([tokens for tokens, _ in cut])
        lead = self._loaded.tokenizer.lead
        return [
            _means(state[lead:-1], counts) for state, (_, counts) in zip(states, cut, strict=True)
        ]

    def words(self, value: str) -> tuple[str, ...]:
        """Return a text's words and marks in order, folded as the model reads them."""
        return self._loaded.tokenizer.words(value)

    @property
    def batch(self) -> int:
        """The number of texts from which on more at once are no quicker."""
        return BATCH

    def tokens(self, value: str) -> list[int]:
        """Return the numbers of the pieces of words of a text that the model reads."""
        return self._loaded.tokenizer.tokens(value, self._most)

    def steps(self, value: str) -> EncoderSteps:
        """Return a text's embedding, with the pieces of words that the model reads."""
        tokens = self.tokens(value)
        return EncoderSteps(
            self.embed(value),
            tensor=np.array(tokens),
            pieces=self._loaded.tokenizer.pieces(tokens),
        )

    def self_test(self) -> None:
        """Load the model, and check its numbers on the texts of the self-test."""
        _ = self._loaded

    @cached_property
    def _loaded(self) -> LoadedTextModel:
        """The model, which runs its self-test when it is loaded."""
        return loaded_text_model(self._model, self._most)

    @property
    def entry(self) -> EncoderEntry:
        """The manifest's entry for the encoder: it names the files that functions share."""
        model = self._model
        files = {
            part: SharedFile(name, model.sha256[name], model.sizes[name])
            for part, name in model.parts.items()
        }
        self_test = EncoderSelfTest(model.self_test_texts, model.self_test)
        return EncoderEntry(self.name, self.dimension, files, self_test)

    def bundle_files(self) -> EncoderFiles:
        """Return the manifest's entry for the input, and no file: functions share the model's."""
        return EncoderFiles(self._model.input, None, {}, self._model.licences)

    def shared_files(self) -> dict[str, bytes]:
        """Return the model's files, by name."""
        return {name: self._model.read(name) for name in self._model.sha256}

    def close(self) -> None:
        """Release the model; it stays in memory while another encoder uses it."""
        self.__dict__.pop("_loaded", None)


def _means(states: np.ndarray, counts: Sequence[int]) -> np.ndarray:
    """Return the mean of the states of each part, rounded to ``PART_UNIT``."""
    found = np.zeros((len(counts), states.shape[1]))
    start = 0
    for row, count in enumerate(counts):
        if count:
            total = states[start : start + count].sum(axis=0)
            np.rint(total / (count * GRID // PART_UNIT), out=found[row])
        start += count
    return np.clip(found, -PART_MOST, PART_MOST)
