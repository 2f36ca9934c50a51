"""Reads ``taxonomy.json``, WordNet's kinds above the labels.

The file is ``{id: {"name": ..., "parents": [id, ...]}}``, the labels included. A kind may have
several parents: a dog is a canine, and a domestic animal.
"""

from __future__ import annotations

from vizsla.bundle.bundle_fields import BundleFields, parse_json
from vizsla.errors import BundleDamagedError

__all__ = ["Taxonomy", "read_taxonomy"]


class Taxonomy:
    """Kinds by id: their names and their parents."""

    def __init__(
        self, names: dict[str, str], parents: dict[str, tuple[str, ...]], where: str
    ) -> None:
        self._names = names
        self._parents = parents
        self._where = where

    def _check(self, key: str) -> None:
        if key not in self._names:
            raise BundleDamagedError(
                f"{self._where} holds no kind {key!r}, which is a label's; copy the bundle again"
            )

    def path(self, key: str) -> tuple[str, ...]:
        """Return the names from the widest kind down to a kind, along the first parents.

        Raises:
            BundleDamagedError: there is no such kind.

        """
        self._check(key)
        path: list[str] = []
        at: str | None = key
        while at is not None and len(path) <= len(self._names):
            path.append(self._names[at])
            above = self._parents[at]
            at = above[0] if above else None
        return tuple(reversed(path))

    def above(self, key: str) -> frozenset[str]:
        """Return the ids of all kinds above a kind, and its own.

        Raises:
            BundleDamagedError: there is no such kind.

        """
        self._check(key)
        found: set[str] = set()
        open_ = [key]
        while open_:
            at = open_.pop()
            if at not in found:
                found.add(at)
                open_.extend(self._parents[at])
        return frozenset(found)

    def find(self, word: str) -> tuple[str, ...]:
        """Return the ids of the kinds with a name, in any case; an id gives itself."""
        if word in self._names:
            return (word,)
        wanted = word.casefold()
        return tuple(key for key, name in self._names.items() if name.casefold() == wanted)

    def names(self) -> tuple[str, ...]:
        """Return the names of all kinds."""
        return tuple(self._names.values())


def read_taxonomy(content: bytes, where: str) -> Taxonomy:
    """Check and read a taxonomy.

    Args:
        content: the file's content.
        where: the file's name, for messages.

    Raises:
        BundleDamagedError: the file is not a taxonomy, or names a parent that it does not hold.

    """
    kinds = BundleFields({"kinds": parse_json(content, where)}, where).named("kinds")
    names = {key: each.text("name") for key, each in kinds.items()}
    parents = {key: each.texts("parents") for key, each in kinds.items()}
    for key, above in parents.items():
        if not all(each in names for each in above):
            raise BundleDamagedError(
                f"{where}: {key} names a missing parent ({above}); copy the bundle again"
            )
    return Taxonomy(names, parents, where)
