from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.explore.label_balance import label_counts, label_findings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PIL import Image

    from vizsla.explore import ExploredExamples, Finding

    Make = Callable[[Sequence[tuple[Any, ...]]], ExploredExamples]


def kinds(findings: list[Finding]) -> dict[str, Finding]:
    return {each.kind: each for each in findings}


def test_enough_of_each_label_is_no_finding(
    explored_of: Make, two_kinds: list[tuple[Image.Image, str]]
) -> None:
    assert label_findings(explored_of(two_kinds)) == []


def test_no_images_or_no_labels_must_be_dealt_with(
    explored_of: Make, photos: list[Image.Image]
) -> None:
    for given, kind in (([], "empty"), ([(photos[0], None)], "unlabelled")):
        (finding,) = label_findings(explored_of(given))
        assert (finding.kind, finding.severity) == (kind, "must")
        assert finding.act is not None


def test_a_single_label_must_be_dealt_with_unless_there_is_something_else(
    explored_of: Make, photos: list[Image.Image]
) -> None:
    alone = [(each, "thing") for each in photos[:12]]
    (finding,) = label_findings(explored_of(alone))
    assert (finding.kind, finding.severity) == ("one-label", "must")
    assert finding.act is not None
    assert finding.act.python == "p.add('others/', label='none of these')"
    assert finding.act.command == "vizsla add trees others/ --label 'none of these'"
    other = (photos[12], "none of these")
    negative = (photos[12], None, {"not_labels": ("thing",), "state": "labelled"})
    for more in (other, negative):
        assert "one-label" not in kinds(label_findings(explored_of([*alone, more])))


def test_too_few_examples_are_counted_without_near_duplicates(
    explored_of: Make, two_kinds: list[tuple[Image.Image, str]]
) -> None:
    copies = [(each.resize((200, 200)), label) for each, label in two_kinds[:5]]
    explored = explored_of([*two_kinds[:5], *copies, *two_kinds[10:]])
    finding = kinds(label_findings(explored))["few-examples"]
    assert finding.title == "'windmill' has only 5 examples"
    assert finding.severity == "should"
    assert sorted(finding.examples) == list(range(1, 11))


def test_a_label_with_one_example_must_be_dealt_with(
    explored_of: Make, two_kinds: list[tuple[Image.Image, str]]
) -> None:
    finding = kinds(label_findings(explored_of(two_kinds[9:])))["few-examples"]
    assert (finding.severity, finding.examples) == ("must", (1,))
    assert finding.evidence[0].why == f"the only example of {two_kinds[9][1]!r}"


def test_near_duplicates_are_not_each_called_the_only_example(
    explored_of: Make, two_kinds: list[tuple[Image.Image, str]]
) -> None:
    image, label = two_kinds[9]
    copy = (image.resize((200, 200)), label)
    finding = kinds(label_findings(explored_of([copy, *two_kinds[9:]])))["few-examples"]
    assert finding.examples == (1, 2)
    for each in finding.evidence:
        assert each.why == f"one of 2 near-duplicates, which count as one example of {label!r}"


def test_a_frequent_and_a_rare_label_are_named(
    explored_of: Make, two_kinds: list[tuple[Image.Image, str]]
) -> None:
    few = explored_of(two_kinds)
    many = [few.examples[n] for n in range(10) for _ in range(12)] + list(few.examples[10:])
    import dataclasses

    import numpy as np

    explored = dataclasses.replace(
        few,
        examples=tuple(dataclasses.replace(each, id=n) for n, each in enumerate(many)),
        groups=np.arange(len(many)),
    )
    finding = kinds(label_findings(explored))["unbalanced"]
    assert "12 times as many examples of 'windmill' as of 'fish'" in finding.title


def test_one_call_merges_labels_that_differ_only_in_spelling(
    explored_of: Make, two_kinds: list[tuple[Image.Image, str]]
) -> None:
    spelt = [(each, "-windmills") for each, _ in two_kinds[:3]]
    finding = kinds(label_findings(explored_of([*spelt, *two_kinds[3:]])))["same-label"]
    assert finding.examples == (1, 2, 3)
    assert finding.act is not None
    assert finding.act.python == "p.merge_labels(['-windmills'], 'windmill')"
    assert finding.act.command == "vizsla labels trees --merge=-windmills --into windmill"


def test_counts_are_by_frequency_and_none_of_these_comes_last(
    explored_of: Make, photos: list[Image.Image]
) -> None:
    labels = ["b", "a", "a", "none of these", "none of these", "none of these", None]
    explored = explored_of(list(zip(photos, labels, strict=False)))
    assert list(label_counts(explored).items()) == [("a", 2), ("b", 1), ("none of these", 3)]
