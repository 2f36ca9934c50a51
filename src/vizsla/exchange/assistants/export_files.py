"""The files of an export that is a folder or an archive."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from vizsla.errors import InputError, InputUnclearError
from vizsla.exchange.assistants.export_fields import ExportFields
from vizsla.exchange.tables.json_lines import parse_json
from vizsla.exchange.texts.decode_text import decode_text

if TYPE_CHECKING:
    from vizsla.exchange.trees.tree import Tree

__all__ = ["ExportFiles"]


class ExportFiles:
    """The files of an export, by their paths from its own folder on.

    Args:
        tree: the folder or archive.
        base: the folder in it that is the export's own, with a ``/`` at its end; "" for the top.

    """

    def __init__(self, tree: Tree, base: str = "") -> None:
        self._tree = tree
        self._base = base
        self._seen: set[str] = set()

    @property
    def title(self) -> str:
        """The folder's or archive's name, for messages."""
        return self._tree.title

    @cached_property
    def names(self) -> list[str]:
        """The paths of the files, in natural order."""
        return [
            each.removeprefix(self._base)
            for each in self._tree.files()
            if each.startswith(self._base)
        ]

    def below(self, folder: str) -> ExportFiles:
        """Return the files in a folder, by their paths from there on."""
        return ExportFiles(self._tree, f"{self._base}{folder}/")

    def matching(self, pattern: str) -> list[re.Match[str]]:
        """Return the matches of the paths that a regular expression matches as a whole."""
        compiled = re.compile(pattern)
        found = [match for each in self.names if (match := compiled.fullmatch(each))]
        self._seen.update(each.group() for each in found)
        return found

    def has(self, name: str) -> bool:
        """Return whether there is such a file."""
        return name in self._known

    def text(self, name: str) -> str:
        """Return a file's text.

        Raises:
            InputError: it can't be read, or is no text.

        """
        self._seen.add(name)
        return decode_text(self._tree.read(self._base + name), self._where(name))

    def value(self, name: str) -> object:
        """Return the value of a JSON file.

        Raises:
            InputFormatError: it is no JSON.
            InputError: it can't be read.

        """
        try:
            return parse_json(self.text(name))
        except InputUnclearError:
            raise
        except InputError as error:
            where = self._where(name)
            shown = str(error)
            raise type(error)(shown if where in shown else f"{where}: {shown}") from error

    def fields(self, name: str) -> ExportFields:
        """Return the fields of a JSON file; see ``value``."""
        return ExportFields(self.value(name), self._where(name))

    def listed(self, name: str) -> list[ExportFields]:
        """Return the fields of the objects in a JSON file with a list; see ``value``."""
        return ExportFields({"list": self.value(name)}, self._where(name)).listed("list")

    def unseen(self) -> list[str]:
        """Return the paths of the JSON files that nothing has asked for yet."""
        return [each for each in self.names if each not in self._seen and each.endswith(".json")]

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self.names)

    def _where(self, name: str) -> str:
        return PurePosixPath(self._base, name).as_posix()
