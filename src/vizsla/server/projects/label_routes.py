"""The routes that label examples, many at once; each act is stored when it is answered.

The same act again changes nothing. An act on an example that is not there changes none at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool

from vizsla.errors import RequestError
from vizsla.project.label_keys import LabelKeys
from vizsla.server.projects.label_types import (
    ActedOn,
    ChosenExamples,
    DeletedLabel,
    GivenLabels,
    MergedLabels,
    NotLabel,
    RenamedLabel,
    SetAside,
    SettledLabel,
    TakenBack,
    UndoneBy,
)
from vizsla.server.projects.request_parts import body_of, json_body
from vizsla.server.projects.studio_project import GUARDS, OneProject, StudioProject

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.workspace import LabelAction

__all__ = ["ROUTER"]

ROUTER = APIRouter(dependencies=[*GUARDS])
LABELS = "/v1/projects/{project}/labels"
Chosen = Annotated[ChosenExamples, body_of(ChosenExamples)]
Aside = Annotated[SetAside, body_of(SetAside)]


@ROUTER.post(f"{LABELS}:set", operation_id="setLabels", openapi_extra=json_body(GivenLabels))
async def set_labels(
    project: OneProject, given: Annotated[GivenLabels, body_of(GivenLabels)]
) -> ActedOn:
    """Give examples a label, or in a multi-label project labels.

    Where an example has one label, a different one that another person gave stays, and the new one
    is kept beside it as a contradiction; `:settle` says which is right.
    """
    store = project.store
    names = given.labels if given.label is None else [given.label]
    if names is None or (given.label is not None and given.labels is not None):
        raise RequestError("give either a label, or labels")
    if store.multi_label:
        return await _act(
            project,
            lambda: store.set_labels(given.examples, names, add=given.add, who=project.who),
        )
    if len(names) > 1 or given.add:
        raise RequestError(
            f"an example of {project.name!r} has one label; for several make a project with "
            "multi_label"
        )
    return await _act(project, lambda: store.label_beside(given.examples, names[0], project.who))


@ROUTER.post(f"{LABELS}:settle", operation_id="settleLabel", openapi_extra=json_body(SettledLabel))
async def settle_label(
    project: OneProject, given: Annotated[SettledLabel, body_of(SettledLabel)]
) -> ActedOn:
    """Settle contradictions: the given label is right, whatever other people said."""
    store = project.store
    if store.multi_label:
        return await _act(
            project, lambda: store.set_labels(given.examples, [given.label], who=project.who)
        )
    return await _act(project, lambda: store.label(given.examples, given.label, who=project.who))


@ROUTER.post(f"{LABELS}:set-not", operation_id="setNotLabel", openapi_extra=json_body(NotLabel))
async def set_not_label(
    project: OneProject, given: Annotated[NotLabel, body_of(NotLabel)]
) -> ActedOn:
    """Say that examples are not of a label."""

    def act() -> LabelAction:
        return project.store.label(
            given.examples,
            given.label,
            positive=False,
            who=project.who,
            only_unlabelled=given.only_unlabelled,
        )

    return await _act(project, act)


@ROUTER.post(f"{LABELS}:clear", operation_id="clearLabels", openapi_extra=json_body(ChosenExamples))
async def clear_labels(project: OneProject, chosen: Chosen) -> ActedOn:
    """Take all labels off examples."""
    return await _act(project, lambda: project.store.clear(chosen.examples, project.who))


@ROUTER.post(f"{LABELS}:unsure", operation_id="markUnsure", openapi_extra=json_body(SetAside))
async def mark_unsure(project: OneProject, chosen: Aside) -> ActedOn:
    """Set examples aside since people can't tell their label."""
    only = chosen.only_unlabelled
    return await _act(
        project,
        lambda: project.store.unsure(chosen.examples, project.who, only_unlabelled=only),
    )


@ROUTER.post(f"{LABELS}:skip", operation_id="skipExamples", openapi_extra=json_body(SetAside))
async def skip_examples(project: OneProject, chosen: Aside) -> ActedOn:
    """Set examples aside; they are not suggested again."""
    only = chosen.only_unlabelled
    return await _act(
        project, lambda: project.store.skip(chosen.examples, project.who, only_unlabelled=only)
    )


@ROUTER.post(f"{LABELS}:unskip", operation_id="takeBack", openapi_extra=json_body(TakenBack))
async def take_back(
    project: OneProject, wanted: Annotated[TakenBack, body_of(TakenBack)]
) -> ActedOn:
    """Take examples back that were skipped, or marked as unsure."""
    return await _act(
        project, lambda: project.store.put_back(wanted.state, wanted.examples, project.who)
    )


@ROUTER.post(
    f"{LABELS}:remove-examples",
    operation_id="removeExamples",
    openapi_extra=json_body(ChosenExamples),
)
async def remove_examples(project: OneProject, chosen: Chosen) -> ActedOn:
    """Remove examples for good, with their files and all traces; this can't be undone."""

    def remove() -> ActedOn:
        wanted = dict.fromkeys(chosen.examples)
        project.store.remove(wanted, project.who)
        return _acted(project, "remove", len(wanted))

    return await run_in_threadpool(remove)


@ROUTER.post(f"{LABELS}:undo", operation_id="undoLabels", openapi_extra=json_body(UndoneBy))
async def undo_labels(
    project: OneProject, asked: Annotated[UndoneBy, body_of(UndoneBy)]
) -> ActedOn:
    """Undo the last act of whoever asks; examples that others labelled since stay as they are."""
    return await _act(project, lambda: project.store.undo(project.who, own=not asked.everybody))


@ROUTER.post(f"{LABELS}:redo", operation_id="redoLabels", openapi_extra=json_body(UndoneBy))
async def redo_labels(
    project: OneProject, asked: Annotated[UndoneBy, body_of(UndoneBy)]
) -> ActedOn:
    """Do again what was undone last, where nothing new was done since."""
    return await _act(project, lambda: project.store.redo(project.who, own=not asked.everybody))


@ROUTER.post(f"{LABELS}:rename", operation_id="renameLabel", openapi_extra=json_body(RenamedLabel))
async def rename_label(
    project: OneProject, given: Annotated[RenamedLabel, body_of(RenamedLabel)]
) -> ActedOn:
    """Rename a label; no other label may have the new name."""

    def rename() -> LabelAction:
        done = project.store.rename_label(given.old, given.to, project.who)
        LabelKeys(project.workspace, project.store).rename(given.old, given.to)
        return done

    return await _act(project, rename)


@ROUTER.post(f"{LABELS}:merge", operation_id="mergeLabels", openapi_extra=json_body(MergedLabels))
async def merge_labels(
    project: OneProject, given: Annotated[MergedLabels, body_of(MergedLabels)]
) -> ActedOn:
    """Merge labels into one."""
    return await _act(
        project, lambda: project.store.merge_labels(given.sources, given.to, project.who)
    )


@ROUTER.post(f"{LABELS}:delete", operation_id="deleteLabel", openapi_extra=json_body(DeletedLabel))
async def delete_label(
    project: OneProject, given: Annotated[DeletedLabel, body_of(DeletedLabel)]
) -> ActedOn:
    """Take a label off all examples."""
    return await _act(project, lambda: project.store.remove_label(given.label, project.who))


async def _act(project: StudioProject, act: Callable[[], LabelAction | None]) -> ActedOn:
    """Do something on a thread, and say what was done."""

    def do() -> ActedOn:
        done = act()
        return _acted(project, *(("", 0) if done is None else (done.description, done.examples)))

    return await run_in_threadpool(do)


def _acted(project: StudioProject, action: str, changed: int) -> ActedOn:
    return ActedOn(action=action, changed=changed, revision=project.store.revision())
