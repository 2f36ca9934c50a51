"""What an annotation file says of the files of a dataset."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vizsla.exchange.import_source import Problem, SourceEntry

__all__ = ["AnnotationFile"]


@dataclass(frozen=True, slots=True)
class AnnotationFile:
    """The content of one annotation file.

    Attributes:
        title: what it is, for people: its path, or what its files are together.
        name: the file's name; "" for many files.
        base: the folder of the tree that holds it, "" for the tree's own.
        has_labels: whether it has a column for labels.
        entries: the files that it lists.
        problems: the rows that can't be used.
        notes: what else is to be known of it, each a part of a sentence.
        files: the files that were read for it.

    """

    title: str
    name: str
    base: str
    has_labels: bool
    entries: list[SourceEntry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    files: tuple[str, ...] = ()
