"""The examples whose labels contradict each other, and who gave them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vizsla.workspace.label_claims import LabelClaim, label_claims
from vizsla.workspace.project_queries import ProjectQueries
from vizsla.workspace.row_values import EXAMPLE, check_limit, check_number, example_from_row
from vizsla.workspace.schema import example

if TYPE_CHECKING:
    from vizsla.workspace.records import Example

__all__ = ["Contradiction", "ContradictionReader"]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """An example with labels that contradict each other.

    Attributes:
        example: the example.
        claims: the labels, and who gave each; the label that it has until now is first.

    """

    example: Example
    claims: tuple[LabelClaim, ...]


class ContradictionReader(ProjectQueries):
    """The contradictions of one project."""

    def page(self, limit: int, after: int) -> list[Contradiction]:
        """Return a page of contradictions; see ``Store.contradictions``."""
        check_limit(limit)
        query = (
            EXAMPLE.add_columns(example.c.id)
            .where(
                example.c.project_id == self._project_id,
                example.c.contradicts.is_not(None),
                example.c.number > check_number(after, "an example"),
            )
            .order_by(example.c.number)
            .limit(limit)
        )
        with self._database.read() as connection:
            rows = connection.execute(query).all()
            claims = label_claims(connection, [each[-1] for each in rows])
        return [
            _contradiction(example_from_row(each[:-1]), claims.get(each[-1], ())) for each in rows
        ]


def _contradiction(found: Example, claims: tuple[LabelClaim, ...]) -> Contradiction:
    by = {each.label: each for each in claims}
    labels = (*found.labels, *found.contradicts)
    return Contradiction(found, tuple(by.get(each, LabelClaim(each)) for each in labels))
