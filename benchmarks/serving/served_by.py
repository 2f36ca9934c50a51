"""The servers that are compared: how each is started, and what it takes."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PEERS = ROOT / ".venv-serving" / "bin"
PATIENCE = 120.0  # seconds for a start, and for an end
POLL = 0.005
QUIET = {"BENTOML_DO_NOT_TRACK": "True", "DO_NOT_TRACK": "1"}


@dataclass(frozen=True)
class Contestant:
    """A server of one function.

    Attributes:
        title: its name in tables.
        command: starts it; PORT stands for the port.
        ready: the path that answers 200 once it is ready.
        path: the path that takes inputs.
        field: the field of the form with the file; empty where it takes the bare file.
        kind: the content type of an input.

    """

    title: str
    command: tuple[str, ...]
    ready: str
    path: str
    field: str = ""
    kind: str = "image/jpeg"


def vizsla_serve(name: str, kind: str = "image/jpeg", field: str = "") -> Contestant:
    """Return Vizsla's server of a function."""
    code = "from vizsla.cli import main; main()"
    command = (sys.executable, "-c", code, "serve", name, "--port", "PORT")
    return Contestant("Vizsla", command, "/readyz", f"/v1/functions/{name}:call", field, kind)


BENTOML = Contestant(
    "BentoML",
    (str(PEERS / "bentoml"), "serve", "with_bentoml:Classifier", "--port", "PORT"),
    "/readyz",
    "/classify",
    "image",
)
LITSERVE = Contestant(
    "LitServe",
    (str(PEERS / "python"), str(HERE / "with_litserve.py"), "PORT"),
    "/health",
    "/predict",
    "request",
)


@dataclass(frozen=True)
class Started:
    """A server that is ready.

    Attributes:
        process: its process.
        port: its port on this computer.
        seconds: the seconds from its start until it was ready.

    """

    process: subprocess.Popen[bytes]
    port: int
    seconds: float


@contextmanager
def started(contestant: Contestant, scratch: Path) -> Iterator[Started]:
    """Run a server until the block ends.

    Args:
        contestant: the server.
        scratch: a folder for its log, and for what it keeps.

    """
    port = _free_port()
    command = [each.replace("PORT", str(port)) for each in contestant.command]
    # Its bytecode is compiled, as it is for users.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env |= {**QUIET, "BENTOML_HOME": str(scratch / "bentoml"), "BENTOML_HOST": "127.0.0.1"}
    log = scratch / f"{contestant.title}.log"
    with log.open("ab") as output:
        begin = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=HERE, env=env, stdout=output, stderr=output, start_new_session=True
        )
        try:
            while not _is_ready(port, contestant.ready):
                if process.poll() is not None or time.perf_counter() - begin > PATIENCE:
                    raise RuntimeError(f"{contestant.title} did not start; see {log}")
                time.sleep(POLL)
            yield Started(process, port, time.perf_counter() - begin)
        finally:
            process.terminate()
            try:
                process.wait(PATIENCE)
            finally:
                _kill_group(process.pid)


def ask(contestant: Contestant, server: Started, file: Path) -> dict[str, Any]:
    """Return a server's answer to a file."""
    body, kind = file.read_bytes(), contestant.kind
    if contestant.field:
        head = f'Content-Disposition: form-data; name="{contestant.field}"; filename="a.jpg"\r\n'
        lines = f"--x\r\n{head}Content-Type: {kind}\r\n\r\n".encode()
        body, kind = lines + body + b"\r\n--x--\r\n", "multipart/form-data; boundary=x"
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    with closing(connection):
        connection.request("POST", contestant.path, body, {"Content-Type": kind})
        found: dict[str, Any] = json.loads(connection.getresponse().read())
        return found


def _kill_group(leader: int) -> None:
    """End what a server has left behind: LitServe's worker may outlive it."""
    with suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _is_ready(port: int, path: str) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
