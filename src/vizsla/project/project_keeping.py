"""A project's methods that keep what long work finds, for screens and searches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.progress import ProgressReporter
from vizsla.project.project_training import ProjectTraining

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.explore import Exploration
    from vizsla.progress import Cancel, Progress

__all__ = ["ProjectKeeping"]


class ProjectKeeping(ProjectTraining):
    """What was found about a project's examples, kept in the workspace."""

    def keep_exploration(
        self,
        *,
        who: str | None = None,
        progress: Callable[[Progress], None] | None = None,
        cancel: Cancel | None = None,
    ) -> Exploration:
        """Explore the data, and keep what was found for screens and searches.

        Examples that an earlier exploration placed stay where they are on the map, unless many
        are new.

        Args:
            who: the person or program to record for it.
            progress: called with each Progress.
            cancel: stops the work once it is set, such as a ``threading.Event``.

        """
        from vizsla.project.explore_project import explore_project
        from vizsla.project.kept_exploration import keep_exploration, places_before

        reporter = ProgressReporter(progress, cancel)
        revision = self._store.revision()  # read first: a later change is not in it
        snapshot = self._snapshot(reporter)
        before = places_before(self._store, snapshot.examples)
        found = explore_project(self._store, snapshot, self._files, reporter, before)
        keep_exploration(self._store, revision, found, self._who(who))
        return found

    def keep_suggestions(self) -> int:
        """Keep the label that the last run suggests for each example without one.

        Returns:
            The number of suggestions; 0 where the project was not trained yet.

        """
        from vizsla.project.run_suggestions import run_suggestions

        runs = self._store.runs()
        if not runs:
            return 0
        run = runs[-1].number
        with self.function_of(run) as function:
            made = run_suggestions(function, self._snapshot(), run)
        self._store.suggestions.put(made)
        return len(made)
