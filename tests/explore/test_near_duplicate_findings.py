from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image, ImageOps

from vizsla.explore.near_duplicate_findings import near_duplicate_findings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from vizsla.explore import ExploredExamples, Finding

    Make = Callable[[Sequence[tuple[Any, ...]]], ExploredExamples]


@pytest.fixture
def others(photos: list[Image.Image]) -> list[tuple[Image.Image, str]]:
    return [(each, "thing") for each in photos[20:32]]


def kinds(explored: ExploredExamples) -> dict[str, Finding]:
    return {each.kind: each for each in near_duplicate_findings(explored)}


def small(image: Image.Image) -> Image.Image:
    return image.resize((image.width // 2, image.height // 2))


def test_of_near_duplicates_the_largest_stays_and_one_call_removes_the_rest(
    explored_of: Make, photos: list[Image.Image], others: list[tuple[Image.Image, str]]
) -> None:
    given = [(small(photos[0]), "dog"), (photos[0], "dog"), (ImageOps.mirror(photos[0]), "dog")]
    (finding,) = near_duplicate_findings(explored_of([*given, *others]))
    assert finding.kind == "duplicates"
    assert {(each.example, each.beside) for each in finding.evidence} == {(1, 2), (3, 2)}
    assert finding.act is not None
    assert finding.act.python == 'p.remove(p.explore().finding("duplicates"))'


def test_a_labelled_near_duplicate_stays_rather_than_a_larger_unlabelled_one(
    explored_of: Make, photos: list[Image.Image], others: list[tuple[Image.Image, str]]
) -> None:
    given = [(photos[0], None), (small(photos[0]), "dog")]
    assert kinds(explored_of([*given, *others]))["duplicates"].examples == (1,)


def test_two_labels_for_one_image_contradict(
    explored_of: Make, photos: list[Image.Image], others: list[tuple[Image.Image, str]]
) -> None:
    given = [(photos[0], "dog"), (small(photos[0]), "cat")]
    found = kinds(explored_of([*given, *others]))
    assert found.keys() == {"contradictions"}
    assert sorted(found["contradictions"].examples) == [1, 2]
    assert found["contradictions"].severity == "must"


def test_where_most_near_duplicates_agree_the_others_contradict(
    explored_of: Make, photos: list[Image.Image], others: list[tuple[Image.Image, str]]
) -> None:
    given = [(photos[0], "dog"), (small(photos[0]), "cat"), (ImageOps.mirror(photos[0]), "dog")]
    (evidence,) = kinds(explored_of([*given, *others]))["contradictions"].evidence
    assert evidence.example == 2
    assert evidence.beside in {1, 3}
    assert evidence.why == "'cat' here, 'dog' beside it"


def test_a_label_and_the_same_negative_label_of_a_near_duplicate_contradict(
    explored_of: Make, photos: list[Image.Image], others: list[tuple[Image.Image, str]]
) -> None:
    negative = (small(photos[0]), None, {"not_labels": ("dog",), "state": "labelled"})
    finding = kinds(explored_of([(photos[0], "dog"), negative, *others]))["contradictions"]
    assert sorted(finding.examples) == [1, 2]
    harmless = (small(photos[0]), None, {"not_labels": ("cat",), "state": "labelled"})
    assert kinds(explored_of([(photos[0], "dog"), harmless, *others])).keys() == {"duplicates"}


def test_a_file_that_was_added_under_two_labels_contradicts_itself(
    explored_of: Make, photos: list[Image.Image], others: list[tuple[Image.Image, str]]
) -> None:
    given = (photos[0], "dog", {"contradicts": ("cat",)})
    finding = kinds(explored_of([given, *others]))["contradictions"]
    assert (finding.examples, finding.severity) == ((1,), "must")
    assert "added as 'dog' and as 'cat'" in finding.evidence[0].why
    settled = (photos[0], None, {"contradicts": ("cat",), "state": "unsure"})
    assert kinds(explored_of([settled, *others])) == {}


def test_of_near_duplicates_in_both_sets_the_one_in_the_test_set_stays(
    explored_of: Make, photos: list[Image.Image], others: list[tuple[Image.Image, str]]
) -> None:
    given = [(photos[0], "dog", {"split": "test"}), (small(photos[0]), "dog", {"split": "train"})]
    (finding,) = near_duplicate_findings(explored_of([*given, *others]))
    assert (finding.kind, finding.severity) == ("leaks", "must")
    assert [(each.example, each.beside) for each in finding.evidence] == [(2, 1)]
    assert finding.act is not None
    assert finding.act.command == "vizsla mark trees do-not-use 2"
    unused = (small(photos[0]), "dog", {"split": "train", "used": False})
    assert near_duplicate_findings(explored_of([given[0], unused, *others])) == []


def test_a_large_group_is_compared_with_some_of_its_examples(
    explored_of: Make,
    photos: list[Image.Image],
    others: list[tuple[Image.Image, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    copies = [photos[0].resize((width, width)) for width in range(100, 124, 2)]
    explored = explored_of(
        [*((each, "dog" if n % 2 else "cat") for n, each in enumerate(copies)), *others]
    )
    whole = kinds(explored)["contradictions"].evidence
    assert len(whole) == len(copies)
    monkeypatch.setattr("vizsla.explore.duplicate_evidence.COMPARED", 2)
    monkeypatch.setattr("vizsla.explore.duplicate_evidence.ROWS", 5)
    some = kinds(explored)["contradictions"].evidence
    assert {each.example for each in some} == {each.example for each in whole}
    assert len({each.beside for each in some}) <= 4
    labels = {each.id: each.label for each in explored.examples}
    assert all(labels[each.example] != labels[each.beside or 0] for each in (*whole, *some))
