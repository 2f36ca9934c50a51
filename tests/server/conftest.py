"""A workspace with a published function, a server of it, and a gate to hold a server up."""

from __future__ import annotations

import shutil
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from server.photo_site import photo_site
from server.running_server import TIMEOUT, process
from vizsla.functions.function_library import local_functions
from vizsla.modalities.image.image_modality import ImageModality

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from server.running_server import Running


class Gate:
    """Holds up the reading of images until it is opened, and counts them."""

    def __init__(self) -> None:
        self.opened = threading.Event()
        self.threads: list[str] = []
        self.began = threading.Semaphore(0)

    def wait(self) -> None:
        """Wait at the gate."""
        self.threads.append(threading.current_thread().name)
        self.began.release()
        assert self.opened.wait(TIMEOUT)

    def wait_for_one(self) -> None:
        """Wait until somebody has come to the gate."""
        assert self.began.acquire(timeout=TIMEOUT)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    found = Gate()
    load: Callable[..., Any] = ImageModality.load

    def gated(self: ImageModality, source: Any, **options: Any) -> Any:
        found.wait()
        return load(self, source, **options)

    monkeypatch.setattr(ImageModality, "load", gated)
    yield found
    found.opened.set()


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + TIMEOUT
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def publish(home: Path, bundle: Path, name: str, version: int) -> None:
    """Publish a bundle as a version, and make it live."""
    library = local_functions(home)
    staging = library.staging()
    shutil.copytree(bundle, staging)
    library.put(name, version, staging)
    library.make_live(name, version)


@pytest.fixture(scope="session")
def served_home(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the function ``textures``."""
    home = tmp_path_factory.mktemp("served") / "home"
    publish(home, bundle, "textures", 1)
    return home


@pytest.fixture(scope="session")
def server(served_home: Path) -> Iterator[Running]:
    """A server in a process of its own, as ``vizsla serve`` starts it."""
    with process(served_home, "--workers", "2") as running:
        yield running


@pytest.fixture
def home(served_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace of the test's own, with the function ``textures``, for servers in a thread."""
    folder = tmp_path / "home"
    shutil.copytree(served_home, folder)
    monkeypatch.setenv("VIZSLA_HOME", str(folder))
    return folder


@pytest.fixture
def website() -> Iterator[str]:
    """The address of a photograph."""
    with photo_site() as url:
        yield url
