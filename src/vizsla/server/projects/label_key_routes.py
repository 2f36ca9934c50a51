"""The routes of the keys by which people label."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool

from vizsla.project.label_keys import LabelKeys
from vizsla.server.projects.labelling_types import ChosenKeys, LabelKeyItem, LabelKeyList
from vizsla.server.projects.request_parts import body_of, json_body
from vizsla.server.projects.studio_project import GUARDS, OneProject

__all__ = ["ROUTER"]

ROUTER = APIRouter(dependencies=[*GUARDS])
KEYS = "/v1/projects/{project}/label-keys"


@ROUTER.get(KEYS, operation_id="listLabelKeys")
def list_label_keys(project: OneProject) -> LabelKeyList:
    """List the labels that examples have, each with its key; the first ten get digits."""
    return _listed(LabelKeys(project.workspace, project.store).all())


@ROUTER.put(KEYS, operation_id="setLabelKeys", openapi_extra=json_body(ChosenKeys))
async def set_label_keys(
    project: OneProject, chosen: Annotated[ChosenKeys, body_of(ChosenKeys)]
) -> LabelKeyList:
    """Choose keys of labels."""
    keys = LabelKeys(project.workspace, project.store)
    return _listed(await run_in_threadpool(keys.set, chosen.keys))


def _listed(keys: dict[str, str | None]) -> LabelKeyList:
    return LabelKeyList(
        keys=[LabelKeyItem(label=label, key=key or None) for label, key in keys.items()]
    )
