"""A file in an archive, read as one on disk is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeAlias

from vizsla.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["ArchiveFile", "ExampleFile", "loadable"]


@dataclass(frozen=True, slots=True)
class ArchiveFile:
    """A file in an archive, with the few methods of a ``Path`` that tests and reports need.

    Attributes:
        name: the file's path in the archive.
        content: returns its bytes.

    """

    name: str
    content: Callable[[], bytes]

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of the name, as ``Path.parts``."""
        return PurePosixPath(self.name).parts

    def is_file(self) -> bool:
        """Return True."""
        return True

    def read_bytes(self) -> bytes:
        """Return the file's bytes.

        Raises:
            OSError: the file can't be read, as with a ``Path``.

        """
        try:
            return self.content()
        except InputError as error:
            raise OSError(str(error)) from error


ExampleFile: TypeAlias = "Path | ArchiveFile"


def loadable(file: ExampleFile) -> Path | _OpenFile:
    """Return a file as a modality loads it."""
    return _OpenFile(file) if isinstance(file, ArchiveFile) else file


class _OpenFile:
    """A file object that reads its file when it is asked to, each time from the start."""

    def __init__(self, file: ArchiveFile) -> None:
        self.name = file.name
        self._content = file.content
        self._at_end = False

    def read(self, _size: int = -1) -> bytes:
        """Return all bytes, then none.

        Raises:
            InputError: the file can't be read.

        """
        content = b"" if self._at_end else self._content()
        self._at_end = not self._at_end and bool(content)
        return content
