"""Lists examples by how well they fit: near one, to words, or as evidence of a finding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vizsla.errors import OptionError
from vizsla.project.project_search import MOST
from vizsla.workspace.example_filter import ExampleFilter, FoundExamples, ListPlace

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.project.project import Project
    from vizsla.workspace import Store

__all__ = ["Ranking", "ranked_ids", "ranked_page"]


@dataclass(frozen=True, slots=True)
class Ranking:
    """By what examples are ranked; one of these at most decides the order.

    Attributes:
        near: the id of an example: those most similar to it.
        find: words: those that fit them by their meaning.
        finding: the kind of a finding: those that it is about, the strongest evidence first.

    """

    near: int | None = None
    find: str | None = None
    finding: str | None = None

    def __bool__(self) -> bool:
        """Return whether examples are ranked at all."""
        return self != Ranking()


def ranked_ids(
    store: Store, ranking: Ranking, wanted: ExampleFilter, opened: Callable[[], Project]
) -> list[int]:
    """Return the ids of the examples that fit a filter, the best first.

    Args:
        store: the project's store.
        ranking: by what they are ranked.
        wanted: the conditions; their order does not count.
        opened: returns the project, with the embeddings that were read before.

    Raises:
        OptionError: both an example and words are given, or the words can't be looked for.

    """
    if ranking.near is not None and ranking.find is not None:
        raise OptionError("examples are near another, or found by words: give one of the two")
    finding = None if ranking.finding is None else store.exploration.ids_of(ranking.finding)
    if ranking.near is not None:
        best = opened().nearest(ranking.near, MOST)
    elif ranking.find is not None:
        best = opened().find_by_words(ranking.find, MOST)
    else:
        best = finding or []
    if finding is not None:
        among = set(finding)
        best = [each for each in best if each in among]
    if wanted.has_conditions:
        fitting = set(store.search_ids(wanted))
        best = [each for each in best if each in fitting]
    return best


def ranked_page(store: Store, ids: list[int], limit: int, after: ListPlace | None) -> FoundExamples:
    """Return a page of ranked examples.

    Args:
        store: the project's store.
        ids: the ids of all, the best first.
        limit: the most examples on the page.
        after: the place at which the page before ended: the number of examples before.

    """
    start = 0 if after is None else after.id
    chosen = ids[start : start + limit]
    found = store.search(ExampleFilter(ids=tuple(chosen)), max(len(chosen), 1)).found
    rank = {number: n for n, number in enumerate(chosen)}
    end = start + len(chosen)
    return FoundExamples(
        tuple(sorted(found, key=lambda each: rank[each.example.id])),
        ListPlace(end) if end < len(ids) else None,
        len(ids),
    )
