from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image

import vizsla
from modalities.odd_files import encoded, picture
from vizsla import errors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
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
        with pytest.raises(errors.TrainingDataError, match="no example of its labels"):
            p.test(run)
        function = p.publish(run, untested=True)
        assert "It was not tested" in function.card
        right = 0
        for each in p.examples(kinds):
            right += function(p.content(each)).answer == each.label
        assert right > 0.95 * kinds


def test_odd_files_among_many_are_reported_and_stop_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    pick = random.Random(3)  # noqa: S311 - no secret
    kinds = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF", "AVIF", "AVIF")
    for number, kind in enumerate(kinds * 4):
        data = bytearray(encoded(picture(64 + number, 48), kind))
        for _ in range(number % 4):
            data[pick.randrange(12, min(len(data), 300))] = pick.randrange(256)
        cut = len(data) // 2 if number % 9 == number % 4 else len(data)
        (folder / f"{number}.jpg").write_bytes(data[:cut])
    (folder / "no-plug-in.heic").write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100))
    with vizsla.Project.open("odd") as p:
        added = p.add(folder, "something")
        assert added.problems
        assert added.new + added.known + len(added.problems) == 37
        assert {type(error).__name__ for _, error in added.problems} <= {
            "InputDamagedError",
            "InputFormatError",
            "InputTooLargeError",
        }
        p.explore().page()
        assert not p.export_data(tmp_path / "out").skipped


VALUES = (
    "",
    "\ud800",
    "caf\udce9",
    "\0",
    "9" * 400,
    10**400,
    -(10**400),
    2**63,
    float("nan"),
    [],
    1.5,
)


@pytest.fixture
def tags(photographs: Path) -> Iterator[vizsla.Project]:
    """A multi-label project with an image."""
    with vizsla.Project.open("tags", multi_label=True) as project:
        project.add(photographs / "grass.png")
        yield project


def test_values_that_name_nothing_are_refused_and_never_called_damage(
    project: vizsla.Project, tags: vizsla.Project, tmp_path: Path
) -> None:
    calls: list[Callable[[Any], object]] = [
        *(project.history, project.content, project.run, project.publish, project.test),
        *(project.rollback, project.function, project.report, project.changes_since),
        *(project.unsure, project.remove_label, project.examples, vizsla.load),
        *(lambda each: project.examples(after=each), lambda each: project.compare(each, 1)),
        *(lambda each: project.examples(label=each), lambda each: project.examples(state=each)),
        *(lambda each: project.label(1, each), lambda each: project.rename_label(each, "elm")),
        *(lambda each: project.train(test=each), lambda each: project.train(precision=each)),
        *(lambda each: tags.label(1, each), lambda each: tags.label(1, [each])),
        lambda each: project.export_data(tmp_path / "data", layout=each),
        lambda each: vizsla.classify_image(tmp_path, threshold=each),
    ]
    for call in calls:
        for value in VALUES:
            if not isinstance(value, str) and call is vizsla.load:
                continue
            try:
                call(value)
            except errors.WorkspaceError as error:
                pytest.fail(f"{call} of {value!r:.20}: {error}")
            except errors.VizslaError:
                pass


def test_a_run_may_be_named_by_a_number_of_any_type(project: vizsla.Project) -> None:
    run = project.train()
    assert project.run(np.int64(run.number)).number == run.number
    for wrong in ("1", 1.0, True, [1]):
        with pytest.raises(errors.OptionError, match="a run has a whole number"):
            project.test(wrong)  # type: ignore[arg-type]


def test_a_folder_whose_name_is_not_utf_8_is_learned_from(textures: Path, tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    try:
        shutil.copytree(textures, folder)
    except OSError:
        pytest.skip("this file system takes only names in UTF-8")
    function = vizsla.learn(folder)
    assert function.name == r"caf\udce9"
    assert function.card.startswith("# caf")
    with vizsla.Project.open("stuff") as project:
        project.add(folder)
        run = project.train()
        project.test(run, folder)
        tested = project.publish(run).manifest.test
    assert tested is not None
    assert r"caf\udce9" in tested.measured_on
