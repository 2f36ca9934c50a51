"""What callers said of the answers of one project's functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from vizsla.errors import NotFoundError
from vizsla.workspace.feedback_records import Feedback, GivenAnswer
from vizsla.workspace.label_history import NOT_UNDONE
from vizsla.workspace.label_state import UNLABELLED
from vizsla.workspace.project_queries import ProjectQueries
from vizsla.workspace.row_values import (
    aware,
    check_ids,
    chunks,
    names_from_text,
    now,
    text_from_names,
)
from vizsla.workspace.schema import action, change, example
from vizsla.workspace.server_tables import feedback

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from sqlalchemy import Connection

    from vizsla.workspace.feedback_records import AnswerId, KeptInput

__all__ = ["FeedbackStore"]

FEEDBACK = sa.select(
    feedback.c.id,
    example.c.number,
    feedback.c.labels,
    feedback.c.answer,
    feedback.c.version,
    feedback.c.who,
    feedback.c.at,
    example.c.state,
    feedback.c.example_id,
).join_from(feedback, example)


class FeedbackStore(ProjectQueries):
    """The feedback of one project, oldest first.

    Any method may raise a WorkspaceError, whose class says why the database can't be used.
    """

    def all(self, *, unlabelled: bool = False) -> list[Feedback]:
        """Return the feedback.

        Args:
            unlabelled: only that on examples that nobody has looked at.

        """
        query = FEEDBACK.where(feedback.c.project_id == self._project_id)
        if unlabelled:
            query = query.where(example.c.state == UNLABELLED)
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(feedback.c.id)).all()
        return [_feedback(row) for row in rows]

    def find(self, answer_id: AnswerId) -> Feedback | None:
        """Return the feedback on an answer, or None."""
        with self._database.read() as connection:
            row = connection.execute(self._of(answer_id)).first()
        return None if row is None else _feedback(row)

    def was_looked_at(self, answer_id: AnswerId) -> bool:
        """Return whether anybody has labelled the example, or set it aside, since the feedback."""
        with self._database.read() as connection:
            row = connection.execute(self._of(answer_id)).first()
            if row is None:
                return False
            query = sa.select(change.c.id).join_from(change, action).limit(1)
            query = query.where(
                change.c.example_id == row.example_id,
                action.c.at >= row.at,
                action.c.undone_at.is_(None),
                action.c.kind.not_in(NOT_UNDONE),
            )
            return connection.scalar(query) is not None

    def waiting(self, who: str) -> int:
        """Return how many feedbacks of a caller are on examples that nobody has looked at."""
        query = sa.select(sa.func.count()).select_from(feedback.join(example))
        query = query.where(
            feedback.c.project_id == self._project_id,
            feedback.c.who == who,
            example.c.state == UNLABELLED,
        )
        with self._database.read() as connection:
            return int(connection.scalar(query) or 0)

    def put(self, number: int, kept: KeptInput, labels: Sequence[str], who: str) -> None:
        """Store feedback, in place of what was said of the same answer before.

        Args:
            number: the id of the example that the input became.
            kept: the input.
            labels: the right labels; none where only the answer is said to be wrong.
            who: the name of the caller's key.

        Raises:
            NotFoundError: the example was removed meanwhile.

        """
        values = {"labels": text_from_names(labels), "who": who, "at": now()}
        with self._database.write() as connection:
            row = connection.execute(self._of(kept.id)).first()
            if row is not None:
                changed = sa.update(feedback).where(feedback.c.id == row.id)
                connection.execute(changed.values(values))
                return
            new = {
                **values,
                "project_id": self._project_id,
                "example_id": self._example(connection, number, who),
                "answer_id": kept.id.request,
                "position": kept.id.position,
                "version": kept.version,
                "answer": kept.answer.to_json(),
            }
            connection.execute(sa.insert(feedback).values(new))

    def dismiss(self, numbers: Iterable[int]) -> int:
        """Delete the feedback on examples, which stay; return how much it was."""
        count = 0
        with self._database.write() as connection:
            for chunk in chunks(check_ids(numbers)):
                ids = sa.select(example.c.id).where(
                    example.c.project_id == self._project_id, example.c.number.in_(chunk)
                )
                gone = sa.delete(feedback).where(feedback.c.example_id.in_(ids))
                count += connection.execute(gone).rowcount
        return count

    def _of(self, answer_id: AnswerId) -> sa.Select[Any]:
        return FEEDBACK.where(
            feedback.c.project_id == self._project_id,
            feedback.c.answer_id == answer_id.request,
            feedback.c.position == answer_id.position,
        )

    def _example(self, connection: Connection, number: int, who: str) -> int:
        """Return an example's row id.

        Of one that people have looked at, what the caller said before is deleted: nobody waits for
        it, and so it can't become more and more.
        """
        query = sa.select(example.c.id, example.c.state)
        query = query.where(example.c.project_id == self._project_id, example.c.number == number)
        found = connection.execute(query).first()
        if found is None:
            raise NotFoundError(f"{self._where} has no example {number}; it was removed meanwhile")
        if found.state != UNLABELLED:
            own = (feedback.c.example_id == found.id) & (feedback.c.who == who)
            connection.execute(sa.delete(feedback).where(own))
        return int(found.id)


def _feedback(row: Any) -> Feedback:  # noqa: ANN401 - a row of FEEDBACK
    return Feedback(
        row.number,
        names_from_text(row.labels),
        GivenAnswer.from_json(row.answer),
        row.version,
        row.who,
        aware(row.at),
        row.state,
    )
