from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

COPIES = 5  # of each photograph: enough for the run to be killed in the middle
COMMAND = "from vizsla.cli import main; main()"


def test_a_run_that_was_killed_goes_on_without_losing_or_repeating(
    images: Path, tmp_path: Path
) -> None:
    names = [str(each) for each in sorted(images.rglob("*.jpg"))]
    folder = tmp_path / "pictures"
    folder.mkdir()
    for number in range(COPIES):
        for name in names:
            os.link(name, folder / f"{number}-{name.replace('/', '_')[-30:]}")
    words = ["call", "classify-image", str(folder), "--ray", "--write", "answers.jsonl"]
    command = [sys.executable, "-c", COMMAND, *words]
    own = tempfile.mkdtemp(prefix="vizsla-test-")  # short: sockets have their names in it
    environment = {**os.environ, "TMPDIR": own}
    process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, env=environment)
    output = tmp_path / "answers.jsonl"
    try:
        while not (parts := set(output.glob("part-*"))):
            assert process.poll() is None, process.communicate()
            time.sleep(0.01)
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()
    before = {part: part.read_bytes() for part in output.glob("part-*")}
    assert parts <= before.keys()
    rows = sum(content.count(b"\n") for content in before.values())
    assert rows < len(names) * COPIES, "the run was over before it was killed"
    done = subprocess.run(
        command, cwd=tmp_path, check=False, capture_output=True, text=True, env=environment
    )
    assert done.returncode == 0, done.stderr
    assert f"({rows} rows were there already)" in done.stderr
    assert {part: part.read_bytes() for part in before} == before
    answered = Counter(
        json.loads(line)["input"]
        for part in output.glob("part-*")
        for line in part.read_text("utf-8").splitlines()
    )
    assert answered == Counter(map(str, folder.iterdir()))
    assert not list(Path(own).iterdir())
    shutil.rmtree(own)
