"""The files of a project to download: made by jobs, and kept for a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from vizsla.errors import NotFoundError, OptionError
from vizsla.multi_label_kinds import is_multi_label
from vizsla.project.download_job import DATASET, DOWNLOADS, KIND, TFLITE
from vizsla.project.published_version import check_version
from vizsla.workspace.jobs import DONE

if TYPE_CHECKING:
    from pathlib import Path

    from vizsla.workspace import Store, Workspace
    from vizsla.workspace.jobs import Job

__all__ = ["Downloads", "ProjectDownload"]

IMAGES = "image-classification"


@dataclass(frozen=True, slots=True)
class ProjectDownload:
    """A file to download.

    Attributes:
        job: the job that makes it.
        form: ``bundle``, ``web``, ``tflite`` or ``dataset``.
        file: the file's name; None before it is done.
        size: its size in bytes; None before it is done.
        until: when it ends, UTC; None before it is done.

    """

    job: Job
    form: str
    file: str | None
    size: int | None
    until: datetime | None

    @property
    def has_ended(self) -> bool:
        """Whether the file is there no more."""
        return self.until is not None and self.until <= datetime.now(UTC)


class Downloads:
    """The files of a project to download.

    Args:
        workspace: the workspace.
        store: the project's store.

    """

    def __init__(self, workspace: Workspace, store: Store) -> None:
        self._workspace = workspace
        self._store = store

    def ask(
        self,
        form: str,
        *,
        version: int | None = None,
        layout: str | None = None,
        keep_metadata: bool = False,
        who: str | None = None,
    ) -> ProjectDownload:
        """Ask for a file, which a server then makes.

        Args:
            form: ``bundle``, ``web``, ``tflite`` or ``dataset``.
            version: of a function its version; by default the live one.
            layout: of the dataset; ``folder`` by default.
            keep_metadata: whether place and device stay in the dataset's files.
            who: the person or program that asks for it.

        Raises:
            NotFoundError: no such version is published.
            OptionError: a function of this kind has no such form, or such a file is being made.

        """
        name, kind = self._store.name, self._store.kind
        asked: dict[str, Any] = {"form": form}
        if form == DATASET:
            asked |= {"layout": layout, "keep_metadata": keep_metadata}
        else:
            functions = self._workspace.functions
            number = functions.live(name) if version is None else version
            asked["version"] = check_version(name, number, functions.versions(name))
        if form == TFLITE and (kind != IMAGES or is_multi_label(kind)):
            raise OptionError(
                f"{name!r} is of kind {kind!r}, and only a function of kind {IMAGES!r} can be one "
                ".tflite file; choose the bundle, or the web page"
            )
        row_id = self._store.row_id
        return _download(self._workspace.jobs.new(row_id, f"{KIND}{form}", who, asked))

    def all(self) -> list[ProjectDownload]:
        """Return the files that were asked for, the newest first; also those that have ended."""
        jobs = self._workspace.jobs.of_project(self._store.row_id)
        return [_download(each) for each in reversed(jobs) if each.kind in DOWNLOADS]

    def get(self, job_id: str) -> ProjectDownload:
        """Return a file by its job's id.

        Raises:
            NotFoundError: there is none.

        """
        for each in self.all():
            if each.job.id == job_id:
                return each
        raise NotFoundError(f"{self._store.name!r} has no download {job_id!r:.40}")

    def content(self, download: ProjectDownload) -> Path | bytes:
        """Return a file on this computer, or its content.

        Raises:
            NotFoundError: it is not there yet, or no more.

        """
        found = None
        if download.job.state == DONE:
            found = self._workspace.downloads.find(str(download.job.result["key"]))
        if found is None:
            raise NotFoundError(
                f"the file of the download {download.job.id} is not there: it is not made yet, or "
                "its day is over; ask for it again"
            )
        return found


def _download(job: Job) -> ProjectDownload:
    found: dict[str, Any] = job.result if job.state == DONE else {}
    until = found.get("until")
    return ProjectDownload(
        job,
        DOWNLOADS[job.kind],
        found.get("file"),
        found.get("bytes"),
        None if until is None else datetime.fromisoformat(until),
    )
