"""The protocol of a modality: the methods by which Vizsla works with images, texts or sounds.

A modality is one folder beside this file (``image/``) and one row in ``registry.py``. Functions,
encoders and projects use the methods below, and nothing else, to look into an input.
"""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from vizsla.modalities.limits import DEFAULT_LIMITS
from vizsla.modalities.modality_values import PLACEHOLDER, ExportFile, Sheet, ShownFile
from vizsla.modalities.sources.find_files import find_files
from vizsla.modalities.sources.read_head import read_head

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    import numpy as np

    from vizsla.answer_html import Preview
    from vizsla.modalities.limits import Limits
    from vizsla.modalities.modality_values import (
        DuplicateLimit,
        Facts,
        Measurement,
        Passage,
        QualityCheck,
    )
    from vizsla.modalities.sources.find_files import Where

__all__ = ["Modality", "as_text"]

Value = TypeVar("Value")


class Modality(ABC, Generic[Value]):
    """A kind of input: images, texts, sounds.

    ``Value`` is the type in which functions and encoders take an input, such as an RGB image. A
    modality must define the abstract methods; the defaults of the others suit a modality without
    previews, metadata or quality checks.

    Attributes:
        name: the modality's name in manifests and projects: ``image``.
        singular: the word for one input, in messages: ``image``.
        plural: the word for several inputs, in messages: ``images``.
        example_path: the path of a labelled file, for messages: ``photos/beagle/1.jpg``.
        suffixes: the endings of its files, lower case with the dot: ``.jpg``.
        other_suffixes: the endings of files that begin as its own do, and are none: ``.dng``.
        str_is_content: whether a str is an input itself, such as a text, and no path to one.
        quality_checks: the reasons why an input may be of no use, the gravest first.
        duplicate_limits: two inputs are near-duplicates within one of these; empty where an input
            has to be far more similar to another than is usual in its collection.

    """

    name: ClassVar[str]
    singular: ClassVar[str]
    plural: ClassVar[str]
    example_path: ClassVar[str]
    suffixes: ClassVar[frozenset[str]]
    other_suffixes: ClassVar[frozenset[str]] = frozenset()
    str_is_content: ClassVar[bool] = False
    quality_checks: ClassVar[tuple[QualityCheck, ...]] = ()
    duplicate_limits: ClassVar[tuple[DuplicateLimit, ...]] = ()

    # Reading

    @abstractmethod
    def load(self, source: Any, *, limits: Limits = DEFAULT_LIMITS) -> Value:  # noqa: ANN401 - any source
        """Read, check and decode a source.

        Args:
            source: a path, an http(s) URL, bytes, a binary file, or an object of the modality.
            limits: the bytes, pixels and seconds that reading may cost.

        Raises:
            InputError: the source can't be used; the error's class says why.

        """

    @abstractmethod
    def describe(self, source: object) -> str:
        """Name a source for messages, such as ``park.jpg``. Never raises."""

    def is_batch(self, source: object) -> bool:
        """Return whether a call's argument is many sources (a list or an iterator) or one."""
        if isinstance(source, list | tuple):
            return True
        # An open file iterates over its lines, and is one source.
        return isinstance(source, Iterator) and not hasattr(source, "read")

    def find_files(self, where: Where) -> list[Path]:
        """Return the modality's files in a folder, of a pattern or of a list, in natural order.

        Raises:
            InputNotFoundError: there is no file of the modality.
            InputError: ``where`` is a URL, or can't be read.
            InputTypeError: ``where`` is neither a path nor a list of paths.

        """
        return find_files(
            where,
            lambda path: self.holds(path, lambda: read_head(path)),
            self.singular,
            self.plural,
        )

    def is_file(self, path: str | os.PathLike[str]) -> bool:
        """Return whether a path ends as the modality's files do."""
        return os.path.splitext(os.fspath(path))[1].lower() in self.suffixes  # noqa: PTH122 - quick

    def recognises(self, head: bytes) -> bool:
        """Return whether a file's content is the modality's, whatever the file's ending.

        By default never: a modality whose files carry no mark is known by their endings alone.

        Args:
            head: the file's first bytes; 64 are enough.

        """
        return False

    def holds(self, path: str | os.PathLike[str], head: Callable[[], bytes]) -> bool:
        """Return whether a file is the modality's, by its ending or else by its content.

        Args:
            path: the file's name.
            head: returns the file's first bytes; called only where the ending does not tell.

        """
        ending = os.path.splitext(os.fspath(path))[1].lower()  # noqa: PTH122 - quick
        if ending in self.suffixes:
            return True
        return ending not in self.other_suffixes and self.recognises(head())

    # Exploring

    @abstractmethod
    def measure(self, value: Value, content: bytes | None = None) -> Measurement:
        """Measure an input for exploring.

        Args:
            value: the input, as ``load`` returned it.
            content: the file it came from, where there was one.

        """

    def summary(self, facts: Facts) -> str:
        """Return an input's size in words, such as ``640 x 480 pixels``; by default none."""
        return ""

    def detail(self, facts: Facts) -> float:
        """Return an input's amount of detail: of several near-duplicates, the most is the best."""
        return 0.0

    # Showing

    def thumbnail(self, value: Value, side: int) -> Preview | None:
        """Return a small image of an input, with the input's own size in pixels; None for none.

        Args:
            value: the input.
            side: the longer side's length in pixels, at least 1.

        """
        return None

    def preview(self, content: bytes | None, side: int) -> str:
        """Return a small preview as a ``data:`` URI, ``PLACEHOLDER`` where there is none.

        Args:
            content: the file's bytes, or None.
            side: the longer side's length in pixels, at least 1.

        """
        return PLACEHOLDER

    def shown(self, content: bytes, *, limits: Limits = DEFAULT_LIMITS) -> ShownFile:
        """Return a file in a form that a browser shows safely, and as training sees it.

        Args:
            content: the file's bytes.
            limits: what decoding may cost.

        Raises:
            InputError: the file can't be read.

        """
        return ShownFile(content, "application/octet-stream")

    def thumbnail_file(
        self, content: bytes, side: int, *, limits: Limits = DEFAULT_LIMITS
    ) -> bytes | None:
        """Return a small WebP of a file, upright and without metadata; None for none.

        Args:
            content: the file's bytes.
            side: the longer side's length in pixels, at least 1.
            limits: what decoding may cost.

        Raises:
            InputError: the file can't be read.

        """
        return None

    def highlight(self, content: bytes | None, weights: np.ndarray, side: int) -> str | None:
        """Return a preview in which the parts that speak for an answer stand out.

        Args:
            content: the file's bytes, or None.
            weights: an explanation's weights, 0 to 1.
            side: the longer side's length in pixels, at least 1.

        Returns:
            A ``data:`` URI; None where the modality highlights nothing.

        """
        return None

    def passages(
        self,
        source: Any,  # noqa: ANN401 - any source
        longest: int,
        weights: np.ndarray | None = None,
    ) -> tuple[Passage, ...]:
        """Return an input as text, for a modality that pages show as text and not as an image.

        Args:
            source: the input, or a file's bytes.
            longest: the most characters.
            weights: an explanation's weights, 0 to 1; None for no weights.

        Returns:
            The passages in order; none where the modality shows images, or the input can't be
            read.

        """
        return ()

    def sheet(self, contents: Iterable[bytes | None], side: int, columns: int) -> Sheet:
        """Lay small previews side by side into one image.

        Args:
            contents: the files' bytes; None leaves a blank square.
            side: the side of a square in pixels, at least 1.
            columns: the number of squares in a row, at least 1.

        """
        return Sheet("", side, columns, max(1, -(-sum(1 for _ in contents) // columns)))

    # Sharing

    def strip_metadata(self, content: bytes, name: str) -> bytes:
        """Return a file without metadata that could identify a person, a device or a place.

        Args:
            content: the file's bytes.
            name: the file's name, for messages.

        """
        return content

    def export_file(
        self, content: bytes, name: str, *, keep_metadata: bool = False, common: bool = False
    ) -> ExportFile:
        """Prepare a file for a dataset that others read.

        Args:
            content: the file's bytes.
            name: the file's name, for messages.
            keep_metadata: whether metadata that could identify somebody stays.
            common: whether the file must be in a format that nearly all readers take.

        """
        content = content if keep_metadata else self.strip_metadata(content, name)
        return ExportFile(content, tuple(sorted(self.suffixes)), compressed=False)

    def inline(self, content: bytes) -> str | None:
        """Return a file's content as text that a table's cell can hold; None where none can.

        Args:
            content: the file's bytes.

        """
        return None

    # Self-test

    @abstractmethod
    def self_test_input(self, shape: tuple[int, ...]) -> np.ndarray:
        """Compute the fixed input of a graph's self-test, the same in every language.

        Args:
            shape: the graph's input shape without the batch, such as (height, width, 3).

        """

    def __repr__(self) -> str:
        """Show the modality's name."""
        return f"<modality {self.name!r}>"


def as_text(modality: Modality[Any], content: bytes | None, longest: int) -> str:
    """Return the beginning of a file as text; empty where the modality shows images.

    Args:
        modality: the file's modality.
        content: the file's bytes, or None.
        longest: the most characters.

    """
    if content is None:
        return ""
    return "".join(each.text for each in modality.passages(content, longest))
