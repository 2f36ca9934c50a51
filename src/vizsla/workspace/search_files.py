"""The files that searches of projects read, in a cache on this computer."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from vizsla.storage.storage_errors import file_error
from vizsla.workspace.mapped_arrays import map_arrays, write_arrays

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import numpy as np

__all__ = ["IDS", "SearchFiles"]

IDS = "ids"  # the array of the examples' ids; the others have a row for each


class SearchFiles:
    """What searches need of each project's examples, made once and kept until they change.

    It can be made again at any time, and goes with the examples.

    Args:
        folder: the folder of the cache; it need not exist yet.

    Attributes:
        folder: the folder of the cache.

    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, project_id: int) -> tuple[dict[str, Any], dict[str, np.ndarray]] | None:
        """Return what is said of a project's arrays, and the arrays; None where there are none."""
        return map_arrays(self._path(project_id))

    def write(
        self, project_id: int, about: Mapping[str, Any], arrays: Mapping[str, np.ndarray]
    ) -> None:
        """Keep a project's arrays, where there is room: searches do without them.

        Args:
            project_id: the row id of the project.
            about: what is said of them, for JSON.
            arrays: the arrays by name, with the examples' ids as ``ids``.

        """
        with suppress(OSError):  # such as a full disk, or a file that another process holds open
            self.folder.mkdir(0o700, parents=True, exist_ok=True)
            write_arrays(self._path(project_id), about, arrays)

    def erase(self, project_id: int, ids: Iterable[int]) -> None:
        """Overwrite all that is kept of examples that were removed, except their ids."""
        found = map_arrays(self._path(project_id), "r+")
        if found is None:
            return
        import numpy as np  # noqa: PLC0415 - a command that reads labels needs none

        _, arrays = found
        rows = np.flatnonzero(np.isin(arrays[IDS], list(ids)))
        for name, each in arrays.items():
            if name != IDS and len(rows):
                each[rows] = 0
                if isinstance(each, np.memmap):
                    each.flush()

    def discard(self, project_id: int) -> None:
        """Delete what is kept of a project; nothing is no error.

        Raises:
            WorkspaceError: it can't be deleted; the error's class says why.

        """
        path = self._path(project_id)
        try:
            path.unlink(missing_ok=True)
        except NotADirectoryError:
            pass
        except OSError as error:
            raise file_error(error, str(path)) from error

    def _path(self, project_id: int) -> Path:
        return self.folder / f"{project_id}.arrays"
