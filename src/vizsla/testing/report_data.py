"""The data of a test report: the results with their figures, and the circumstances of the test."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from vizsla.cached_value import cached_property
from vizsla.errors import OptionError, TrainingDataError
from vizsla.testing.result_figures import ResultFigures
from vizsla.testing.threshold_curve import lowest_threshold

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from vizsla.features.entity_count import EntityCount
    from vizsla.testing.archive_file import ExampleFile
    from vizsla.testing.example_source import ExampleSource
    from vizsla.testing.threshold_curve import SureAnswers

__all__ = ["ReportData"]


@dataclass(frozen=True, eq=False, kw_only=True)
class ReportData(ResultFigures):
    """The results of a test, and its circumstances.

    Attributes:
        name: the function's name, with its version where it has one.
        precision_target: the share of sure answers that should be right, 0 to 1.
        calibrated: whether the scores were calibrated on data that the model had not seen.
        seconds: the answer times, one example at a time; may be empty.
        size: the bytes of all files that the function needs.
        own_size: the bytes of those that no other function shares.
        tested_on: a description of the examples, for people.
        modality: the name of the examples' modality.
        unseen: whether it is certain that the function was not trained on these examples.
        created: the time of the test.
        left_out: the (name, reason) of each example that could not be used.
        notes: further sentences for the reader.
        why_never_sure: why no answer of the function is sure; None where some are, or where
            nobody knows.
        entities: how well each entity was found; empty where none is marked.
        paths: the files of the examples, by key, if they were files; not part of the JSON.
        source: the source of the examples, for the page; not in the JSON, and pickled without
            the function.

    Raises:
        TrainingDataError: there is no example whose truth is known, or two have the same key.
        OptionError: the threshold, the target or a score is not from 0 to 1.

    """

    name: str
    precision_target: float = 0.95
    calibrated: bool
    seconds: tuple[float, ...] = ()
    size: int
    own_size: int
    tested_on: str
    modality: str = "image"
    unseen: bool = True
    created: datetime | None
    left_out: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    notes: tuple[str, ...] = ()
    why_never_sure: str | None = None
    entities: tuple[EntityCount, ...] = ()
    paths: Mapping[str, ExampleFile] = field(default_factory=dict, repr=False)
    source: ExampleSource | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        """Check the results and the shares."""
        super().__post_init__()
        if not self.results_with_truth:
            negative = f"; {len(self.results)} have negative labels only" if self.results else ""
            raise TrainingDataError(
                f"{self.name}: there is no example to test on{negative}. Label some examples that "
                "it was not trained on: with 100, the accuracy is known to about 10 points"
            )
        for name, value in (
            ("threshold", self.threshold),
            ("precision_target", self.precision_target),
        ):
            if value is not None and not 0 <= value <= 1:
                raise OptionError(f"{name} must be a number from 0 to 1, not {value!r}")
        known: set[str] = set()
        for each in self.results:
            if each.key in known:
                raise TrainingDataError(
                    f"{self.name}: two results have the key {each.key!r}; test each example once"
                )
            known.add(each.key)
            if not 0 <= each.score <= 1:
                raise OptionError(
                    f"{each.name}: a score is a number from 0 to 1, not {each.score!r}"
                )

    @cached_property
    def advised(self) -> SureAnswers | None:
        """The lowest threshold at which sure answers reach the target; None where none does."""
        return lowest_threshold(self.thresholds, self.precision_target)

    @property
    def median_seconds(self) -> float | None:
        """The median answer time, in seconds; None where none was measured."""
        return float(np.median(self.seconds)) if self.seconds else None

    @property
    def slow_seconds(self) -> float | None:
        """The 95 % point of the answer times, in seconds; None where none was measured."""
        return float(np.quantile(self.seconds, 0.95)) if self.seconds else None
