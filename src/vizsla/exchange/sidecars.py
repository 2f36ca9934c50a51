"""Files in a dataset's folder that say more than the folders' names.

Hugging Face's ``metadata.csv`` and ``metadata.jsonl``, in the folder or in those of its parts
(https://huggingface.co/docs/datasets/image_dataset), and what an export of this project holds:
``vizsla.jsonl`` or Label Studio's ``tasks.json``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vizsla.errors import InputError
from vizsla.exchange.json_lines import parse_json, read_json_lines
from vizsla.exchange.label_studio import StudioTree, read_label_studio
from vizsla.exchange.label_words import METADATA_CSV, METADATA_LINES, SIDECAR, TASKS
from vizsla.exchange.read_table import decode_text, read_table
from vizsla.exchange.table_rows import entries_of, row_problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.exchange.incoming import Entry, Problem
    from vizsla.exchange.table_rows import Table
    from vizsla.exchange.tree import Tree

__all__ = ["Sidecar", "sidecars"]


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What one such file says.

    Attributes:
        name: what it is called.
        base: the folder that it lies in, "" for the tree's own.
        has_labels: whether it has anything to say about labels.
        entries: the pictures that it names.
        problems: the rows that can't be used.

    """

    name: str
    base: str
    has_labels: bool
    entries: list[Entry]
    problems: list[Problem]


def sidecars(tree: Tree, splits: Sequence[str]) -> tuple[list[Sidecar], list[Problem]]:
    """Return what the files in the tree's folder, and in those of its parts, say.

    A file that can't be used is a problem, and doesn't count.
    """
    found: list[Sidecar] = []
    problems: list[Problem] = []
    places: list[tuple[str, tuple[str, ...]]]
    places = [("", (SIDECAR, METADATA_CSV, METADATA_LINES, TASKS))]
    places += [(each, (METADATA_CSV, METADATA_LINES)) for each in splits]
    for base, names in places:
        for name in names:
            place = tree.find(name, base)
            if place is None:
                continue
            try:
                found.append(_read(tree, place, name, base))
            except InputError as error:
                problems.append(row_problem(place, error))
                continue
            break  # one that can be used is enough
    return found, problems


def _read(tree: Tree, place: str, name: str, base: str) -> Sidecar:
    data = tree.read(place)
    table: Table
    where = tree
    if name == METADATA_CSV:
        table = read_table(data, place, tree.suffixes)
    elif name == TASKS:
        table = read_label_studio(parse_json(decode_text(data, place)), place)
        where = StudioTree(tree)
    else:
        table = read_json_lines(data, place)
    entries, problems = entries_of(table, where, base)
    return Sidecar(name, base, table.has_labels, entries, problems)
