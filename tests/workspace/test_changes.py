from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from vizsla import errors

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.workspace import NewExample, Store, Workspace

    New = Callable[..., NewExample]


@pytest.fixture
def ids(store: Store, new: New) -> list[int]:
    return [each.id for each in store.add([new(n) for n in range(6)])]


def test_a_change_is_listed_once_with_the_revision_to_ask_from_next(
    store: Store, ids: list[int]
) -> None:
    first = store.changes_since(0)
    assert (first.examples, first.removed, first.more) == (tuple(ids), (), False)
    assert store.changes_since(first.revision).revision == first.revision
    assert not store.changes_since(first.revision)
    store.label(ids[2:4], "oak")
    second = store.changes_since(first.revision)
    assert second.examples == tuple(ids[2:4])
    assert second.revision > first.revision
    assert not store.changes_since(second.revision)


def test_every_kind_of_change_is_listed(store: Store, new: New, ids: list[int]) -> None:
    last = store.changes_since(0).revision

    def changed() -> tuple[tuple[int, ...], ...]:
        nonlocal last
        found = store.changes_since(last)
        last = found.revision
        return found.examples, found.removed, found.runs, found.versions

    store.label(ids[:2], "oak")
    assert changed() == (tuple(ids[:2]), (), (), ())
    store.rename_label("oak", "ash")
    assert changed() == (tuple(ids[:2]), (), (), ())
    store.undo()
    assert changed() == (tuple(ids[:2]), (), (), ())
    store.label(ids[:1], "oak")
    assert not store.changes_since(last), "it was that already"
    store.unsure(ids[4:5])
    store.use(ids[5:], False)  # noqa: FBT003 - as the store takes it
    assert changed() == (tuple(ids[4:6]), (), (), ())
    store.set_splits({ids[3]: "test"})
    assert changed() == ((ids[3],), (), (), ())
    (again,) = store.add([new(0, "beech")])
    assert changed() == ((again.id,), (), (), ())
    run = store.add_run({}, b"", {ids[0]: "train"})
    assert changed() == ((ids[0],), (), (run.number,), ())
    store.add_report(run.number, {})
    assert changed() == ((), (), (run.number,), ())
    store.add_version(run.number, {}, 1)
    assert changed() == ((), (), (), (1,))
    store.remove(ids[1:3])
    assert changed() == ((), tuple(ids[1:3]), (), ())


def test_projects_have_feeds_of_their_own(workspace: Workspace, store: Store, new: New) -> None:
    other = workspace.create("houses")
    store.add([new(0)])
    assert not other.changes_since(0)
    workspace.remove("houses")
    with pytest.raises(errors.NotFoundError, match="houses"):
        other.changes_since(0)


def test_many_changes_are_listed_a_few_at_a_time(store: Store, new: New, ids: list[int]) -> None:
    store.remove(ids[:1])
    store.add([new(n) for n in range(10, 20)])
    store.add_run({}, b"")
    revision, examples, removed, runs = 0, [], [], []
    for _ in range(100):
        found = store.changes_since(revision, 3)
        assert len(found.examples) <= 3
        examples += found.examples
        removed += found.removed
        runs += found.runs
        revision = found.revision
        if not found.more:
            break
    assert examples == [each.id for each in store.examples()]
    assert (removed, runs) == (ids[:1], [1])
    with pytest.raises(errors.OptionError, match="limit"):
        store.changes_since(0, 0)


def test_a_change_that_was_rolled_back_is_not_listed(store: Store, ids: list[int]) -> None:
    last = store.changes_since(0).revision
    with pytest.raises(errors.NotFoundError):
        store.label([*ids, 9999], "oak")
    assert store.changes_since(last).revision == last


@pytest.mark.parametrize("table", ["example", "removed_example", "run", "version"])
def test_the_feed_is_read_from_an_index(store: Store, table: str) -> None:
    query = f"SELECT revision, number FROM {table} WHERE project_id = 1 AND revision > 5 ORDER BY revision LIMIT 9"  # noqa: E501, S608
    with store.database.read() as connection:
        if connection.dialect.name != "sqlite":
            pytest.skip("PostgreSQL scans small tables, whatever indexes they have")
        plan = connection.execute(sa.text(f"EXPLAIN QUERY PLAN {query}")).all()
    assert [row[3] for row in plan] == [
        f"SEARCH {table} USING INDEX ix_{table}_project_id_revision (project_id=? AND revision>?)"
    ]
