"""The routes by which a phone finds a published function: its address there, and a code of it."""

from __future__ import annotations

import io
from typing import Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from vizsla.errors import MissingExtraError, NotFoundError
from vizsla.publish.web.phone_files import phone_path
from vizsla.server.projects.studio_project import GUARDS, OneProject, StudioProject

__all__ = ["ROUTER"]

ROUTER = APIRouter(dependencies=[*GUARDS])
PHONE = "/v1/projects/{project}/phone"
COMMAND = "vizsla studio --phone"


class PhoneItem(BaseModel):
    """Where a phone opens the live version, which then runs on the phone."""

    state: Literal["ready", "off", "unpublished"] = Field(
        description="`off`: this server was not started for phones; see `command`."
    )
    address: str | None = Field(description="The address; null where there is none.")
    command: str = Field(description="The command that starts a server for phones.")


@ROUTER.get(PHONE, operation_id="showPhone")
def show_phone(project: OneProject) -> PhoneItem:
    """Show the address at which a phone of the local network opens the function."""
    address = project.service.settings.phone_address
    if project.workspace.functions.live(project.name) is None:
        return PhoneItem(state="unpublished", address=None, command=COMMAND)
    if not address:
        return PhoneItem(state="off", address=None, command=COMMAND)
    return PhoneItem(state="ready", address=_address(project), command=COMMAND)


@ROUTER.get(
    f"{PHONE}/code",
    operation_id="showPhoneCode",
    response_class=Response,
    responses={
        200: {
            "description": "A QR code.",
            "content": {"image/svg+xml": {"schema": {"type": "string"}}},
        }
    },
)
def send_code(project: OneProject) -> Response:
    """Send the address as a QR code, which a phone's camera reads."""
    if show_phone(project).address is None:
        raise NotFoundError(
            f"phones can't open {project.name!r} here: publish it, and start the server with "
            f"{COMMAND}"
        )
    try:
        import segno  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise MissingExtraError(
            "a QR code is drawn with segno, which is not installed: pip install 'vizsla[phone]'"
        ) from error
    drawn = io.BytesIO()
    code = segno.make(_address(project), error="m", micro=False)
    code.save(drawn, kind="svg", border=4, light="#fff", omitsize=True)
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return Response(drawn.getvalue(), headers=headers, media_type="image/svg+xml")


def _address(project: StudioProject) -> str:
    base, _, token = project.service.settings.phone_address.rpartition("/")
    return f"{base}/{phone_path(token, project.name)}"
