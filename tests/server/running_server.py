"""Servers for tests: in a process of their own, or in a thread, to look inside."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx

from vizsla.server import ServerSettings, create_app
from vizsla.server.draining_server import DrainingServer, listen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vizsla.server.service import Service

TIMEOUT = 60.0  # seconds
COMMAND = "from vizsla.cli import main; main()"
SETTINGS = """
import json, sys
from vizsla.server import ServerSettings, run_server
run_server(ServerSettings(**json.loads(sys.argv[1])), lambda port: print(f":{port}/", flush=True))
"""


@dataclass
class Running:
    """A server in a process of its own."""

    process: subprocess.Popen[str]
    url: str
    port: int

    def client(self, **options: Any) -> httpx.Client:
        """Return a client of the server."""
        return httpx.Client(base_url=self.url, timeout=TIMEOUT, **options)

    def end(self) -> int:
        """Send SIGTERM, and return the exit code."""
        self.process.terminate()
        return self.process.wait(TIMEOUT)


@contextmanager
def process(home: Path, *words: str, **settings: Any) -> Iterator[Running]:
    """Run ``vizsla serve`` with words, or a server with settings, until the block ends."""
    settings = {"port": 0, **settings}
    command = (
        [COMMAND, "serve", "--port", "0", *words] if words else [SETTINGS, json.dumps(settings)]
    )
    with started(home, command, home / "server.log") as server:
        wait_until_ready(server.url)
        yield server


@contextmanager
def started(
    home: Path, command: list[str], log_file: Path, python: str = sys.executable, **variables: str
) -> Iterator[Running]:
    """Run a program that prints its address and then serves, until the block ends.

    Args:
        home: the workspace's folder.
        command: the program in Python, and its words.
        log_file: the file for its standard error.
        python: the Python that runs it.
        variables: further variables of its environment.

    """
    with (
        log_file.open("a") as log,
        subprocess.Popen(
            [python, "-c", *command],
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            env={**os.environ, **variables, "VIZSLA_HOME": str(home)},
        ) as running,
    ):
        try:
            line = running.stdout.readline() if running.stdout else ""
            found = re.search(r":(\d+)/", line)
            assert found, (line, log_file.read_text())
            yield Running(running, f"http://127.0.0.1:{found[1]}", int(found[1]))
        finally:
            if running.poll() is None:
                running.kill()


def wait_until_ready(url: str) -> None:
    end = time.monotonic() + TIMEOUT
    while time.monotonic() < end:
        try:
            if httpx.get(f"{url}/readyz", timeout=TIMEOUT).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    raise AssertionError("the server did not become ready")


@contextmanager
def thread(**settings: Any) -> Iterator[tuple[httpx.Client, Service]]:
    """Run a server in a thread; yield a client of it, and its parts."""
    chosen = ServerSettings(**{"port": 0, **settings})
    listening = listen(chosen.host, chosen.port)
    app = create_app(chosen)
    server = DrainingServer.of(app, chosen)
    running = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    running.start()
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    try:
        wait_until_ready(url)
        with httpx.Client(base_url=url, timeout=TIMEOUT) as client:
            yield client, app.state.service
    finally:
        server.should_exit = True
        running.join(TIMEOUT)
        listening.close()
