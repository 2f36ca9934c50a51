"""Runs scripts of the JavaScript runtime, to compare their results with Python's."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

RUNTIME = Path(__file__).parents[2] / "web" / "runtime"


class Twin:
    """A script of ``web/runtime/tests/twins``, bundled and running.

    Args:
        name: the script's name, without ``.ts``.
        folder: the folder for its bundle.
        node: the path of Node.js.

    """

    def __init__(self, name: str, folder: Path, node: Path) -> None:
        script = folder / f"{name}.mjs"
        bundle = [
            RUNTIME / "node_modules" / ".bin" / "esbuild",
            *("--bundle", "--platform=node", "--format=esm", "--log-level=warning"),
            f"--outfile={script}",
            RUNTIME / "tests" / "twins" / f"{name}.ts",
        ]
        # The programs in node_modules/.bin look for node on the path.
        paths = os.pathsep.join((str(node.parent), os.environ.get("PATH", "")))
        made = subprocess.run(
            bundle, env={**os.environ, "PATH": paths}, capture_output=True, text=True, check=False
        )
        if made.returncode:
            pytest.fail(f"{name}.ts can't be bundled:\n{made.stderr}")
        # Into a file: a pipe that nobody reads would fill up.
        self._stderr = (folder / f"{name}.stderr").open("w+", encoding="utf-8")
        self._process = subprocess.Popen(
            [node, script],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._stderr,
            encoding="utf-8",
        )

    def __call__(self, request: object) -> Any:
        """Return the reply to a request."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        try:
            stdin.write(json.dumps(request, allow_nan=False) + "\n")
            stdin.flush()
            line = stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            self._stderr.seek(0)
            pytest.fail(f"the twin ended:\n{self._stderr.read()}")
        reply = json.loads(line)
        if isinstance(reply, dict) and "error" in reply:
            pytest.fail(f"the twin failed:\n{reply['error']}")
        return reply

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        # The process may have ended before, with unread input in the pipe.
        try:
            self._process.communicate()
        except BrokenPipeError:
            self._process.wait()
        self._stderr.close()


@pytest.fixture(scope="session")
def node() -> Path:
    """Node.js, where it and the runtime's packages are installed."""
    found = shutil.which("node") or shutil.which("node", path=str(Path(sys.executable).parent))
    if found is None:
        pytest.skip("there is no node")
    if not (RUNTIME / "node_modules").is_dir():
        pytest.skip("the runtime's packages are not installed: npm ci in web/runtime")
    return Path(found)


@pytest.fixture(scope="session")
def twin(tmp_path_factory: pytest.TempPathFactory, node: Path) -> Iterator[Callable[[str], Twin]]:
    """Return a function that starts a script by its name, and returns a function to call it.

    A request that can't be answered fails the test; the script goes on with the next one.
    """
    started: dict[str, Twin] = {}
    folder = tmp_path_factory.mktemp("twins")

    def start(name: str) -> Twin:
        if name not in started:
            started[name] = Twin(name, folder, node)
        return started[name]

    yield start
    for each in started.values():
        each.close()
