"""Find the answers of a function that a folder's name stands for."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vizsla.errors import OptionError
from vizsla.nearest import by_letters, letters_of, nearest, words_of
from vizsla.testing.test_result import NONE_OF_THESE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Target", "Vocabulary"]

_NONE_WORDS = (NONE_OF_THESE, "none", "none of them", "nothing", "other", "others", "unknown")
_WORDNET = re.compile(r"n\d{8}(?!\d)")
_PLURALS = (("ies", "y"), ("es", ""), ("s", ""))
_LISTED = 5  # unknown names in a message


@dataclass(frozen=True, slots=True)
class Target:
    """The truth of a folder's examples.

    Attributes:
        name: the name of the label or kind in the function; None for none of the labels.
        keys: the keys of the right answers: ids where labels have them, else names.
        is_kind: whether the target is a kind that is wider than a label.

    """

    name: str | None
    keys: frozenset[str]
    is_kind: bool = False


class Vocabulary:
    """The names of a function's answers, and of the kinds above them.

    Args:
        function: the function's name, for messages.
        labels: the keys of the answers with each name.
        kinds: the keys of the answers within each kind, by the kind's name.
        ids: the name of each label or kind, and the keys of the answers within it, by id.

    """

    def __init__(
        self,
        function: str,
        labels: Mapping[str, frozenset[str]],
        kinds: Mapping[str, frozenset[str]],
        ids: Mapping[str, tuple[str, frozenset[str]]],
    ) -> None:
        self.function = function
        self.labels = labels
        self.kinds = kinds
        self.ids = ids
        self._labels = by_letters(labels)
        self._kinds = by_letters(kinds)

    def resolve(self, names: Iterable[str]) -> dict[str, Target]:
        """Return the target of each folder's name.

        Raises:
            OptionError: no label or kind has that name; the message has the nearest ones.

        """
        found = {name: self.find(name) for name in names}
        unknown = [name for name, target in found.items() if target is None]
        if unknown:
            listed = "; ".join(f"{name!r}{self._hint(name)}" for name in unknown[:_LISTED])
            more = f"; and {len(unknown) - _LISTED} more" if len(unknown) > _LISTED else ""
            raise OptionError(
                f"{self.function} has no label with the name of "
                f"{'this folder' if len(unknown) == 1 else 'these folders'}: {listed}{more}. "
                "Rename the folder, or map its name to a label (map_labels); examples that "
                f"have none of the labels belong into a folder {NONE_OF_THESE!r}"
            )
        return {name: target for name, target in found.items() if target is not None}

    def find(self, name: str) -> Target | None:
        """Return the target of a folder's name, or None.

        Case, spaces, ``_``, ``-``, ``.`` and apostrophes make no difference. A label's name goes
        first, then a WordNet id at the beginning, a kind's name, a word for 'none of these', the
        singular of any of these, and a label with its kind behind it (``German shepherd dog``).

        Raises:
            OptionError: several labels have that name.

        """
        found = self._exact(name) or self._by_id(name) or self._loose(name)
        if found is None and letters_of(name) in map(letters_of, _NONE_WORDS):
            return Target(None, frozenset())
        for ending, singular in _PLURALS:
            if found is None and name.lower().endswith(ending):
                found = self._loose(name[: -len(ending)] + singular)
        return found or self._with_kind(name)

    def _exact(self, name: str) -> Target | None:
        name = unicodedata.normalize("NFC", name)
        return Target(name, self.labels[name]) if name in self.labels else None

    def _by_id(self, name: str) -> Target | None:
        match = _WORDNET.match(name)
        if not match or match[0] not in self.ids:
            return None
        called, keys = self.ids[match[0]]
        return Target(called, keys, is_kind=match[0] not in keys or len(keys) > 1)

    def _loose(self, name: str) -> Target | None:
        found = self._labels.get(letters_of(name), [])
        if len(found) > 1:
            raise OptionError(
                f"the folder {name!r}: {self.function} has several labels with about that name: "
                f"{', '.join(map(repr, found))}; give the folder the exact name"
            )
        if found:
            return Target(found[0], self.labels[found[0]])
        kinds = self._kinds.get(letters_of(name), [])
        keys = frozenset[str]().union(*(self.kinds[each] for each in kinds))
        return Target(kinds[0], keys, is_kind=True) if kinds else None

    def _with_kind(self, name: str) -> Target | None:
        *words, kind = words_of(name) or [""]
        target, wider = self._loose(" ".join(words)), self._loose(kind)
        return target if target and wider and target.keys <= wider.keys else None

    def _hint(self, name: str) -> str:
        meant = nearest(name, (*self.kinds, *self.labels))
        return f" (near: {', '.join(map(repr, meant))})" if meant else ""
