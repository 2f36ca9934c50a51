from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from vizsla import errors

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.workspace import NewExample, Store

    New = Callable[..., NewExample]


@pytest.fixture
def ids(store: Store, new: New) -> list[int]:
    labels = ["oak", "ash", None]
    splits = ["train", "test", None, None]
    batch = [new(n, labels[n % 3], split=splits[n % 4]) for n in range(60)]
    return [each.id for each in store.add(batch)]


def test_pages_follow_each_other_without_gaps(store: Store, ids: list[int]) -> None:
    found: list[int] = []
    while page := store.page(7, after=found[-1] if found else None):
        assert len(page) == min(7, 60 - len(found))
        found += [each.id for each in page]
    assert found == ids == [each.id for each in store.examples()]


def test_pages_can_be_narrowed_down(store: Store, ids: list[int]) -> None:
    store.unsure(ids[:2])
    assert [each.id for each in store.page(state="unsure")] == ids[:2]
    assert [each.id for each in store.page(label="oak")] == ids[3::3]
    assert [each.id for each in store.page(split="test")] == ids[1::4]
    assert [each.id for each in store.page(label="ash", split="test", after=ids[1])] == ids[13::12]
    assert not store.page(label="yew")


def test_an_unknown_state_or_split_of_a_page_is_refused(store: Store, ids: list[int]) -> None:
    assert ids
    for wrong in (
        {"state": "done"},
        {"split": "exam"},
        {"limit": 0},
        {"limit": 10**6},
        {"label": ""},
    ):
        with pytest.raises(errors.OptionError, match=next(iter(wrong))):
            store.page(**wrong)


def test_counts_add_up(store: Store, ids: list[int]) -> None:
    store.skip(ids[:3])
    counts = store.counts()
    assert counts.examples == 60
    assert counts.by_state == {"labelled": 38, "unlabelled": 19, "unsure": 0, "skipped": 3}
    assert counts.by_split == {"train": 15, "test": 15}


def test_an_empty_project_is_no_error(store: Store) -> None:
    assert [*store.examples(), *store.page(), *store.labels(), *store.get([])] == []
    assert store.counts().examples == 0
    assert store.ids_by_sha256([]) == {}
    assert store.undo() is None
    store.remove([])


def test_an_example_is_found_by_id_hash_or_name(store: Store, ids: list[int]) -> None:
    (example,) = store.get(ids[17:18])
    for word in (
        str(example.id),
        example.sha256,
        example.sha256[:6],
        example.sha256[:12].upper(),
        "photos/17.png",
        "17.png",
    ):
        assert store.find(word) == example


def test_a_file_name_is_found_literally_without_wildcards(
    store: Store, new: New, ids: list[int]
) -> None:
    assert ids
    for wrong in ("hotos/7.png", "%.png", "photos/__.png", "photos", "1" * 64, "9" * 30, "", "'"):
        with pytest.raises(errors.NotFoundError):
            store.find(wrong)
    (odd,) = store.add([new(100, name="a/100%_'\\.png")])
    assert store.find("100%_'\\.png").id == odd.id


def test_a_word_for_several_examples_is_an_error_that_lists_them(store: Store, new: New) -> None:
    first, second = store.add([new(0, name="a/rex.png"), new(1, name="b/rex.png")])
    with pytest.raises(errors.OptionError) as raised:
        store.find("rex.png")
    for each in (f"{first.id} (a/rex.png)", f"{second.id} (b/rex.png)"):
        assert each in str(raised.value)
    assert store.find("a/rex.png").id == first.id


def test_the_error_for_a_missing_example_names_it(store: Store, ids: list[int]) -> None:
    for wrong in (ids[-1] + 1, 0, -1, 2**70):
        with pytest.raises(errors.NotFoundError, match=str(wrong)):
            store.get([ids[0], wrong])
    assert [each.id for each in store.get([ids[5], ids[2], ids[5]])] == [ids[5], ids[2]]


def test_a_page_can_say_how_many_there_are_in_all(store: Store, ids: list[int]) -> None:
    page = store.page(7, label="oak", total=True)
    assert (len(page), page.total, page.after) == (7, 20, ids[18])
    rest = store.page(50, after=page.after, label="oak", total=True)
    assert (len(rest), rest.total) == (13, 20)
    assert [each.id for each in (*page, *rest)] == ids[::3]
    assert page[0].id == page[0:1][0].id == ids[0]
    assert store.page(label="yew", total=True).after is None
    assert store.page().total is None, "counting takes time"


def test_files_with_the_same_fingerprint_are_found(store: Store, ids: list[int]) -> None:
    assert store.ids_by_fingerprint(2**64 - 1 - 5) == [ids[5]]
    assert store.ids_by_fingerprint(0) == []
    for wrong in (-1, 2**64, 1.5):
        with pytest.raises(errors.OptionError, match="64 bits"):
            store.ids_by_fingerprint(wrong)  # type: ignore[arg-type]


def test_examples_are_found_by_their_place_and_counted(store: Store, ids: list[int]) -> None:
    assert [each.id for each in store.slice(10, 5)] == ids[10:15]
    assert [each.id for each in store.slice(0, 3, newest=True)] == ids[:-4:-1]
    found = store.slice(2, 4, labelled=True)
    assert (found.total, [each.id for each in found]) == (40, [ids[n] for n in (3, 4, 6, 7)])
    assert store.slice(0, 1, labelled=False).total == 20
    both = store.slice(0, 50, ["oak", "ash"])
    assert (both.total, len(both)) == (40, 40)
    assert store.slice(0, 50, ["yew"]).total == 0


def test_examples_are_found_by_the_beginning_of_their_hash(store: Store, ids: list[int]) -> None:
    first = store.get(ids[:1])[0]
    start = first.sha256[:32]
    assert store.ids_by_sha256_start([start, "0" * 32]) == {start: first.id}
