"""Takes labels from the names of files: ``cat.12.jpg`` and ``Abyssinian_3.jpg`` have them."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from vizsla.exchange.folders.folder_names import named_part

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["label_of_name", "labels_of_names"]

_NUMBER = re.compile(r"[\s_.()\-]*[0-9][0-9\s_.()\-]*$")
# What cameras and programs call their files.
_NO_LABELS = frozenset(
    (
        *("img", "image", "dsc", "dscn", "dscf", "pxl", "mvimg", "vid", "p", "dji", "gopr", "sam"),
        *("photo", "picture", "pic", "screenshot", "frame", "scan", "capture", "untitled"),
        *("download", "file", "unnamed", "whatsapp image", "signal", "fb", "received"),
    )
)
_LEAST = 2  # labels, and files of each
_MOST_LABELS = 0.5  # of the number of files


def label_of_name(location: str) -> str | None:
    """Return the name of a file without its ending and number; None where it has no number."""
    stem = PurePosixPath(location).stem
    label = _NUMBER.sub("", stem).strip()
    return label if label and label != stem else None


def labels_of_names(locations: Sequence[str]) -> list[str]:
    """Return the labels that the names of some files seem to have; none where they have none."""
    found = [label_of_name(each) for each in locations]
    counts = Counter(each for each in found if each is not None)
    labels = [each for each, count in counts.most_common() if count >= _LEAST]
    seem_right = (
        len(labels) >= _LEAST
        and sum(counts[each] for each in labels) >= 0.9 * len(locations)
        and len(counts) <= _MOST_LABELS * len(locations)
        and not any(each.casefold() in _NO_LABELS or named_part(each) for each in labels)
    )
    return labels if seem_right else []
