from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from vizsla import errors
from vizsla.workspace import NewExample, Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vizsla.workspace import Store

FACTS = {"width": 1, "height": 1}


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    assert not home.exists()
    with Workspace.open() as workspace:
        yield workspace.create("tags", kind="multi-label-image-classification")


def add(store: Store, *labels: str, nots: tuple[str, ...] = (), content: bytes = b"a") -> int:
    first, *rest = labels or (None,)
    new = NewExample(content, "a.png", FACTS, label=first, more_labels=tuple(rest), not_labels=nots)
    return store.add([new])[0].id


def labels_of(store: Store, number: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    (found,) = store.get([number])
    return found.labels, found.not_labels


def test_an_example_has_several_labels_and_each_finds_it(store: Store) -> None:
    number = add(store, "red", "Big", content=b"a")
    add(store, "red", content=b"b")
    assert labels_of(store, number) == (("Big", "red"), ())
    assert [each.id for each in store.page(label="red")] == [number, number + 1]
    assert [each.id for each in store.page(label="big")] == []
    counts = {each.name: each.positive for each in store.labels()}
    assert counts == {"Big": 1, "red": 2}


def test_labels_of_several_imports_add_up(store: Store) -> None:
    number = add(store, "red")
    add(store, "big")
    assert labels_of(store, number) == (("big", "red"), ())
    assert store.counts().contradictions == 0


def test_an_import_overwrites_no_labels_that_people_gave(store: Store) -> None:
    number = add(store, "red")
    store.set_labels([number], ["blue"])
    add(store, "red", "round")
    assert labels_of(store, number) == (("blue",), ())
    assert store.get([number])[0].contradicts == ("round",)


def test_a_label_that_was_taken_off_does_not_come_back_with_the_same_import(store: Store) -> None:
    number = add(store, "red", "big")
    store.label([number], "big", positive=False)
    add(store, "red", "big")
    assert labels_of(store, number) == (("red",), ("big",))


def test_labels_are_set_added_refused_and_undone(store: Store) -> None:
    number = add(store)
    store.set_labels([number], ["red", "big"])
    store.label([number], "round", positive=False)
    store.set_labels([number], ["soft"], add=True)
    assert labels_of(store, number) == (("big", "red", "soft"), ("round",))
    store.undo()
    assert labels_of(store, number) == (("big", "red"), ("round",))
    store.set_labels([number], ["none of these"])
    assert labels_of(store, number) == (("none of these",), ())
    store.set_labels([number], ["soft"], add=True)
    assert labels_of(store, number) == (("soft",), ())
    for _ in range(4):
        store.undo()
    assert labels_of(store, number) == ((), ())
    assert [str(each.after) for each in store.history(number)][1:4] == [
        "big, red",
        "big, red, not round",
        "big, red, soft, not round",
    ]


def test_none_of_these_goes_with_no_other_label(store: Store) -> None:
    number = add(store)
    for labels, add_them in (
        ([], False),
        (["red", "none of these"], False),
        (["none of these"], True),
    ):
        with pytest.raises(errors.OptionError, match="none of these"):
            store.set_labels([number], labels, add=add_them)


def test_negative_labels_say_that_an_example_is_partly_labelled(store: Store) -> None:
    (whole, partly, none) = (
        add(store, "red", content=b"1"),
        add(store, "red", nots=("big",), content=b"2"),
        add(store, "none of these", content=b"3"),
    )
    found = [each.is_partly_labelled for each in store.get([whole, partly, none])]
    assert found == [False, True, False]


def test_labels_are_renamed_merged_and_removed_on_examples_with_several(store: Store) -> None:
    number = add(store, "red", "scarlet", "big")
    store.merge_labels(["scarlet"], "red")
    assert labels_of(store, number) == (("big", "red"), ())
    store.rename_label("big", "zarge")
    assert labels_of(store, number) == (("red", "zarge"), ())
    store.remove_label("red")
    assert labels_of(store, number) == (("zarge",), ())
    store.undo()
    assert labels_of(store, number) == (("red", "zarge"), ())


def test_the_list_of_projects_counts_each_label_once(store: Store) -> None:
    add(store, "red", "big", content=b"1")
    add(store, "red", content=b"2")
    with Workspace.open() as workspace:
        assert workspace.projects()[0].labels == 2


def test_a_label_is_taken_off_and_the_others_stay(store: Store) -> None:
    both = add(store, "big", "red", content=b"1")
    one = add(store, "red", content=b"2")
    partly = add(store, "big", nots=("red",), content=b"3")
    done = store.take_label_off([both, one, partly], "red")
    assert (done.description, done.examples) == ("take off the label 'red'", 3)
    assert [labels_of(store, each) for each in (both, one, partly)] == [
        (("big",), ()),
        ((), ()),
        (("big",), ()),
    ]
    assert store.get([one])[0].state == "unlabelled"
    assert store.take_label_off([both], "red").examples == 0
    store.undo()
    assert labels_of(store, both) == (("big", "red"), ())


def contested(store: Store, number: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    (found,) = store.get([number])
    return found.labels, found.contradicts


def test_labels_on_which_two_people_differ_contradict(store: Store) -> None:
    number = add(store)
    store.set_labels_beside([number], ["big", "red"], "ann")
    store.set_labels_beside([number], ["big", "soft"], "ben")
    assert contested(store, number) == (("big",), ("red", "soft"))
    (found,) = store.contradictions()
    assert {each.label: each.who for each in found.claims} == {
        "big": "ann",
        "red": "ann",
        "soft": "ben",
    }
    store.undo("ben", own=True)
    assert contested(store, number) == (("big", "red"), ())
    store.redo("ben", own=True)
    store.set_labels([number], ["big", "soft"], who="cy")
    assert contested(store, number) == (("big", "soft"), ())
    assert store.contradictions() == []
    store.set_labels_beside([number], ["big"], "ann")
    assert contested(store, number) == (("big",), ("soft",))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (["red"], ["big", "red"]),
        (["big", "red"], ["red"]),
        (["red"], ["big"]),
        (["red"], ["none of these"]),
    ],
)
def test_labels_of_two_people_settle_once_they_agree(
    store: Store, first: list[str], second: list[str]
) -> None:
    number = add(store)
    store.set_labels_beside([number], first, "ann")
    store.set_labels_beside([number], second, "ben")
    labels, others = contested(store, number)
    assert {*labels, *others} == {*first, *second}
    assert labels == ("red",)
    store.set_labels_beside([number], second, "ben")
    assert contested(store, number) == (labels, others)
    store.set_labels_beside([number], second, "ann")
    assert contested(store, number) == (tuple(second), ())


def test_whoever_gave_labels_alone_replaces_them(store: Store) -> None:
    number = add(store, "red")  # an import is nobody's
    store.set_labels_beside([number], ["big", "soft"], "ann")
    store.set_labels_beside([number], ["big"], "ann")
    assert contested(store, number) == (("big",), ())
