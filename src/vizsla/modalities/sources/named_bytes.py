"""A file's bytes with its name, so that messages name the file."""

from __future__ import annotations

from typing import Self

__all__ = ["NamedBytes"]


class NamedBytes(bytes):
    """A file's bytes.

    Attributes:
        name: the file's name, for messages.

    """

    name: str

    def __new__(cls, content: bytes, name: str) -> Self:
        """Return the bytes with a name."""
        made = super().__new__(cls, content)
        made.name = name
        return made
