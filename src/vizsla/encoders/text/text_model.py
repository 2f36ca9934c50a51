"""The model of a text encoder, as a package describes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.bundle.manifest_entries import InputEntry, Licence

__all__ = ["TextModel"]


@dataclass(frozen=True, slots=True)
class TextModel:
    """The model of a text encoder.

    Attributes:
        name: the encoder's name.
        dimension: the length of its embeddings.
        input: the manifest's entry for the input; ``tokens`` is the most that are read of a text.
        weights: the name of the weights' file.
        vocabulary: the name of the vocabulary's file.
        code_points: the name of the table of code points.
        sha256: the hash of each file, by its name.
        sizes: the size of each file in bytes, by its name.
        read: returns a file's checked bytes.
        self_test_texts: the texts of the self-test.
        self_test: the sha256 of their embeddings, as int16, little end first.
        licences: the licences of the files.
        where: the location of the files, for messages.

    """

    name: str
    dimension: int
    input: InputEntry
    weights: str
    vocabulary: str
    code_points: str
    sha256: dict[str, str]
    sizes: dict[str, int]
    read: Callable[[str], bytes]
    self_test_texts: tuple[str, ...]
    self_test: str
    licences: tuple[Licence, ...]
    where: str

    @property
    def parts(self) -> dict[str, str]:
        """The files' names by their parts."""
        return {
            "weights": self.weights,
            "vocabulary": self.vocabulary,
            "code_points": self.code_points,
        }
