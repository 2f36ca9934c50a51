"""Finds the files that the rows of a table name."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import url2pathname

from vizsla.errors import InputError, InputNotFoundError
from vizsla.exchange.dataset_names import train_or_test
from vizsla.exchange.import_source import SourceEntry, printable
from vizsla.exchange.table_rows import row_problem
from vizsla.modalities.sources.source_names import is_url, shorten, without_secrets

if TYPE_CHECKING:
    from vizsla.exchange.import_source import Problem
    from vizsla.exchange.table_rows import Table
    from vizsla.exchange.tree import Tree

__all__ = ["locate_rows"]


def locate_rows(
    table: Table, tree: Tree, base: str = "", *, by_url: bool = False
) -> tuple[list[SourceEntry], list[Problem]]:
    """Return the files that a table names, and the problems of the rows that name none.

    Args:
        table: the rows.
        tree: the tree that holds the files.
        base: the folder in it that the paths are relative to.
        by_url: whether a URL may mean the file of that name in the tree.

    """
    splits = {each.split for each in table.rows if each.split}
    entries, problems = [], list(table.problems)
    for row in table.rows:
        try:
            location = _locate(row.path, tree, base, by_url=by_url)
        except InputError as error:
            problems.append(row_problem(row.where, error))
            continue
        name = printable(row.name or row.path.replace("\\", "/"))
        split = train_or_test(row.split, splits)
        entries.append(SourceEntry(location, name, row.label, row.not_labels, split, row.state))
    return entries, problems


def _locate(path: str, tree: Tree, base: str, *, by_url: bool) -> str:
    if is_url(path):
        location = _locate_url(path, tree, base, by_url=by_url)
        if location is None:
            raise InputError(
                f"{without_secrets(path)} is not a file, and nothing is downloaded. Download the "
                "files into a folder, and name the folder with the option 'root'."
            )
        return location
    location = tree.find(path, base)
    if location is None:
        folder = f"{tree.title}/{base}" if base else tree.title
        raise InputNotFoundError(
            f"{shorten(path)} does not exist, relative to {folder}. Check the path, or name the "
            "files' folder with the option 'root'."
        )
    return location


def _locate_url(url: str, tree: Tree, base: str, *, by_url: bool) -> str | None:
    parts = urlsplit(url.strip())
    if parts.scheme == "file":
        return tree.find(url2pathname(parts.path), base)
    return tree.find(PurePosixPath(parts.path).name, base) if by_url else None
