"""The functions of training runs, which a server tries, explains and sends without a version."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

from vizsla.server.served_functions import ServedFunction

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.project.project import Project
    from vizsla.workspace import Store

__all__ = ["ServedRuns"]

MOST_HELD = 6  # bundles in memory, of some 5 MB each


class ServedRuns:
    """Makes the functions of runs, and holds those that were used last."""

    def __init__(self) -> None:
        self._making = threading.Lock()
        self._held: OrderedDict[tuple[int, int], ServedFunction] = OrderedDict()

    def get(self, store: Store, run: int, open_project: Callable[[], Project]) -> ServedFunction:
        """Return the function of a run.

        Args:
            store: the project's store.
            run: the run's number.
            open_project: opens the project, where the function must be made.

        Raises:
            NotFoundError: there is no such run.
            BundleError: the function can't be made; the error's class says why.

        """
        key = store.row_id, run
        with self._making:  # two requests for one run make it once
            found = self._held.get(key)
            if found is None:
                with open_project().function_of(run) as function:
                    found = ServedFunction.in_memory(function.bundle, store.row_id)
                self._held[key] = found
            self._held.move_to_end(key)
            while len(self._held) > MOST_HELD:
                self._held.popitem(last=False)
            return found
