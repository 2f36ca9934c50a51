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
    SettledLabels,
    TakenBack,
    TakenOff,
    UndoneAct,
    UndoneBy,
)
from vizsla.server.projects.request_parts import body_of, json_body
from vizsla.server.projects.studio_project import GUARDS, OneProject, StudioProject

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.workspace import LabelAction

__all__ = ["ROUTER", "acted_on"]

ROUTER = APIRouter(dependencies=[*GUARDS])
LABELS = "/v1/projects/{project}/labels"
Chosen = Annotated[ChosenExamples, body_of(ChosenExamples)]
Aside = Annotated[SetAside, body_of(SetAside)]


@ROUTER.post(f"{LABELS}:set", operation_id="setLabels", openapi_extra=json_body(GivenLabels))
async def set_labels(
    project: OneProject, given: Annotated[GivenLabels, body_of(GivenLabels)]
) -> ActedOn:
    """Give examples a label, or in a multi-label project labels.

    What another person gave is not overwritten, and the new label is kept beside it as a
    contradiction; `:settle` says which is right. In a multi-label project the labels on which
    people agree are the example's, and the others contradict; with `add` labels are added, and
    contradict nobody.
    """
    store = project.store
    names = _labels_of(given)
    if store.multi_label:
        if given.add:
            return await _act(
                project,
                lambda: store.set_labels(given.examples, names, add=True, who=project.who),
            )
        return await _act(
            project, lambda: store.set_labels_beside(given.examples, names, project.who)
        )
    if given.add:
        raise _one_label(project)
    label = _only(project, names)
    return await _act(project, lambda: store.label_beside(given.examples, label, project.who))


@ROUTER.post(f"{LABELS}:settle", operation_id="settleLabel", openapi_extra=json_body(SettledLabels))
async def settle_label(
    project: OneProject, given: Annotated[SettledLabels, body_of(SettledLabels)]
) -> ActedOn:
    """Settle what is right, whatever other people said; it replaces the labels of the examples."""
    store = project.store
    names = _labels_of(given)
    if store.multi_label:
        return await _act(project, lambda: store.set_labels(given.examples, names, who=project.who))
    label = _only(project, names)
    return await _act(project, lambda: store.label(given.examples, label, who=project.who))


@ROUTER.post(f"{LABELS}:take-off", operation_id="takeLabelOff", openapi_extra=json_body(TakenOff))
async def take_label_off(
    project: OneProject, given: Annotated[TakenOff, body_of(TakenOff)]
) -> ActedOn:
    """Take one label off examples, positive or negative; their other labels stay.

    An example that then has no label is unlabelled.
    """
    return await _act(
        project, lambda: project.store.take_label_off(given.examples, given.label, project.who)
    )


@ROUTER.post(f"{LABELS}:set-not", operation_id="setNotLabel", openapi_extra=json_body(NotLabel))
async def set_not_label(
    project: OneProject, given: Annotated[NotLabel, body_of(NotLabel)]
) -> ActedOn:
    """Say that examples are not of a label; in a multi-label project its other labels are open."""

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
        return ActedOn(
            action="remove", changed=len(wanted), revision=project.store.revision(), act=None
        )

    return await run_in_threadpool(remove)


@ROUTER.post(f"{LABELS}:undo", operation_id="undoLabels", openapi_extra=json_body(UndoneAct))
async def undo_labels(
    project: OneProject, asked: Annotated[UndoneAct, body_of(UndoneAct)]
) -> ActedOn:
    """Undo the last act of whoever asks; examples that others labelled since stay as they are."""
    store = project.store
    return await _act(
        project,
        lambda: store.undo(project.who, own=not asked.everybody, number=asked.act),
    )


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


def _labels_of(given: GivenLabels | SettledLabels) -> list[str]:
    """Return the labels of a request that has either one label, or several.

    Raises:
        RequestError: it has both, or neither.

    """
    names = given.labels if given.label is None else [given.label]
    if names is None or (given.label is not None and given.labels is not None):
        raise RequestError("give either a label, or labels")
    return names


def _only(project: StudioProject, names: list[str]) -> str:
    """Return the one label that an example of a single-label project has.

    Raises:
        RequestError: there are several.

    """
    if len(names) > 1:
        raise _one_label(project)
    return names[0]


def _one_label(project: StudioProject) -> RequestError:
    return RequestError(
        f"an example of {project.name!r} has one label; for several make a project with multi_label"
    )


async def _act(project: StudioProject, act: Callable[[], LabelAction | None]) -> ActedOn:
    """Do something on a thread, and say what was done."""
    return await run_in_threadpool(lambda: acted_on(project, act()))


def acted_on(project: StudioProject, done: LabelAction | None) -> ActedOn:
    """Return what was done as a response has it; None for nothing."""
    return ActedOn(
        action="" if done is None else done.description,
        changed=0 if done is None else done.examples,
        revision=project.store.revision(),
        act=None if done is None else done.number,
    )
