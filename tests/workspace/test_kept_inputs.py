"""Inputs that are kept for feedback: for a while, not too many, and only where it is allowed."""

from __future__ import annotations

import os
import secrets
import signal
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from vizsla import errors
from vizsla.workspace import Workspace, kept_inputs
from vizsla.workspace.feedback_records import (
    AnswerId,
    FeedbackAllowance,
    GivenAnswer,
    NewKeptInput,
)
from vizsla.workspace.schema import pending_file
from vizsla.workspace.server_tables import kept_input

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.workspace import NewExample, Store

    New = Callable[..., NewExample]
    Files = Callable[[], set[str]]

ANSWER = GivenAnswer("boxer", 0.62)


def an_input(content: bytes = b"a", **more: Any) -> NewKeptInput:
    values = {
        "project": "trees",
        "id": AnswerId(secrets.token_urlsafe(16)),
        "key_id": "0123456789ab",
        "version": 2,
        "answer": ANSWER,
        "content": content,
        "name": "rex.jpg",
        **more,
    }
    return NewKeptInput(**values)


def is_kept(workspace: Workspace, given: NewKeptInput) -> bool:
    return workspace.kept_inputs.find(given.project, given.id, given.key_id) is not None


@pytest.fixture
def allowed(workspace: Workspace, store: Store) -> Workspace:
    """A workspace whose project allows feedback."""
    workspace.kept_inputs.allow(store.row_id, FeedbackAllowance())
    return workspace


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Return a function that sets the time to some days from now."""

    def set_time(days: float) -> None:
        time = (datetime.now(UTC) + timedelta(days=days)).replace(tzinfo=None)
        monkeypatch.setattr(kept_inputs, "now", lambda: time)

    return set_time


def test_nothing_is_kept_unless_the_project_allows_it(
    workspace: Workspace, store: Store, files: Files
) -> None:
    given = an_input()
    assert workspace.kept_inputs.allowance("trees") is None
    assert workspace.kept_inputs.keep([given]) == 0
    assert not is_kept(workspace, given)
    assert workspace.kept_inputs.total(store.row_id) == (0, 0)
    assert files() == set()


def test_an_input_is_kept_as_it_was_sent_with_its_answer(allowed: Workspace, files: Files) -> None:
    given = an_input(b"the bytes", columns={"place": "garden"})
    assert allowed.kept_inputs.keep([given]) == 1
    with Workspace.open() as another:
        kept = another.kept_inputs.find("trees", given.id, given.key_id)
        assert kept is not None
        assert another.kept_inputs.read(kept) == b"the bytes"
    assert (kept.answer, kept.version, kept.name) == (ANSWER, 2, "rex.jpg")
    assert kept.columns == {"place": "garden"}
    assert files() == {kept.sha256}


def test_only_the_key_that_asked_finds_an_answer(allowed: Workspace) -> None:
    given, free = an_input(), an_input(key_id=None)
    allowed.kept_inputs.keep([given, free])
    find = allowed.kept_inputs.find
    assert find("trees", given.id, "ba9876543210") is None
    assert find("trees", given.id, None) is None
    assert find("other", given.id, given.key_id) is None
    assert find("trees", given.id._replace(position=1), given.key_id) is None
    assert find("trees", free.id, given.key_id) is None
    assert is_kept(allowed, given)
    assert is_kept(allowed, free)


def test_the_same_content_is_stored_once(allowed: Workspace, store: Store, files: Files) -> None:
    allowed.kept_inputs.keep([an_input(), an_input()])
    allowed.kept_inputs.keep([an_input()])
    assert allowed.kept_inputs.total(store.row_id).inputs == 3
    assert len(files()) == 1


def test_inputs_are_deleted_after_their_time(
    allowed: Workspace, store: Store, files: Files, clock: Callable[[float], None]
) -> None:
    old, new = an_input(b"old"), an_input(b"new")
    allowed.kept_inputs.keep([old])
    clock(5)
    allowed.kept_inputs.keep([new])
    assert allowed.kept_inputs.delete_expired() == 0
    clock(7.01)
    assert not is_kept(allowed, old), "even before it is deleted"
    assert allowed.kept_inputs.delete_expired() == 1
    assert is_kept(allowed, new)
    assert len(files()) == 1
    clock(12.01)
    with Workspace.open() as another:  # whoever opens it deletes what has expired
        assert another.kept_inputs.total(store.row_id).inputs == 0
    assert files() == set()


def test_a_shorter_time_counts_for_what_is_kept_already(
    allowed: Workspace, store: Store, clock: Callable[[float], None]
) -> None:
    given = an_input()
    allowed.kept_inputs.keep([given])
    clock(2)
    assert allowed.kept_inputs.allow(store.row_id, FeedbackAllowance(days=3)) == 0
    assert allowed.kept_inputs.allow(store.row_id, FeedbackAllowance(days=1.5)) == 1
    assert not is_kept(allowed, given)


def test_the_oldest_go_where_there_are_too_many(
    workspace: Workspace, store: Store, files: Files
) -> None:
    workspace.kept_inputs.allow(store.row_id, FeedbackAllowance(inputs=3))
    given = [an_input(bytes([n])) for n in range(5)]
    for each in given:
        workspace.kept_inputs.keep([each])
    assert [is_kept(workspace, each) for each in given] == [False, False, True, True, True]
    assert len(files()) == 3


def test_the_oldest_go_where_they_have_too_many_bytes(
    workspace: Workspace, store: Store, files: Files
) -> None:
    workspace.kept_inputs.allow(store.row_id, FeedbackAllowance(megabytes=1))
    given = [an_input(bytes([n]) * 400_000) for n in range(4)]
    workspace.kept_inputs.keep(given)
    assert [is_kept(workspace, each) for each in given] == [False, False, True, True]
    assert workspace.kept_inputs.total(store.row_id) == (2, 800_000)
    assert len(files()) == 2


@pytest.mark.parametrize(
    "limits",
    [
        {"days": 0},
        {"days": -1},
        {"days": True},
        {"megabytes": 0},
        {"inputs": 1.5},
        {"inputs": 10**6},
    ],
)
def test_a_limit_out_of_its_range_is_refused(limits: dict[str, Any]) -> None:
    with pytest.raises(errors.OptionError, match=next(iter(limits))):
        FeedbackAllowance(**limits)


def test_ending_feedback_deletes_what_was_kept(
    allowed: Workspace, store: Store, files: Files
) -> None:
    given = an_input()
    allowed.kept_inputs.keep([given, an_input(b"b")])
    assert allowed.kept_inputs.allow(store.row_id, None) == 2
    assert allowed.kept_inputs.allowance("trees") is None
    assert not is_kept(allowed, given)
    assert files() == set()


def test_feedback_that_ends_while_an_input_is_written_leaves_no_file(
    allowed: Workspace, store: Store, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = type(allowed.files).put

    def put_and_end(self: Any, contents: Any) -> None:
        put(self, contents)
        with Workspace.open() as another:
            another.kept_inputs.allow(store.row_id, None)

    monkeypatch.setattr(type(allowed.files), "put", put_and_end)
    assert allowed.kept_inputs.keep([an_input()]) == 0
    assert files() == set()


def test_a_file_stays_while_an_example_or_a_kept_input_needs_it(
    allowed: Workspace, store: Store, new: New, files: Files
) -> None:
    example = new(0)
    (added,) = store.add([example])
    other = allowed.create("other")
    allowed.kept_inputs.allow(other.row_id, FeedbackAllowance())
    given = an_input(example.content, project="other")
    allowed.kept_inputs.keep([given, an_input(example.content)])
    assert len(files()) == 1
    allowed.kept_inputs.allow(store.row_id, None)
    assert store.read(store.get([added.id])[0]) == example.content
    store.remove([added.id])
    assert len(files()) == 1
    assert is_kept(allowed, given)
    allowed.remove("other")
    assert files() == set()


def test_removing_an_example_removes_what_was_kept_of_it(
    allowed: Workspace, store: Store, new: New, files: Files
) -> None:
    (added,) = store.add([new(0)])
    given, other = an_input(new(0).content), an_input(b"other")
    allowed.kept_inputs.keep([given, other])
    store.remove([added.id])
    assert not is_kept(allowed, given)
    assert is_kept(allowed, other)
    assert len(files()) == 1


@pytest.mark.parametrize("moment", ["put", "clear_pending"])
def test_a_killed_writer_leaves_no_row_by_half_and_no_file(
    allowed: Workspace, files: Files, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process is killed when the files are written, and before the rows are committed."""
    from vizsla.workspace import store_files

    def end(*_: Any) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    child = os.fork()
    if child == 0:
        try:
            if moment == "put":
                put = type(allowed.files).put
                monkeypatch.setattr(type(allowed.files), "put", lambda *them: (put(*them), end()))
            else:
                monkeypatch.setattr(store_files, "clear_pending", end)
            allowed.kept_inputs.keep([an_input(b"killed")])
        finally:
            os._exit(1)
    assert os.waitpid(child, 0)[1] == signal.SIGKILL
    assert len(files()) == 1
    with Workspace.open() as another, another.database.read() as connection:
        for table in (kept_input, pending_file):
            assert connection.scalar(sa.select(sa.func.count()).select_from(table)) == 0
    assert files() == set()
    given = an_input(b"killed")
    allowed.kept_inputs.keep([given])
    assert is_kept(allowed, given)
