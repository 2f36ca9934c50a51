"""Says in one line how a source was understood."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from vizsla.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Reading", "count_endings", "listed_endings", "summarise"]

_MOST_LABELS = 10  # named in the line
_MOST_ENDINGS = 8


@dataclass(slots=True)
class Reading:
    """How a source was understood, without its labels.

    Attributes:
        title: the source's kind, with what is special about it: ``Folder with parts train and
            test``.
        modality: the words for one of its files and for several.
        left_out: the endings of the files that are left out, with their numbers.
        notes: what else is to be known, each a part of a sentence.

    """

    title: str
    modality: tuple[str, str] = ("image", "images")
    left_out: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)


def summarise(reading: Reading, labels: Sequence[str | None]) -> str:
    """Return the line.

    Args:
        reading: how the source was understood.
        labels: the label of each of its examples.

    """
    counts = Counter(each for each in labels if each is not None)
    unlabelled = len(labels) - counts.total()
    parts = [_labels(counts)] if counts else []
    if not labels:
        parts.append(f"no {reading.modality[0]} found")
    elif unlabelled:
        parts.append(f"{counted(unlabelled, *reading.modality)} without a label")
    if reading.left_out:
        total = counted(reading.left_out.total(), "file")
        parts.append(f"{total} left out: {listed_endings(reading.left_out)}")
    line = f"{reading.title}: {'; '.join((*parts, *dict.fromkeys(reading.notes)))}"
    return " ".join(line.split())


def count_endings(names: Iterable[str]) -> Counter[str]:
    """Return the endings of files, with their numbers; "" for a name without one."""
    return Counter(PurePosixPath(each).suffix.lower().strip() for each in names)


def _labels(counts: Counter[str]) -> str:
    # The largest first; of equal ones, as they come.
    named = [f"{label} ({count:,})" for label, count in counts.most_common(_MOST_LABELS)]
    if len(counts) > _MOST_LABELS:
        named.append(f"and {len(counts) - _MOST_LABELS:,} more")
    return f"{counted(len(counts), 'label')}: {', '.join(named)}"


def listed_endings(endings: Counter[str]) -> str:
    """Return the numbers of files with each ending: ``2 .csv, 1 without an ending``."""
    shown = [
        f"{count:,} {ending or 'without an ending'}"
        for ending, count in endings.most_common(_MOST_ENDINGS)
    ]
    others = endings.total() - sum(count for _, count in endings.most_common(_MOST_ENDINGS))
    if others:
        shown.append(counted(others, "other"))
    return ", ".join(shown)
