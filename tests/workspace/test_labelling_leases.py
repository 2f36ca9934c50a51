"""Examples are leased to those who label them, and the leases run out."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from vizsla.workspace import labelling_leases
from vizsla.workspace.row_values import now

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.workspace import NewExample, Store

    New = Callable[..., NewExample]


@pytest.fixture
def ids(store: Store, new: New) -> list[int]:
    return [each.id for each in store.add([new(n) for n in range(6)])]


def take(store: Store, who: str, count: int, ranked: list[int] | None = None) -> list[int]:
    found = store.leases.take(f"tab of {who}", who, "label", ranked or [], count)
    return [each.id for each in found]


def test_two_people_are_given_different_examples_in_the_order_that_is_asked_for(
    store: Store, ids: list[int]
) -> None:
    assert take(store, "ann", 2, [ids[4], ids[2]]) == [ids[4], ids[2]]
    assert take(store, "ben", 3, [ids[4], ids[5]]) == [ids[5], ids[0], ids[1]]


def test_what_somebody_has_is_kept_until_it_is_labelled(store: Store, ids: list[int]) -> None:
    assert take(store, "ann", 2) == ids[:2]
    assert take(store, "ann", 2) == ids[:2]
    store.label(ids[:1], "oak")
    assert take(store, "ann", 2) == ids[1:3]


def test_nobody_is_told_that_there_is_nothing_while_something_is_unlabelled(
    store: Store, ids: list[int]
) -> None:
    assert take(store, "ann", 2) == ids[:2]
    store.skip(ids[2:])
    found = store.leases.take("tab of ben", "ben", "label", [], 2)
    assert [(each.id, each.held_by) for each in found] == [(ids[0], "ann"), (ids[1], "ann")]
    store.skip(ids)
    assert take(store, "ben", 2) == []


def test_whoever_comes_to_an_empty_queue_is_given_half_of_what_another_has(
    store: Store, ids: list[int]
) -> None:
    ranked = ids[::-1]
    assert take(store, "ann", 6, ranked) == ranked
    assert take(store, "ben", 6, ranked) == ranked[3:]
    assert take(store, "ann", 6, ranked) == ranked[:3]


def test_what_is_before_somebody_is_not_given_away_when_the_order_changes(
    store: Store, ids: list[int]
) -> None:
    assert take(store, "ann", 6) == ids
    assert take(store, "ann", 6, ids[::-1]) == ids
    assert take(store, "ben", 6, ids[::-1]) == ids[3:]


def test_leases_run_out_and_whoever_leaves_gives_theirs_back(
    store: Store, ids: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    take(store, "ann", 4)
    assert take(store, "ben", 2) == ids[4:]
    store.leases.leave("tab of ben")
    assert take(store, "cy", 2) == ids[4:]
    later = now() + labelling_leases.LEASE + timedelta(seconds=1)
    monkeypatch.setattr(labelling_leases, "now", lambda: later)
    assert take(store, "dan", 6) == ids


def test_a_sign_of_life_makes_leases_last(
    store: Store, ids: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    take(store, "ann", 6)
    start = now()
    for minutes in (1.5, 3):
        time = start + timedelta(minutes=minutes)
        monkeypatch.setattr(labelling_leases, "now", lambda time=time: time)
        store.leases.visit("tab of ann", "ann", "explore")
    assert store.leases.people() == [labelling_leases.PresentPerson("ann", "explore")]
    assert take(store, "ann", 6) == ids
    assert take(store, "ben", 6) == ids[3:]  # half of what she has still


def test_people_are_here_until_they_leave_or_give_no_sign(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for client, who, room in (("a", "ann", "label"), ("b", "ann", "label"), ("c", "ben", "test")):
        store.leases.visit(client, who, room)
    assert [(each.who, each.room) for each in store.leases.people()] == [
        ("ann", "label"),
        ("ben", "test"),
    ]
    store.leases.leave("c")
    assert len(store.leases.people()) == 1
    later = now() + labelling_leases.AWAY + timedelta(seconds=1)
    monkeypatch.setattr(labelling_leases, "now", lambda: later)
    assert store.leases.people() == []


def test_some_examples_are_leased_together_or_not_at_all(store: Store, ids: list[int]) -> None:
    take(store, "ann", 2)
    assert store.leases.take_all("b", "ben", "label", ids[:3], 2) == []
    found = store.leases.take_all("b", "ben", "label", ids[:4], 2)
    assert [each.id for each in found] == ids[2:4]
