"""The settings and the agent on the page about agents work as they stand."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from run_coroutine import run_coroutine
from server.mcp_client import over_stdio
from server.running_server import COMMAND, TIMEOUT

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "agents.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_the_settings_of_the_page_start_a_server(tmp_path: Path, images: Path) -> None:
    started, elsewhere = (json.loads(each)["mcpServers"]["vizsla"] for each in blocks("json"))
    assert elsewhere["url"].endswith("/mcp")
    assert started["command"] == "vizsla"
    first, *words = (each.replace("/home/me/Pictures", str(images)) for each in started["args"])
    assert first == "mcp"

    async def work() -> None:
        async with over_stdio(tmp_path, *words) as client:
            photo = {"path": "things/bison.jpg"}
            result = await client.call_tool("classify-image", photo)
            assert result.structured_content["answer"]

    run_coroutine(work())


@pytest.mark.skipif(sys.platform == "win32", reason="the command is a script of sh's")
def test_the_agent_of_the_page_runs(
    tmp_path: Path, images: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(images / "things" / "bison.jpg", tmp_path / "park.jpg")
    # The SDK passes on the PATH, and no variable of ours.
    path = f"PYTHONPATH={os.environ.get('PYTHONPATH', '')}"
    words = shlex.join(["env", path, sys.executable, "-c", COMMAND])
    command = tmp_path / "bin" / "vizsla"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {words} "$@"\n')
    command.chmod(0o755)
    monkeypatch.setenv("PATH", str(command.parent), prepend=os.pathsep)
    (code,) = blocks("python agent")
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=TIMEOUT,
    )
    assert done.returncode == 0, done.stderr
    assert "dog-breeds Says which" in done.stdout
    assert "currency" in done.stdout
