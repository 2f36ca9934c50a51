"""Finds the files that the rows of a table name."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections import Counter, defaultdict
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING
from urllib.request import url2pathname

from vizsla.errors import InputError, InputNotFoundError
from vizsla.exchange.dataset_names import train_or_test
from vizsla.exchange.import_source import SourceEntry
from vizsla.exchange.tables.label_studio_paths import is_address, possible_paths
from vizsla.exchange.tables.table_rows import row_problem
from vizsla.modalities.sources.source_names import is_url, shorten, split_url, without_secrets
from vizsla.wording import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from vizsla.exchange.import_source import Problem
    from vizsla.exchange.tables.table_rows import LabelTable
    from vizsla.exchange.trees.tree import Tree

__all__ = ["FileFinder", "locate_rows"]


def locate_rows(
    table: LabelTable, tree: Tree, base: str = "", *, by_url: bool = False
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
    finder = FileFinder(tree, base)
    finder.learn_prefix(row.path for row in table.rows)
    for row in table.rows:
        try:
            location = _locate(row.path, finder, by_url=by_url)
        except InputError as error:
            problems.append(row_problem(row.where, error))
            continue
        name = printable(row.name or row.path.replace("\\", "/"))
        split = train_or_test(row.split, splits)
        entries.append(
            SourceEntry(
                location,
                name,
                row.label,
                row.not_labels,
                split,
                row.state,
                row.columns,
                several=row.several,
            )
        )
    return entries, problems


_SAMPLE = 200  # absolute paths that show where the table's folder was
_is_absolute = re.compile(r"[/\\]|[A-Za-z]:[/\\]").match


class FileFinder:
    """Finds files in a tree by what a table calls them.

    A path leads to a file from the table's folder. Where there is none, a file further down counts
    that is the only one of that name: tables often stand beside the folder of the images, or leave
    the files' endings out. Absolute paths on another computer count from the folder that most of
    them have in common with the files here.

    Args:
        tree: the tree that holds the files.
        base: the table's folder in it.

    """

    def __init__(self, tree: Tree, base: str = "") -> None:
        self.folder = f"{tree.title}/{base}" if base else tree.title
        self._tree = tree
        self._base = base
        self._prefix: str | None = None

    def learn_prefix(self, paths: Iterable[str]) -> None:
        """Find the folder on another computer that the table's folder was, from absolute paths.

        It is the one from which most of the paths lead to files here.
        """
        votes: Counter[str] = Counter()
        for path in islice(filter(_is_absolute, paths), _SAMPLE):
            parts = path.replace("\\", "/").split("/")
            for count in range(1, len(parts)):
                if self._tree.find("/".join(parts[count:]), self._base):
                    votes["/".join(parts[:count])] += 1
        self._prefix = max(votes, key=votes.__getitem__) if votes else None

    def find(self, path: str) -> str | None:
        """Return the location of the file that ``path`` names, or None.

        Raises:
            InputError: more than one file has that name.

        """
        found = self._tree.find(path, self._base)
        if found is None and self._prefix is not None:
            slashed = path.replace("\\", "/")
            if slashed.startswith(f"{self._prefix}/"):
                found = self._tree.find(slashed.removeprefix(f"{self._prefix}/"), self._base)
        return found or self.find_below(path)

    def find_first(self, paths: Iterable[str]) -> str | None:
        """Return the location of the first of the paths that leads to a file, or None."""
        found = (self._tree.find(each, self._base) for each in paths)
        return next((each for each in found if each), None)

    def find_below(self, path: str) -> str | None:
        """Return the location of the only file whose path ends so, with or without an ending."""
        *folders, name = unicodedata.normalize("NFC", path).replace("\\", "/").split("/")
        folders = [each for each in folders if each != "."]
        if not name or ".." in folders or "" in folders:
            return None
        tail = "/".join(["", *folders, ""])
        below = [
            each
            for each in self._by_name.get(name.casefold(), ())
            if f"/{posixpath.dirname(each)}/".endswith(tail)
        ]
        here = f"{self._base}{tail}".strip("/")
        nearest = [each for each in below if posixpath.dirname(each) == here] or [
            each for each in below if not self._base or each.startswith(f"{self._base}/")
        ]
        if len(nearest) > 1:
            raise InputError(
                f"{shorten(path)} may be {len(nearest)} files below {self.folder}: "
                f"{shorten(', '.join(nearest))}. Write the path with its folders and ending."
            )
        return nearest[0] if nearest else None

    @cached_property
    def _by_name(self) -> Mapping[str, list[str]]:
        """The locations of all files, by their names with and without the ending."""
        names: dict[str, list[str]] = defaultdict(list)
        try:
            files = self._tree.example_files()
        except InputError:  # a folder that may not be read; the path that is looked for is missing
            files = []
        for each in files:
            name = unicodedata.normalize("NFC", posixpath.basename(each)).casefold()
            for key in {name, posixpath.splitext(name)[0]}:
                names[key].append(each)
        return names


def _locate(path: str, finder: FileFinder, *, by_url: bool) -> str:
    if is_address(path):
        location = _locate_address(path, finder)
    elif is_url(path):
        location = _locate_url(path, finder, by_url=by_url)
    else:
        location = finder.find(path)
    if location is not None:
        return location
    if is_url(path):
        raise InputError(
            f"{without_secrets(path)} is not a file, and nothing is downloaded. Download the "
            "files into a folder, and name the folder with the option 'root'."
        )
    raise InputNotFoundError(
        f"{shorten(path)} does not exist, relative to {finder.folder}. Check the path, or name the "
        "files' folder with the option 'root'."
    )


def _locate_address(address: str, finder: FileFinder) -> str | None:
    paths = list(possible_paths(address))
    names = dict.fromkeys(posixpath.basename(each) for each in paths)
    below = filter(None, map(finder.find_below, names))
    return finder.find_first(paths) or next(below, None)


def _locate_url(url: str, finder: FileFinder, *, by_url: bool) -> str | None:
    scheme, path, _ = split_url(url)
    if scheme == "file":
        return finder.find_first([url2pathname(path)])
    if not by_url:
        return None
    parts = [each for each in path.split("/") if each not in {"", ".", ".."}]
    return finder.find_first("/".join(parts[start:]) for start in range(len(parts)))
