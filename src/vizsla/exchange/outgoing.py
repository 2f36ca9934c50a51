"""What leaves a project, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from vizsla.exchange.incoming import Problem

__all__ = ["Outgoing", "Written"]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One example on its way out.

    Attributes:
        name: its file's name as it came in.
        sha256: of its content, in hexadecimal.
        read: gives the file's bytes; where it raises a VizslaError, the example is left out and
            told.
        label: what it is, or None.
        not_labels: what it is not.
        part: ``train``, ``test`` or None.
        state: ``unsure`` or ``skipped`` where it has no label; anything else counts as None.

    """

    name: str
    sha256: str
    read: Callable[[], bytes]
    label: str | None = None
    not_labels: tuple[str, ...] = ()
    part: str | None = None
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What was written.

    Attributes:
        path: the folder or the ``.zip``.
        count: how many pictures are in it.
        skipped: what was left out, by name, and why.

    """

    path: Path
    count: int
    skipped: tuple[Problem, ...]
