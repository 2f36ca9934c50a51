"""The route that gives code to call a published function, with this server's address."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field

from vizsla.publish.snippets import CalledFunction, function_snippets
from vizsla.server.projects.studio_project import GUARDS, OneProject
from vizsla.server.signed_links import base_address

__all__ = ["ROUTER"]

ROUTER = APIRouter(dependencies=[*GUARDS])


class SnippetItem(BaseModel):
    """A piece of code that calls the function."""

    id: str = Field(examples=["curl"])
    title: str
    language: Literal["python", "shell", "javascript"]
    code: str
    needs: str = Field(description="The command that installs what it needs; empty for nothing.")


class SnippetList(BaseModel):
    """Code that calls the function, the most used first."""

    name: str = Field(description="The function as the code names it.")
    address: str = Field(description="The function's address.")
    needs_key: bool = Field(description="Whether a call needs a key.")
    snippets: list[SnippetItem]


@ROUTER.get("/v1/projects/{project}/snippets", operation_id="listSnippets")
def list_snippets(
    request: Request,
    project: OneProject,
    version: Annotated[
        str | None,
        Query(max_length=80, description="A version's number or name; by default the live one."),
    ] = None,
) -> SnippetList:
    """Give code to copy that calls a published version from other programs."""
    opened = project.opened()
    number = None
    if version is not None:
        number = opened.version_number(version)
    with opened.function(number):  # there is such a version
        called = CalledFunction(
            project.name if version is None else f"{project.name}@{version}",
            project.store.kind,
            project.store.modality,
            base_address(request),
            project.service.settings.needs_keys,
        )
    return SnippetList(
        name=called.name,
        address=called.address,
        needs_key=called.needs_key,
        snippets=[
            SnippetItem.model_validate(
                {
                    "id": each.id,
                    "title": each.title,
                    "language": each.language,
                    "code": each.code,
                    "needs": each.needs,
                }
            )
            for each in function_snippets(called)
        ],
    )
