from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from vizsla.errors import NotFoundError, OptionError
from vizsla.workspace import LabelledEntity, NewExample, Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vizsla.workspace import Store

PLACE = LabelledEntity(3, 7, "place", "to")


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    with Workspace.open(home) as workspace:
        yield workspace.create("trips", kind="text-classification")


def example(text: str, **more: object) -> NewExample:
    return NewExample(text.encode(), text, {}, **more)  # type: ignore[arg-type]


def test_columns_and_entities_are_kept_with_an_example(store: Store) -> None:
    store.add([example("to oslo", columns={"channel": "web"}, entities=(PLACE,)), example("hello")])
    trip, other = store.examples()
    assert (trip.columns, trip.entities) == ({"channel": "web"}, (PLACE,))
    assert (other.columns, other.entities) == ({}, None)


def test_adding_again_replaces_only_what_is_given(store: Store) -> None:
    store.add([example("to oslo", columns={"channel": "web"}, entities=(PLACE,))])
    store.add([example("to oslo", label="trip")])
    (first,) = store.examples()
    store.add([example("to oslo", columns={"channel": "app"}, entities=())])
    (second,) = store.examples()
    assert (first.columns, first.entities) == ({"channel": "web"}, (PLACE,))
    assert (second.columns, second.entities, second.label) == ({"channel": "app"}, (), "trip")


def test_entities_and_columns_can_be_written_later(store: Store) -> None:
    store.add([example("to oslo"), example("hello")])
    before = store.changes_since(0).revision
    store.set_entities({1: [PLACE, PLACE, LabelledEntity(0, 7, " trip ")]})
    store.set_columns({1: {"channel": "web"}})
    trip, other = store.examples()
    assert trip.entities == (LabelledEntity(0, 7, "trip"), PLACE)
    assert trip.columns == {"channel": "web"}
    assert other.entities is None
    assert list(store.changes_since(before).examples) == [1]
    store.set_entities({1: None})
    store.set_columns({1: {}})
    assert (store.get([1])[0].entities, store.get([1])[0].columns) == (None, {})


def test_marked_entities_are_undone_and_stay_when_labels_change(store: Store) -> None:
    store.add([example("to oslo")])
    store.set_entities({1: [PLACE]})
    store.label([1], "trip")
    store.clear([1])
    store.set_entities({1: []})
    assert store.history(1)[-1].after.entities == ()
    store.undo()
    assert store.get([1])[0].entities == (PLACE,)
    for _ in range(3):
        store.undo()
    assert store.get([1])[0].entities is None
    store.redo()
    assert store.get([1])[0].entities == (PLACE,)


@pytest.mark.parametrize("entity", [(3, 3, "place", ""), (-1, 2, "place", ""), (0, 2, " ", "")])
def test_an_entity_that_can_not_be_is_refused(
    store: Store, entity: tuple[int, int, str, str]
) -> None:
    with pytest.raises(OptionError):
        store.add([example("to oslo", entities=(LabelledEntity(*entity),))])
    store.add([example("to oslo")])
    with pytest.raises(OptionError):
        store.set_entities({1: [LabelledEntity(*entity)]})


def test_columns_that_are_no_text_are_refused(store: Store) -> None:
    with pytest.raises(OptionError, match="'channel' of 'to oslo'"):
        store.add([example("to oslo", columns={"channel": 3})])
    with pytest.raises(NotFoundError):
        store.set_columns({7: {"channel": "web"}})


def test_a_project_keeps_its_features(store: Store) -> None:
    assert store.features() == {}
    store.set_features({"phrase lists": [{"name": "greetings", "phrases": ["hi"]}]})
    assert store.features() == {"phrase lists": [{"name": "greetings", "phrases": ["hi"]}]}
    store.set_features({})
    assert store.features() == {}
