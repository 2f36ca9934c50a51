"""The methods of a project's store for what is made of examples: embeddings, runs and versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy as np

    from vizsla.json_value import JSONObject, JSONValue
    from vizsla.workspace.embedding_store import EmbeddingStore
    from vizsla.workspace.encoder_spec import EncoderSpec
    from vizsla.workspace.records import Example, PublishedVersion, StoredRun
    from vizsla.workspace.run_store import RunStore

__all__ = ["StoredRuns"]


class StoredRuns:
    """The embeddings, runs and versions of a project; ``Store`` makes the parts."""

    modality: str
    _embeddings: EmbeddingStore
    _runs: RunStore

    def embeddings(
        self, encoder: str, ids: Iterable[int] | None = None
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return the embeddings that an encoder made.

        Args:
            encoder: the name of its ``EncoderSpec``.
            ids: the examples' ids; all by default.

        Returns:
            The ids in order, (examples,) int64; and the vectors, (examples, dimension) of the
            encoder's dtype. A vector times the encoder's scale is the embedding. Examples without
            an embedding of that encoder are left out.

        """
        return self._embeddings.read(encoder, ids)

    def encoder_spec(self, encoder: str) -> EncoderSpec | None:
        """Return how the embeddings of an encoder are stored, or None where there are none."""
        return self._embeddings.spec(encoder)

    def without_embedding(self, encoder: str) -> list[Example]:
        """Return the examples that an encoder has not embedded yet, by id."""
        return self._embeddings.missing(encoder)

    def put_embeddings(self, encoder: EncoderSpec, items: Sequence[tuple[str, np.ndarray]]) -> None:
        """Store embeddings; they replace earlier ones of the same encoder.

        Args:
            encoder: the encoder of the embeddings.
            items: the sha256 of each file, and its vector, (dimension,) of the encoder's dtype.
                Files that have been removed in the meantime are left out.

        Raises:
            OptionError: a vector has another dtype or shape, or embeddings of an encoder of that
                name are stored with another dtype, dimension or scale.

        """
        self._embeddings.put(encoder, self.modality, items)

    def add_run(
        self,
        figures: JSONObject,
        blob: bytes,
        splits: Mapping[int, str] | None = None,
        who: str | None = None,
    ) -> StoredRun:
        """Store a training run: its figures, its trained head, and the splits that it chose.

        Splits of examples that were removed meanwhile are left out.
        """
        return self._runs.add(figures, blob, splits, who)

    def run(self, number: int) -> StoredRun:
        """Return a run by its number."""
        return self._runs.one(number)

    def runs(self) -> list[StoredRun]:
        """Return all runs, oldest first."""
        return self._runs.all()

    def run_blob(self, number: int) -> bytes:
        """Return the blob that was stored with a run."""
        return self._runs.blob(number)

    def add_report(self, run_number: int, figures: JSONObject, who: str | None = None) -> None:
        """Store a test report of a run; earlier ones stay."""
        self._runs.add_report(run_number, figures, who)

    def report(self, run_number: int) -> dict[str, JSONValue] | None:
        """Return the newest test report of a run, or None where the run was not tested."""
        return self._runs.report(run_number)

    def report_text(self, run_number: int) -> str | None:
        """Return the newest test report of a run as the text of its JSON; see ``report``."""
        return self._runs.report_text(run_number)

    def add_version(
        self, run_number: int, figures: JSONObject, number: int, who: str | None = None
    ) -> PublishedVersion:
        """Record that a run is published as a version; numbers start at 1, each used once."""
        return self._runs.add_version(run_number, figures, number, who)

    def remove_version(self, number: int) -> None:
        """Remove the record of a version whose function could not be stored after all."""
        self._runs.remove_version(number)

    def versions(self) -> list[PublishedVersion]:
        """Return the published versions, oldest first."""
        return self._runs.versions()
