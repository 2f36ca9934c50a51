"""Kills a process at every line that a write executes, and checks the files each time.

Run as a script, with a folder to work in, ``exchange`` or ``steps`` (two renames, as where the
system can't exchange names), and ``bundle``, ``folder`` or ``file``. Each write is done by a
forked child that kills itself as ``kill -9`` does. Prints the number of kills.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import vizsla.atomic
from vizsla.atomic import recover, swap_folders, write_file, write_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

SOURCES = str(Path(vizsla.atomic.__file__).parent)
VERSIONS = ("one", "two")


def write(path: Path, text: str, kind: str) -> None:
    """Write a version, in which every file holds ``text``."""
    if kind == "file":
        write_file(path, text.encode())
    elif kind == "folder":
        write_folder(path, {"a": text.encode(), "deep/b": text.encode()})
    else:
        write_bundle(path, text)


def read(path: Path, kind: str) -> set[str]:
    """Return the texts of all files of the version that a reader finds."""
    if kind == "file":
        return {path.read_text("utf-8")}
    if kind == "folder":
        recover(path)
        return {(path / name).read_text("utf-8") for name in ("a", "deep/b")}
    return read_bundle(path)


def write_bundle(path: Path, text: str) -> None:
    """Write a bundle whose description and two files hold a text."""
    from dataclasses import replace

    import vizsla.bundle

    manifest = replace(vizsla.load("dog-breeds").manifest, description=text, files={})
    files = {name: text.encode() for name in ("README.md", "head.safetensors")}
    vizsla.bundle.write_bundle(path, manifest, files, replace_old=True)


def read_bundle(path: Path) -> set[str]:
    """Return the texts of the bundle's files, each checked against its hash."""
    import vizsla.bundle

    bundle = vizsla.bundle.read_bundle(path)
    texts = {bundle.read(name).decode() for name in bundle.manifest.files}
    return {bundle.manifest.description, *texts}


def killed(action: Callable[[], None], step: int) -> bool:
    """Run an action in a child that kills itself before its ``step``-th line; False if it ends."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        return os.WIFSIGNALED(status) or exit_failed(status)
    count = 0

    def trace(frame: FrameType, event: str, _: object) -> Callable[..., object] | None:
        nonlocal count
        if not frame.f_code.co_filename.startswith(SOURCES):
            return None
        count += event == "line"
        if count == step:
            os.kill(os.getpid(), signal.SIGKILL)
        return trace

    sys.settrace(trace)
    action()
    os._exit(0)


def exit_failed(status: int) -> bool:
    """Exit where the child failed by itself."""
    if status:
        sys.exit(f"a child ended with {status}")
    return False


def refuse_exchange(*_: object) -> None:
    """Behave as a system that can't exchange names."""
    raise OSError(errno.ENOSYS, "Function not implemented")


def main(folder: Path, how: str, kind: str) -> None:
    """Kill the writer at each step in turn, until a write succeeds."""
    if how == "steps":
        swap_folders.exchange_names = refuse_exchange
    path = folder / "it"
    write(path, VERSIONS[0], kind)
    step, seen = 1, set()
    while True:
        before = read(path, kind)
        wanted = VERSIONS[before == {VERSIONS[0]}]
        if not killed(lambda wanted=wanted: write(path, wanted, kind), step):
            break
        found = read(path, kind)
        assert found in ({wanted}, before), (step, found)
        seen.add(found == before)
        step += 1
    assert seen == {True, False}
    left = [each.name for each in folder.iterdir()]
    assert left == ["it"], left
    sys.stdout.write(str(step - 1))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
