from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image, ImageOps

from vizsla.explore.near_duplicate_findings import copy_findings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from vizsla.explore import ExploredExamples, Finding

    Make = Callable[[Sequence[tuple[Any, ...]]], ExploredExamples]


@pytest.fixture
def others(photos: list[Image.Image]) -> list[tuple[Image.Image, str]]:
    return [(each, "thing") for each in photos[20:32]]


def kinds(explored: ExploredExamples) -> dict[str, Finding]:
    return {each.kind: each for each in copy_findings(explored)}


def small(picture: Image.Image) -> Image.Image:
    return picture.resize((picture.width // 2, picture.height // 2))


def test_of_copies_the_largest_stays_and_the_rest_is_one_call_from_going(
    looked_of: Make, photos: list[Image.Image], others: list[tuple[Image.Image, str]]
) -> None:
    given = [(small(photos[0]), "dog"), (photos[0], "dog"), (ImageOps.mirror(photos[0]), "dog")]
    (finding,) = copy_findings(looked_of([*given, *others]))
    assert finding.kind == "duplicates"
    assert {(each.example, each.beside) for each in finding.evidence} == {(1, 2), (3, 2)}
    assert finding.act is not None
    assert finding.act.python == 'p.remove(p.explore().finding("duplicates"))'


def test_a_labelled_copy_stays_rather_than_a_larger_one_without(
    looked_of: Make, photos: list[Image.Image], others: list[tuple[Image.Image, str]]
) -> None:
    given = [(photos[0], None), (small(photos[0]), "dog")]
    assert kinds(looked_of([*given, *others]))["duplicates"].examples == (1,)


def test_two_labels_for_one_picture_contradict(
    looked_of: Make, photos: list[Image.Image], others: list[tuple[Image.Image, str]]
) -> None:
    given = [(photos[0], "dog"), (small(photos[0]), "cat")]
    found = kinds(looked_of([*given, *others]))
    assert found.keys() == {"contradictions"}
    assert sorted(found["contradictions"].examples) == [1, 2]
    assert found["contradictions"].severity == "must"


def test_where_most_copies_agree_the_others_contradict(
    looked_of: Make, photos: list[Image.Image], others: list[tuple[Image.Image, str]]
) -> None:
    given = [(photos[0], "dog"), (small(photos[0]), "cat"), (ImageOps.mirror(photos[0]), "dog")]
    (evidence,) = kinds(looked_of([*given, *others]))["contradictions"].evidence
    assert evidence.example == 2
    assert evidence.beside in {1, 3}
    assert evidence.why == "'cat' here, 'dog' in the picture beside it"


def test_what_one_is_and_its_copy_is_not_contradict(
    looked_of: Make, photos: list[Image.Image], others: list[tuple[Image.Image, str]]
) -> None:
    denied = (small(photos[0]), None, {"not_labels": ("dog",), "state": "labelled"})
    finding = kinds(looked_of([(photos[0], "dog"), denied, *others]))["contradictions"]
    assert sorted(finding.examples) == [1, 2]
    harmless = (small(photos[0]), None, {"not_labels": ("cat",), "state": "labelled"})
    assert kinds(looked_of([(photos[0], "dog"), harmless, *others])).keys() == {"duplicates"}


def test_a_file_that_was_added_under_two_labels_contradicts_itself(
    looked_of: Make, photos: list[Image.Image], others: list[tuple[Image.Image, str]]
) -> None:
    given = (photos[0], "dog", {"contradicts": ("cat",)})
    finding = kinds(looked_of([given, *others]))["contradictions"]
    assert (finding.examples, finding.severity) == ((1,), "must")
    assert "added as 'dog' and as 'cat'" in finding.evidence[0].why
    settled = (photos[0], None, {"contradicts": ("cat",), "state": "unsure"})
    assert kinds(looked_of([settled, *others])) == {}


def test_of_a_copy_in_training_and_in_the_test_the_test_stays(
    looked_of: Make, photos: list[Image.Image], others: list[tuple[Image.Image, str]]
) -> None:
    given = [(photos[0], "dog", {"split": "test"}), (small(photos[0]), "dog", {"split": "train"})]
    (finding,) = copy_findings(looked_of([*given, *others]))
    assert (finding.kind, finding.severity) == ("leaks", "must")
    assert [(each.example, each.beside) for each in finding.evidence] == [(2, 1)]
    assert finding.act is not None
    assert finding.act.command == "vizsla mark trees do-not-use 2"
    unused = (small(photos[0]), "dog", {"split": "train", "used": False})
    assert copy_findings(looked_of([given[0], unused, *others])) == []
