"""The labels of a project, those without examples included, with their descriptions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vizsla.errors import NotFoundError, OptionError
from vizsla.label_rules import clean_label
from vizsla.workspace import NONE_OF_THESE

if TYPE_CHECKING:
    from vizsla.json_value import JSONObject
    from vizsla.workspace import Store, Workspace

__all__ = ["KnownLabel", "KnownLabels"]

TOPIC = "label"


@dataclass(frozen=True, slots=True)
class KnownLabel:
    """A label that somebody named, or that an example has.

    Attributes:
        name: the label, as examples have it.
        title: its name for people, which differs from it for ``none of these`` alone.
        description: what it means.
        origin: the name that it had first: renaming it does not change this.
        examples: the number of its positive examples.

    """

    name: str
    title: str
    description: str
    origin: str
    examples: int

    @property
    def is_none(self) -> bool:
        """Whether its examples have none of the labels."""
        return self.name == NONE_OF_THESE


class KnownLabels:
    """The labels of a project.

    Args:
        workspace: the workspace.
        store: the project's store.

    """

    def __init__(self, workspace: Workspace, store: Store) -> None:
        self._facts = workspace.facts
        self._store = store

    def all(self) -> list[KnownLabel]:
        """Return the labels, by title."""
        counts = {each.name: each.positive for each in self._store.labels()}
        facts = self._facts.of_topic(self._store.row_id, TOPIC)
        return sorted(
            (
                KnownLabel(
                    name,
                    str(fact.get("title", name)),
                    str(fact.get("description", "")),
                    str(fact.get("origin", name)),
                    counts.get(name, 0),
                )
                for name in {*counts, *facts}
                for fact in [facts.get(name, {})]
            ),
            key=lambda each: each.title,
        )

    def get(self, name: str) -> KnownLabel:
        """Return a label.

        Raises:
            NotFoundError: there is no such label.

        """
        for each in self.all():
            if each.name == name:
                return each
        raise NotFoundError(f"{self._store.name!r} has no label {name!r:.90}")

    def new(self, title: str, description: str = "", *, is_none: bool = False) -> KnownLabel:
        """Name a label that no example has yet.

        Args:
            title: the label.
            description: what it means.
            is_none: whether its examples have none of the other labels.

        Raises:
            OptionError: the text can't be a label, or there is one of that name.

        """
        title = clean_label(title)
        name = NONE_OF_THESE if is_none else title
        self._check_free(title, name)
        self._put({name: _fact(name, title, description, name)})
        return self.get(name)

    def change(
        self, label: KnownLabel, title: str, description: str, who: str | None = None
    ) -> KnownLabel:
        """Rename a label, of its examples too, or describe it otherwise.

        Raises:
            OptionError: the text can't be a label, or there is another one of that name.

        """
        title = clean_label(title)
        name = NONE_OF_THESE if label.is_none else title
        if title != label.title:
            self._check_free(title, name, label)
        if name != label.name and any(each.name == label.name for each in self._store.labels()):
            self._store.rename_label(label.name, name, who)
        self._put({label.name: None, name: _fact(name, title, description, label.origin)})
        return self.get(name)

    def remove(self, label: KnownLabel, who: str | None = None) -> None:
        """Remove a label, from all examples too."""
        if any(each.name == label.name for each in self._store.labels()):
            self._store.remove_label(label.name, who)
        self._put({label.name: None})

    def _check_free(self, title: str, name: str, but: KnownLabel | None = None) -> None:
        if name == title == NONE_OF_THESE and but is None:
            raise OptionError(
                f"{title!r} is what examples without any of the labels are called; choose another "
                "name"
            )
        for each in self.all():
            if each != but and (each.title == title or each.name == name):
                raise OptionError(f"there is a label {each.title!r} already")

    def _put(self, facts: dict[str, JSONObject | None]) -> None:
        self._facts.put(self._store.row_id, TOPIC, facts)


def _fact(name: str, title: str, description: str, origin: str) -> JSONObject:
    fact = {"description": description}
    if title != name:
        fact["title"] = title
    if origin != name:
        fact["origin"] = origin
    return fact
