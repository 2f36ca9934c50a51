from __future__ import annotations

import pytest

import vizsla
from vizsla.errors import OptionError
from vizsla.testing.choose_matcher import matcher_of
from vizsla.testing.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def breeds() -> Vocabulary:
    return matcher_of(vizsla.load("dog-breeds")).vocabulary


@pytest.fixture(scope="module")
def things() -> Vocabulary:
    return matcher_of(vizsla.load("classify-image")).vocabulary


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
def test_a_folder_may_spell_a_label_in_many_ways(
    breeds: Vocabulary, folder: str, label: str | None
) -> None:
    found = breeds.resolve([folder])[folder]
    assert found.name == label
    assert not found.is_kind


@pytest.mark.parametrize("folder", ["dog", "Dogs", "n02084071"])
def test_a_kind_contains_all_labels_within_it(things: Vocabulary, folder: str) -> None:
    found = things.resolve([folder])[folder]
    assert (found.name, found.is_kind) == ("dog", True)
    assert len(found.keys) > 100
    assert things.resolve(["beagle"])["beagle"].keys < found.keys


def test_a_name_of_two_labels_stands_for_both(things: Vocabulary) -> None:
    assert len(things.resolve(["crane"])["crane"].keys) == 2


def test_an_unknown_name_is_refused_with_the_nearest_labels(breeds: Vocabulary) -> None:
    with pytest.raises(OptionError) as caught:
        breeds.resolve(["goldn retriver", "poodle", "beagle", "xyz"])
    text = str(caught.value)
    assert "'goldn retriver' (near: 'golden retriever'" in text
    assert "poodle'" in text
    assert "'xyz'" in text
    assert "'beagle'" not in text
    assert "the name of these folders: " in text
    assert "none of these" in text
    with pytest.raises(OptionError, match="the name of this folder: 'xyz'"):
        breeds.resolve(["beagle", "xyz"])


def test_of_many_unknown_names_the_first_are_listed(breeds: Vocabulary) -> None:
    with pytest.raises(OptionError, match="and 95 more"):
        breeds.resolve([f"qqq{n}" for n in range(100)])


def test_an_own_label_goes_before_any_other_meaning() -> None:
    labels = {name: frozenset({name}) for name in ("other", "oak", "Oak", "oak-tree")}
    own = Vocabulary("trees", labels, {}, {})
    assert own.resolve(["other"])["other"].name == "other"
    assert own.resolve(["oak"])["oak"].name == "oak"
    assert own.resolve(["Oak_Tree"])["Oak_Tree"].name == "oak-tree"
    with pytest.raises(OptionError, match="several labels with about that name: 'oak', 'Oak'"):
        own.resolve(["OAK"])
