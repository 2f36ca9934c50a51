"""The labels that a training run suggests for examples without one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from vizsla.workspace.project_queries import ProjectQueries
from vizsla.workspace.row_values import chunks, names_from_text, text_from_names
from vizsla.workspace.schema import example, suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["StoredSuggestion", "SuggestionStore"]


@dataclass(frozen=True, slots=True)
class StoredSuggestion:
    """A label that a run suggests for an example.

    Attributes:
        label: the label.
        score: how likely it is to be right, 0 to 1.
        sure: whether the run is sure of it.
        run: the number of the run.
        more_labels: in a multi-label project the other labels that it suggests.

    """

    label: str
    score: float
    sure: bool
    run: int
    more_labels: tuple[str, ...] = ()


class SuggestionStore(ProjectQueries):
    """The suggestions for the examples of one project."""

    def put(self, made: Sequence[tuple[int, StoredSuggestion]]) -> None:
        """Store suggestions, by the examples' ids, in place of all that there were."""
        there = sa.select(example.c.number, example.c.id)
        there = there.where(example.c.project_id == self._project_id)
        with self._database.write() as connection:
            own = suggestion.c.project_id == self._project_id
            connection.execute(sa.delete(suggestion).where(own))
            for chunk in chunks(made):
                numbers = [number for number, _ in chunk]
                rows = connection.execute(there.where(example.c.number.in_(numbers)))
                ids = dict(tuple(row) for row in rows)
                values = [
                    {
                        "example_id": ids[number],
                        "project_id": self._project_id,
                        "label": each.label,
                        "more_labels": text_from_names(each.more_labels),
                        "score": each.score,
                        "sure": each.sure,
                        "run": each.run,
                    }
                    for number, each in chunk
                    if number in ids  # others were removed meanwhile
                ]
                if values:
                    connection.execute(sa.insert(suggestion), values)

    def of(self, ids: Iterable[int]) -> dict[int, StoredSuggestion]:
        """Return the suggestions for examples, by their ids."""
        query = (
            sa.select(
                example.c.number,
                suggestion.c.label,
                suggestion.c.score,
                suggestion.c.sure,
                suggestion.c.run,
                suggestion.c.more_labels,
            )
            .join_from(example, suggestion, example.c.id == suggestion.c.example_id)
            .where(example.c.project_id == self._project_id)
        )
        found = {}
        with self._database.read() as connection:
            for chunk in chunks(ids):
                rows = connection.execute(query.where(example.c.number.in_(chunk)))
                for number, label, score, sure, run, more in rows:
                    more_labels = names_from_text(more)
                    found[number] = StoredSuggestion(label, score, sure, run, more_labels)
        return found
