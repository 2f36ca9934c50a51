from __future__ import annotations

import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from vizsla import errors
from vizsla.workspace import Workspace
from vizsla.workspace import database as database_module

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from sqlalchemy import Connection

    from vizsla.workspace import NewExample, Store

    New = Callable[..., NewExample]

# Each process waits for the others, opens the workspace in the same moment, and adds.
PROCESS = """
import sys, hashlib
from vizsla.workspace import *
import alembic.command
me = int(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
facts = {"width": 1}
with Workspace.open() as workspace:
    store = workspace.create("trees", exist_ok=True)
    for start in range(me, 36 + me, 6):
        batch = [NewExample(b"%d" % n, f"{n}.png", facts) for n in range(start, start + 12)]
        for new, added in zip(batch, store.add(batch)):
            print(hashlib.sha256(new.content).hexdigest(), added.id)
        store.label([added.id], f"by {me}")
"""


def test_two_processes_that_make_and_fill_a_workspace_at_once_agree(home: Path) -> None:
    command = [sys.executable, "-c", PROCESS]
    running = [
        subprocess.Popen(
            [*command, str(n)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for n in range(3)
    ]
    for each in running:
        assert each.stdout is not None
        assert each.stdout.readline() == "ready\n"
    for each in running:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()
    outputs = [each.communicate(timeout=200)[0] for each in running]
    assert [each.returncode for each in running] == [0, 0, 0]
    reported = {tuple(line.split()) for output in outputs for line in output.splitlines()}
    with Workspace.open(home) as workspace:
        store = workspace.open_project("trees")
        examples = list(store.examples())
        assert reported == {(each.sha256, str(each.id)) for each in examples}
        for each in examples:
            assert store.read(each)
        assert sum(each.positive for each in store.labels()) > 0


def test_a_project_may_be_read_while_another_process_writes(store: Store, new: New) -> None:
    store.add([new(0)])
    with Workspace.open() as other:
        iterator = other.open_project("trees").examples()
        first = next(iterator)
        store.label([first.id], "oak")
        assert other.open_project("trees").get([first.id])[0].label == "oak"
        with store.database.write():
            assert other.open_project("trees").counts().examples == 1


def test_threads_share_a_store(store: Store, new: New) -> None:
    def work(n: int) -> int:
        (added,) = store.add([new(n)])
        store.label([added.id], f"label {n % 4}")
        assert store.read(store.get([added.id])[0]) == new(n).content
        return added.id

    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(work, range(40)))
    assert len(set(ids)) == 40
    assert [each.positive for each in store.labels()] == [10] * 4


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
@pytest.mark.usefixtures("home")
def test_a_forked_child_has_connections_of_its_own() -> None:
    code = """
import os
from vizsla.workspace import *
facts = {"width": 1}
workspace = Workspace.open()
store = workspace.create("trees")
store.add([NewExample(b"parent", "a.png", facts)])
child = os.fork()
store.add([NewExample(b"child" if child == 0 else b"parent again", "b.png", facts)])
store.label([1], "oak")
workspace.close()
if child:
    assert os.waitpid(child, 0)[1] == 0
    with Workspace.open() as workspace:
        print([each.label for each in workspace.open_project("trees").examples()])
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=200
    )
    assert done.stdout == "['oak', None, None]\n", done.stderr


FORKS = """
import os, signal, sys, threading, warnings
from vizsla import fork_gate
from vizsla.errors import WorkspaceError
from vizsla.workspace import *
warnings.simplefilter("ignore")  # Python warns of forks beside threads
workspace = Workspace.open()
store = workspace.create("trees")
store.add([NewExample(b"%d" % n, f"{n}.png", {"width": 1}) for n in range(60)])

def child(work):
    pid = os.fork()
    if pid == 0:
        signal.alarm(60)  # ends a child that hangs
        try:
            os._exit(0 if work() else 1)
        finally:
            os._exit(2)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
"""
HAMMER = """
def read():
    while True:
        store.page(50)

def write():
    number = 0
    while True:
        number += 1
        store.label([number % 60 + 1], "oak")
        store.add([NewExample(b"more %d" % number, "more.png", {"width": 1})])

for work in (read, read, write, write):
    threading.Thread(target=work, daemon=True).start()
ends = [child(lambda: len(store.page(50)) == 50) for _ in range(50)]
print(ends.count(0), set(ends), flush=True)
os._exit(0)
"""
LONG = """
fork_gate.PATIENCE = 0.2
inside, done = threading.Event(), threading.Event()

def hold():
    with workspace.database.read():
        inside.set()
        done.wait()

thread = threading.Thread(target=hold)
thread.start()
inside.wait()

def read():
    try:
        store.page(50)
    except WorkspaceError as error:
        return "was forked while another thread" in str(error)

print(child(read))
done.set()
thread.join()
print(child(lambda: len(store.page(50)) == 50), len(store.page(50)))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
@pytest.mark.parametrize(
    ("code", "expected"), [(HAMMER, "50 {0}\n"), (LONG, "0\n0 50\n")], ids=["hammer", "long"]
)
@pytest.mark.usefixtures("home")
def test_a_child_forked_beside_busy_threads_never_hangs(code: str, expected: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FORKS + code],
        capture_output=True,
        text=True,
        check=False,
        timeout=500,
    )
    assert (done.stdout, done.stderr) == (expected, "")


def test_a_writer_that_blocks_others_for_too_long_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "PATIENCE", 0.2)
    url = f"sqlite:///{tmp_path}/workspace.db"
    with Workspace.open(tmp_path, url) as workspace, Workspace.open(tmp_path, url) as other:
        store = workspace.create("trees")
        with other.database.write(), pytest.raises(errors.WorkspaceBusyError, match="another"):
            store.label([], "oak")
        assert store.counts().examples == 0


def test_a_batch_whose_files_were_deleted_meanwhile_is_written_again(
    store: Store, new: New, files: Callable[[], set[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    from vizsla.workspace import store_files
    from vizsla.workspace.pending_files import delete_pending

    deleted = threading.Event()

    def delete_first(connection: Connection, writer: str, sha256s: Collection[str]) -> bool:
        if not deleted.is_set():
            deleted.set()
            connection.rollback()
            store.database._writing.release()
            delete_pending(store.database, store.files, writer)
            store.database._writing.acquire()
            return False
        return are_pending(connection, writer, sha256s)

    are_pending = store_files.are_pending
    monkeypatch.setattr(store_files, "are_pending", delete_first)
    store.add([new(0), new(1)])
    assert deleted.is_set()
    assert len(files()) == store.counts().examples == 2


def test_files_that_wait_for_their_rows_are_not_tidied_up(
    store: Store, new: New, files: Callable[[], set[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    from vizsla.workspace import store_files

    def write_and_open(*arguments: Any) -> None:
        write_files(*arguments)
        before = files()
        Workspace.open().close()
        assert files() == before != set(), "whoever opens the workspace leaves them alone"

    write_files = store_files._write_files
    monkeypatch.setattr(store_files, "_write_files", write_and_open)
    store.add([new(0), new(1)])
    assert len(files()) == 2


def test_others_may_write_while_files_are_being_written(
    store: Store, new: New, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [each.id for each in store.add([new(0)])]
    waiting, go_on = threading.Event(), threading.Event()
    put = store.files.put

    def slow_put(contents: Any) -> None:
        waiting.set()
        assert go_on.wait(30)
        put(contents)

    monkeypatch.setattr(store.files, "put", slow_put)
    with ThreadPoolExecutor(1) as pool:
        added = pool.submit(store.add, [new(1)])
        assert waiting.wait(30)
        store.label(ids, "oak")
        with Workspace.open() as other:
            other.open_project("trees").label(ids, "ash")
        go_on.set()
        assert added.result()[0].new


def test_two_who_add_the_same_files_at_once_share_them(
    store: Store, new: New, files: Callable[[], set[str]]
) -> None:
    with Workspace.open() as other:
        stores = [store, other.open_project("trees"), other.create("houses")]
        with ThreadPoolExecutor(6) as pool:
            for start in range(0, 24, 8):
                batch = [new(n) for n in range(start, start + 8)]
                list(pool.map(lambda each, batch=batch: each.add(batch), stores * 2))
    assert store.counts().examples == len(files()) == 24
    for each in store.examples():
        store.read(each)


def test_many_threads_read_and_write_at_once(store: Store, new: New) -> None:
    ids = [each.id for each in store.add([new(n) for n in range(20)])]

    def work(n: int) -> int:
        store.label(ids[n % 20 : n % 20 + 1], f"label {n % 3}", who=f"thread {n}")
        assert len(store.page(20)) == 20
        assert store.changes_since(0).examples
        return store.counts().examples

    with ThreadPoolExecutor(32) as pool:
        assert list(pool.map(work, range(100))) == [20] * 100
    assert sum(each.positive for each in store.labels()) == 20
