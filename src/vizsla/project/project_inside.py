"""A project's method to look inside of what it has learnt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.cached_value import cached_property
from vizsla.project.project_base import ProjectBase

if TYPE_CHECKING:
    import numpy as np

    from vizsla.project.example_ids import ExampleNames
    from vizsla.project.inside_example import InsideExample
    from vizsla.project.opened_runs import OpenedRuns
    from vizsla.project.training_run import TrainingRun

__all__ = ["ProjectInside"]


class ProjectInside(ProjectBase):
    """What happens between an example and its answer."""

    @cached_property
    def _opened_runs(self) -> OpenedRuns:
        from vizsla.project.opened_runs import OpenedRuns

        return OpenedRuns(self._store, self._embedder)

    def inside(self, example: ExampleNames, run: TrainingRun | int | None = None) -> InsideExample:
        """Follow an example through a run: what is added up, and which examples pull.

        Args:
            example: an example, its id, or its file's name.
            run: the run, or its number; the last one by default.

        Raises:
            NotFoundError: there is no such example or run.
            InputError: the example's file can't be used.

        """
        (found,) = self._store.get([self._one(example)])
        run = self._run(run)
        with self._lock:
            opened = self._opened_runs.open(run)
        return opened.inside(found)

    def tensor(self, example: ExampleNames) -> np.ndarray | None:
        """Return the pixels of an image as the model takes them, (side, side, 3) uint8 RGB.

        Args:
            example: an example, its id, or its file's name.

        Returns:
            None for an example of another modality.

        Raises:
            NotFoundError: there is no such example.
            InputError: the example's file can't be used.

        """
        from vizsla.modalities.registry import modality_named

        (found,) = self._store.get([self._one(example)])
        value = modality_named(self._store.modality).load(self._store.read(found))
        steps = self._embedder.encoder.steps(value)
        return None if steps.box is None else steps.tensor
