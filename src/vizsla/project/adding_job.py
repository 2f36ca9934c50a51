"""The job that adds a source of examples, with a result for each file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.encoders.registry import encoder_named
from vizsla.errors import RequestError, VizslaError
from vizsla.exchange.assistants.assistant_features import features_of
from vizsla.progress import ProgressReporter
from vizsla.project.add_examples import add_examples
from vizsla.project.adding_source import AddingSource, is_begun, opened_source
from vizsla.project.arriving_files import UploadStopped
from vizsla.project.background_training import ask_for_background_training
from vizsla.project.embedder import Embedder
from vizsla.workspace.job_files import ADDED, KNOWN, REFUSED, JobFile

if TYPE_CHECKING:
    from typing import Self

    from vizsla.exchange.assistants.assistant import Assistant
    from vizsla.json_value import JSONValue
    from vizsla.project.job_work import JobWork
    from vizsla.project.project import Project
    from vizsla.workspace import AddedExample, Store, Workspace
    from vizsla.workspace.job_files import JobFiles
    from vizsla.workspace.jobs import Job

__all__ = ["ADD", "add_source", "ask_to_add"]

ADD = "add"  # the kind of the job
PATIENCE = 60.0  # seconds for the next piece of an upload
TOGETHER = 64  # results that are written at once


def ask_to_add(
    workspace: Workspace, project_id: int, source: AddingSource, who: str | None = None
) -> Job:
    """Ask for a job that adds a source; several of a project wait for one another.

    Args:
        workspace: the workspace.
        project_id: the row id of the project.
        source: the source.
        who: the person or program that asks for it.

    Raises:
        NotFoundError: there is no such upload.

    """
    if source.upload is not None:
        workspace.uploads.get(project_id, source.upload)
    return workspace.jobs.new(project_id, ADD, who, source.to_json(), alone=False)


def add_source(project: Project, work: JobWork) -> dict[str, JSONValue]:
    """Add a source to a project, while its upload comes in.

    An upload is deleted once it is added. The features of an assistant come with it, where the
    project has neither examples nor features.

    Args:
        project: the project.
        work: the job, which was asked for the source; where it is cancelled, what was added stays.

    Returns:
        The numbers of files ``added``, ``known`` and ``refused``; ``contradictions``, the number of
        known files that had another label; ``summary``, how the source was understood; and
        ``trains``, whether a training has been asked for.

    Raises:
        InputError: the source can't be read.
        RequestError: the upload stopped; what came before is added.

    """
    source = AddingSource.from_json(work.asked)
    workspace, job_id, who = project.workspace, work.id, project.who
    store = workspace.open_project(project.name)
    reporter = ProgressReporter(work.progress, work.cancel, "the examples added so far stay")
    try:
        with (
            opened_source(
                store, workspace.uploads, source, patience=PATIENCE, cancel=work.cancel
            ) as opened,
            _Results(workspace.job_files, job_id) as results,
        ):
            if opened.assistant is not None:
                _take_features(project, store, opened.assistant)
            found = opened.examples
            for name, error in found.problems:
                results.tell(name, error)
            done = add_examples(
                store,
                found,
                len(found),
                Embedder(encoder_named(store.encoder, store.modality)),
                reporter,
                who,
                on_file=results.tell,
            )
            summary = found.summary
    except UploadStopped as error:
        raise RequestError(str(error)).because("upload-stopped") from error
    if source.upload is not None:
        workspace.uploads.delete(store.row_id, source.upload)
    return {
        **workspace.job_files.counts(job_id),
        "contradictions": len(done.contradictions),
        "summary": summary,
        "trains": ask_for_background_training(workspace, store, who) is not None,
    }


def _take_features(project: Project, store: Store, assistant: Assistant) -> None:
    features, _ = features_of(assistant)
    if features and not is_begun(store):
        project.set_features(features)


class _Results:
    """Writes what became of files, many at once.

    Args:
        files: the files of the workspace's jobs.
        job_id: the job's id.

    """

    def __init__(self, files: JobFiles, job_id: str) -> None:
        self._files = files
        self._job_id = job_id
        self._waiting: list[JobFile] = []

    def tell(self, name: str, became: AddedExample | VizslaError) -> None:
        """Tell what became of a file."""
        self._waiting.append(_job_file(name, became))
        if len(self._waiting) >= TOGETHER:
            self._write()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._write()

    def _write(self) -> None:
        self._files.add(self._job_id, self._waiting)
        self._waiting = []


def _job_file(name: str, became: AddedExample | VizslaError) -> JobFile:
    if isinstance(became, VizslaError):
        return JobFile(name, REFUSED, code=became.code, detail=str(became))
    detail = None if became.contradicts is None else f"it had the label {became.contradicts!r}"
    return JobFile(name, ADDED if became.new else KNOWN, became.id, detail=detail)
