from __future__ import annotations

import hashlib
import tracemalloc
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest

from vizsla import errors
from vizsla.workspace import NONE_OF_THESE, Workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from vizsla.storage import Storage
    from vizsla.workspace import NewExample, Store

    New = Callable[..., NewExample]


def test_an_added_example_reads_back_as_it_was_added(store: Store, new: New) -> None:
    added = store.add([new(0, "oak"), new(1, not_labels=("oak",)), new(2, split="test")], who="Ada")
    assert [each.new for each in added] == [True] * 3
    oak, not_oak, held_out = store.get([each.id for each in added])
    assert oak.name == "photos/0.png"
    assert oak.facts == new(0).facts
    assert oak.fingerprint == 2**64 - 1
    assert oak.sha256 == hashlib.sha256(new(0).content).hexdigest()
    assert (oak.label, oak.not_labels, oak.state, oak.split) == ("oak", (), "labelled", None)
    assert (not_oak.label, not_oak.not_labels, not_oak.state) == (None, ("oak",), "labelled")
    assert (held_out.label, held_out.state, held_out.split) == (None, "unlabelled", "test")
    assert timedelta(0) <= datetime.now(UTC) - oak.added_at < timedelta(minutes=1)
    assert store.read(oak) == new(0).content
    assert store.history(oak.id)[0].who == "Ada"


def test_examples_stay_after_the_workspace_is_opened_again(home: Path, new: New) -> None:
    with Workspace.open() as workspace:
        before = workspace.create("trees")
        before.add([new(n, "oak") for n in range(5)])
        examples = list(before.examples())
    with Workspace.open(home) as workspace:
        assert list(workspace.open_project("trees").examples()) == examples


def test_the_same_file_twice_is_one_example(
    store: Store, new: New, files: Callable[[], set[str]]
) -> None:
    first, second = store.add([new(0, "oak"), new(0, "oak", name="copy.png")])
    (third,) = store.add([new(0)])
    assert first.id == second.id == third.id
    assert (first.new, second.new, third.new) == (True, False, False)
    assert store.counts().examples == len(files()) == 1
    assert store.ids_by_sha256([hashlib.sha256(new(n).content).hexdigest() for n in (0, 1)]) == {
        hashlib.sha256(new(0).content).hexdigest(): first.id
    }


def test_a_second_label_is_kept_as_a_contradiction_until_somebody_settles_it(
    store: Store, new: New
) -> None:
    (first,) = store.add([new(0, "oak")])
    (second,) = store.add([new(0, "beech")])
    assert second.contradicts == "oak"
    (example,) = store.get([first.id])
    assert (example.label, example.contradicts) == ("oak", ("beech",))
    assert store.counts().contradictions == 1
    store.label([first.id], "oak")
    assert store.get([first.id])[0].contradicts == ()
    assert store.add([new(0, "beech")])[0].contradicts is None, "settled is settled"
    assert store.add([new(0, "ash")])[0].contradicts == "oak", "this one is new"


def test_a_contradiction_within_one_batch_is_reported(store: Store, new: New) -> None:
    first, second = store.add([new(0, "oak"), new(0, "beech")])
    assert (first.contradicts, second.contradicts) == (None, "oak")
    assert store.get([first.id])[0].contradicts == ("beech",)


def test_adding_the_same_files_again_keeps_the_labels_of_people(store: Store, new: New) -> None:
    ids = [each.id for each in store.add([new(n, "oak") for n in range(4)])]
    store.label(ids[:1], "beech")
    store.label(ids[1:2], "oak", positive=False)
    store.unsure(ids[2:3])
    store.rename_label("oak", "Quercus")
    before = store.get(ids)
    again = store.add([new(n, "oak") for n in range(4)])
    assert store.get(ids) == before
    assert [each.contradicts for each in again] == [None] * 4


def test_adding_a_file_again_gives_its_example_a_label_if_it_had_none(
    store: Store, new: New
) -> None:
    ids = [each.id for each in store.add([new(0), new(1), new(2, not_labels=("oak",))])]
    store.skip(ids[1:2])
    added = store.add([new(n, "oak", split="test") for n in range(3)], who="Ada")
    assert [each.label for each in store.get(ids)] == ["oak", "oak", None]
    assert [each.split for each in store.get(ids)] == ["test"] * 3
    assert added[2].contradicts == "not oak"
    assert [(each.kind, each.who) for each in store.history(ids[0])][1:] == [("import", "Ada")]


def test_states_and_negative_labels_can_be_imported(store: Store, new: New) -> None:
    added = store.add(
        [
            new(0, state="unsure"),
            new(1, state="skipped", not_labels=("oak",)),
            new(2, NONE_OF_THESE),
        ]
    )
    found = store.get([each.id for each in added])
    assert [each.state for each in found] == ["unsure", "skipped", "labelled"]
    assert found[1].not_labels == ("oak",)
    assert store.labels()[-1].name == NONE_OF_THESE


def test_nothing_of_a_batch_is_stored_if_one_example_is_wrong(
    store: Store, new: New, files: Callable[[], set[str]]
) -> None:
    for wrong in (
        new(1, " "),
        new(1, split="exam"),
        new(1, state="labelled"),
        new(1, embedding=np.zeros((2, 2), np.int16)),
        new(1, embedding=np.zeros(32, np.float32)),
    ):
        with pytest.raises(errors.OptionError):
            store.add([new(0), wrong])
    with pytest.raises(errors.NotFoundError, match=r"photos/1\.png"):
        store.add([new(0), replace(new(1), facts=None, embedding=None)])
    assert store.counts().examples == 0
    assert files() == set()


def test_a_file_that_the_project_has_can_be_added_without_facts(store: Store, new: New) -> None:
    store.add([new(0)])
    (again,) = store.add([replace(new(0, "oak"), facts=None, embedding=None)])
    assert not again.new
    assert store.get([again.id])[0].label == "oak"


def test_a_lost_file_is_an_error_and_adding_puts_it_back(
    store: Store, new: New, stored: Storage
) -> None:
    (added,) = store.add([new(0)])
    (example,) = store.get([added.id])
    path = f"{example.sha256[:2]}/{example.sha256}"
    altered = new(0).content[:-1] + b"?"
    for spoil, why in (
        (lambda: stored.delete([path]), "missing"),
        (lambda: stored.write({path: b"cut"}), "altered"),
        (lambda: stored.write({path: altered}), "altered"),
    ):
        spoil()
        with pytest.raises(errors.WorkspaceDamagedError, match=rf"photos/0\.png.* {why}: add it"):
            store.read(example)
        store.add([new(0)])
        assert store.read(example) == new(0).content


def test_file_names_that_no_database_takes_are_escaped(store: Store, new: New) -> None:
    (added,) = store.add([new(0, name="caf\udce9\0.png")])
    assert store.get([added.id])[0].name == "caf\\udce9\\x00.png"


def test_memory_does_not_grow_with_the_number_of_files(store: Store, new: New) -> None:
    def add(numbers: range) -> int:
        tracemalloc.start()
        for start in numbers:
            content = (b"%d" % start).ljust(200_000)
            store.add([replace(new(0), content=content + b"%d" % n) for n in range(5)])
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    add(range(2))
    few, many = add(range(2, 6)), add(range(6, 36))
    assert many < few + 1_000_000, f"{few} bytes for 20 pictures, {many} for 150"


def test_two_projects_share_one_file_and_each_counts_its_own_ids(
    workspace: Workspace, new: New, files: Callable[[], set[str]]
) -> None:
    trees, houses = workspace.create("trees"), workspace.create("houses")
    (tree,) = trees.add([new(0, "oak")])
    (house,) = houses.add([new(0, "villa")])
    assert tree.id == house.id == 1, "each project counts for itself"
    assert houses.get([house.id])[0].label == "villa"
    assert houses.embeddings("m")[0].tolist() == [house.id]
    trees.remove([tree.id])
    assert houses.read(houses.get([house.id])[0]) == new(0).content
    assert len(files()) == 1
