"""The job that tests a run again, with the labels as they are now."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vizsla.json_value import JSONValue
    from vizsla.project.job_work import JobWork
    from vizsla.project.project import Project
    from vizsla.workspace import Store, Workspace
    from vizsla.workspace.jobs import Job

__all__ = ["TEST", "ask_for_test", "test_again"]

TEST = "test"  # the kind of the job
RUN = "run"


def ask_for_test(workspace: Workspace, store: Store, run: int, who: str | None = None) -> Job:
    """Ask for a test of a run, which a server then does.

    Args:
        workspace: the workspace.
        store: the project's store.
        run: the run's number.
        who: the person or program that asks for it.

    Raises:
        NotFoundError: there is no such run.
        OptionError: a test waits or is going on already.

    """
    return workspace.jobs.new(store.row_id, TEST, who, {RUN: store.run(run).number})


def test_again(project: Project, work: JobWork) -> dict[str, JSONValue]:
    """Test a run on the test set.

    Args:
        project: the project.
        work: the job, which was asked for ``run``, the run's number.

    Returns:
        ``run``, the run's number.

    Raises:
        TrainingDataError: there is nothing to test on.

    """
    run = work.asked[RUN]
    assert isinstance(run, int)  # noqa: S101 - ask_for_test wrote it
    project.test(run, progress=work.progress)
    return {RUN: run}
