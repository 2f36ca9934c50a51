"""The routes of the exploration: its findings, what deals with them, and the map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Path
from starlette.concurrency import run_in_threadpool

from vizsla.project.apply_finding import APPLIED, apply_finding
from vizsla.project.example_map import example_map
from vizsla.project.explore_job import EXPLORE
from vizsla.server.projects.exploration_types import (
    ExplorationItem,
    FindingAction,
    FindingItem,
    MapPoints,
)
from vizsla.server.projects.job_routes import job_item
from vizsla.server.projects.job_types import JobItem
from vizsla.server.projects.label_routes import acted_on
from vizsla.server.projects.label_types import ActedOn
from vizsla.server.projects.studio_project import GUARDS, OneProject

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.json_value import JSONValue

__all__ = ["ROUTER"]

ROUTER = APIRouter(dependencies=[*GUARDS])
PROJECT = "/v1/projects/{project}"
Kind = Annotated[str, Path(pattern="^[a-z-]{1,40}$", description="The kind of a finding.")]


@ROUTER.get(f"{PROJECT}/exploration", operation_id="showExploration")
def show_exploration(project: OneProject) -> ExplorationItem:
    """Show what the newest exploration found."""
    found = project.store.exploration.newest()
    if found is None:
        return ExplorationItem(made_at=None, made_by=None, changed=0, findings=[])
    return ExplorationItem(
        made_at=found.made_at,
        made_by=found.made_by,
        changed=found.changed,
        findings=[_finding(each, found.counts) for each in found.findings],
    )


@ROUTER.post(f"{PROJECT}/exploration", status_code=202, operation_id="exploreProject")
async def explore_project(project: OneProject) -> JobItem:
    """Ask for a new exploration, a job of the kind `explore`."""
    job = await run_in_threadpool(
        project.workspace.jobs.new, project.store.row_id, EXPLORE, project.who
    )
    if project.service.jobs is not None:
        project.service.jobs.wake()
    return job_item(job)


@ROUTER.post(f"{PROJECT}/findings/{{kind}}:apply", operation_id="applyFinding")
async def apply_to_finding(project: OneProject, kind: Kind) -> ActedOn:
    """Do what deals with a finding, on all examples that it is about; it can be undone."""

    def apply() -> ActedOn:
        return acted_on(project, apply_finding(project.store, kind, project.who))

    return await run_in_threadpool(apply)


@ROUTER.get(f"{PROJECT}/map", operation_id="showMap")
def show_map(project: OneProject) -> MapPoints:
    """Show the map of the newest exploration, with the labels as they are now."""
    found = example_map(project.store)
    return MapPoints(
        made_at=found.made_at,
        labels=list(found.labels),
        ids=found.ids.tolist(),
        x=found.points[:, 0].tolist(),
        y=found.points[:, 1].tolist(),
        label=found.label.tolist(),
        doubt=found.doubt.tolist(),
    )


def _finding(found: dict[str, JSONValue], counts: Mapping[str, int]) -> FindingItem:
    act = found["act"]
    return FindingItem.model_validate(
        {
            **{name: found[name] for name in ("kind", "title", "why", "severity", "labels")},
            "count": counts.get(str(found["kind"]), 0),
            "action": _action(act) if isinstance(act, dict) else None,
        }
    )


def _action(act: dict[str, JSONValue]) -> FindingAction:
    kind = str(act["kind"])
    return FindingAction(kind=kind, text=str(act["text"]), applies=kind in APPLIED)
