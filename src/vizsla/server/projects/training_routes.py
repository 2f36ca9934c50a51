"""The routes of training runs and their reports."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path

from vizsla.errors import NotFoundError
from vizsla.server.projects.project_values import run_item
from vizsla.server.projects.run_details import RunDetails, run_details
from vizsla.server.projects.studio_project import GUARDS, OneProject
from vizsla.server.projects.training_types import RunList, TestReport

__all__ = ["PROJECT", "ROUTER", "RunNumber"]

ROUTER = APIRouter(dependencies=[*GUARDS])
PROJECT = "/v1/projects/{project}"
RunNumber = Annotated[int, Path(ge=1, lt=1 << 31, description="The number of a run.")]


@ROUTER.get(f"{PROJECT}/runs", operation_id="listRuns")
def list_runs(project: OneProject) -> RunList:
    """List the training runs, the newest first."""
    found = project.store.runs()
    versions = {each.run: each.number for each in project.store.versions()}
    return RunList(
        runs=[run_item(project.store, each, versions.get(each.number)) for each in reversed(found)]
    )


@ROUTER.get(f"{PROJECT}/runs/{{run:int}}", operation_id="showRun")
def show_run(project: OneProject, run: RunNumber) -> RunDetails:
    """Show a training run with its figures."""
    stored = project.store.run(run)
    return run_details(project, stored)


@ROUTER.get(f"{PROJECT}/runs/{{run}}/report", operation_id="showReport")
def show_report(project: OneProject, run: RunNumber) -> TestReport:
    """Show the newest test report of a run."""
    found = project.store.report(run)
    if found is None:
        raise NotFoundError(f"run {run} of {project.name!r} was not tested")
    return TestReport(run=run, report=found)
