"""Pictures to labels: the shipped classifiers, and every function that a user makes."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from vizsla.answer import Alternative, Answer
from vizsla.encoders.embedding import embed
from vizsla.errors import BundleDamagedError, OptionError
from vizsla.functions.base import Function
from vizsla.functions.explanation import Explanation, spread
from vizsla.functions.linear_head import distance, probabilities
from vizsla.functions.open_graph import open_graph
from vizsla.modalities.image.resize import crop_and_resize, crop_box, size_of
from vizsla.nearest import did_you_mean

if TYPE_CHECKING:
    from typing import Unpack

    from vizsla.bundle.head import Head
    from vizsla.bundle.taxonomy import Taxonomy
    from vizsla.encoders.embedding import Embedding
    from vizsla.functions.base import CallOptions, Options
    from vizsla.modalities.image.load_image import Pixels
    from vizsla.runtime import Graph, Output

__all__ = ["Classifier"]

LEAST_WITHIN = 0.5  # asked for one kind only, the answer is None unless that kind is likelier


class Classifier(Function[Answer]):
    """Says which of its labels a picture shows."""

    known_options = Function.known_options | {"within"}

    @cached_property
    def _graph(self) -> Graph:
        graph = open_graph(self._bundle)
        shapes = graph.output_shapes
        if len(shapes) != 1 or shapes[0][-1] != self._head.weights.shape[1]:
            raise BundleDamagedError(
                f"{self._bundle.path}: the head takes {self._head.weights.shape[1]} channels, and "
                f"the graph gives {shapes}; publish the function anew"
            )
        return graph

    @cached_property
    def _head(self) -> Head:
        return self._bundle.head()

    @cached_property
    def _taxonomy(self) -> Taxonomy | None:
        return self._bundle.taxonomy()

    def warm_up(self) -> None:
        """Load the graph and the head, and run the self-test."""
        self._asked({})
        self._graph.self_test()
        _ = self._head, self._taxonomy

    def close(self) -> None:
        """Let go of the graph and the weights."""
        super().close()
        for held in ("_graph", "_head", "_taxonomy", "_within"):
            self.__dict__.pop(held, None)

    def feature_map(
        self, picture: Pixels, threads: int | None = None, crop: float | None = None
    ) -> Output:
        """Run the backbone on a picture.

        Args:
            picture: RGB pixels.
            threads: how many of the engine's to use; all cores by default.
            crop: the share of the shorter side to keep; by default as it was trained.

        """
        side = self._graph.size[0]
        pixels = crop_and_resize(picture, side, crop or self._bundle.graph.crop)
        return self._graph.run(pixels, threads)[0]

    def scores(
        self, picture: Pixels, threads: int | None = None, crop: float | None = None
    ) -> np.ndarray:
        """Return the score of each label, (labels,) float64; arguments as for ``feature_map``."""
        embedding = embed(self.feature_map(picture, threads, crop))
        return probabilities(self._head, embedding)[: len(self.labels)]

    def kinds(self, number: int) -> frozenset[str]:
        """Return the ids of the kinds above a label, and its own."""
        key = self.manifest.labels[number].id
        if key is None:
            return frozenset()
        return self._taxonomy.above(key) if self._taxonomy else frozenset((key,))

    @cached_property
    def _within(self) -> dict[str, np.ndarray]:
        return {}

    def within(self, word: str) -> np.ndarray:
        """Return which of the labels are of a kind, (labels,) bool.

        Args:
            word: the kind's name, or its id.

        Raises:
            OptionError: the function knows no such kind.

        """
        if word in self._within:
            return self._within[word]
        kinds = self._taxonomy.find(word) if self._taxonomy else ()
        found = np.array(
            [
                word in (label.answer, label.id, *label.path)
                or not self.kinds(number).isdisjoint(kinds)
                for number, label in enumerate(self.manifest.labels)
            ]
        )
        if not found.any():
            known = {*self.labels, *(self._taxonomy.names() if self._taxonomy else ())}
            question = did_you_mean(word, sorted(known))
            raise OptionError(
                f"within={word!r}: {self.name!r} knows no such kind; {question and f'{question} '}"
                "use one of its labels, or one from an alternative's path, such as 'dog'"
            )
        self._within[word] = found
        return found

    def _answer(self, picture: Pixels, asked: CallOptions, threads: int | None) -> Answer:
        return self._answer_to(embed(self.feature_map(picture, threads)), asked)

    def answer_embedding(self, embedding: Embedding, **options: Unpack[Options]) -> Answer:
        """Answer a picture that was embedded before, by this function's graph.

        Args:
            embedding: of ``embed(function.feature_map(picture))``.
            **options: see ``Options``.

        """
        return self._answer_to(embedding, self._asked(options))

    def _answer_to(self, embedding: Embedding, asked: CallOptions) -> Answer:
        allowed = None if asked.within is None else self.within(asked.within)
        scores = probabilities(self._head, embedding)[: len(self.manifest.labels)]
        order = np.argsort(-scores, kind="stable")
        least_known = self.manifest.least_known
        if allowed is not None:
            order = order[allowed[order]]
            least_known = max(least_known, LEAST_WITHIN)
        alternatives = tuple(self._alternative(n, float(scores[n])) for n in order[: asked.top])
        known = min(1.0, float(scores[order].sum()))
        best = alternatives[0]
        answer, score = (best.answer, best.score) if known >= least_known else (None, 1 - known)
        threshold = self._threshold(asked)
        return Answer(
            answer,
            score,
            sure=score >= threshold and self._alike(embedding),
            calibrated=self.manifest.calibration is not None,
            alternatives=alternatives,
        )

    def _alternative(self, number: int, score: float) -> Alternative:
        label = self.manifest.labels[number]
        path = label.path
        if not path and label.id and self._taxonomy:
            path = self._taxonomy.path(label.id)
        return Alternative(label.answer, score, label.id, path)

    def _alike(self, embedding: Embedding) -> bool:
        novelty, prototypes = self.manifest.novelty, self._head.prototypes
        if novelty is None or prototypes is None:
            return True
        return distance(prototypes, embedding) <= novelty.limit

    def _prepare(self, asked: CallOptions) -> None:
        super()._prepare(asked)
        if asked.within is not None:
            self.within(asked.within)

    def _explain(self, picture: Pixels, asked: CallOptions, label: str | None) -> Explanation:
        size = size_of(picture)
        wanted: str | None = label
        if label is None:
            answer = self._answer(picture, asked, None)
            if answer.answer is None:
                return Explanation(None, np.zeros(size[::-1], np.float32))
            # Names repeat: where there is an id, it is the key.
            wanted = answer.alternatives[0].id or answer.answer
        number = next(
            (n for n, each in enumerate(self.manifest.labels) if wanted in (each.id, each.answer)),
            None,
        )
        if number is None:
            raise OptionError(f"label={wanted!r}: {self.name!r} has no such label")
        row = self._head.weights[number]
        feature_map = self.feature_map(picture)
        # The head is linear in the mean: each place's share of the score is the row's product.
        shares = (feature_map.values[0].astype(np.float64) - feature_map.zero_point) @ row
        box = crop_box(*size, self._bundle.graph.crop)
        return Explanation(self.labels[number], spread(shares, size, box))
