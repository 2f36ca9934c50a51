"""What an exploration found in a project: its findings, their evidence, and the map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from vizsla.workspace.json_text import object_from_text, text_from_json
from vizsla.workspace.name_rules import actor_name
from vizsla.workspace.project_queries import ProjectQueries
from vizsla.workspace.row_values import aware, chunks, now
from vizsla.workspace.schema import evidence, example, exploration, suggestion
from vizsla.workspace.search_states import DOUBTFUL, STANDS
from vizsla.workspace.stored_map import StoredMap

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from vizsla.json_value import JSONObject, JSONValue

__all__ = ["ExplorationStore", "StoredEvidence", "StoredExploration"]

COLUMNS = (
    example.c.number,
    evidence.c.kind,
    evidence.c.why,
    evidence.c.state,
    evidence.c.given,
    evidence.c.likely,
    evidence.c.beside,
    evidence.c.score,
)


@dataclass(frozen=True, slots=True)
class StoredEvidence:
    """An example that a finding is about.

    Attributes:
        example: the example's id.
        kind: the finding's kind.
        why: the reason, in words.
        state: the state by which it is looked for; None for none.
        given: the label that is doubted: with another the evidence is void; None for none.
        likely: the more likely label; None where none is.
        beside: the id of the example to compare it with; None where there is none.
        score: how strong the evidence is, in the finding's own measure; None without one.

    """

    example: int
    kind: str
    why: str
    state: str | None = None
    given: str | None = None
    likely: str | None = None
    beside: int | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class StoredExploration:
    """The newest exploration of a project.

    Attributes:
        revision: the project's revision when it was explored.
        made_at: the time, UTC.
        made_by: the person or program that asked for it.
        findings: the findings as JSON objects, without their evidence.
        counts: the number of examples whose evidence still stands, by the findings' kinds.
        changed: the number of examples that were added or changed since.

    """

    revision: int
    made_at: datetime
    made_by: str | None
    findings: list[dict[str, JSONValue]]
    counts: dict[str, int]
    changed: int


class ExplorationStore(ProjectQueries):
    """The newest exploration of one project."""

    def put(
        self,
        revision: int,
        findings: Sequence[JSONObject],
        found: Iterable[StoredEvidence],
        places: StoredMap,
        who: str | None,
    ) -> None:
        """Store an exploration in place of the one before.

        Args:
            revision: the project's revision when it was explored.
            findings: the findings, as JSON objects.
            found: their evidence, the strongest of each kind first.
            places: the map.
            who: the person or program that asked for it.

        """
        text = text_from_json({"findings": [dict(each) for each in findings]}, "the findings")
        values = {
            "project_id": self._project_id,
            "revision": revision,
            "made_at": now(),
            "made_by": actor_name(who),
            "findings": text,
            "map": places.to_bytes(),
        }
        own = exploration.c.project_id == self._project_id
        with self._database.write() as connection:
            connection.execute(sa.delete(exploration).where(own))
            connection.execute(sa.insert(exploration).values(**values))
            mine = evidence.c.project_id == self._project_id
            connection.execute(sa.delete(evidence).where(mine))
            self._insert(connection, found)

    def _insert(self, connection: Connection, found: Iterable[StoredEvidence]) -> None:
        there = sa.select(example.c.number, example.c.id)
        there = there.where(example.c.project_id == self._project_id)
        once: dict[tuple[int, str], StoredEvidence] = {}
        for each in found:
            once.setdefault((each.example, each.kind), each)
        places: dict[str, int] = {}
        for chunk in chunks(once.values()):
            numbers = {each.example for each in chunk}
            rows = connection.execute(there.where(example.c.number.in_(numbers)))
            ids = dict(tuple(row) for row in rows)
            values = []
            for each in chunk:
                place = places[each.kind] = places.get(each.kind, -1) + 1
                if each.example in ids:  # others were removed meanwhile
                    values.append(self._row(each, ids[each.example], place))
            if values:
                connection.execute(sa.insert(evidence), values)

    def _row(self, found: StoredEvidence, example_id: int, place: int) -> dict[str, Any]:
        return {
            "example_id": example_id,
            "kind": found.kind,
            "project_id": self._project_id,
            "state": found.state,
            "place": place,
            "given": found.given,
            "likely": found.likely,
            "beside": found.beside,
            "score": found.score,
            "why": found.why,
        }

    def newest(self) -> StoredExploration | None:
        """Return the newest exploration; None where there was none."""
        columns = (
            exploration.c.revision,
            exploration.c.made_at,
            exploration.c.made_by,
            exploration.c.findings,
        )
        query = sa.select(*columns).where(exploration.c.project_id == self._project_id)
        counts = (
            sa.select(evidence.c.kind, sa.func.count())
            .join_from(evidence, example, example.c.id == evidence.c.example_id)
            .where(evidence.c.project_id == self._project_id, STANDS)
            .group_by(evidence.c.kind)
        )
        with self._database.read() as connection:
            row = connection.execute(query).first()
            if row is None:
                return None
            changed = sa.select(sa.func.count()).select_from(example)
            changed = changed.where(
                example.c.project_id == self._project_id, example.c.revision > row.revision
            )
            listed: Any = object_from_text(row.findings, "the findings of a project")["findings"]
            return StoredExploration(
                row.revision,
                aware(row.made_at),
                row.made_by,
                list(listed),
                dict(tuple(each) for each in connection.execute(counts)),
                connection.scalar(changed) or 0,
            )

    def map(self) -> StoredMap | None:
        """Return the map; None where the project was not explored."""
        query = sa.select(exploration.c.map).where(exploration.c.project_id == self._project_id)
        with self._database.read() as connection:
            content = connection.scalar(query)
        return None if content is None else StoredMap.from_bytes(content)

    def labels_now(self) -> Sequence[Row[int, str | None, int, float | None]]:
        """Return each example's number, label, revision, and the score of its suggestion, by id."""
        query = (
            sa.select(example.c.number, example.c.label, example.c.revision, suggestion.c.score)
            .join_from(example, suggestion, suggestion.c.example_id == example.c.id, isouter=True)
            .where(example.c.project_id == self._project_id)
            .order_by(example.c.number)
        )
        with self._database.read() as connection:
            return connection.execute(query).all()

    def ids_of(self, kind: str) -> list[int]:
        """Return the ids of the examples that a finding is about, the strongest evidence first.

        Args:
            kind: the finding's kind.

        """
        query = (
            sa.select(example.c.number)
            .join_from(evidence, example, example.c.id == evidence.c.example_id)
            .where(evidence.c.project_id == self._project_id, evidence.c.kind == kind, STANDS)
            .order_by(evidence.c.place)
        )
        with self._database.read() as connection:
            return list(connection.scalars(query))

    def evidence_of(self, ids: Iterable[int]) -> dict[int, list[StoredEvidence]]:
        """Return the evidence that stands about examples, by their ids."""
        query = (
            sa.select(*COLUMNS)
            .join_from(example, evidence, example.c.id == evidence.c.example_id)
            .where(example.c.project_id == self._project_id, STANDS)
            .order_by(evidence.c.kind)
        )
        found: dict[int, list[StoredEvidence]] = {}
        with self._database.read() as connection:
            for chunk in chunks(ids):
                for row in connection.execute(query.where(example.c.number.in_(chunk))):
                    each = StoredEvidence(*row)
                    found.setdefault(each.example, []).append(each)
        return found

    def doubtful(self) -> int:
        """Return the number of examples that may be labelled wrongly, as far as is known."""
        query = (
            sa.select(sa.func.count())
            .select_from(evidence)
            .join(example, example.c.id == evidence.c.example_id)
            .where(evidence.c.project_id == self._project_id, evidence.c.state == DOUBTFUL, STANDS)
        )
        with self._database.read() as connection:
            return connection.scalar(query) or 0
