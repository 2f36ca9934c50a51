"""Gathers a project's features with what each adds, and the columns that might become some."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vizsla.features.definitions import read_definitions
from vizsla.features.rule_names import list_name, names_of_feature
from vizsla.project.measuring_job import MEASURE, definition_digests
from vizsla.workspace.jobs import DONE

if TYPE_CHECKING:
    from datetime import datetime

    from vizsla.features.definitions import FeatureDefinitions
    from vizsla.workspace import Store, Workspace
    from vizsla.workspace.jobs import Job

__all__ = ["FeatureMeasurement", "FeatureOverview", "FoundColumn", "feature_overview"]

MOST_VALUES = 6  # of a column: the most frequent ones


@dataclass(frozen=True, slots=True)
class FeatureMeasurement:
    """What a feature was measured to add.

    Attributes:
        helps: whether it makes the scores better.
        difference: what it alone adds to the accuracy in cross-validation, -1 to 1.
        low: the lower end of its 95 % interval.
        high: the upper end.
        examples: the number of examples that it was measured on.
        found: in how many of them it is.
        outdated: whether the feature was changed since.

    """

    helps: bool
    difference: float
    low: float
    high: float
    examples: int
    found: int
    outdated: bool


@dataclass(frozen=True, slots=True)
class FoundColumn:
    """A column of metadata that examples have.

    Attributes:
        name: its name.
        used: whether it is a feature.
        examples: the number of examples that have a cell in it.
        different: the number of different cells.
        values: the most frequent cells, each with its number of examples.

    """

    name: str
    used: bool
    examples: int
    different: int
    values: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class FeatureOverview:
    """A project's features.

    Attributes:
        definitions: the features.
        columns: the columns that examples have, by name, those that are features included.
        measured: what was measured, by title, as far as it was.
        measured_at: when that was, UTC; None where nothing was measured.

    """

    definitions: FeatureDefinitions
    columns: tuple[FoundColumn, ...]
    measured: dict[str, FeatureMeasurement]
    measured_at: datetime | None

    def of_column(self, name: str) -> FeatureMeasurement | None:
        """Return what a column adds; None where that was not measured."""
        return self.measured.get(f"column {name}")

    def of_list(self, name: str) -> FeatureMeasurement | None:
        """Return what a phrase list adds."""
        return self.measured.get(list_name(name))

    def of_patterns(self, label: str) -> FeatureMeasurement | None:
        """Return what all patterns of a label add together."""
        return self.measured.get(f"pattern {label}")

    def of_entity(self, name: str) -> FeatureMeasurement | None:
        """Return what an entity adds."""
        return self.measured.get(names_of_feature(name)[0])

    def of_expression(self, name: str) -> FeatureMeasurement | None:
        """Return what an expression adds."""
        return self.measured.get(names_of_feature(name)[2])


def feature_overview(workspace: Workspace, store: Store) -> FeatureOverview:
    """Return a project's features, with the newest measurement."""
    definitions = read_definitions(store.features(), f"the features of {store.name!r}")
    jobs = workspace.jobs.of_project(store.row_id, MEASURE)
    done = [each for each in jobs if each.state == DONE]
    last = done[-1] if done else None
    return FeatureOverview(
        definitions,
        _columns(store, definitions.columns),
        {} if last is None else _measurements(last, definition_digests(definitions)),
        None if last is None else last.ended_at,
    )


def _columns(store: Store, used: tuple[str, ...]) -> tuple[FoundColumn, ...]:
    cells: dict[str, Counter[str]] = defaultdict(Counter)
    for name in used:
        cells[name] = Counter()
    for example in store.examples():
        for name, cell in example.columns.items():
            if cell.strip():
                cells[name][cell.strip()] += 1
    return tuple(
        FoundColumn(
            name,
            name in used,
            counts.total(),
            len(counts),
            tuple(counts.most_common(MOST_VALUES)),
        )
        for name, counts in sorted(cells.items())
    )


def _measurements(job: Job, digests: dict[str, str]) -> dict[str, FeatureMeasurement]:
    features: Any = job.result["features"]
    of_then: Any = job.result["digests"]
    return {
        title: FeatureMeasurement(
            **each,
            outdated=title in of_then and digests.get(title) != of_then[title],
        )
        for title, each in features.items()
    }
