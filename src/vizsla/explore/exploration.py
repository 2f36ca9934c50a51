"""The result of exploring a project: the findings and the map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vizsla.explore.exploration_data import ExplorationData
from vizsla.modalities.registry import modality_named
from vizsla.pages.showable import Showable
from vizsla.wording import counted

if TYPE_CHECKING:
    from vizsla.explore.findings import Finding
    from vizsla.json_value import JSONValue

__all__ = ["Exploration"]


@dataclass(frozen=True, eq=False)
class Exploration(ExplorationData, Showable):
    """The findings about a project's data, and a map of it: as text, JSON and a page.

    Attributes:
        findings: the most important first.
        points: (examples, 2) float32, 0 to 1: the map, on which similar examples are close.
        examples: the examples, in the map's order.
        labels: the number of examples of each label.
        project: the project's name.
        modality: the name of the examples' modality.
        read: returns an example's file by its id, for the page; see ``ExplorationData``.
        doubts: the probability that each label is wrong; see ``ExplorationData``.

    """

    page_name = "exploration"

    def finding(self, kind: str) -> Finding | None:
        """Return the finding of a kind, such as ``duplicates``; None where there is none."""
        return next((each for each in self.findings if each.kind == kind), None)

    def to_dict(self) -> dict[str, JSONValue]:
        """Return the exploration as a value for JSON."""
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
        # Imported here: only pages need Jinja.
        from vizsla.explore.exploration_page import exploration_page  # noqa: PLC0415

        return exploration_page(self, self.read or (lambda _: None))

    def __str__(self) -> str:
        """Return the findings and their actions, a line each."""
        modality = modality_named(self.modality)
        examples = counted(len(self.examples), modality.singular, modality.plural)
        labels = counted(len(self.labels), "label")
        lines = [f"{examples}, {self.labelled:,} labelled, {labels}"]
        for each in self.findings:
            lines.append(f"{each.severity:6} {each.title}")
            if each.act is not None:
                lines.append(f"       {each.act.text}: {each.act.python}")
        if not self.findings:
            lines.append("nothing stands out")
        return "\n".join(lines)
