"""The routes of a run's newest test: the figures, and the examples behind each of them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.concurrency import run_in_threadpool

from vizsla.project.tested_run import TestedRuns
from vizsla.project.testing_job import ask_for_test
from vizsla.server.projects.job_routes import job_item
from vizsla.server.projects.job_types import JobItem
from vizsla.server.projects.studio_project import GUARDS, OneProject
from vizsla.server.projects.tested_types import (
    LabelThresholds,
    ListedAnswers,
    TestedQuery,
    TestOverview,
)
from vizsla.server.projects.tested_values import (
    label_thresholds,
    test_overview,
    tested_examples,
)
from vizsla.server.projects.training_routes import RunNumber
from vizsla.testing.answer_choice import AnswerChoice

__all__ = ["ROUTER"]

ROUTER = APIRouter(dependencies=[*GUARDS])
TEST = "/v1/projects/{project}/runs/{run}/test"
_TESTS = TestedRuns()


@ROUTER.get(TEST, operation_id="showTest")
def show_test(project: OneProject, run: RunNumber) -> TestOverview:
    """Show the newest test of a run: figures with intervals, and what each threshold costs."""
    return test_overview(_TESTS.get(project.store, run))


@ROUTER.post(TEST, status_code=202, operation_id="testRun")
async def test_run(project: OneProject, run: RunNumber) -> JobItem:
    """Test a run again on the test set, with the labels as they are now; a job does it."""
    asked = await run_in_threadpool(
        ask_for_test, project.workspace, project.store, run, project.who
    )
    if project.service.jobs is not None:
        project.service.jobs.wake()
    return job_item(asked)


@ROUTER.get(f"{TEST}/thresholds", operation_id="showLabelThresholds")
def show_thresholds(
    project: OneProject,
    run: RunNumber,
    label: Annotated[str, Query(max_length=200, description="The label.")],
) -> LabelThresholds:
    """Show what each threshold of one label costs, in a multi-label project."""
    return label_thresholds(_TESTS.get(project.store, run), label)


@ROUTER.get(f"{TEST}/examples", operation_id="listTestedExamples")
def list_tested_examples(
    project: OneProject, run: RunNumber, query: Annotated[TestedQuery, Query()]
) -> ListedAnswers:
    """List tested examples with their answers page by page: mistakes, or a cell's examples."""
    tested = _TESTS.get(project.store, run)
    choice = AnswerChoice(
        sort=query.sort,
        truth=query.truth,
        answer=query.answer,
        missed=query.missed,
        wrong=query.wrong,
        least_score=query.least_score,
        familiar=query.familiar,
        order=query.order,
    )
    found = tested.choose(choice)
    start = int(query.after or 0)
    end = start + query.limit
    return ListedAnswers(
        examples=tested_examples(project.store, tested, found[start:end]),
        next=str(end) if end < len(found) else None,
        total=len(found),
    )
