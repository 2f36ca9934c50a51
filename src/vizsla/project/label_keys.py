"""The keys by which people label: one a label, which stays once it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.errors import NotFoundError, OptionError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.json_value import JSONObject
    from vizsla.workspace import Store, Workspace

__all__ = ["LabelKeys"]

TOPIC = "label key"
DIGITS = "1234567890"
TAKEN = frozenset("nusz?/")  # not, unsure, skip, undo, the list of keys, and finding a label


class LabelKeys:
    """The keys of a project's labels.

    Args:
        workspace: the workspace.
        store: the project's store.

    """

    def __init__(self, workspace: Workspace, store: Store) -> None:
        self._facts = workspace.facts
        self._store = store

    def all(self) -> dict[str, str | None]:
        """Return the key of each label, the labels with keys first, in the order of the keys.

        A label that has none gets the next free digit, and keeps it; after ten it has None until
        somebody chooses a key for it.
        """
        counts = [each for each in self._store.labels() if each.positive or each.negative]
        labels = [each.name for each in counts]
        known = self._stored()
        keys = {label: key for label, key in known.items() if label in labels}
        free = iter([each for each in DIGITS if each not in keys.values()])
        given = dict(zip(_without(labels, known), free, strict=False))
        if given:
            self._put({label: {"key": key} for label, key in given.items()})
        found: dict[str, str | None] = {label: (keys | given).get(label) for label in labels}
        return dict(sorted(found.items(), key=lambda item: _place(item[1])))

    def set(self, keys: Mapping[str, str | None]) -> dict[str, str | None]:
        """Choose keys of labels; another label that had one of them has none.

        Args:
            keys: a letter or digit by label; None for no key.

        Raises:
            OptionError: a key is no letter or digit, does something else, or is there twice.
            NotFoundError: there is no such label.

        """
        chosen = {
            label: None if key is None else _checked(key, label) for label, key in keys.items()
        }
        there = {each.name for each in self._store.labels()}
        for label in chosen:
            if label not in there:
                raise NotFoundError(f"{self._store.name!r} has no label {label!r:.90}")
        used = [key for key in chosen.values() if key is not None]
        if len(used) > len(set(used)):
            raise OptionError("two labels can't have the same key; choose another key for one")
        facts: dict[str, JSONObject | None] = {
            label: {"key": ""} for label, key in self._stored().items() if key in used
        }
        facts |= {label: {"key": key or ""} for label, key in chosen.items()}
        self._put(facts)
        return self.all()

    def rename(self, old: str, new: str) -> None:
        """Give a label's key to its new name."""
        key = self._stored().get(old)
        if key is not None:
            self._put({old: None, new: {"key": key}})

    def _stored(self) -> dict[str, str]:
        facts = self._facts.of_topic(self._store.row_id, TOPIC)
        return {label: str(each.get("key", "")) for label, each in facts.items()}

    def _put(self, facts: Mapping[str, JSONObject | None]) -> None:
        self._facts.put(self._store.row_id, TOPIC, facts)


def _without(labels: list[str], known: Mapping[str, str]) -> list[str]:
    """Return the labels that never had a key; "" is one that somebody took away."""
    return [each for each in labels if each not in known]


def _checked(key: str, label: str) -> str:
    found = key.casefold()
    if len(found) != 1 or not found.isalnum():
        raise OptionError(f"the key of {label!r:.90} must be one letter or digit, not {key!r:.20}")
    if found in TAKEN:
        raise OptionError(
            f"the key {found!r} does something else while labelling; choose another for "
            f"{label!r:.90}"
        )
    return found


def _place(key: str | None) -> tuple[int, str]:
    if not key:
        return 2, ""
    return (0, str(DIGITS.index(key))) if key in DIGITS else (1, key)
