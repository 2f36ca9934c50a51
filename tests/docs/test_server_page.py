"""The requests on the page about the server run as they stand, but for the port."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from modalities.odd_files import encoded, picture
from server.running_server import TIMEOUT, process

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "how-to" / "server.md").read_text("utf-8")
ADDRESS = "http://127.0.0.1:8711"


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_the_requests_of_the_page_are_answered(tmp_path: Path) -> None:
    (tmp_path / "park.jpg").write_bytes(encoded(picture(), "JPEG"))
    (tmp_path / "notes.txt").write_text("no image")
    python = blocks("python server")
    commands = [
        line.removeprefix("$ ")
        for block in blocks("sh")
        for line in block.splitlines()
        if line.startswith("$ curl ")
    ]
    assert len(python) == 3
    assert len(commands) == 4
    with process(tmp_path, "--workers", "1") as server:
        for code in python:
            done = subprocess.run(
                [sys.executable, "-W", "error", "-c", code.replace(ADDRESS, server.url)],
                cwd=tmp_path,
                capture_output=True,
                text=True,
                check=False,
                timeout=TIMEOUT,
            )
            assert done.returncode == 0, f"{code}\n{done.stderr}"
            for line in re.findall(r"# (\d+ [a-z-]+)$", code, re.MULTILINE):
                assert line in done.stdout
        shell = shutil.which("sh")
        if shell is None or shutil.which("curl") is None:
            pytest.skip("there is no curl")
        for command in commands:
            line = command.replace("curl ", "curl --fail-with-body -s ")
            line = line.replace(ADDRESS, server.url)
            subprocess.run([shell, "-ec", line], cwd=tmp_path, check=True, timeout=TIMEOUT)


def test_every_test_that_the_page_about_safety_names_is_there() -> None:
    page = (ROOT / "docs" / "reference" / "server-safety.md").read_text("utf-8")
    named = set(re.findall(r"`(test_\w+)`", page))
    files = [*(ROOT / "tests" / "server").rglob("test_*.py")]
    code = "\n".join(each.read_text("utf-8") for each in files)
    there = set(re.findall(r"^def (test_\w+)", code, re.MULTILINE))
    assert len(named) > 15
    assert named - there == set()
