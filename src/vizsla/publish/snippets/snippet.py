"""A piece of code, and the function that it calls."""

from __future__ import annotations

import json
from dataclasses import dataclass
from urllib.parse import quote

__all__ = ["IMAGE_FILE", "KEY", "TEXT", "CalledFunction", "Snippet", "literal"]

IMAGE_FILE, TEXT = "photo.jpg", "Where is my order?"
FILES = {"audio": ("sound.wav", "audio/wav")}  # by modality, with the type
KEY = "VIZSLA_KEY"  # the variable of the environment that has the key


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of code.

    Attributes:
        id: its name, such as ``python-http``.
        title: its title, for people.
        language: ``python``, ``shell`` or ``javascript``.
        code: the code.
        needs: what must be installed first, as a command; empty for nothing.

    """

    id: str
    title: str
    language: str
    code: str
    needs: str = ""


@dataclass(frozen=True, slots=True)
class CalledFunction:
    """A function, and the server at which it is called.

    Attributes:
        name: the function's name, with ``@2`` or ``@production`` for another than the live version.
        kind: its kind, such as ``image-classification``.
        modality: the modality of its inputs.
        server: the server's address, without a slash at its end.
        needs_key: whether a call needs a key.

    """

    name: str
    kind: str
    modality: str
    server: str
    needs_key: bool

    @property
    def base_name(self) -> str:
        """The name without a version."""
        return self.name.partition("@")[0]

    @property
    def version(self) -> str:
        """The version as programs of other services name it."""
        return self.name.partition("@")[2] or "live"

    @property
    def address(self) -> str:
        """The function's address."""
        return f"{self.server}/v1/functions/{quote(self.name, safe='@')}"

    @property
    def file(self) -> str:
        """The name of a file that it takes."""
        return FILES.get(self.modality, (IMAGE_FILE, ""))[0]

    @property
    def file_type(self) -> str:
        """The media type of that file."""
        return FILES.get(self.modality, ("", "image/jpeg"))[1]

    @property
    def variable(self) -> str:
        """The function's name as that of a variable."""
        name = "".join(each if each.isalnum() else "_" for each in self.base_name)
        return f"f_{name}" if name[0].isdigit() else name


def literal(text: str) -> str:
    """Return a text as Python and JavaScript write it."""
    return json.dumps(text)
