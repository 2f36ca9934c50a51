"""Schemathesis asks a server what its OpenAPI document allows, and what it does not."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from server.running_server import TIMEOUT, process

if TYPE_CHECKING:
    from server.running_server import Running

EXAMPLES = 2  # of each route; the cases for each part of the schema come on top


def check_conformance(server: Running, folder: Path, *words: str, examples: int = EXAMPLES) -> str:
    """Ask a server what its document allows and what not; return what was tested."""
    places = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    program = shutil.which("schemathesis", path=places)
    if program is None:
        pytest.skip("schemathesis is not installed: make test brings it")
    done = subprocess.run(
        [
            *(program, "run", f"{server.url}/openapi.json", "--generation-deterministic"),
            *("--phases", "coverage,fuzzing", "--max-examples", str(examples)),
            # No schema can say which bytes are an image.
            *("--exclude-checks", "positive_data_acceptance"),
            *("--no-color", "--request-timeout", str(TIMEOUT), *words),
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=5 * TIMEOUT,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_server_keeps_to_its_document(server: Running, tmp_path: Path) -> None:
    said = check_conformance(server, tmp_path)
    with server.client() as client:
        paths = client.get("/openapi.json").json()["paths"]
    assert f"Tested: {sum(map(len, paths.values()))}" in said


def test_a_server_with_projects_keeps_to_its_document(home: Path, tmp_path: Path) -> None:
    with process(home, studio=True, workers=2) as running:
        words = ("--include-path-regex", "^/v1/projects", "--exclude-path-regex", "/events$")
        said = check_conformance(running, tmp_path, *words)  # events have no end
        with running.client() as client:
            paths = client.get("/openapi.json").json()["paths"]
    of_projects = [
        each
        for path, each in paths.items()
        if path.startswith("/v1/projects") and not path.endswith("/events")
    ]
    assert f"Tested: {sum(map(len, of_projects))}" in said


def test_a_server_that_trains_keeps_to_its_document(home: Path, tmp_path: Path) -> None:
    with process(home, "--training", "--workers", "2") as running:
        with running.client() as client:
            # The examples in the document name these.
            client.post("/customvision/v3.3/training/projects?name=my-images").raise_for_status()
            app = {"name": "my-app", "culture": "en-us"}
            client.post("/luis/authoring/v3.0/apps", json=app).raise_for_status()
            paths = client.get("/openapi.json").json()["paths"]
        # LUIS's other roots lead to the same routes.
        where = "^/customvision/.*/training/|^/luis/authoring/v3.0/"
        said = check_conformance(running, tmp_path, "--include-path-regex", where, examples=1)
    asked = [each for path, each in paths.items() if re.match(where, path)]
    assert f"Tested: {sum(map(len, asked))}" in said
