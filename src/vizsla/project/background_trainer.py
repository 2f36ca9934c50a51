"""Watches the projects that train by themselves, and asks for a training where one is due."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from vizsla.errors import NotFoundError, VizslaError
from vizsla.project.background_training import ask_for_background_training, projects_that_train

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.workspace import Workspace

__all__ = ["BackgroundTrainer"]

BETWEEN_LOOKS = 2.0  # seconds; labels come from other processes, too
MOST_ACTIVE = 20  # the newest jobs, among which are those that wait
WHO = "Vizsla"


class BackgroundTrainer:
    """Looks at the projects in a thread of its own, until it is closed: no label waits for it.

    While a project has any job, it is left alone: at most one training waits.

    Args:
        workspace: the workspace.
        on_asked: called when a training was asked for.
        on_fault: called with the words of an error by which a project can't be looked at.

    """

    def __init__(
        self,
        workspace: Workspace,
        on_asked: Callable[[], None],
        on_fault: Callable[[str], None],
    ) -> None:
        self._workspace = workspace
        self._on_asked = on_asked
        self._on_fault = on_fault
        self._closing = threading.Event()
        self._seen: dict[str, int] = {}  # revisions at which no training was due
        self._thread = threading.Thread(target=self._run, name="vizsla-background-training")

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def close(self) -> None:
        """End."""
        self._closing.set()
        if self._thread.ident is not None:
            self._thread.join()

    def look(self) -> None:
        """Look at all projects once.

        Raises:
            WorkspaceError: the database can't be used.

        """
        for name in projects_that_train(self._workspace):
            try:
                self._look_at(name)
            except NotFoundError:  # it was removed meanwhile
                self._seen.pop(name, None)

    def _look_at(self, name: str) -> None:
        store = self._workspace.open_project(name)
        revision = store.revision()
        if self._seen.get(name) == revision:
            return
        jobs = self._workspace.jobs.of_project(store.row_id, newest=MOST_ACTIVE)
        if any(each.is_active for each in jobs):
            return
        if ask_for_background_training(self._workspace, store, WHO) is not None:
            self._on_asked()
        self._seen[name] = revision

    def _run(self) -> None:
        last = ""
        while not self._closing.wait(BETWEEN_LOOKS):
            try:
                self.look()
            except VizslaError as error:
                if str(error) != last:  # the database may come back: once is enough for the log
                    last = str(error)
                    self._on_fault(last)
