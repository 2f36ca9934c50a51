"""Add files in processes that are killed at random, and check the workspace each time.

test_killed.py runs this in a process of its own, because it forks.
"""

from __future__ import annotations

import hashlib
import os
import random
import signal
import sys
import time

import numpy as np

from vizsla.storage import open_storage
from vizsla.workspace import EncoderSpec, NewExample, Workspace

BATCH = 8
ENOUGH = 3  # kills, however long they take on a busy machine


def new_examples(count: int) -> list[NewExample]:
    rng = np.random.default_rng(0)
    return [
        NewExample(
            rng.bytes(20_000),
            f"{n}.png",
            {"width": 1, "height": 1, "format": "PNG"},
            0,
            np.full(64, n, np.int16),
            EncoderSpec("m", "int16", 64),
            ("oak", "ash")[n % 2],
        )
        for n in range(count)
    ]


def add(report: int, batch: list[NewExample]) -> None:
    """Add all files, and report each batch once it is stored."""
    with Workspace.open() as workspace:
        store = workspace.create("trees", exist_ok=True)
        for start in range(0, len(batch), BATCH):
            some = batch[start : start + BATCH]
            added = store.add(some)
            lines = "".join(
                f"{each.id} {hashlib.sha256(new.content).hexdigest()} {new.label}\n"
                for each, new in zip(added, some, strict=True)
            )
            os.write(report, lines.encode())
    os.write(report, b"done\n")


def run_and_kill(batch: list[NewExample], batches: int, seconds: float) -> list[str]:
    """Add files in a child, kill it, and return the whole lines that it reported before.

    The kill comes ``seconds`` after ``batches`` batches were reported.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            add(writing, batch)
        finally:
            os._exit(0)
    os.close(writing)
    text = b""
    while text.count(b"\n") < batches * BATCH and (chunk := os.read(reading, 1 << 16)):
        text += chunk
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while chunk := os.read(reading, 1 << 16):
        text += chunk
    os.close(reading)
    return text.decode().split("\n")[:-1]


def check(reported: dict[int, tuple[str, str]]) -> int:
    """Check every example, and return how many there are."""
    with Workspace.open() as workspace:
        store = workspace.create("trees", exist_ok=True)
        examples = {each.id: each for each in store.examples()}
        for key, (sha256, label) in reported.items():
            found = examples[key]
            assert (found.sha256, found.label) == (sha256, label), found
        for each in examples.values():
            store.read(each)
        assert store.embeddings("m")[0].tolist() == sorted(examples)
        url = os.environ.get("VIZSLA_FILES_URL") or os.environ["VIZSLA_HOME"] + "/files"
        stored = open_storage(url)
        files = {name for folder in stored.names("") for name in stored.names(folder)}
        assert files == {each.sha256 for each in examples.values()}, "no more and no fewer"
        return len(examples)


def main() -> None:
    """Kill until all files are added, then print how often that was."""
    moments = random.Random(int(sys.argv[1]))  # noqa: S311 - no secret
    count = int(sys.argv[3])
    batch = new_examples(count)
    reported: dict[int, tuple[str, str]] = {}
    kills = between = there = 0
    end = time.monotonic() + float(sys.argv[2])
    while there < count and (kills < ENOUGH or time.monotonic() < end):
        # The examples that exist are reported again first.
        batches = there // BATCH + moments.choice([0, 1, 1, 2])
        lines = run_and_kill(batch, batches, moments.uniform(0.0, 0.04))
        for line in lines:
            if line != "done":
                key, sha256, label = line.split()
                reported[int(key)] = (sha256, label)
        kills += "done" not in lines
        now = check(reported)
        assert now >= there
        between += there < now < count
        there = now
    add(os.open(os.devnull, os.O_WRONLY), batch)
    assert check(reported) == count, "running it again goes on"
    sys.stdout.write(f"{kills} {between} {len(reported)}\n")


if __name__ == "__main__":
    main()
