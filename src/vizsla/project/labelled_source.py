"""Reads a source whose examples should be labelled: to learn from, or to test on."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vizsla.errors import InputError, TrainingDataError, VizslaError
from vizsla.exchange import read_inline_texts, read_source
from vizsla.modalities.registry import modality_named
from vizsla.testing.archive_file import ArchiveFile

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from vizsla.exchange import ImportExample, ImportSource, Texts
    from vizsla.exchange.hints import ReadOptions
    from vizsla.functions import Function
    from vizsla.modalities.sources.find_files import Where
    from vizsla.testing import Report
    from vizsla.testing.archive_file import ExampleFile

__all__ = [
    "LabelledSource",
    "about_source",
    "columns_of",
    "read_labelled",
    "test_pairs",
    "test_part",
]


@dataclass(frozen=True, slots=True)
class LabelledSource:
    """A source whose examples are labelled.

    Attributes:
        examples: its examples with a label.
        unusable: the files without a label, and what can't be used, with the reasons.
        summary: how the source was understood, in one line.

    """

    examples: list[ImportExample]
    unusable: list[tuple[Path, VizslaError]]
    summary: str


def read_labelled(
    source: Where | Texts,
    modality: str,
    options: ReadOptions,
    on_read: Callable[[str], None] | None = None,
    *,
    multi_label: bool = False,
) -> LabelledSource:
    """Read a source, and call ``on_read`` with the line that says how it was understood.

    Args:
        source: a folder, a .zip or a table; see ``read_source``. Or texts by their labels.
        modality: the name of its files' modality.
        options: how to read it, where that is not clear.
        on_read: called with the line.
        multi_label: whether an example may have several labels; one with negative labels alone is
            labelled then, too.

    Raises:
        TrainingDataError: no example has a label.
        InputUnclearError: the source can be read in several ways.
        InputError: the source can't be read.

    """
    if isinstance(source, Mapping):
        found = read_inline_texts(source, None, modality)
    else:
        found = read_source(
            source, splits=True, modality=modality, multi_label=multi_label, **options
        )
    if on_read:
        on_read(found.summary)
    labelled = [
        each for each in found if each.label is not None or (multi_label and each.not_labels)
    ]
    if not labelled:
        words = modality_named(modality)
        raise TrainingDataError(
            f"No {words.singular} has a label. {found.summary}. Put the {words.plural} into one "
            f"folder for each label, as in {words.example_path}, or name a table of labels."
        )
    return LabelledSource(
        labelled,
        [*_without_label(found, multi_label=multi_label), *_problems(found)],
        found.summary,
    )


def test_pairs(examples: Sequence[ImportExample]) -> list[tuple[ExampleFile, str | None]]:
    """Return the files to test on, with their labels.

    Where the source has a test part of its own, that part alone is: the function may have been
    trained on the others.
    """
    return [
        (each.path or ArchiveFile(each.name, each.read), each.label)
        for each in test_part(examples) or examples
    ]


def columns_of(
    examples: Sequence[ImportExample], function: Function[Any, Any]
) -> dict[str, Mapping[str, str]]:
    """Return the cells of columns that a function knows, by the names of the examples' files."""
    known = {each.name for feature in function.manifest.features for each in feature.columns}
    if not known:
        return {}
    return {
        str(each.path or each.name): {
            name: cell for name, cell in each.columns.items() if name in known
        }
        for each in examples
    }


def about_source(report: Report, source: Where, read: LabelledSource) -> Report:
    """Return a report that says which source, and which part of it, its examples are from."""
    if not isinstance(source, str | os.PathLike):
        return report
    where = Path(source).resolve().name
    part = "the test part of " if test_part(read.examples) else ""
    return replace(report, tested_on=f"{report.tested_on} of {part}{where}")


def test_part(examples: Sequence[ImportExample]) -> list[ImportExample]:
    """Return the examples of the source's own test part; none where it has none."""
    return [each for each in examples if each.split == "test"]


def _without_label(source: ImportSource, *, multi_label: bool) -> list[tuple[Path, VizslaError]]:
    found: list[tuple[Path, VizslaError]] = []
    for each in source:
        if each.label is not None or (multi_label and each.not_labels):
            continue
        path = each.path or Path(each.name)
        # A text stands in a row or line, and has no file that could be moved.
        way_out = "give it one" if each.path is None else "move it into its label's folder"
        found.append((path, InputError(f"{path} has no label: {way_out}")))
    return found


def _problems(source: ImportSource) -> list[tuple[Path, VizslaError]]:
    return [(Path(name), error) for name, error in source.problems]
