from __future__ import annotations

import pytest

import vizsla
from vizsla.errors import OptionError
from vizsla.testing.judges import judge_of
from vizsla.testing.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def breeds() -> Vocabulary:
    return judge_of(vizsla.load("dog-breeds")).vocabulary


@pytest.fixture(scope="module")
def things() -> Vocabulary:
    return judge_of(vizsla.load("classify-image")).vocabulary


@pytest.mark.parametrize(
    ("folder", "label"),
    [
        ("golden retriever", "golden retriever"), ("Golden_Retriever", "golden retriever"),
        ("GOLDEN-RETRIEVER", "golden retriever"), ("golden_retrievers", "golden retriever"),
        ("German_shepherd_dog", "German shepherd"), ("n02086079_Pekinese", "Pekingese"),
        ("n02086079", "Pekingese"), ("German_shorthaired_pointer", "German shorthaired pointer"),
        ("none of these", None), ("None_of_these", None), ("other", None),
    ],
)  # fmt: skip
def test_a_folder_may_be_called_in_many_ways(
    breeds: Vocabulary, folder: str, label: str | None
) -> None:
    found = breeds.resolve([folder])[folder]
    assert found.name == label
    assert not found.is_kind


@pytest.mark.parametrize("folder", ["dog", "Dogs", "n02084071"])
def test_a_kind_holds_all_that_is_within_it(things: Vocabulary, folder: str) -> None:
    found = things.resolve([folder])[folder]
    assert (found.name, found.is_kind) == ("dog", True)
    assert len(found.keys) > 100
    assert things.resolve(["beagle"])["beagle"].keys < found.keys


def test_a_name_that_two_things_bear_stands_for_both(things: Vocabulary) -> None:
    assert len(things.resolve(["crane"])["crane"].keys) == 2


def test_what_nothing_is_called_by_is_an_error_that_tells_the_nearest(breeds: Vocabulary) -> None:
    with pytest.raises(OptionError) as caught:
        breeds.resolve(["goldn retriver", "poodle", "beagle", "xyz"])
    text = str(caught.value)
    assert "'goldn retriver' (near: 'golden retriever'" in text
    assert "poodle'" in text
    assert "'xyz'" in text
    assert "'beagle'" not in text
    assert "none of these" in text


def test_many_strange_names_are_not_all_listed(breeds: Vocabulary) -> None:
    with pytest.raises(OptionError, match="and 95 more"):
        breeds.resolve([f"qqq{n}" for n in range(100)])


def test_a_label_of_the_users_goes_before_any_other_meaning() -> None:
    labels = {name: frozenset({name}) for name in ("other", "oak", "Oak", "oak-tree")}
    own = Vocabulary("trees", labels, {}, {})
    assert own.resolve(["other"])["other"].name == "other"
    assert own.resolve(["oak"])["oak"].name == "oak"
    assert own.resolve(["Oak_Tree"])["Oak_Tree"].name == "oak-tree"
    with pytest.raises(OptionError, match="several labels of much that name: 'oak', 'Oak'"):
        own.resolve(["OAK"])
