"""``vizsla mcp`` as a process: what it prints, how it ends, what it refuses to start with."""

from __future__ import annotations

import asyncio
import json
import os
import shlex
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from command_line import vizsla
from run_coroutine import run_coroutine
from server.mcp_client import TEXT_TOOL, over_stdio, serving, words_of
from server.running_server import COMMAND, TIMEOUT
from vizsla.errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

INITIALIZE = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    },
}
CALL = {
    "jsonrpc": "2.0",
    "id": 2,
    "method": "tools/call",
    "params": {"name": TEXT_TOOL, "arguments": {"text": "two dogs", "language": "en"}},
}


@pytest.fixture
def process(home: Path) -> Iterator[subprocess.Popen[str]]:
    """A server that was asked to begin, and has answered."""
    with subprocess.Popen(
        [sys.executable, "-c", *words_of()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "VIZSLA_HOME": str(home)},
    ) as running:
        try:
            send(running, INITIALIZE)
            assert receive(running)["result"]["serverInfo"]["name"] == "vizsla"
            send(running, {"jsonrpc": "2.0", "method": "notifications/initialized"})
            yield running
        finally:
            if running.poll() is None:
                running.kill()


def send(process: subprocess.Popen[str], message: object) -> None:
    assert process.stdin is not None
    text = message if isinstance(message, str) else json.dumps(message)
    process.stdin.write(f"{text}\n")
    process.stdin.flush()


def receive(process: subprocess.Popen[str]) -> Any:
    assert process.stdout is not None
    return json.loads(process.stdout.readline())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_though_its_input_stays_open(
    process: subprocess.Popen[str], number: signal.Signals
) -> None:
    process.send_signal(number)
    assert process.wait(TIMEOUT) == 0
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.read() == process.stderr.read() == ""


def test_the_end_of_its_input_ends_it(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(TIMEOUT) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="sh closes it")
@pytest.mark.parametrize("closed", ["<&-", ">&-"])
def test_a_closed_input_or_output_is_said(home: Path, closed: str) -> None:
    words = shlex.join([sys.executable, "-c", *words_of()])
    done = subprocess.run(
        ["sh", "-c", f"exec {words} {closed}"],  # noqa: S607 - the system's own
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=TIMEOUT,
        env={**os.environ, "VIZSLA_HOME": str(home)},
    )
    assert done.returncode == 2
    assert "is closed" in done.stderr


def test_what_is_no_message_ends_nothing(process: subprocess.Popen[str]) -> None:
    for line in ("", "no json", "{", "[]", "7", "\x00", '{"jsonrpc": "2.0"}', '{"id": 9}'):
        send(process, line)
    send(process, CALL)
    answer = receive(process)
    assert answer["id"] == 2
    assert answer["result"]["structuredContent"]["answer"] == "two"


def test_only_the_protocol_is_on_standard_output_and_the_log_has_no_contents(
    process: subprocess.Popen[str],
) -> None:
    send(process, CALL)
    assert receive(process)["id"] == 2
    process.terminate()
    out, log = process.communicate(timeout=TIMEOUT)
    assert out == ""
    (line,) = log.splitlines()
    entry = json.loads(line)
    assert entry["event"] == "call"
    assert entry["function"] == TEXT_TOOL
    assert entry["outcome"] == "ok"
    assert "dogs" not in log


def test_a_function_that_is_not_there_ends_it_with_its_error(home: Path) -> None:
    command = [sys.executable, "-c", COMMAND, "mcp", "nope"]
    done = subprocess.run(
        command,
        cwd=home,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        text=True,
        timeout=TIMEOUT,
    )
    assert done.returncode == 1
    assert "nope" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--allow-folder", "none"], "no such folder"),
        (["--allow-folder", "/"], "the system's own files"),
        (["--port", "8000"], "--http"),
        (["--host", "0.0.0.0"], "--http"),  # noqa: S104 - it does not start
        (["--keys"], "--http"),
        (["--http", "--host", "0.0.0.0"], "vizsla keys new"),  # noqa: S104 - nor this
        (["--http", "--keys"], "vizsla keys new"),
        (["--http", "--keys", "--insecure"], "choose one"),
    ],
)
def test_what_would_be_unsafe_or_without_effect_is_refused(
    home: Path, words: list[str], message: str
) -> None:
    done = vizsla("mcp", *words, folder=home)
    assert done.code == 2
    assert message in done.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_over_http_a_signal_ends_it_without_a_trace(home: Path, number: signal.Signals) -> None:
    with serving(home, TEXT_TOOL) as server:
        server.process.send_signal(number)
        assert server.process.wait(TIMEOUT) == 0
    assert "Traceback" not in (home / "mcp.log").read_text()


def test_without_the_sdk_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    from vizsla.cli.mcp import command

    for name in [each for each in sys.modules if each.startswith("vizsla.server.mcp")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "mcp.server.lowlevel", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'vizsla\[mcp\]'"):
        command()


def test_no_other_command_imports_the_sdk() -> None:
    code = (
        "import sys, vizsla.cli; sys.exit(any(each in sys.modules for each in ('mcp', 'pydantic')))"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=TIMEOUT)


def test_it_needs_no_fastapi(home: Path) -> None:
    code = (
        "import sys; sys.modules['fastapi'] = None\n"
        "import vizsla.server.mcp.http_app, vizsla.server.mcp.stdio"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=TIMEOUT, cwd=home)


def test_a_call_that_the_client_gives_up_ends_nothing(home: Path) -> None:
    async def work() -> None:
        async with over_stdio(home, "--workers", "1") as client:
            texts = [{"text": "7 8 " * 5000, "language": "en"} for _ in range(3)]
            calls = [asyncio.create_task(client.call_tool(TEXT_TOOL, each)) for each in texts]
            await asyncio.sleep(0)
            for each in calls:
                each.cancel()
            await asyncio.gather(*calls, return_exceptions=True)
            result = await client.call_tool(TEXT_TOOL, {"text": "two dogs", "language": "en"})
            assert result.structured_content["answer"] == "two"

    run_coroutine(work())
