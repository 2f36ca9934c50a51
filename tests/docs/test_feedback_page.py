"""The requests on the page about feedback run as they stand, but for the port."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

import vizsla
from server.running_server import TIMEOUT, process

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "feedback.md").read_text("utf-8")
ADDRESS = "http://127.0.0.1:8711"


def test_the_requests_of_the_page_give_feedback(
    textures: Path, photographs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path))
    Image.open(photographs / "grass.png").convert("RGB").save(tmp_path / "new.jpg")
    (python,) = re.findall(r"^```python feedback\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    (shell,) = re.findall(r"^```sh\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    commands = "\n".join(line.removeprefix("$ ") for line in shell.splitlines())
    with vizsla.Project.open("stuff") as project:
        project.add(textures)
        project.train()
        project.publish(untested=True)
        project.allow_feedback()
        with process(tmp_path, "--workers", "1") as server:

            def run(*command: str) -> str:
                done = subprocess.run(
                    command, cwd=tmp_path, capture_output=True, text=True, check=False,
                    timeout=TIMEOUT,
                )  # fmt: skip
                assert done.returncode == 0, done.stderr
                return done.stdout

            code = python.replace(ADDRESS, server.url)
            assert run(sys.executable, "-W", "error", "-c", code) == "waiting\n"
            assert [each.labels for each in project.feedback()] == [("gravel",)]
            sh = shutil.which("sh")
            if sh is None or shutil.which("curl") is None:
                pytest.skip("there is no curl")
            run(sh, "-ec", commands.replace("curl ", "curl -sf ").replace(ADDRESS, server.url))
        assert len(project.feedback()) == 2
        assert project.feedback()[1].says_right
