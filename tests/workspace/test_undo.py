from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.workspace import NewExample, Store, Workspace

    New = Callable[..., NewExample]

ACTS: dict[str, Callable[[Store, list[int]], object]] = {
    "label": lambda store, ids: store.label(ids, "yew"),
    "not": lambda store, ids: store.label(ids, "oak", positive=False),
    "clear": lambda store, ids: store.clear(ids),
    "unsure": lambda store, ids: store.unsure(ids),
    "skip": lambda store, ids: store.skip(ids),
    "use": lambda store, ids: store.use(ids, used=False),
    "rename": lambda store, _: store.rename_label("oak", "Quercus"),
    "merge": lambda store, _: store.merge_labels(["oak", "ash"], "tree"),
    "remove label": lambda store, _: store.remove_label("oak"),
}


@pytest.fixture
def ids(store: Store, new: New) -> list[int]:
    added = store.add(
        [
            new(0, "oak"),
            new(1, "ash", not_labels=("oak",)),
            new(2),
            new(3, state="unsure"),
            new(4, not_labels=("oak", "ash")),
        ]
    )
    store.add([new(0, "ash"), new(1, "oak")])
    return [each.id for each in added]


@pytest.mark.parametrize("kind", ACTS)
def test_undo_restores_the_labels_before_the_act(store: Store, ids: list[int], kind: str) -> None:
    before = store.get(ids)
    ACTS[kind](store, ids)
    after = store.get(ids)
    assert after != before
    changed = sum(a != b for a, b in zip(before, after, strict=True))
    undone = store.undo(who="Ada")
    assert store.get(ids) == before
    assert undone is not None
    assert (undone.kind, undone.examples) == (kind, changed)
    last = store.history(ids[0])[-1]
    assert (last.kind, last.undone_by) == (kind, "Ada"), "it stays in the history, as undone"
    assert store.undo() is None


def test_undo_goes_back_step_by_step(store: Store, ids: list[int]) -> None:
    seen = [store.get(ids)]
    for act in ACTS.values():
        if "oak" not in {each.name for each in store.labels()}:
            store.label(ids[:3], "oak")
            seen.append(store.get(ids))
        if "ash" not in {each.name for each in store.labels()}:
            store.label(ids[3:], "ash")
            seen.append(store.get(ids))
        act(store, ids)
        seen.append(store.get(ids))
    assert len(seen) > len(ACTS)
    for expected in reversed(seen[:-1]):
        assert store.undo() is not None
        assert store.get(ids) == expected
    assert store.undo() is None


@pytest.mark.parametrize("kind", ACTS)
def test_what_was_undone_is_done_again(store: Store, ids: list[int], kind: str) -> None:
    before = store.get(ids)
    ACTS[kind](store, ids)
    after = store.get(ids)
    store.undo(who="Ada")
    redone = store.redo()
    assert redone is not None
    assert (redone.kind, store.get(ids)) == (kind, after)
    assert store.history(ids[0])[-1].undone_by is None
    assert store.redo() is None
    store.undo()
    assert store.get(ids) == before


def test_acts_are_done_again_in_their_order_until_something_new_is_done(
    store: Store, ids: list[int]
) -> None:
    for each in ("yew", "elm", "fir"):
        store.label(ids[:1], each)
    store.undo()
    store.undo()
    store.redo()
    assert store.get(ids[:1])[0].label == "elm"
    store.label(ids[1:2], "larch")
    assert store.redo() is None


def test_nobody_does_again_what_another_has_undone_or_labelled(
    store: Store, ids: list[int]
) -> None:
    store.label(ids[:2], "yew", who="ann")
    store.undo("ben")
    assert store.redo("ann", own=True) is None
    store.redo("ben")
    store.undo("ann", own=True)
    store.label(ids[:1], "fir", who="ben")
    redone = store.redo("ann", own=True)
    assert redone is not None
    assert redone.examples == 1
    assert [each.label for each in store.get(ids[:2])] == ["fir", "yew"]


def test_labelling_goes_on_after_an_undo(store: Store, ids: list[int]) -> None:
    store.label(ids, "yew")
    store.undo()
    store.label(ids[:1], "elm")
    store.undo()
    assert store.undo() is None
    assert [each.undone_by is not None for each in store.history(ids[0])] == [
        False, False, True, True,
    ]  # fmt: skip


def test_undo_keeps_labels_that_were_imported_since(store: Store, new: New) -> None:
    plain, oak = (each.id for each in store.add([new(0), new(1, "oak")]))
    store.label([plain, oak], "ash")
    store.add([new(0, "elm"), new(1, "elm", not_labels=("fir",)), new(2, "yew")])
    undone = store.undo()
    assert undone is not None
    assert undone.kind == "label"
    found = store.get([plain, oak])
    assert (found[0].label, found[0].contradicts) == ("elm", ()), "as if only the import had been"
    assert (found[1].label, found[1].contradicts) == ("oak", ("elm",))
    assert found[1].not_labels == ("fir",)
    assert store.counts().examples == 3


def test_an_act_on_removed_examples_is_not_undone(store: Store, ids: list[int]) -> None:
    store.label(ids[:1], "yew")
    store.label(ids[1:3], "yew")
    store.remove(ids[1:3])
    undone = store.undo()
    assert undone is not None
    assert undone.examples == 1
    assert store.get(ids[:1])[0].label == "oak"


def test_acts_in_another_project_are_not_undone(
    workspace: Workspace, store: Store, ids: list[int], new: New
) -> None:
    other = workspace.create("houses")
    other.label([other.add([new(0)])[0].id], "villa")
    assert store.undo() is None
    store.label(ids, "yew")
    other.undo()
    assert store.get(ids[:1])[0].label == "yew"


def test_an_act_on_many_examples_is_undone_at_once(store: Store, new: New) -> None:
    ids = [each.id for each in store.add([new(n) for n in range(400)])]
    store.label(ids, "oak")
    store.merge_labels(["oak"], "tree")
    for expected in ("oak", None):
        undone = store.undo()
        assert undone is not None
        assert undone.examples == 400
        assert {each.label for each in store.examples()} == {expected}
