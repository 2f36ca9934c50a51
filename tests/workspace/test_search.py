"""Examples are found by filters that combine, page by page."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from vizsla.errors import OptionError
from vizsla.workspace import Workspace, example_search
from vizsla.workspace.example_filter import ORDERS, ExampleFilter, ListPlace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from vizsla.workspace import NewExample, Store


@pytest.fixture
def store(home: Path, new: Callable[..., NewExample]) -> Iterator[Store]:
    del home
    with Workspace.open() as workspace:
        store = workspace.create("trees")
        names = ["Oak 1.png", "elm.png", "oak_2.png", "oak_2.png", "a%b.png", "oak tall.png"]
        store.add([new(n, name=name) for n, name in enumerate(names)], who="ann")
        store.label([1, 3, 4], "oak", who="bo")
        store.label([2], "elm", who="cy")
        store.label([4], "oak", positive=False, who="cy")
        store.unsure([5], who="cy")
        yield store


def ids(store: Store, **wanted: object) -> list[int]:
    found = store.search(ExampleFilter(**wanted))  # type: ignore[arg-type] # any of its fields
    assert found.total == len(found.found)
    return [each.example.id for each in found.found]


def test_each_condition_must_hold(store: Store) -> None:
    assert ids(store) == [1, 2, 3, 4, 5, 6]
    assert ids(store, label="oak") == [1, 3]
    assert ids(store, states=("unlabelled",)) == [6]
    assert ids(store, words=("oak",)) == [1, 3, 4, 6]
    assert ids(store, words=("OAK", "2")) == [3, 4]
    assert ids(store, words=("%",)) == [5]
    assert ids(store, words=("_",)) == [3, 4]
    assert ids(store, ids=(6, 1, 99)) == [1, 6]
    assert ids(store, ids=()) == []
    assert ids(store, label="oak", words=("2",), ids=(1, 3)) == [3]


def test_ids_of_all_that_fit_are_told_in_the_order(store: Store) -> None:
    assert store.search_ids(ExampleFilter(label="oak", order="newest")) == [3, 1]
    by_name = ExampleFilter(words=("oak",), order="name")
    assert store.search_ids(by_name) == [each.example.id for each in store.search(by_name).found]


def test_states_combine(store: Store, new: Callable[..., NewExample]) -> None:
    store.use([3], used=False)
    assert ids(store, states=("labelled",)) == [1, 2, 3, 4]
    assert ids(store, states=("unused",)) == [3]
    assert ids(store, states=("labelled", "unsure")) == []
    assert ids(store, states=("contradicting",)) == []
    store.add([new(0, "ash")])
    assert ids(store, states=("contradicting", "labelled")) == [1]
    with pytest.raises(OptionError, match="'outlier'"):
        ExampleFilter(states=("odd",))


def test_times_of_adding_are_looked_for(store: Store) -> None:
    (added,) = {each.added_at for each in store.get([1, 2, 3, 4, 5, 6])}
    later = added + timedelta(seconds=1)
    assert ids(store, added_from=added, added_before=later) == [1, 2, 3, 4, 5, 6]
    assert ids(store, added_before=added) == ids(store, added_from=later) == []


def test_many_and_few_examples_are_found_by_words(store: Store, monkeypatch: Any) -> None:
    few = ids(store, words=("oak",), states=("labelled",))
    monkeypatch.setattr(example_search, "MANY", 0)
    assert ids(store, words=("oak",), states=("labelled",)) == few == [1, 3, 4]


def test_who_set_the_labels_last_is_told_and_looked_for(store: Store) -> None:
    found = store.search(ExampleFilter()).found
    assert [each.who for each in found] == ["bo", "cy", "bo", "cy", "cy", "ann"]
    assert ids(store, who="bo") == [1, 3]
    assert ids(store, who="cy") == [2, 4, 5]
    assert ids(store, who="ann") == [6]
    store.undo()  # cy's last act
    assert ids(store, who="ann") == [5, 6]


@pytest.mark.parametrize("order", ORDERS)
def test_pages_hold_each_example_once_in_every_order(store: Store, order: str) -> None:
    whole = ids(store, order=order)
    assert sorted(whole) == [1, 2, 3, 4, 5, 6]
    assert order.startswith("name") or whole == sorted(whole, reverse=order == "newest")
    found: list[int] = []
    place = None
    while len(found) < 6:
        page = store.search(ExampleFilter(order=order), 2, place)
        assert (page.total, len(page.found)) == (6, 2)
        found += [each.example.id for each in page.found]
        # As addresses have it.
        place = None if page.next is None else ListPlace.from_text(page.next.to_text())
    assert place is None
    assert found == whole


@pytest.mark.parametrize("text", ["", "x", "W10", "WzEsMl0", "eyJhIjoxfQ", "ä", "WzEsImEiLDJd"])
def test_what_is_no_place_is_refused(text: str) -> None:
    with pytest.raises(OptionError, match="'next' of a page"):
        ListPlace.from_text(text)


def test_an_unknown_order_is_refused() -> None:
    with pytest.raises(OptionError, match="'oldest'"):
        ExampleFilter(order="best")


def test_times_and_revisions_go_up_with_each_change(store: Store) -> None:
    times, revisions = [store.changed_at()], [store.revision()]
    for change in (
        lambda: store.label([6], "ash"),
        store.undo,
        lambda: store.add_run({}, b""),
        lambda: store.remove([6]),
    ):
        change()
        times.append(store.changed_at())
        revisions.append(store.revision())
    assert times == sorted(times)
    assert revisions == sorted(set(revisions))


def test_labels_that_changed_since_a_run_are_counted(store: Store) -> None:
    store.add_run({}, b"", {1: "train"})
    assert store.changed_since_run(1) == 0
    store.label([1, 6], "ash")
    store.clear([2])
    assert store.changed_since_run(1) == 2
