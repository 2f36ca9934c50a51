"""The protocol of an encoder: an input to its embedding."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

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
        files: the files' contents by name.
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
    def limits(self) -> str:
        """The limits that the encoder sets to a function, in words for the card; or empty."""
        return ""

    def close(self) -> None:
        """Release the model. Calling the encoder again loads it again."""
