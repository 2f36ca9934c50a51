"""The types of uploads, and of sources of examples, in requests and responses."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from vizsla.server.projects.request_parts import RequestPart
from vizsla.workspace.upload_files import LONGEST_PATH, MOST_FILES

__all__ = [
    "FileRefusal",
    "FolderItem",
    "GuessedLabelItem",
    "JobFileItem",
    "JobFileList",
    "LeftOutFiles",
    "LocalFolder",
    "NewUpload",
    "SourceChoice",
    "SourcePart",
    "SourcePreview",
    "SourceProblem",
    "UploadItem",
    "UploadList",
    "UploadedFilePart",
]

Label = str


class UploadedFilePart(RequestPart):
    """A file that will be sent."""

    path: str = Field(
        description="Its path, relative, with slashes.",
        min_length=1,
        max_length=LONGEST_PATH,
        examples=["oak/1.jpg"],
    )
    bytes: int = Field(description="The number of its bytes.", ge=0)


class NewUpload(RequestPart):
    """Files that will be sent in pieces, one after the other, as they are listed."""

    files: list[UploadedFilePart] = Field(min_length=1, max_length=MOST_FILES)


class UploadItem(BaseModel):
    """An upload."""

    id: str
    files: int = Field(description="The number of its files.")
    bytes: int = Field(description="The bytes of all files.")
    received: int = Field(description="The bytes that are here; the next piece begins there.")
    piece_bytes: int = Field(description="The most bytes of a piece.")
    created_at: datetime
    created_by: str | None
    expires_at: datetime = Field(description="It is deleted then, unless another piece comes.")


class UploadList(BaseModel):
    """The uploads of a project that wait, the oldest first."""

    uploads: list[UploadItem]


class SourcePart(RequestPart):
    """A source of examples (an upload, a folder of this computer, or the sample), and options."""

    upload: str | None = Field(None, pattern="^[0-9a-f]{32}$", description="The id of an upload.")
    folder: str | None = Field(
        None,
        max_length=4_096,
        description="The whole path of a folder or file, where the server is yours alone.",
        examples=["/home/ada/trees"],
    )
    sample: bool = Field(default=False, description="Whether it is the sample that Vizsla brings.")
    label: str | None = Field(None, max_length=200, description="The label of all examples.")
    rename: dict[str, str | None] = Field(
        default_factory=dict,
        max_length=10_000,
        description="New names of labels, by those of the source; null takes a label away.",
    )
    layout: str | None = Field(
        None, max_length=40, description="How to read it; by default it is recognised."
    )
    splits: bool = Field(
        default=False, description="Whether its training and test sets become the project's."
    )
    label_column: str | None = Field(None, max_length=200)
    text_column: str | None = Field(None, max_length=200)
    encoding: str | None = Field(None, max_length=40)


class GuessedLabelItem(BaseModel):
    """A label of a source."""

    name: str = Field(description="Its name in the source.")
    becomes: str | None = Field(description="The label that the examples get; null for none.")
    count: int


class FileRefusal(BaseModel):
    """Why a file can't be used."""

    code: str
    detail: str


class SourceProblem(BaseModel):
    """A file, or a row, that can't be used."""

    name: str
    error: FileRefusal


class SourceChoice(BaseModel):
    """What has to be said, since a source can be read in several ways."""

    option: str = Field(description="The field of the source: `layout`, `label_column`, ...")
    choices: list[str] = Field(description="What it may be, the likeliest first.")
    detail: str


class LeftOutFiles(BaseModel):
    """Files of a source that are left out."""

    ending: str = Field(description="The ending of their names, such as `.csv`; may be empty.")
    count: int


class SourcePreview(BaseModel):
    """What a source would add."""

    layout: str
    summary: str = Field(description="How it is understood, in one line.")
    examples: int
    labels: list[GuessedLabelItem] = Field(description="The most frequent first.")
    left_out: list[LeftOutFiles] = Field(description="The most frequent ending first.")
    notes: list[str] = Field(description="What else the summary says, each a part of a sentence.")
    unlabelled: int = Field(description="The number of examples without a label.")
    features: int = Field(description="The entities, phrase lists and patterns that come with it.")
    problems: list[SourceProblem] = Field(description="The first 100 of them.")
    problem_count: int
    complete: bool = Field(description="Whether bytes that are still to come change nothing.")
    unclear: SourceChoice | None


class JobFileItem(BaseModel):
    """What became of a file."""

    name: str
    status: Literal["added", "known", "refused"]
    id: int | None = Field(description="The id of the example.")
    error: FileRefusal | None
    note: str | None = Field(description="Of a known file, the label that contradicts.")


class JobFileList(BaseModel):
    """What became of files, in the order in which they were done."""

    files: list[JobFileItem]
    next: int | None = Field(description="The `after` of the next page; null on the last.")


class FolderItem(BaseModel):
    """A folder in a folder."""

    name: str
    path: str


class LocalFolder(BaseModel):
    """A folder of this computer."""

    path: str
    parent: str | None
    folders: list[FolderItem]
    images: int = Field(description="The number of images directly in it.")
    other_files: int
