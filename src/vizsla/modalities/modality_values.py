"""The values that a modality returns: measurements, limits, passages, sheets and files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from vizsla.json_value import JSONValue

__all__ = [
    "PLACEHOLDER",
    "DuplicateLimit",
    "ExportFile",
    "Facts",
    "Measurement",
    "Passage",
    "QualityCheck",
    "Sheet",
    "ShownFile",
]

Facts: TypeAlias = "Mapping[str, JSONValue]"

# Shown in place of a missing preview: a grey frame with hills and a sun, crossed out.
PLACEHOLDER = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 80 80'%3E"
    "%3Crect width='80' height='80' fill='%23b8b2aa'/%3E%3Cg fill='none' stroke='%23756e66' "
    "stroke-width='2.5'%3E%3Cpath d='M16 58l16-20 12 14 8-9 12 15z'/%3E%3Ccircle cx='54' cy='28' "
    "r='5'/%3E%3Cpath d='M14 14l52 52'/%3E%3C/g%3E%3C/svg%3E"
)


@dataclass(frozen=True, slots=True)
class Measurement:
    """The measurements of one input.

    Attributes:
        facts: named facts for exploring, such as an image's width and sharpness, as JSON.
        fingerprint: 64 bits, unsigned, that differ in few places between near-duplicates, such as
            an image's perceptual hash; None where the modality has none, and near-duplicates are
            found by the embeddings alone.

    """

    facts: Facts
    fingerprint: int | None


class ShownFile(NamedTuple):
    """A file as a browser shows it.

    Attributes:
        content: the bytes.
        media_type: the value of the header ``Content-Type``, which is never one of pages.

    """

    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class QualityCheck:
    """A reason why an input may be of no use for training.

    Attributes:
        name: one word, such as ``blurred``.
        applies: returns from an input's facts whether the reason applies.
        score: returns the measured value from the facts; the lowest is the worst.
        reason: returns the measured value in words: ``one tone all over (contrast 0.003)``.
        singular: for a title with one input: ``image is blurred``.
        plural: for a title with several inputs: ``images are blurred``.
        advice: the consequence for training, in sentences.
        worthless: whether nothing can be learned from such an input, so that it is best removed.

    """

    name: str
    applies: Callable[[Facts], bool]
    score: Callable[[Facts], float]
    reason: Callable[[Facts], str]
    singular: str
    plural: str
    advice: str
    worthless: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """Many small previews in one image, for the map of an exploration.

    Attributes:
        uri: a ``data:`` URI; empty where the modality draws no sheet.
        side: the side of each preview's square, in pixels.
        columns: the number of previews in a row: preview ``n`` is in column ``n % columns`` and
            row ``n // columns``.
        rows: the number of rows.

    """

    uri: str
    side: int
    columns: int
    rows: int


class DuplicateLimit(NamedTuple):
    """How much two inputs may differ to count as near-duplicates.

    Attributes:
        distance: the greatest cosine distance of their embeddings, 0 to 2.
        bits: the most places, of 64, in which their fingerprints differ.

    """

    distance: float
    bits: int


class Passage(NamedTuple):
    """A passage of an input that pages show as text.

    Attributes:
        text: the passage, on one line and printable; a page escapes it.
        weight: 0 to 1, how much it speaks for an answer, as an explanation has it.

    """

    text: str
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file as it is written into a dataset.

    Attributes:
        content: the file's bytes.
        suffixes: the endings that fit its format, the usual one first.
        compressed: whether the format is compressed, so that an archive only stores the file.

    """

    content: bytes
    suffixes: tuple[str, ...]
    compressed: bool
