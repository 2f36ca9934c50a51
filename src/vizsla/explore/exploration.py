"""Asks for everything that can be found, and puts the most important first."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from vizsla.explore.doubtful_labels import doubtful_labels
from vizsla.explore.label_balance import label_counts, label_findings
from vizsla.explore.map_layout import lay_out
from vizsla.explore.near_duplicate_findings import copy_findings
from vizsla.explore.outliers import outliers
from vizsla.explore.unusable import unusable
from vizsla.pages.open_page import open_page
from vizsla.wording import counted

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping
    from pathlib import Path

    import numpy as np

    from vizsla.explore.explored_examples import ExploredExamples
    from vizsla.explore.findings import Finding
    from vizsla.workspace import Example

__all__ = ["Exploration", "explore"]

ORDER = {"must": 0, "should": 1, "look": 2}


@dataclass(frozen=True, slots=True, eq=False)
class Exploration:
    """What a look at a project's data found.

    Attributes:
        findings: what was found, the most important first.
        points: (examples, 2) float32, 0 to 1: the map; what is near is alike.
        examples: the examples, in the map's order.
        labels: how many examples each label has.
        project: the project's name.
        modality: the name of the examples' modality.
        read: returns the file of an example by its id, or None where it is gone; None where the
            files are not at hand, and the page shows placeholders.

    """

    findings: tuple[Finding, ...]
    points: np.ndarray
    examples: tuple[Example, ...]
    labels: Mapping[str, int]
    project: str
    modality: str = "image"
    read: Callable[[int], bytes | None] | None = field(default=None, repr=False)

    def finding(self, kind: str) -> Finding | None:
        """Return the finding of a kind, such as ``duplicates``; None where there is none."""
        return next((each for each in self.findings if each.kind == kind), None)

    @property
    def labelled(self) -> int:
        """How many examples have a label."""
        return sum(self.labels.values())

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON holds it."""
        return {
            "project": self.project,
            "examples": len(self.examples),
            "labelled": self.labelled,
            "labels": dict(self.labels),
            "findings": [each.to_dict() for each in self.findings],
            "points": [
                {"example": each.id, "x": round(x, 5), "y": round(y, 5)}
                for each, (x, y) in zip(self.examples, self.points.tolist(), strict=True)
            ],
        }

    def page(self) -> str:
        """Return the exploration as a page: one HTML file that refers to nothing outside."""
        # Imported here: Jinja is only needed to show it.
        from vizsla.explore.exploration_page import draw  # noqa: PLC0415

        return draw(self, self.read or (lambda _: None))

    def show(self, path: str | os.PathLike[str] | None = None) -> Path:
        """Write the page, and open it in a browser where there is a screen.

        Args:
            path: the page's file; a temporary file by default.

        Returns:
            The page's file.

        Raises:
            OptionError: the file can't be written.

        """
        return open_page(self.page(), path)

    def __str__(self) -> str:
        """Return what was found, a line each."""
        count = len(self.examples)
        first = (
            f"{counted(count, 'picture')}, {self.labelled:,} labelled, "
            f"{counted(len(self.labels), 'label')}"
        )
        lines = [first]
        for each in self.findings:
            lines.append(f"{each.severity:6} {each.title}")
            if each.act is not None:
                lines.append(f"       {each.act.text}: {each.act.python}")
        if not self.findings:
            lines.append("nothing stands out")
        return "\n".join(lines)


def explore(explored: ExploredExamples) -> Exploration:
    """Look at a project's data.

    Args:
        explored: its examples; any number of them, labelled or not.

    Returns:
        The findings, and the map.

    """
    copied = copy_findings(explored)
    contradicting = {
        number for each in copied if each.kind == "contradictions" for number in each.examples
    }
    poor = unusable(explored)
    found_out = {number for each in poor for number in each.examples}
    findings = [
        *label_findings(explored),
        *copied,
        *doubtful_labels(explored, contradicting),
        *poor,
        *outliers(explored, found_out),
    ]
    findings.sort(key=lambda each: ORDER[each.severity])
    return Exploration(
        tuple(findings),
        lay_out(explored.unit()),
        explored.examples,
        label_counts(explored),
        explored.project,
        explored.modality,
    )
