from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from vizsla import errors
from vizsla.workspace import Workspace
from vizsla.workspace.job_record import JobProgress, LogLine
from vizsla.workspace.jobs import CANCELLED, DONE, FAILED, RUNNING, WAITING, Job
from vizsla.workspace.row_values import now
from vizsla.workspace.server_tables import job

if TYPE_CHECKING:
    from pathlib import Path

HALF = JobProgress(0.5, "fitting", 9.0, [{"at": 1}], [LogLine("2026-11-30T07:00:00Z", "fitting")])


def ask(workspace: Workspace, project: str, who: str | None = None) -> Job:
    store = workspace.create(project, exist_ok=True)
    return workspace.jobs.new(store.row_id, "train", who)


def take(workspace: Workspace) -> tuple[Job, str]:
    found = workspace.jobs.take()
    assert found is not None
    return found


def test_a_job_is_taken_by_one_server_and_seen_by_all(home: Path) -> None:
    with Workspace.open(home) as one, Workspace.open(home) as other:
        asked = ask(one, "trees", "anna")
        assert (asked.state, asked.project, asked.created_by) == (WAITING, "trees", "anna")
        taken, worker = take(other)
        assert (taken.id, taken.state) == (asked.id, RUNNING)
        assert one.jobs.take() is None
        assert other.jobs.report(taken.id, worker, HALF)
        seen = one.jobs.get(asked.id)
        assert (seen.progress, seen.message, seen.seconds_left) == (0.5, "fitting", 9.0)
        assert seen.curve == ({"at": 1},)
        assert [each.text for each in one.jobs.log(asked.id)] == ["fitting"]
        assert other.jobs.finish(taken.id, worker, {"run": 1})
        ended = one.jobs.get(asked.id)
        assert (ended.state, ended.result, ended.progress) == (DONE, {"run": 1}, 1.0)
        assert (ended.curve, ended.seconds_left) == ((), None)
        assert ended.started_at is not None
        assert ended.ended_at is not None
        assert ended.created_at <= ended.started_at <= ended.ended_at


def test_a_job_keeps_what_it_was_asked_for_and_is_listed_with_all_kinds(
    workspace: Workspace,
) -> None:
    train = ask(workspace, "trees")
    store = workspace.open_project("trees")
    asked = workspace.jobs.new(store.row_id, "export", asked={"layout": "csv"})
    assert (train.asked, asked.asked) == ({}, {"layout": "csv"})
    assert [each.id for each in workspace.jobs.of_project(store.row_id)] == [train.id, asked.id]
    assert [each.id for each in workspace.jobs.of_project(store.row_id, "export")] == [asked.id]


def test_a_project_has_one_job_of_a_kind_at_a_time_and_others_wait_their_turn(
    workspace: Workspace,
) -> None:
    first, second = ask(workspace, "trees"), ask(workspace, "dogs")
    with pytest.raises(errors.OptionError, match="already"):
        ask(workspace, "trees")
    taken, worker = take(workspace)
    assert taken.id == first.id
    with pytest.raises(errors.OptionError, match="already"):
        ask(workspace, "trees")
    workspace.jobs.fail(taken.id, worker, "too few examples")
    again = ask(workspace, "trees")
    assert [take(workspace)[0].id for _ in range(2)] == [second.id, again.id]
    assert [each.state for each in workspace.jobs.of_project(1, "train")] == [FAILED, RUNNING]


def test_a_job_whose_server_has_died_has_failed_and_its_worker_changes_it_no_more(
    workspace: Workspace,
) -> None:
    ask(workspace, "trees")
    taken, worker = take(workspace)
    with workspace.database.write() as connection:
        connection.execute(sa.update(job).values(seen_at=now() - timedelta(minutes=1)))
    lost = workspace.jobs.get(taken.id)
    assert (lost.state, lost.is_active) == (FAILED, False)
    assert "died" in lost.message
    assert not workspace.jobs.finish(taken.id, worker, {"run": 1})
    assert ask(workspace, "trees").state == WAITING
    assert not workspace.jobs.report(taken.id, worker, HALF)
    assert workspace.jobs.get(taken.id).state == FAILED


def test_a_job_goes_on_whose_computer_was_only_asleep(workspace: Workspace) -> None:
    ask(workspace, "trees")
    taken, worker = take(workspace)
    with workspace.database.write() as connection:
        connection.execute(sa.update(job).values(seen_at=now() - timedelta(hours=1)))
    assert workspace.jobs.get(taken.id).state == FAILED
    assert not workspace.jobs.report(taken.id, "another", HALF)
    assert workspace.jobs.report(taken.id, worker, HALF)
    found = workspace.jobs.get(taken.id)
    assert (found.state, found.ended_at, found.progress) == (RUNNING, None, 0.5)
    assert "died" not in found.message
    assert workspace.jobs.finish(taken.id, worker, {"run": 1})


def test_a_job_that_is_given_back_is_taken_again(workspace: Workspace) -> None:
    asked = ask(workspace, "trees")
    taken, worker = take(workspace)
    assert workspace.jobs.give_back(taken.id, worker)
    again, other = take(workspace)
    assert again.id == asked.id
    assert not workspace.jobs.finish(asked.id, worker, {})
    assert workspace.jobs.finish(asked.id, other, {})


def test_a_job_that_waits_is_cancelled_at_once_and_never_taken(workspace: Workspace) -> None:
    asked = ask(workspace, "trees")
    cancelled = workspace.jobs.cancel(asked.id, "anna")
    assert (cancelled.state, cancelled.cancelled_by) == (CANCELLED, "anna")
    assert workspace.jobs.take() is None
    assert ask(workspace, "trees").state == WAITING


def test_a_job_that_runs_is_told_that_it_was_cancelled_and_does_not_wait_again(
    workspace: Workspace,
) -> None:
    ask(workspace, "trees")
    taken, worker = take(workspace)
    assert not workspace.jobs.is_cancelled(taken.id)
    assert workspace.jobs.cancel(taken.id, "anna").state == RUNNING
    assert workspace.jobs.is_cancelled(taken.id)
    assert workspace.jobs.give_back(taken.id, worker)
    assert workspace.jobs.get(taken.id).state == CANCELLED
    assert not workspace.jobs.finish(taken.id, worker, {"run": 1})


def test_a_job_that_has_ended_is_not_cancelled_any_more(workspace: Workspace) -> None:
    asked = ask(workspace, "trees")
    _, worker = take(workspace)
    workspace.jobs.finish(asked.id, worker, {"run": 1})
    assert workspace.jobs.cancel(asked.id, "anna").state == DONE
    with pytest.raises(errors.NotFoundError, match="no job"):
        workspace.jobs.cancel("0" * 32)


def test_jobs_of_a_project_are_listed_by_kind_or_the_newest_alone(workspace: Workspace) -> None:
    store = workspace.create("trees")
    kinds = ("train", "measure", "export")
    for each in kinds:
        workspace.jobs.new(store.row_id, each)
    listed = workspace.jobs.of_project(store.row_id)
    assert [each.kind for each in listed] == [*kinds]
    newest = workspace.jobs.of_project(store.row_id, newest=2)
    assert [each.kind for each in newest] == ["measure", "export"]


def test_a_project_that_is_removed_takes_its_jobs_along(workspace: Workspace) -> None:
    asked = ask(workspace, "trees")
    workspace.remove("trees")
    with pytest.raises(errors.NotFoundError, match=asked.id):
        workspace.jobs.get(asked.id)
    assert workspace.jobs.take() is None


def test_facts_are_kept_by_project_topic_and_name(workspace: Workspace) -> None:
    trees, dogs = (workspace.create(each).row_id for each in ("trees", "dogs"))
    facts = workspace.facts
    facts.put(trees, "label", {"oak": {"description": "a tree"}, "elm": {}})
    facts.put(trees, "alias", {"production": {"version": 1}})
    facts.put(trees, "label", {"oak": {"description": "a big tree"}, "elm": None})
    assert facts.of_topic(trees, "label") == {"oak": {"description": "a big tree"}}
    assert facts.of_topic(trees, "alias") == {"production": {"version": 1}}
    assert facts.of_topic(dogs, "label") == {}
    workspace.remove("trees")
    assert facts.of_topic(trees, "label") == {}
