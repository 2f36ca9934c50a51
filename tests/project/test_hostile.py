from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from PIL import Image

import vizsla
from vizsla import errors

if TYPE_CHECKING:
    from pathlib import Path

TRAIN = """
import vizsla
with vizsla.Project.open("stuff") as p:
    print("ready", flush=True)
    while True:
        run = p.train()
        p.test(run)
        p.publish(run)
        print(run.number, flush=True)
"""


def test_a_killed_training_leaves_whole_runs_and_versions(project: vizsla.Project) -> None:
    for wait in (0.2, 0.5, 0.9, 1.4):
        with subprocess.Popen(
            [sys.executable, "-c", TRAIN], stdout=subprocess.PIPE, text=True
        ) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == "ready\n"
            time.sleep(wait)
            os.kill(child.pid, signal.SIGKILL)
            reported = child.stdout.read().split()
        numbers = [each.number for each in project.runs()]
        assert numbers == list(range(1, len(numbers) + 1))
        assert not reported or int(reported[-1]) in numbers
        for version in project.versions():
            assert project.function(version.number).labels == ("brick", "grass", "gravel")
    run = project.train()
    project.test(run)
    assert project.publish(run).manifest.version == project.live()


@pytest.mark.parametrize(
    "label", ["<script>alert(1)</script>", "a\"b'c", "</script><b>", "a\\n&amp;"]
)
def test_pages_escape_labels_and_names(label: str, photographs: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(6):
        part = Image.open(photographs / "brick.png").crop((n * 60, 0, n * 60 + 96, 96))
        part.save(folder / f"<img src=x onerror=alert({n})>.png")
    other = tmp_path / "other"
    other.mkdir()
    for n in range(6):
        part = Image.open(photographs / "grass.png").crop((n * 60, 0, n * 60 + 96, 96))
        part.save(other / f"{n}.png")
    with vizsla.Project.open("odd") as p:
        p.add(folder, label)
        p.add(other, "plain")
        run = p.train()
        pages = [p.explore().page(), p.test(run).page(), run.page()]
        p.publish(run)
        p.publish(run)
        pages.append(p.compare(1, 2).page())
    for page in pages:
        assert "<img src=x" not in page
        if "<" in label:
            assert label not in page


def test_a_corrupt_database_is_named_and_not_changed(
    project: vizsla.Project, workspace: Path
) -> None:
    project.close()
    database = workspace / "workspace.db"
    for each in workspace.glob("workspace.db-*"):
        each.unlink()
    database.write_bytes(b"no database" * 1000)
    with pytest.raises(errors.WorkspaceDamagedError, match=r"workspace\.db"):
        vizsla.Project.open("stuff")
    assert database.read_bytes() == b"no database" * 1000


def test_one_label_only_is_refused_with_the_way_out(textures: Path) -> None:
    with vizsla.Project.open("one") as p:
        p.add(textures / "brick", "brick")
        with pytest.raises(errors.TrainingDataError, match="only one label, 'brick'"):
            p.train()


def test_no_label_at_all_is_refused_with_the_way_out(textures: Path) -> None:
    with vizsla.Project.open("none") as p:
        with pytest.raises(errors.TrainingDataError, match="no positive example"):
            p.train()
        p.add(textures / "brick" / "1.png")
        with pytest.raises(errors.TrainingDataError, match="no positive example"):
            p.train()
        assert p.explore().to_dict()["findings"] is not None


def test_one_example_a_label_trains_and_can_not_be_tested(images: Path) -> None:
    with vizsla.Project.open("kinds") as p:
        for path in sorted((images / "things").iterdir()):
            p.add(path, path.stem)
        kinds = len(p.labels())
        assert kinds > 30
        p.explore().page()
        run = p.train()
        assert run.diagnosis.kind == "too few examples"
        assert run.confidence_threshold.score is None
        with pytest.raises(errors.TrainingDataError, match="test set of 'kinds' has no example"):
            p.test(run)
        function = p.publish(run, untested=True)
        assert "It was not tested" in function.card
        right = 0
        for each in p.examples(kinds):
            right += function(p.content(each)).answer == each.label
        assert right > 0.95 * kinds
