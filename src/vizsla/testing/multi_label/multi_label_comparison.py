"""Compare two tests of multi-label functions, and tell whether they differ by more than chance."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vizsla.cached_value import cached_property
from vizsla.testing.difference import different_names
from vizsla.testing.label_change import LabelChange, changes_of
from vizsla.testing.shown_difference import ShownDifference
from vizsla.wording import between, percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.testing.example_source import ExampleSource
    from vizsla.testing.multi_label.multi_label_figures import Share
    from vizsla.testing.multi_label.multi_label_report import MultiLabelReport
    from vizsla.testing.multi_label.multi_label_result import MultiLabelResult

__all__ = ["MultiLabelComparison", "sure_labels"]

Pair = tuple["MultiLabelResult", "MultiLabelResult"]
SHOWN = 60  # examples that changed, in each direction


@dataclass(frozen=True, eq=False)
class MultiLabelComparison(ShownDifference):
    """A comparison of two reports of multi-label functions.

    An answer is right where it gives exactly the labels of the example. Of each label, all
    examples count of which it is known whether they have it.

    Attributes:
        first: one report, the older by custom.
        second: the other report.
        modality: the name of the examples' modality.
        source: the examples, for the page.

    """

    first: MultiLabelReport = field(repr=False)
    second: MultiLabelReport = field(repr=False)
    modality: str
    source: ExampleSource = field(repr=False)

    @property
    def names(self) -> tuple[str, str]:
        """The reports' names; numbered where both have the same."""
        return different_names(self.first.name, self.second.name)

    @cached_property
    def _shared(self) -> tuple[Pair, ...]:
        """Both results of each example that both were tested on."""
        others = {each.key: each for each in self.second.results}
        return tuple((each, others[each.key]) for each in self.first.results if each.key in others)

    @cached_property
    def _same(self) -> tuple[Pair, ...]:
        """Those of them of which the same is known."""
        return tuple(
            (one, other)
            for one, other in self._shared
            if {*one.truth} == {*other.truth} and {*one.unknown} == {*other.unknown}
        )

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Both results of each example whose labels are all known."""
        return tuple((one, other) for one, other in self._same if not one.unknown)

    @property
    def rates(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """The numbers of right answers and of examples: of the first, and of the second."""
        first, second = (
            (sum(each.right is True for each in report.results), report.examples)
            for report in (self.first, self.second)
        )
        return first, second

    @property
    def relabelled(self) -> int:
        """The number of examples that both were tested on with different truths: left out."""
        return len(self._shared) - len(self._same)

    @cached_property
    def by_label(self) -> tuple[LabelChange, ...]:
        """The change of the decisions on each label; empty unpaired."""
        labels = [each for each in self.first.labels if each in self.second.labels]
        found = []
        for label in labels:
            rights = [
                ((label in one.held) == has, (label in other.held) == has)
                for one, other in self._same
                if label not in one.unknown
                for has in (label in one.truth,)
            ]
            if rights:
                found.append((label, rights))
        return changes_of(found)

    def page(self) -> str:
        """Return the comparison as a page: one HTML file that refers to nothing outside."""
        from vizsla.testing.comparison_page import difference_page  # noqa: PLC0415 - needs Jinja

        columns = zip(_column(self.first), _column(self.second), strict=True)
        names = ("Exactly right", "Micro F1", "Macro F1", "Tested on")
        rows = [(name, list(figures)) for name, figures in zip(names, columns, strict=True)]
        lost, gained = (self._previews(keys) for keys in (self.lost, self.gained))
        return difference_page(self, rows, lost, gained, decisions=True)

    def _previews(self, keys: Sequence[str]) -> list[dict[str, str]]:
        from vizsla.testing.comparison_page import preview_of  # noqa: PLC0415 - needs Jinja

        pairs = {one.key: (one, other) for one, other in self.pairs}
        return [
            {
                **preview_of(key, self.modality, self.source),
                "truth": _listed(pairs[key][0].truth),
                "first": _listed(pairs[key][0].held),
                "second": _listed(pairs[key][1].held),
                "name": pairs[key][0].name,
            }
            for key in keys[:SHOWN]
        ]


def sure_labels(report: MultiLabelReport) -> tuple[int, int, int]:
    """Return how many labels were given of which the truth is known, how many were sure, and right.

    Args:
        report: the report.

    """
    known = [
        (label in each.sure, label in each.truth)
        for each in report.results
        for label in each.held
        if label not in each.unknown
    ]
    sure = [right for is_sure, right in known if is_sure]
    return len(known), len(sure), sum(sure)


def _column(report: MultiLabelReport) -> list[tuple[str, str]]:
    counted = report.counted
    shares = (counted.exact, counted.micro_f1, counted.macro_f1)
    return [*map(_figure, shares), (f"{report.examples:,}", report.tested_on)]


def _figure(share: Share) -> tuple[str, str]:
    return "—" if share.value is None else percent(share.value), between(share.low, share.high)


def _listed(labels: Sequence[str]) -> str:
    return ", ".join(sorted(labels)) or "none of these"
