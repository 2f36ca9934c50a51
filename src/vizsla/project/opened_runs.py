"""Runs that are open to look inside: the function, and the pulls of the training examples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vizsla.project.examples_of_run import ExamplesOfRun
from vizsla.project.inside_example import InsideExample, inside_example
from vizsla.project.publish_run import function_of
from vizsla.training.example_pulls import ExamplePulls

if TYPE_CHECKING:
    from vizsla.functions.classifier import Classifier
    from vizsla.project.embedder import Embedder
    from vizsla.project.training_run import TrainingRun
    from vizsla.training.trained_head import TrainedHead
    from vizsla.workspace import Example, Store

__all__ = ["OpenedRun", "OpenedRuns"]


@dataclass(frozen=True, slots=True, eq=False)
class OpenedRun:
    """A run at one moment of its project.

    Attributes:
        store: the project's store.
        number: the run's number.
        revision: the project's revision at that moment.
        function: the run's function, in memory.
        trained: the run's head.
        known: its training examples.
        pulls: their pulls; None where none of them is left.

    """

    store: Store
    number: int
    revision: int
    function: Classifier[Any]
    trained: TrainedHead
    known: ExamplesOfRun
    pulls: ExamplePulls | None

    def inside(self, example: Example) -> InsideExample:
        """Follow an example through the run."""
        content = self.store.read(example)
        return inside_example(
            example, content, self.number, self.function, self.trained, self.known, self.pulls
        )


class OpenedRuns:
    """Keeps the run that was opened last, until the project changes."""

    def __init__(self, store: Store, embedder: Embedder) -> None:
        self._store = store
        self._embedder = embedder
        self._last: OpenedRun | None = None

    def open(self, run: TrainingRun) -> OpenedRun:
        """Return a run, opened."""
        revision = self._store.revision()
        last = self._last
        if last is None or (last.number, last.revision) != (run.number, revision):
            trained = run.trained
            known = ExamplesOfRun.read(self._store, self._embedder.spec, trained)
            pulls = ExamplePulls.of(trained, known.training_set) if known.examples else None
            function = function_of(
                run, self._embedder, name=self._store.name, version=run.number, test=None
            )
            last = OpenedRun(self._store, run.number, revision, function, trained, known, pulls)
            self._last = last
        return last
