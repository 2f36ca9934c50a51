"""The folder of a run's output, here or in an object store: its parts, and whose run it is.

A part's file is there as a whole or not at all, and holds the names of its inputs. So the files
that are there say what is finished, whatever happened to the run. ``_run.json`` says what function
and options they were made with, and which run may add to them.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from vizsla.errors import ClusterError, OptionError
from vizsla.modalities.sources.source_names import is_url
from vizsla.on_ray.objects import is_object, require_s3
from vizsla.prefetch import prefetch
from vizsla.storage import open_storage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.on_ray.part_files import PartFiles
    from vizsla.storage import Storage

__all__ = ["OutputFolder"]

RUN = "_run.json"  # Parquet's readers pass over names that begin so
PART = "part-"
READERS = 16


@dataclass(frozen=True, slots=True)
class OutputFolder:
    """A folder of parts.

    Attributes:
        url: its path or its ``s3://`` URL.
        files: what writes and reads its parts.
        run: the name of the run that may add to it; empty before ``begin``.

    """

    url: str
    files: PartFiles
    run: str = ""

    @property
    def is_shared(self) -> bool:
        """Whether every machine reaches it, so that workers write their parts themselves."""
        return is_object(self.url)

    def check(self) -> None:
        """Refuse a place that can't be the output.

        Raises:
            OptionError: it is a file, or another kind of URL.
            MissingExtraError: the library that reaches it is not installed.

        """
        if self.is_shared:
            require_s3(self.url)
        elif is_url(self.url):
            raise OptionError(f"{self.url} can't be written to; name a folder, or an s3:// URL")
        elif Path(self.url).is_file():
            raise OptionError(
                f"{self.url} is a file, and a run on Ray writes a folder of parts: choose another "
                "name"
            )

    def begin(self, made_with: Mapping[str, Any]) -> OutputFolder:
        """Return the folder as the place of a new run; runs before it can add nothing more.

        Args:
            made_with: the function and the options, as JSON.

        Raises:
            OptionError: the folder holds answers of another function, or with other options.
            WorkspaceError: it can't be read or written.

        """
        storage = self._storage()
        before = storage.read(RUN)
        if before is None and self._parts(storage):
            raise OptionError(
                f"{self.url} has parts, and no {RUN} that says what made them; choose another name"
            )
        known = {} if before is None else json.loads(before)["made_with"]
        for name, value in made_with.items() if known else ():
            if known.get(name) != value:
                raise OptionError(
                    f"the answers in {self.url} were made with {name} {_short(known.get(name))}, "
                    f"and now it is {_short(value)}; choose another name for the output"
                )
        run = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{token_hex(3)}"
        content = json.dumps({"run": run, "made_with": {**made_with}}, indent=1)
        storage.write({RUN: content.encode()})
        return OutputFolder(self.url, self.files, run)

    def finished(self) -> Counter[str]:
        """Return the names of the inputs that have their row, with the number of their rows."""
        storage = self._storage()
        names: Counter[str] = Counter()
        for content in prefetch(storage.read, self._parts(storage), READERS):
            # On this thread: PyArrow may end a process badly whose threads used it and are gone.
            names.update(self.files.inputs(content) if content else ())
        return names

    def write(self, number: int, content: bytes) -> None:
        """Store a part, whole or not at all.

        Args:
            number: the part's number in this run.
            content: the part's content.

        Raises:
            ClusterError: another run has begun to write here.
            WorkspaceError: the part can't be written.

        """
        storage = self._storage()
        record = storage.read(RUN)
        if record is None or json.loads(record)["run"] != self.run:
            raise ClusterError(f"another run writes to {self.url} now; this one ends")
        storage.write({f"{PART}{self.run}-{number:06}{self.files.ending}": content})

    def _parts(self, storage: Storage) -> list[str]:
        names = storage.names("")
        return [
            each for each in names if each.startswith(PART) and each.endswith(self.files.ending)
        ]

    def _storage(self) -> Storage:
        return open_storage(self.url)


def _short(value: object) -> str:
    text = json.dumps(value)
    return text if len(text) < 40 else f"{text[:12]}..."  # noqa: PLR2004 - fits on a line
