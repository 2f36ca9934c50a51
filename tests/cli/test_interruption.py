from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from command_line import vizsla

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

VIZSLA = str(Path(sys.executable).with_name("vizsla"))
COUNT = 300


@pytest.fixture(scope="module")
def photos(photographs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As many different images as a command takes some seconds for."""
    folder = tmp_path_factory.mktemp("photos")
    with (
        Image.open(photographs / "grass.png") as grass,
        Image.open(photographs / "gravel.png") as gravel,
    ):
        for label, image in (("grass", grass), ("gravel", gravel)):
            (folder / label).mkdir()
            for n in range(COUNT // 2):
                image.crop((n, n, n + 200, n + 200)).save(folder / label / f"{n}.png")
    return folder


@pytest.fixture(autouse=True)
def sigint() -> Iterator[None]:
    """Let children hear signals, even where the shell or nohup ignores them: that is inherited."""
    before = {
        number: signal.signal(number, handler)
        for number, handler in (
            (signal.SIGINT, signal.default_int_handler),
            (signal.SIGHUP, signal.SIG_DFL),
        )
    }
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def interrupted(
    ready: Callable[[], bool], *words: object, home: Path, by: signal.Signals = signal.SIGINT
) -> str:
    """Interrupt a command as soon as a condition holds, and return its messages."""
    environment = {**os.environ, "VIZSLA_HOME": str(home)}
    with subprocess.Popen(
        [VIZSLA, *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        end = time.monotonic() + 60
        while not ready():
            assert process.poll() is None, "it was too fast to be interrupted"
            assert time.monotonic() < end
            time.sleep(0.02)
        process.send_signal(by)
        _, messages = process.communicate(timeout=60)
    assert process.returncode == 130, messages
    return messages


def test_an_interrupted_add_says_what_stays_and_goes_on(
    photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    monkeypatch.setenv("VIZSLA_HOME", str(home))
    vizsla("new", "trees", folder=tmp_path)
    stored = home / "files"
    message = interrupted(lambda: any(stored.glob("*/*")), "add", "trees", photos, home=home)
    (line,) = message.splitlines()
    listed = vizsla("projects", folder=tmp_path).stdout
    count = int(listed.split()[1])
    assert 0 < count < COUNT
    assert line.startswith(f"vizsla: interrupted; {count} new examples were added and stay")
    command = line.partition("to go on: vizsla ")[2]
    done = vizsla(*command.split(), folder=tmp_path)
    assert f"{COUNT - count} new, {count} known already" in done.stdout


def test_interrupted_answers_are_kept_and_the_command_goes_on(photos: Path, tmp_path: Path) -> None:
    first, rest = tmp_path / "first.jsonl", tmp_path / "rest.jsonl"
    beginning = lambda: any(each.stat().st_size for each in tmp_path.glob(".first.jsonl.*"))  # noqa: E731
    message = interrupted(beginning, "classify", photos, "--write", first, home=tmp_path)
    (line,) = message.splitlines()
    count = len(first.read_text().splitlines())
    assert 0 < count < COUNT
    assert line.startswith(f"vizsla: interrupted; {count} of {COUNT} answers are in {first}")
    command = line.partition("to go on (into another file): vizsla ")[2]
    assert command.endswith(f"--skip {count}")
    vizsla(*command.replace(str(first), str(rest)).split(), folder=tmp_path)
    assert len(rest.read_text().splitlines()) == COUNT - count


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGHUP])
def test_a_command_that_is_told_to_end_keeps_the_answers_and_leaves_nothing_else(
    photos: Path, tmp_path: Path, by: signal.Signals
) -> None:
    target = tmp_path / "answers.jsonl"
    beginning = lambda: any(each.stat().st_size for each in tmp_path.glob(".answers.jsonl.*"))  # noqa: E731
    message = interrupted(beginning, "classify", photos, "--write", target, home=tmp_path, by=by)
    count = len(target.read_text().splitlines())
    assert message.startswith(f"vizsla: interrupted; {count} of {COUNT} answers are in {target}")
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        (("learn", "{photos}", "mine"), "nothing was published, and mine is as it was"),
        (("train", "trees"), "the project is as it was"),
        (("test", "trees"), "no report was kept"),
        (("explore", "trees"), "the project is as it was"),
    ],
)
def test_interrupted_work_that_changes_nothing_says_so_and_how_to_start_again(
    words: tuple[str, ...],
    kept: str,
    textures: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "home"))
    if words[0] != "learn":
        vizsla("new", "trees", folder=tmp_path)
        vizsla("add", "trees", textures, folder=tmp_path)
    if words[0] == "test":
        vizsla("train", "trees", folder=tmp_path)

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("vizsla.project.project.Project.train", interrupt)
    monkeypatch.setattr("vizsla.project.project.Project.test", interrupt)
    monkeypatch.setattr("vizsla.project.project.Project.explore", interrupt)
    monkeypatch.setattr("vizsla.project.learn.learn", interrupt)
    words = tuple(each.format(photos=textures) for each in words)
    done = vizsla(*words, folder=tmp_path)
    assert done.code == 130
    command = " ".join(("vizsla", *words))
    assert done.stderr == f"vizsla: interrupted; {kept}; to start again: {command}\n"
