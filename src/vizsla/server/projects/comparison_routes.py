"""The route that says whether one training run is better than another by more than chance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field

from vizsla.server.projects.studio_project import GUARDS, OneProject
from vizsla.server.request_body import while_connected
from vizsla.testing.multi_label import MultiLabelReport
from vizsla.testing.multi_label.multi_label_comparison import sure_labels

if TYPE_CHECKING:
    from vizsla.testing import Comparison, Report
    from vizsla.testing.multi_label.multi_label_comparison import MultiLabelComparison
    from vizsla.workspace import Store

__all__ = ["ROUTER"]

ROUTER = APIRouter(dependencies=[*GUARDS])
Run = Annotated[int, Query(ge=1, lt=1 << 31, description="The number of a run.")]


class ComparedRun(BaseModel):
    """A run that was compared, on today's test set."""

    run: int
    accuracy: float = Field(
        description="The share of right answers; of multi-label those with exactly the labels."
    )
    tested_on: int = Field(description="The number of examples.")
    sure: float = Field(
        description="The share of its answers that are sure, 0 to 1; of multi-label of all labels."
    )
    sure_right: float | None = Field(
        description="The share of its sure answers that are right; null where none is sure."
    )


class ComparedLabel(BaseModel):
    """What the answers to the examples of one label gained and lost."""

    label: str | None = Field(description="The label; null for none of the labels.")
    examples: int = Field(
        description="Those of the label; of multi-label all of which it is known whether they have "
        "it."
    )
    first_right: int
    second_right: int
    direction: Literal["better", "worse"] | None = Field(
        description="What the second is; null where the change may be chance."
    )


class RunComparison(BaseModel):
    """Two runs on the same examples."""

    first: ComparedRun
    second: ComparedRun
    summary: list[str] = Field(description="The difference in sentences, the weightiest first.")
    better: Literal["first", "second"] | None = Field(
        description="The better one; null where the difference may be chance."
    )
    more_than_chance: bool
    difference: float = Field(description="The second's accuracy less the first's, -1 to 1.")
    low: float = Field(description="The lower end of the difference's 95 % interval.")
    high: float = Field(description="The upper end.")
    p_value: float | None = Field(
        description="How likely chance alone gives such a difference; null if not on the same."
    )
    examples: int = Field(description="The number of examples that both were tested on.")
    gained: list[int] = Field(description="Examples that only the second answers rightly.")
    lost: list[int] = Field(description="Examples that only the first answers rightly.")
    by_label: list[ComparedLabel]


@ROUTER.get("/v1/projects/{project}/comparison", operation_id="compareRuns")
async def compare_runs(
    request: Request, project: OneProject, first: Run, second: Run
) -> RunComparison:
    """Compare two runs on today's test set, and say whether they differ by more than chance."""

    def compare() -> RunComparison:
        found = project.opened().compare_runs(first, second)
        return _comparison(project.store, found, first, second)

    queue = project.service.queue
    with queue.admitted():
        return await while_connected(request, queue.run(compare))


def _comparison(
    store: Store, found: Comparison | MultiLabelComparison, first: int, second: int
) -> RunComparison:
    return RunComparison(
        first=_compared(found.first, first),
        second=_compared(found.second, second),
        summary=list(found.summary),
        better=found.better,
        more_than_chance=found.more_than_chance,
        difference=found.difference,
        low=found.low,
        high=found.high,
        p_value=found.p_value,
        examples=found.examples,
        gained=_numbers(store, found.gained),
        lost=_numbers(store, found.lost),
        by_label=[
            ComparedLabel(
                label=each.label,
                examples=each.examples,
                first_right=each.first_right,
                second_right=each.second_right,
                direction=each.direction,
            )
            for each in found.by_label
        ],
    )


def _compared(report: Report | MultiLabelReport, run: int) -> ComparedRun:
    if isinstance(report, MultiLabelReport):
        answers, sure, right = sure_labels(report)
    else:
        found = [each for each in report.results_with_truth if each.sure]
        answers, sure, right = report.examples, len(found), sum(bool(e.right) for e in found)
    return ComparedRun(
        run=run,
        accuracy=report.accuracy,
        tested_on=report.examples,
        sure=sure / answers if answers else 0.0,
        sure_right=right / sure if sure else None,
    )


def _numbers(store: Store, keys: tuple[str, ...]) -> list[int]:
    known = store.ids_by_sha256(keys)
    return [known[each] for each in keys if each in known]
