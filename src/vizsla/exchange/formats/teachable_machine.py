"""Reads the labels of a Teachable Machine project: a .tm file, which is a .zip, or what is in it.

Its ``manifest.json`` names the classes with their samples. A sample's file is called
``CLASS-!-NUMBER.jpg``, or as the manifest says.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any

from vizsla.errors import InputError, InputFormatError
from vizsla.exchange.tables.table_rows import LabelTable, Row, row_problem
from vizsla.label_rules import clean_label

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["MANIFEST", "TM_SUFFIX", "is_teachable_machine", "read_teachable_machine"]

MANIFEST, TM_SUFFIX = "manifest.json", ".tm"
_MARK = "-!-"


def is_teachable_machine(content: Any) -> bool:  # noqa: ANN401 - whatever JSON holds
    """Return whether a JSON value is the manifest of a project."""
    return (
        isinstance(content, dict)
        and isinstance(content.get("type"), str)
        and isinstance(content.get("classes"), list)
    )


def read_teachable_machine(content: Any, title: str, files: Sequence[str]) -> LabelTable:  # noqa: ANN401 - as above
    """Return the rows of a project.

    Args:
        content: the manifest's JSON.
        title: the manifest's name, for messages.
        files: the files of the manifest's folder that are of the modality.

    Raises:
        InputFormatError: the project is of sounds or poses.

    """
    if content["type"] != "image":
        raise InputFormatError(
            f"{title} belongs to a Teachable Machine project of {content['type'][:40]!r}, not of "
            "images. Add an image project."
        )
    labels = _labels_of_samples(content["classes"])
    rows, problems = [], []
    for file in files:
        name = posixpath.basename(file)
        before, mark, _ = name.rpartition(_MARK)
        label = before if mark else labels.get(name)
        where = f"{title}, {name}"
        try:
            rows.append(Row(where, file, clean_label(label, InputError) if label else None))
        except InputError as error:
            problems.append(row_problem(where, error))
    return LabelTable(rows, problems, has_labels=True)


def _labels_of_samples(classes: Sequence[object]) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in classes:
        name = each.get("name") if isinstance(each, dict) else None
        samples = each.get("samples") if isinstance(each, dict) else None
        if isinstance(name, str) and isinstance(samples, list):
            found |= {sample: name for sample in samples if isinstance(sample, str)}
    return found
