"""The job that publishes a run, after the answers of its function were compared."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.json_value import JSONValue
    from vizsla.project.job_work import JobWork
    from vizsla.project.project import Project
    from vizsla.workspace import Store, Workspace
    from vizsla.workspace.jobs import Job

__all__ = ["PUBLISH", "Publishing", "ask_for_publishing", "publish_as_asked"]

PUBLISH = "publish"  # the kind of the job


@dataclass(frozen=True, slots=True)
class Publishing:
    """What to publish, and how; see ``Project.publish``.

    Attributes:
        run: the run's number; None for the last one.
        untested: whether a run may be published without a test.
        also_as: a name for the version.
        threshold: the least score of a sure answer.
        thresholds: of a multi-label project the least scores of sure labels, by label.
        live: whether the version becomes the live one.

    """

    run: int | None = None
    untested: bool = False
    also_as: str | None = None
    threshold: float | None = None
    thresholds: Mapping[str, float] | None = None
    live: bool = True


def ask_for_publishing(
    workspace: Workspace, store: Store, wanted: Publishing, who: str | None = None
) -> Job:
    """Ask for a run to be published, which a server then does.

    Args:
        workspace: the workspace.
        store: the project's store.
        wanted: what to publish.
        who: the person or program that asks for it.

    Raises:
        NotFoundError: there is no such run.
        OptionError: the project is being published already.

    """
    if wanted.run is not None:
        store.run(wanted.run)
    return workspace.jobs.new(store.row_id, PUBLISH, who, asdict(wanted))


def publish_as_asked(project: Project, work: JobWork) -> dict[str, JSONValue]:
    """Publish a run.

    Args:
        project: the project.
        work: the job, which was asked for the parts of a ``Publishing``.

    Returns:
        ``run``, the run's number; and ``version``, that of the version.

    Raises:
        CancelledError: the job was cancelled before the version was written.
        VizslaError: it can't be published; the error says why.

    """
    asked: Mapping[str, Any] = work.asked
    wanted = Publishing(**asked)
    run = project.run(wanted.run)
    function = project.publish(
        run,
        untested=wanted.untested,
        also_as=wanted.also_as,
        threshold=wanted.threshold,
        thresholds=wanted.thresholds,
        live=wanted.live,
        progress=work.progress,
        cancel=work.cancel,
    )
    with function:
        return {"run": run.number, "version": function.manifest.version}
