"""Two people who label one example differently: neither label is lost, and somebody settles it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.workspace import NewExample, Store

    New = Callable[..., NewExample]


@pytest.fixture
def one(store: Store, new: New) -> int:
    return store.add([new(0)])[0].id


def labels(store: Store, number: int) -> tuple[str | None, tuple[str, ...]]:
    (found,) = store.get([number])
    return found.label, found.contradicts


def test_another_persons_label_is_kept_beside_the_new_one(store: Store, one: int) -> None:
    store.label_beside([one], "oak", "ann")
    store.label_beside([one], "elm", "ben")
    assert labels(store, one) == ("oak", ("elm",))
    (found,) = store.contradictions()
    assert [(each.label, each.who) for each in found.claims] == [("oak", "ann"), ("elm", "ben")]
    assert store.counts().contradictions == 1
    store.label([one], "elm", who="cy")
    assert labels(store, one) == ("elm", ())
    assert store.contradictions() == []


def test_whoever_changes_their_mind_replaces_their_own_label(store: Store, one: int) -> None:
    store.label_beside([one], "oak", "ann")
    store.label_beside([one], "elm", "ann")
    assert labels(store, one) == ("elm", ())
    store.label_beside([one], "ash", "ben")
    store.label_beside([one], "yew", "ben")
    assert labels(store, one) == ("elm", ("yew",))
    store.label_beside([one], "fir", "ann")
    assert labels(store, one) == ("fir", ("yew",))


def test_a_contradiction_is_settled_once_all_agree(store: Store, one: int) -> None:
    store.label_beside([one], "oak", "ann")
    store.label_beside([one], "elm", "ben")
    store.label_beside([one], "elm", "ann")
    assert labels(store, one) == ("elm", ())


def test_nobody_overwrites_what_another_has_settled(store: Store, one: int) -> None:
    store.label_beside([one], "oak", "ann")
    store.label_beside([one], "elm", "ben")
    store.label([one], "oak", who="cy")
    store.label_beside([one], "elm", "ann")
    assert labels(store, one) == ("oak", ("elm",))


def test_a_label_that_was_imported_is_nobodys(store: Store, new: New) -> None:
    (added,) = store.add([new(0, "oak")], who="ann")
    store.add([new(0, "ash")], who="ann")
    (found,) = store.contradictions()
    assert [(each.label, each.who) for each in found.claims] == [("oak", None), ("ash", None)]
    store.label_beside([added.id], "elm", "ben")
    assert labels(store, added.id) == ("elm", ())


def test_a_contradiction_is_undone_and_done_again(store: Store, one: int) -> None:
    store.label_beside([one], "oak", "ann")
    store.label_beside([one], "elm", "ben")
    store.undo("ben", own=True)
    assert labels(store, one) == ("oak", ())
    store.redo("ben", own=True)
    assert labels(store, one) == ("oak", ("elm",))


def test_a_renamed_label_is_still_its_owners(store: Store, one: int) -> None:
    store.label_beside([one], "oak", "ann")
    store.label_beside([one], "elm", "ben")
    store.rename_label("oak", "Quercus", "cy")
    (found,) = store.contradictions()
    assert [(each.label, each.who) for each in found.claims] == [("Quercus", "ann"), ("elm", "ben")]


def test_an_act_on_what_nobody_labelled_leaves_what_somebody_did(store: Store, new: New) -> None:
    first, second = (each.id for each in store.add([new(0), new(1)]))
    store.label([first], "oak", who="ann")
    for act in (store.skip, store.unsure):
        assert act([first], "ben", only_unlabelled=True).examples == 0
    done = store.label([first, second], "oak", positive=False, who="ben", only_unlabelled=True)
    assert done.examples == 1
    assert labels(store, first) == ("oak", ())


def test_examples_that_were_set_aside_are_taken_back(store: Store, new: New) -> None:
    ids = [each.id for each in store.add([new(n) for n in range(4)])]
    store.label(ids[:1], "oak", positive=False)
    store.skip(ids[:3])
    store.unsure(ids[3:])
    assert store.put_back("skipped", [ids[1], ids[3]]).examples == 1
    assert store.put_back("skipped").examples == 2
    states = [each.state for each in store.get(ids)]
    assert states == ["labelled", "unlabelled", "unlabelled", "unsure"]
    store.undo()
    assert [each.state for each in store.get(ids)][:3] == ["skipped", "unlabelled", "skipped"]
