"""Reads the files behind a project's pages: values that can be pickled."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from vizsla.errors import NotFoundError, WorkspaceDamagedError
from vizsla.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from vizsla.testing.archive_file import ExampleFile
    from vizsla.workspace import Example, Store

__all__ = ["ProjectFiles", "ReportFiles", "read_those_left"]


class ProjectFiles:
    """Reads the files of a project's examples; after unpickling, it opens the project again.

    Args:
        store: the project's store.

    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, number: int) -> bytes | None:
        """Return the file of an example by its id, or None where it is gone or was altered."""
        with suppress(NotFoundError, WorkspaceDamagedError):
            return self._store.read(self._store.get([number])[0])
        return None

    def by_key(self, key: str) -> bytes | None:
        """Return the file of an example by its sha256, or None where it is gone or was altered."""
        with suppress(NotFoundError, WorkspaceDamagedError):
            return self._store.read(self._store.find(key))
        return None

    def __reduce__(self) -> tuple[Callable[[str], ProjectFiles], tuple[str]]:
        """Return the function and the argument by which pickle opens the files again."""
        return _open_files, (self._store.name,)


def read_those_left(store: Store, examples: Iterable[Example]) -> Iterator[tuple[Example, bytes]]:
    """Yield the examples whose files can be read, each with its file.

    One file that is missing or was altered, or whose example another process has removed, is no
    reason to stop.
    """
    for each in examples:
        with suppress(NotFoundError, WorkspaceDamagedError):
            content = store.read(each)
            yield each, content


class ReportFiles:
    """The files that a report was made of, by key: on disk, or a project's examples.

    Args:
        paths: the files on disk, by key.
        examples: the project's files, or None.

    """

    def __init__(
        self, paths: Mapping[str, ExampleFile], examples: ProjectFiles | None = None
    ) -> None:
        self._paths = paths
        self._examples = examples

    def __call__(self, key: str) -> bytes | None:
        """Return a file, or None where it is gone."""
        path = self._paths.get(key)
        if path is not None and path.is_file():
            return path.read_bytes()
        return None if self._examples is None else self._examples.by_key(key)


def _open_files(name: str) -> ProjectFiles:
    return ProjectFiles(Workspace.open().open_project(name))
