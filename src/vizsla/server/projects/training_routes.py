"""The routes of jobs, runs and their reports: long work is a job, which any server may do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Path
from starlette.concurrency import run_in_threadpool

from vizsla.errors import NotFoundError
from vizsla.project.trainings import Trainings
from vizsla.server.projects.project_values import run_item
from vizsla.server.projects.request_parts import body_of, json_body
from vizsla.server.projects.studio_project import GUARDS, OneProject, StudioProject
from vizsla.server.projects.training_types import (
    JobItem,
    JobList,
    NewJob,
    RunDetails,
    RunList,
    TestReport,
)

if TYPE_CHECKING:
    from vizsla.workspace.jobs import Job

__all__ = ["PROJECT", "ROUTER", "JobId", "RunNumber", "find_job", "job_item"]

ROUTER = APIRouter(dependencies=[*GUARDS])
PROJECT = "/v1/projects/{project}"
RunNumber = Annotated[int, Path(ge=1, lt=1 << 31, description="The number of a run.")]
JobId = Annotated[str, Path(pattern="^[0-9a-f]{32}$", description="The id of a job.")]


@ROUTER.post(
    f"{PROJECT}/jobs", status_code=202, operation_id="askForJob", openapi_extra=json_body(NewJob)
)
async def ask_for_job(project: OneProject, wanted: Annotated[NewJob, body_of(NewJob)]) -> JobItem:
    """Ask for long work; the job says how far it is."""
    del wanted  # there is one kind

    def ask() -> JobItem:
        asked = Trainings(project.workspace, project.store).ask(project.who)
        return job_item(project.workspace.jobs.get(asked.key))

    found = await run_in_threadpool(ask)
    if project.service.jobs is not None:
        project.service.jobs.wake()
    return found


@ROUTER.get(f"{PROJECT}/jobs", operation_id="listJobs")
def list_jobs(project: OneProject) -> JobList:
    """List the jobs of a project, the newest first."""
    found = project.workspace.jobs.of_project(project.store.row_id)
    return JobList(jobs=[job_item(each) for each in reversed(found)])


@ROUTER.get(f"{PROJECT}/jobs/{{job}}", operation_id="showJob")
def show_job(project: OneProject, job: JobId) -> JobItem:
    """Show a job."""
    return job_item(find_job(project, job))


@ROUTER.get(f"{PROJECT}/runs", operation_id="listRuns")
def list_runs(project: OneProject) -> RunList:
    """List the training runs, the newest first."""
    found = project.store.runs()
    return RunList(runs=[run_item(project.store, each) for each in reversed(found)])


@ROUTER.get(f"{PROJECT}/runs/{{run}}", operation_id="showRun")
def show_run(project: OneProject, run: RunNumber) -> RunDetails:
    """Show a training run with its figures."""
    stored = project.store.run(run)
    return RunDetails(
        **run_item(project.store, stored).model_dump(),
        tested=project.store.report(run) is not None,
        figures=stored.figures,
    )


@ROUTER.get(f"{PROJECT}/runs/{{run}}/report", operation_id="showReport")
def show_report(project: OneProject, run: RunNumber) -> TestReport:
    """Show the newest test report of a run."""
    found = project.store.report(run)
    if found is None:
        raise NotFoundError(f"run {run} of {project.name!r} was not tested")
    return TestReport(run=run, report=found)


def find_job(project: StudioProject, number: str) -> Job:
    """Return a job of a project.

    Raises:
        NotFoundError: there is none of that id.

    """
    found = project.workspace.jobs.get(number)
    if found.project != project.name:
        raise NotFoundError(f"the project {project.name!r} has no job {number!r}")
    return found


def job_item(job: Job) -> JobItem:
    """Return a job."""
    return JobItem.model_validate(
        {
            "id": job.id,
            "kind": job.kind,
            "state": job.state,
            "progress": job.progress,
            "message": job.message,
            "run": job.result.get("run"),
            "result": job.result,
            "created_at": job.created_at,
            "created_by": job.created_by,
            "started_at": job.started_at,
            "ended_at": job.ended_at,
        }
    )
