"""The protocol of an encoder: an input to its embedding."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from vizsla.bundle.manifest_entries import EncoderEntry
from vizsla.encoders.encoder_steps import EncoderSteps

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vizsla.bundle.manifest_entries import GraphEntry, InputEntry, Licence
    from vizsla.encoders.embedding import Embedding

__all__ = ["Encoder", "EncoderFiles"]

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class EncoderFiles:
    """The parts of a bundle that an encoder contributes.

    Attributes:
        input: the manifest's entry for the input.
        graph: the manifest's entry for the graph; None for an encoder without one.
        files: the contents of the files that every bundle carries, by name.
        licences: the licences of the files.

    """

    input: InputEntry
    graph: GraphEntry | None
    files: Mapping[str, bytes]
    licences: tuple[Licence, ...]


class Encoder(ABC, Generic[Value]):
    """Turns an input into an embedding.

    An encoder may be called from many threads, and after a fork. For the same input it gives the
    same numbers in Python, the browser and Node.

    Attributes:
        name: the encoder's name in manifests and projects: ``efficientnet-lite0``.
        modality: the name of the modality of its inputs: ``image``.
        dimension: the length of its embeddings.
        dtype: the NumPy type that holds its numbers without loss: ``int16``.

    """

    name: str
    modality: str
    dimension: int
    dtype: str

    @property
    @abstractmethod
    def key(self) -> str:
        """The key of model and preprocessing: embeddings of different keys can't be compared."""

    @property
    @abstractmethod
    def scale(self) -> float:
        """The factor that turns the numbers of its embeddings into their values."""

    @abstractmethod
    def embed(self, value: Value, threads: int | None = None) -> Embedding:
        """Return an input's embedding.

        Args:
            value: the input, as its modality loads it.
            threads: the number of the engine's threads; all cores by default.

        Raises:
            EngineError: the engine refuses the graph, or fails the self-test.

        """

    def embed_many(self, values: Sequence[Value], threads: int | None = None) -> list[Embedding]:
        """Return the embeddings of inputs, each the same as by itself.

        Args:
            values: the inputs, as their modality loads them.
            threads: as for ``embed``.

        """
        return [self.embed(each, threads) for each in values]

    def steps(self, value: Value) -> EncoderSteps:
        """Return an input's embedding, with the steps on the way there."""
        return EncoderSteps(self.embed(value))

    def words(self, value: Value) -> tuple[str, ...] | None:  # noqa: ARG002 - of texts alone
        """Return an input's words, which features may look at; None where it has none."""
        return None

    @property
    def batch(self) -> int:
        """The number of inputs from which on more at once are no quicker; 1 where none are."""
        return 1

    @abstractmethod
    def self_test(self) -> None:
        """Load the model, and check its numbers on a fixed input.

        Raises:
            EngineError: the engine fails the self-test on this device.

        """

    @abstractmethod
    def bundle_files(self) -> EncoderFiles:
        """Return the parts of a bundle that a function on this encoder needs."""

    @property
    def entry(self) -> EncoderEntry:
        """The manifest's entry for the encoder."""
        return EncoderEntry(self.name, self.dimension)

    def shared_files(self) -> Mapping[str, bytes]:
        """Return the files that the functions on this encoder share, by name.

        A bundle carries none of them, unless it has to stand alone.
        """
        return {}

    @property
    def limits(self) -> str:
        """The limits that the encoder sets to a function, in words for the card; or empty."""
        return ""

    def close(self) -> None:
        """Release the model. Calling the encoder again loads it again."""
