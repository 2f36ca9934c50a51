"""Schemathesis asks a server what its OpenAPI document allows, and what it does not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from server.running_server import TIMEOUT

if TYPE_CHECKING:
    from server.running_server import Running

EXAMPLES = 2  # of each route; the cases for each part of the schema come on top


def test_the_server_keeps_to_its_document(server: Running, tmp_path: Path) -> None:
    places = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    program = shutil.which("schemathesis", path=places)
    if program is None:
        pytest.skip("schemathesis is not installed: make test brings it")
    done = subprocess.run(
        [
            *(program, "run", f"{server.url}/openapi.json", "--generation-deterministic"),
            *("--phases", "coverage,fuzzing", "--max-examples", str(EXAMPLES)),
            # No schema can say which bytes are an image.
            *("--exclude-checks", "positive_data_acceptance"),
            *("--no-color", "--request-timeout", str(TIMEOUT)),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=5 * TIMEOUT,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    with server.client() as client:
        paths = client.get("/openapi.json").json()["paths"]
    assert f"Tested: {sum(map(len, paths.values()))}" in done.stdout
