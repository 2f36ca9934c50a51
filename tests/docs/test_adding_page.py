"""The program on the page about adding over HTTP runs as it stands, but for the port."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from server.running_server import TIMEOUT, process

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "adding-over-http.md"
CODE = re.compile(r"^```python adding\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_program_adds_a_folder_with_its_labels(tmp_path: Path, images: Path) -> None:
    for label, taken in (("elms", "windmill"), ("oak", "fish")):
        (tmp_path / "trees" / label).mkdir(parents=True)
        for each in sorted((images / taken).iterdir())[:5]:
            shutil.copy(each, tmp_path / "trees" / label)
    (code,) = CODE.findall(PAGE.read_text("utf-8"))
    with process(tmp_path, "--studio") as server:
        done = subprocess.run(
            [
                sys.executable,
                "-W",
                "error",
                "-c",
                code.replace("http://127.0.0.1:8711", server.url),
            ],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            timeout=3 * TIMEOUT,
        )
        assert done.returncode == 0, done.stderr
        shown, added = done.stdout.splitlines()
        assert (shown, added) == (code.split('look["summary"])  # ')[1].splitlines()[0], "done 10")
        with server.client() as client:
            labels = client.get("/v1/projects/trees").json()["labels"]
    assert [(each["name"], each["count"]) for each in labels] == [("elm", 5), ("oak", 5)]
