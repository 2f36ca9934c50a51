from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from vizsla import errors

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.workspace import NewExample, Store, Workspace

    New = Callable[..., NewExample]
FIGURES: dict[str, Any] = {
    "accuracy": 0.9,
    "labels": ["oak", "\0 \ud800 🌲"],
    "gap": None,
    "n": 2**60,
}


def test_runs_are_numbered_for_each_project(workspace: Workspace, store: Store) -> None:
    other = workspace.create("houses")
    assert [store.add_run(FIGURES, b"\0\xff").number for _ in range(3)] == [1, 2, 3]
    assert other.add_run({}, b"").number == 1
    assert [each.number for each in store.runs()] == [1, 2, 3]
    assert store.run(2).figures == FIGURES
    assert store.run(2).created_at.tzinfo is not None
    assert store.run_blob(2) == b"\0\xff"
    for wrong in (0, 4, -1):
        with pytest.raises(errors.NotFoundError, match=f"run {wrong}"):
            store.run(wrong)


def test_a_run_and_its_splits_are_stored_together_or_not_at_all(store: Store, new: New) -> None:
    ids = [each.id for each in store.add([new(0), new(1), new(2, split="test")])]
    for wrong in ({ids[0]: "train", ids[1]: "exam"}, {ids[0]: "train", ids[2]: "train"}):
        with pytest.raises(errors.OptionError):
            store.add_run({}, b"", wrong)
    assert store.runs() == []
    assert store.counts().by_split == {"train": 0, "test": 1}
    store.add_run({}, b"", {ids[0]: "train", ids[1]: "test"})
    assert [each.split for each in store.get(ids)] == ["train", "test", "test"]


def test_a_run_is_stored_though_an_example_of_it_was_removed_meanwhile(
    store: Store, new: New
) -> None:
    first, second = (each.id for each in store.add([new(0), new(1)]))
    store.remove([first])
    assert store.add_run({}, b"", {first: "train", second: "test"}).number == 1
    assert store.get([second])[0].split == "test"


def test_an_example_of_the_test_set_never_moves_to_the_training_set(store: Store, new: New) -> None:
    ids = [each.id for each in store.add([new(0), new(1, split="test")])]
    store.set_splits({ids[0]: "train"})
    store.set_splits({ids[0]: "test", ids[1]: "test"})
    with pytest.raises(errors.OptionError, match=f"example {ids[1]}"):
        store.set_splits({ids[1]: "train"})
    assert store.counts().by_split == {"train": 0, "test": 2}


def test_the_newest_report_of_a_run_is_returned(store: Store) -> None:
    store.add_run({}, b"")
    assert store.report(1) is None
    store.add_report(1, {"accuracy": 0.5})
    store.add_report(1, FIGURES)
    assert store.report(1) == FIGURES
    for act in (
        lambda: store.report(2),
        lambda: store.add_report(2, {}),
        lambda: store.run_blob(2),
    ):
        with pytest.raises(errors.NotFoundError, match="run 2"):
            act()


def test_a_version_is_never_replaced(store: Store) -> None:
    store.add_run({}, b"")
    store.add_run({}, b"")
    store.add_version(2, {"a": 1}, 5)
    with pytest.raises(errors.OptionError, match="version 5"):
        store.add_version(1, {}, 5)
    with pytest.raises(errors.OptionError, match="from 1"):
        store.add_version(1, {}, 0)
    with pytest.raises(errors.NotFoundError, match="run 3"):
        store.add_version(3, {}, 6)
    (version,) = store.versions()
    assert (version.number, version.run, version.figures) == (5, 2, {"a": 1})


@pytest.mark.parametrize("wrong", [{"a": float("nan")}, {"a": object()}, {"a": b"x"}])
def test_figures_that_json_can_not_hold_are_refused(store: Store, wrong: dict[str, Any]) -> None:
    with pytest.raises(errors.OptionError, match="JSON"):
        store.add_run(wrong, b"")
    assert store.runs() == []
