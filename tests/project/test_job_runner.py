"""Jobs as servers run them: each in a process of its own."""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING

import pytest

from vizsla.project import job_runner
from vizsla.project.job_runner import JobRunner
from vizsla.project.project import Project
from vizsla.project.training_job import TRAIN, labels_digest
from vizsla.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from vizsla.workspace.jobs import Job

PATIENCE = 120.0  # seconds


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "home"))
    with Workspace.open() as workspace:
        yield workspace


def ask(workspace: Workspace, textures: Path | None = None) -> Job:
    with Project.open("textures", who="anna") as project:
        if textures is not None:
            project.add([textures / "brick", textures / "grass"])
            for each in project:
                project.label(each, each.name.split("/")[0])
    return workspace.jobs.new(workspace.open_project("textures").row_id, TRAIN, "anna")


def wait_for(workspace: Workspace, job: Job, reached: Callable[[Job], bool]) -> Job:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = workspace.jobs.get(job.id)
        if reached(found):
            return found
        time.sleep(0.05)
    raise AssertionError(found)


def test_a_training_is_done_in_another_process_and_names_its_run(
    workspace: Workspace, textures: Path
) -> None:
    faults: list[str] = []
    asked = ask(workspace, textures)
    runner = JobRunner(workspace, faults.append)
    runner.start()
    try:
        done = wait_for(workspace, asked, lambda job: not job.is_active)
    finally:
        runner.close()
    assert (done.state, done.progress, faults) == ("done", 1.0, [])
    with Project.open("textures") as project:
        log = [each.text for each in workspace.jobs.log(asked.id)]
        assert log.index("cross-validating") < log.index("testing")
        assert done.result == {
            "run": project.run().number,
            "tested": True,
            "trained_on": labels_digest(project),
        }
        assert project.runs()[0].created_at <= done.ended_at  # type: ignore[operator] # it has ended
        examples = list(project)
        project.label(examples[0], "gravel")
        assert done.result["trained_on"] != labels_digest(project)


def test_a_training_that_can_not_be_done_says_why(workspace: Workspace) -> None:
    faults: list[str] = []
    asked = ask(workspace)
    runner = JobRunner(workspace, faults.append)
    runner.start()
    try:
        failed = wait_for(workspace, asked, lambda job: not job.is_active)
        # The next one is taken after the process has ended, and that was no fault.
        again = workspace.jobs.new(workspace.open_project("textures").row_id, TRAIN, "anna")
        wait_for(workspace, again, lambda job: not job.is_active)
        assert faults == []
    finally:
        runner.close()
    assert failed.state == "failed"
    assert "label some examples first" in failed.message


def test_a_process_that_is_killed_fails_its_job_and_not_its_server(
    workspace: Workspace, textures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        job_runner, "START", "import time, sys; sys.stdin.readline(); time.sleep(600)"
    )
    faults: list[str] = []
    first = ask(workspace, textures)
    runner = JobRunner(workspace, faults.append)
    runner.start()
    try:
        end = time.monotonic() + PATIENCE
        while runner._child is None and time.monotonic() < end:
            time.sleep(0.05)
        assert runner._child is not None
        monkeypatch.undo()
        monkeypatch.setenv("VIZSLA_HOME", str(workspace.home))
        os.kill(runner._child.pid, signal.SIGKILL)
        failed = wait_for(workspace, first, lambda job: not job.is_active)
        assert (failed.state, "SIGKILL" in failed.message, len(faults)) == ("failed", True, 1)
        again = ask(workspace)
        runner.wake()
        assert wait_for(workspace, again, lambda job: not job.is_active).state == "done"
    finally:
        runner.close()


# A job that is told to stop, and one that does not listen.
HEARS = "while not work.cancel.is_set(): time.sleep(0.05)\n    raise CancelledError('stopped')"
DEAF = "work.note('deaf'); time.sleep(600)"
SLOW = """
import json, sys, time
start = json.loads(sys.stdin.buffer.readline())
sys.path[:] = start["path"]
from vizsla.errors import CancelledError
from vizsla.progress import Progress
from vizsla.project import job_child
def slow(project, work):
    work.progress(Progress("waiting", 1, 4, 2.5))
    {body}
job_child.KINDS = {{"train": job_child.JobKind(slow)}}
job_child.run_in_child(start["job"], start["worker"])
"""


@pytest.mark.parametrize("body", [HEARS, DEAF])
def test_a_job_that_runs_is_cancelled_whether_it_listens_or_not(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, body: str
) -> None:
    monkeypatch.setattr(job_runner, "START", SLOW.format(body=body))
    faults: list[str] = []
    asked = ask(workspace)
    runner = JobRunner(workspace, faults.append)
    runner.start()
    try:
        seen = wait_for(workspace, asked, lambda job: job.message == "waiting")
        assert (seen.progress, seen.seconds_left) == (0.25, 2.5)
        workspace.jobs.cancel(asked.id, "bert")
        ended = wait_for(workspace, asked, lambda job: not job.is_active)
    finally:
        runner.close()
    assert (ended.state, ended.cancelled_by, faults) == ("cancelled", "bert", [])
    assert workspace.jobs.log(asked.id)[0].text == "waiting"


def test_a_job_whose_process_has_only_just_begun_is_cancelled(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job_runner, "START", "import time; time.sleep(600)")
    faults: list[str] = []
    asked = ask(workspace)
    runner = JobRunner(workspace, faults.append)
    runner.start()
    try:
        wait_for(workspace, asked, lambda job: job.state == "running")
        workspace.jobs.cancel(asked.id)
        assert wait_for(workspace, asked, lambda job: not job.is_active).state == "cancelled"
    finally:
        runner.close()
    assert faults == []


def test_a_server_that_ends_gives_its_job_to_the_next_one(
    workspace: Workspace, textures: Path
) -> None:
    asked = ask(workspace, textures)
    first = JobRunner(workspace, print)
    first.start()
    wait_for(workspace, asked, lambda job: job.state == "running")
    first.close()
    assert workspace.jobs.get(asked.id).state == "waiting"
    second = JobRunner(workspace, print)
    second.start()
    try:
        assert wait_for(workspace, asked, lambda job: not job.is_active).state == "done"
    finally:
        second.close()
    assert len(Project.open("textures").runs()) == 1


def test_a_program_without_a_python_of_its_own_says_so(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ask(workspace)
    monkeypatch.setattr("sys.frozen", True, raising=False)
    runner = JobRunner(workspace, print)
    runner.start()
    try:
        failed = wait_for(workspace, asked, lambda job: not job.is_active)
    finally:
        runner.close()
    assert (failed.state, "vizsla train" in failed.message) == ("failed", True)
