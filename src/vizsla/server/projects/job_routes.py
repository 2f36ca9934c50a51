"""The routes of jobs: long work, which any server may do, and which goes on without its client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Path, Query
from starlette.concurrency import run_in_threadpool
from starlette.convertors import StringConvertor, register_url_convertor

from vizsla.errors import NotFoundError
from vizsla.project.training_job import BACKGROUND
from vizsla.project.trainings import Trainings
from vizsla.server.projects.job_types import JobItem, JobList, JobLog, LogEntry, NewJob
from vizsla.server.projects.request_parts import body_of, json_body
from vizsla.server.projects.studio_project import GUARDS, OneProject, StudioProject

if TYPE_CHECKING:
    from vizsla.workspace.jobs import Job

__all__ = ["ROUTER", "JobId", "find_job", "job_item"]


class BeforeColon(StringConvertor):
    """Reads a part of a path up to a colon, which an action follows."""

    regex = "[^/:]+"


register_url_convertor("before_colon", BeforeColon())
ROUTER = APIRouter(dependencies=[*GUARDS])
JOBS = "/v1/projects/{project}/jobs"
JOB = f"{JOBS}/{{job:before_colon}}"
JobId = Annotated[str, Path(pattern="^[0-9a-f]{32}$", description="The id of a job.")]


@ROUTER.post(JOBS, status_code=202, operation_id="askForJob", openapi_extra=json_body(NewJob))
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


@ROUTER.get(JOBS, operation_id="listJobs")
def list_jobs(
    project: OneProject,
    limit: Annotated[int, Query(ge=1, le=1_000, description="The most jobs.")] = 100,
) -> JobList:
    """List the jobs of a project, the newest first."""
    found = project.workspace.jobs.of_project(project.store.row_id, newest=limit)
    return JobList(jobs=[job_item(each) for each in reversed(found)])


@ROUTER.post(f"{JOB}:cancel", operation_id="cancelJob")
def cancel_job(project: OneProject, job: JobId) -> JobItem:
    """Ask a job to stop; the project stays as it was. A job that has ended stays as it is."""
    return job_item(project.workspace.jobs.cancel(find_job(project, job).id, project.who))


@ROUTER.get(JOB, operation_id="showJob")
def show_job(project: OneProject, job: JobId) -> JobItem:
    """Show a job."""
    return job_item(find_job(project, job))


@ROUTER.get(f"{JOB}/log", operation_id="showJobLog")
def show_log(project: OneProject, job: JobId) -> JobLog:
    """Show the log of a job."""
    lines = project.workspace.jobs.log(find_job(project, job).id)
    return JobLog(log=[LogEntry.model_validate({"at": e.at, "text": e.text}) for e in lines])


def job_item(job: Job) -> JobItem:
    """Return a job."""
    result = {name: each for name, each in job.result.items() if name != "error"}
    return JobItem.model_validate(
        {
            "id": job.id,
            "kind": job.kind,
            "state": job.state,
            "progress": job.progress,
            "seconds_left": job.seconds_left,
            "message": job.message,
            "error": job.result.get("error"),
            "background": bool(job.asked.get(BACKGROUND)),
            "cancelled_by": job.cancelled_by,
            "curve": job.curve,
            "run": job.result.get("run"),
            "result": result,
            "created_at": job.created_at,
            "created_by": job.created_by,
            "started_at": job.started_at,
            "ended_at": job.ended_at,
        }
    )


def find_job(project: StudioProject, number: str) -> Job:
    """Return a job of a project.

    Raises:
        NotFoundError: there is none of that id.

    """
    found = project.workspace.jobs.get(number)
    if found.project != project.name:
        raise NotFoundError(f"the project {project.name!r} has no job {number!r}")
    return found
