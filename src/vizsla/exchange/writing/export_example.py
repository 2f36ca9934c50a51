"""An example to export, and the result of an export."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from vizsla.exchange.import_source import Problem

__all__ = ["ExportExample", "ExportResult"]


@dataclass(frozen=True, slots=True)
class ExportExample:
    """One example to export.

    Attributes:
        name: the name of the file that was imported.
        sha256: the sha256 of the file's content, in hexadecimal.
        read: returns the file's bytes; where it raises a VizslaError, the example is skipped and
            reported.
        label: the example's label, or None.
        not_labels: the example's negative labels.
        split: ``train``, ``test`` or None.
        state: ``unsure`` or ``skipped`` where there is no label; anything else counts as None.
        more_labels: its further labels, from a multi-label project; None from another.
        labelled_by: who gave it its labels; None where it has none, or nobody knows.

    """

    name: str
    sha256: str
    read: Callable[[], bytes]
    label: str | None = None
    not_labels: tuple[str, ...] = ()
    split: str | None = None
    state: str | None = None
    more_labels: tuple[str, ...] | None = None
    labelled_by: str | None = None


@dataclass(frozen=True, slots=True)
class ExportResult:
    """The result of an export.

    Attributes:
        path: the folder or the ``.zip``.
        count: the number of examples in it.
        skipped: the examples that were left out, by name, and why.

    """

    path: Path
    count: int
    skipped: tuple[Problem, ...]
