"""The map of an exploration, as few bytes an example."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vizsla.errors import WorkspaceDamagedError

if TYPE_CHECKING:
    import numpy as np

__all__ = ["NO_DOUBT", "SIDE", "StoredMap"]

SIDE = 10_000  # steps from one side of the map to the other
NO_DOUBT = 255  # in place of a doubt that is not known
_ROW = [("id", "<i8"), ("x", "<u2"), ("y", "<u2"), ("doubt", "u1")]


@dataclass(frozen=True, slots=True, eq=False)
class StoredMap:
    """The places of examples on the map.

    Attributes:
        ids: (examples,) int64, their ids.
        points: (examples, 2) uint16, 0 to ``SIDE``.
        doubts: (examples,) uint8, the chance in percent that the label is wrong; ``NO_DOUBT``
            where it is not known.

    """

    ids: np.ndarray
    points: np.ndarray
    doubts: np.ndarray

    def to_bytes(self) -> bytes:
        """Return the map for the database."""
        import numpy as np  # noqa: PLC0415 - a command that reads labels needs none

        rows = np.empty(len(self.ids), _ROW)
        rows["id"], rows["doubt"] = self.ids, self.doubts
        rows["x"], rows["y"] = self.points[:, 0], self.points[:, 1]
        return rows.tobytes()

    @classmethod
    def from_bytes(cls, content: bytes) -> StoredMap:
        """Read a map that ``to_bytes`` wrote.

        Raises:
            WorkspaceDamagedError: it is none.

        """
        import numpy as np  # noqa: PLC0415 - the same

        if len(content) % np.dtype(_ROW).itemsize:
            raise WorkspaceDamagedError(
                "the map of an exploration in the database is damaged; explore the project again"
            )
        rows = np.frombuffer(content, _ROW)
        points = np.stack((rows["x"], rows["y"]), axis=1)
        return cls(rows["id"].astype(np.int64), points, rows["doubt"].copy())
