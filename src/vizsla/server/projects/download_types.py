"""The types of files to download."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from vizsla.server.projects.request_parts import RequestPart

__all__ = ["DownloadItem", "DownloadList", "NewDownload"]

Form = Literal["bundle", "web", "tflite", "dataset"]
Layout = Literal["folder", "csv", "json lines", "label studio"]


class NewDownload(RequestPart):
    """A file to make."""

    form: Form = Field(
        description=(
            "`bundle`: the function, for Python, browsers and Node; `web`: a page that any host "
            "serves; `tflite`: one file for phones; `dataset`: the examples with their labels."
        )
    )
    version: int | None = Field(
        None, ge=1, lt=1 << 31, description="Of a function; by default the live one."
    )
    layout: Layout | None = Field(None, description="Of a dataset; by default `folder`.")
    keep_metadata: bool = Field(
        default=False, description="Whether place and device stay in a dataset's files."
    )


class DownloadItem(BaseModel):
    """A file that is made, or was made, to be downloaded."""

    id: str
    form: Form
    version: int | None
    layout: Layout | None
    state: Literal["waiting", "running", "done", "failed", "cancelled", "ended"]
    progress: float = Field(description="The share that is done, 0 to 1.")
    message: str = Field(description="The stage of the work; of one that failed, the reason.")
    file: str | None = Field(description="The file's name; null before it is done.")
    bytes: int | None = Field(description="The file's size.")
    url: str | None = Field(description="The link, which works without a key until it ends.")
    until: datetime | None = Field(description="When the link ends.")
    created_at: datetime
    created_by: str | None


class DownloadList(BaseModel):
    """Files to download, the newest first."""

    downloads: list[DownloadItem]
