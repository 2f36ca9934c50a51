from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from vizsla import errors
from vizsla.workspace import NONE_OF_THESE, LabelCount

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.workspace import Example, NewExample, Store, Workspace

    New = Callable[..., NewExample]


@pytest.fixture
def ids(store: Store, new: New) -> list[int]:
    return [each.id for each in store.add([new(n) for n in range(4)])]


def only(store: Store, key: int) -> Example:
    return store.get([key])[0]


def test_a_label_replaces_the_one_before_and_the_negative_one_of_its_name(
    store: Store, ids: list[int]
) -> None:
    store.label(ids, "oak", positive=False)
    store.label(ids, "ash", positive=False)
    store.label(ids, "beech")
    store.label(ids, "oak")
    example = only(store, ids[0])
    assert (example.label, example.not_labels, example.state) == ("oak", ("ash",), "labelled")


def test_a_negative_label_takes_the_label_of_its_name_off(store: Store, ids: list[int]) -> None:
    store.label(ids[:2], "oak")
    store.label(ids[:1], "oak", positive=False)
    store.label(ids[1:2], "ash", positive=False)
    assert only(store, ids[0]).label is None
    assert only(store, ids[0]).not_labels == ("oak",)
    assert (only(store, ids[1]).label, only(store, ids[1]).not_labels) == ("oak", ("ash",))


def test_skipping_clears_the_label_but_keeps_negative_labels(store: Store, ids: list[int]) -> None:
    store.label(ids, "ash", positive=False)
    store.label(ids, "oak")
    store.unsure(ids[:1])
    store.skip(ids[1:2])
    store.clear(ids[2:3])
    found = [(each.label, each.not_labels, each.state) for each in store.get(ids)]
    assert found == [
        (None, ("ash",), "unsure"),
        (None, ("ash",), "skipped"),
        (None, (), "unlabelled"),
        ("oak", ("ash",), "labelled"),
    ]


def test_a_labelled_example_may_be_left_out_of_training(store: Store, ids: list[int]) -> None:
    store.label(ids, "oak")
    store.use(ids[:1], used=False)
    assert [each.used for each in store.get(ids)] == [False, True, True, True]
    assert store.counts().unused == 1


def test_labels_are_counted_by_name_with_none_of_these_last(store: Store, ids: list[int]) -> None:
    store.label(ids[:2], "pine")
    store.label(ids[2:3], NONE_OF_THESE)
    store.label(ids[1:], "oak", positive=False)
    assert store.labels() == [
        LabelCount("oak", 0, 3),
        LabelCount("pine", 2, 0),
        LabelCount(NONE_OF_THESE, 1, 0),
    ]


def test_the_history_has_who_acted_and_when_and_the_labels_before_and_after(
    store: Store, ids: list[int]
) -> None:
    store.label(ids[:2], "oak", who="Ada")
    store.label(ids[:1], "ash", who="Ben")
    store.use(ids[:1], used=False, who="Ben")
    history = store.history(ids[0])
    assert [(each.kind, str(each.after)) for each in history] == [
        ("added", "unlabelled"),
        ("label", "oak"),
        ("label", "ash"),
        ("use", "ash, not used"),
    ]
    assert [each.who for each in history][1:] == ["Ada", "Ben", "Ben"]
    assert [each.before for each in history][1:] == [each.after for each in history][:-1]
    assert sorted(each.at for each in history) == [each.at for each in history]


def test_an_act_that_changes_nothing_is_not_recorded(store: Store, ids: list[int]) -> None:
    store.label(ids, "oak")
    assert store.label(ids, "oak").examples == 0
    assert len(store.history(ids[0])) == 2


def test_the_actor_is_the_user_by_default(
    store: Store, ids: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "rosalind")
    store.label(ids, "oak")
    assert store.history(ids[0])[-1].who == "rosalind"


def test_labelling_changes_all_examples_or_none(store: Store, ids: list[int]) -> None:
    with pytest.raises(errors.NotFoundError, match="123456"):
        store.label([*ids, 123456], "oak")
    assert store.labels() == []
    for wrong in (["1"], [1.5], [None], 3):
        with pytest.raises(errors.OptionError, match="ids"):
            store.label(wrong, "oak")  # type: ignore[arg-type]


def test_examples_of_another_project_are_not_found(
    workspace: Workspace, store: Store, ids: list[int]
) -> None:
    other = workspace.create("houses")
    for act in (
        lambda: other.get(ids),
        lambda: other.label(ids, "oak"),
        lambda: other.remove(ids),
        lambda: other.history(ids[0]),
        lambda: other.set_splits(dict.fromkeys(ids, "test")),
        lambda: other.embeddings("m", ids),
    ):
        with pytest.raises(errors.NotFoundError, match="houses"):
            act()
    assert store.counts().examples == 4


def test_a_label_is_renamed_wherever_it_stands(store: Store, new: New, ids: list[int]) -> None:
    store.label(ids[:2], "oak")
    store.label(ids[2:3], "oak", positive=False)
    (known,) = store.add([new(4, "ash")])
    store.add([new(4, "oak")])
    assert store.rename_label("oak", "Quercus").examples == 4
    last = [store.history(key)[-1] for key in [*ids, known.id]]
    assert [str(each.after) for each in last] == [
        "Quercus",
        "Quercus",
        "not Quercus",
        "unlabelled",
        "ash, or Quercus?",
    ]


def test_renaming_to_a_label_that_exists_or_from_one_that_does_not_is_refused(
    store: Store, ids: list[int]
) -> None:
    store.label(ids[:2], "oak")
    store.label(ids[2:], "ash")
    with pytest.raises(errors.OptionError, match="merge the two"):
        store.rename_label("oak", "ash")
    for act in (
        lambda: store.rename_label("elm", "yew"),
        lambda: store.merge_labels(["oak", "elm"], "ash"),
        lambda: store.remove_label("elm"),
    ):
        with pytest.raises(errors.NotFoundError, match="'ash', 'oak'"):
            act()


def test_a_negative_example_of_one_merged_label_is_none_of_the_new_label(
    store: Store, new: New, ids: list[int]
) -> None:
    store.label(ids[:1], "oak")
    store.label(ids[1:2], "beech")
    store.label(ids[2:3], "oak", positive=False)
    store.label(ids[3:], "oak", positive=False)
    store.label(ids[3:], "beech", positive=False)
    (disputed,) = store.add([new(4, "oak")])
    store.add([new(4, "beech")])
    store.merge_labels(["oak", "beech"], "broadleaved")
    found = store.get([*ids, disputed.id])
    assert [each.label for each in found] == [
        "broadleaved",
        "broadleaved",
        None,
        None,
        "broadleaved",
    ]
    assert [each.not_labels for each in found[2:4]] == [(), ("broadleaved",)]
    assert found[2].state == "unlabelled"
    assert found[4].contradicts == (), "what was disputed is the same now"


def test_a_label_may_be_merged_into_an_existing_one(store: Store, ids: list[int]) -> None:
    store.label(ids[:1], "oak")
    store.label(ids[1:2], "Oak")
    store.label(ids[2:3], "oak", positive=False)
    store.label(ids[2:3], "Oak", positive=False)
    store.merge_labels(["Oak"], "oak")
    assert store.labels() == [LabelCount("oak", 2, 1)]


def test_a_removed_label_is_gone_everywhere(store: Store, new: New, ids: list[int]) -> None:
    store.label(ids[:1], "oak")
    store.label(ids[1:2], "oak", positive=False)
    (disputed,) = store.add([new(4, "oak")])
    store.add([new(4, "ash")])
    store.remove_label("oak")
    assert [each.state for each in store.get(ids[:2])] == ["unlabelled"] * 2
    assert only(store, disputed.id).label == "ash", "the one that is left of the two"
    assert store.labels() == [LabelCount("ash", 1, 0)]


def test_labels_that_look_the_same_are_the_same(store: Store, ids: list[int]) -> None:
    store.label(ids[:1], "Gr\u00fcn")
    store.label(ids[1:2], "  Gru\u0308n ")
    assert store.labels() == [LabelCount("Gr\u00fcn", 2, 0)]
    assert len(store.page(label="Gru\u0308n")) == 2


@pytest.mark.parametrize("label", ["", "  ", "a\nb", "a\0", "x" * 201, "\ud800", None, 3])
def test_text_that_can_not_be_a_label_is_refused(store: Store, ids: list[int], label: str) -> None:
    with pytest.raises(errors.OptionError, match="label"):
        store.label(ids, label)


@pytest.mark.parametrize("label", ["x" * 200, "🌲", "<b>&amp;'\"--", "NULL", "none", "%_\\", "أرز"])
def test_any_other_text_is_a_label(store: Store, ids: list[int], label: str) -> None:
    store.label(ids[:2], label)
    store.label(ids[2:], label, positive=False)
    assert store.labels() == [LabelCount(label, 2, 2)]
    assert store.page(label=label)[0].label == label
    store.rename_label(label, "plain")
    store.undo()
    assert only(store, ids[3]).not_labels == (label,)
