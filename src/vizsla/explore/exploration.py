"""The result of exploring a project: the findings and the map."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from vizsla.modalities.registry import modality_named
from vizsla.pages.showable import Showable
from vizsla.wording import counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np

    from vizsla.explore.findings import Finding
    from vizsla.json_value import JSONValue
    from vizsla.workspace import Example

__all__ = ["Exploration", "ReadContent"]

ReadContent: TypeAlias = Callable[[int], bytes | None]  # the file of an example's id


@dataclass(frozen=True, eq=False)
class Exploration(Showable):
    """The findings about a project's data, and a map of it.

    Attributes:
        findings: the most important first.
        points: (examples, 2) float32, 0 to 1: the map, on which similar examples are close.
        examples: the examples, in the map's order.
        labels: the number of examples of each label.
        project: the project's name.
        modality: the name of the examples' modality.
        read: returns an example's file by its id, for the page; neither in the JSON nor in a
            pickle. It is called on one thread.

    """

    findings: tuple[Finding, ...]
    points: np.ndarray
    examples: tuple[Example, ...]
    labels: Mapping[str, int]
    project: str
    modality: str = "image"
    read: ReadContent | None = field(default=None, repr=False)

    def __getstate__(self) -> dict[str, object]:
        """Return the data to pickle: all but the reader, which may hold a database."""
        return {**self.__dict__, "read": None}

    def finding(self, kind: str) -> Finding | None:
        """Return the finding of a kind, such as ``duplicates``; None where there is none."""
        return next((each for each in self.findings if each.kind == kind), None)

    @property
    def labelled(self) -> int:
        """The number of examples with a label."""
        return sum(self.labels.values())

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
