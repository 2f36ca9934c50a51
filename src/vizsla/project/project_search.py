"""A project's methods that find examples by what they show or say."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from vizsla.cached_value import cached_property
from vizsla.errors import MissingExtraError, OptionError
from vizsla.modalities.registry import modality_named
from vizsla.project.project_base import ProjectBase

if TYPE_CHECKING:
    from vizsla.project.embedder import Embedder
    from vizsla.project.example_ids import ExampleNames
    from vizsla.project.similar_examples import SimilarExamples

__all__ = ["ProjectSearch"]

MOST = 1_000  # examples; those that come later have little to do with what is looked for
LEAST = 0.03  # the score of a picture that has something to do with the words ...
SHARE = 0.2  # ... and the share of the best one's score that it needs besides


class ProjectSearch(ProjectBase):
    """Looks for examples of a project by their embeddings."""

    def nearest(self, example: ExampleNames, count: int = 20) -> list[int]:
        """Return the ids of the examples that are most similar to one, which comes first.

        Examples that were not embedded yet are not found: training and exploring embed all.

        Args:
            example: the example.
            count: the most ids, 1 to 1,000.

        Raises:
            NotFoundError: there is no such example.

        """
        _check_count(count)
        with self._searching:
            similar = self._similar
            similar.refresh()
            number = self._one(example)
            found = similar.nearest(similar.vector_of(number), count)
        return [number, *(each for each in found if each != number)][:count]

    def find_by_words(self, words: str, count: int = 20) -> list[int]:
        """Return the ids of the examples that fit words by their meaning, the best first.

        In pictures, what the pretrained classifier sees is compared with the words, which are
        English. Texts are compared by their embeddings, in the languages that the project's encoder
        knows.

        Args:
            words: what is looked for, such as ``"a bird on the water"``.
            count: the most ids, 1 to 1,000.

        Raises:
            OptionError: the words are empty, or the classifier can't see the project's examples.
            MissingExtraError: the encoder of texts is not installed.

        """
        _check_count(count)
        if not words.strip():
            raise OptionError("words is empty; say what is looked for")
        with self._searching:
            if modality_named(self._store.modality).str_is_content:
                vector = self._search_embedder.encoder.embed(words).values.astype("float32")
                self._similar.refresh()
                return self._similar.nearest(vector, count)
            return self._find_pictures(words, count)

    def _find_pictures(self, words: str, count: int) -> list[int]:
        from vizsla.project.pictured_things import SEEING_ENCODER, word_scores

        if self._store.encoder != SEEING_ENCODER:
            raise OptionError(
                f"{self._store.name!r} has the encoder {self._store.encoder!r}, and pictures are "
                f"found by words where it is {SEEING_ENCODER!r}"
            )
        similar = self._similar
        similar.refresh()
        folder = self._store.files.searches.folder
        scores = word_scores(similar.labels, similar.chances, words, folder)
        return similar.best(scores, count, max(LEAST, SHARE * float(scores.max(initial=0))))

    def keep_searches(self) -> None:
        """Keep what searches read in the workspace's cache, so that the first one is quick."""
        from vizsla.project.pictured_things import keep_names

        with self._searching:
            self._similar.refresh()
            self._similar.keep()
            if self._sees_pictures:
                with suppress(MissingExtraError):  # then nothing is found by words
                    keep_names(self._store.files.searches.folder)

    @property
    def _sees_pictures(self) -> bool:
        from vizsla.project.pictured_things import SEEING_ENCODER

        return self._store.modality == "image" and self._store.encoder == SEEING_ENCODER

    @cached_property
    def _similar(self) -> SimilarExamples:
        from vizsla.project.pictured_things import seeing_key, things_seen
        from vizsla.project.similar_examples import SimilarExamples

        if not self._sees_pictures:
            return SimilarExamples(self._store, self._search_embedder)
        return SimilarExamples(self._store, self._search_embedder, things_seen, seeing_key())

    @property
    def _search_embedder(self) -> Embedder:
        from vizsla.project.embedder import shared_embedder

        return shared_embedder(self._store.encoder, self._store.modality)


def _check_count(count: int) -> None:
    if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= MOST:
        raise OptionError(f"count must be a whole number from 1 to {MOST:,}, not {count!r:.80}")
