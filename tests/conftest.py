"""Fixtures of many tests: the real images, a function made of some, and a browser."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import skimage
from hypothesis import settings
from PIL import Image

import team_servers
import vizsla
from installed import install_server, install_texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Playwright

    from vizsla.functions.image_classification import Classifier

PHOTOGRAPHS = Path(skimage.__file__).parent / "data"
IMAGES = Path(__file__).parent / "images"
ROOT = Path(__file__).parents[1]
DATA = Path(os.environ.get("VIZSLA_TEST_DATA", ROOT.parent / "shared" / "data"))

# Two cores take more than an hour for all tests. Where VIZSLA_TEST_TURN has a number, the rooms of
# slow tests run one part of so many, another with each number: .ci/run counts commits.
SLOW_ROOMS = {"browser": 2, "dogscope": 3, "on_ray": 2, "recognizers": 3, "studio": 2}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the parts of slow rooms whose turn it is not."""
    turn = os.environ.get("VIZSLA_TEST_TURN", "")
    if not turn:
        return
    numbers: Counter[str] = Counter()
    kept, left = [], []
    for item in items:
        room = item.path.relative_to(ROOT / "tests").parts[0]
        numbers[room] += 1
        is_on = (numbers[room] + int(turn)) % SLOW_ROOMS.get(room, 1) == 0
        (kept if is_on else left).append(item)
    config.hook.pytest_deselected(items=left)
    items[:] = kept


# No time makes a test fail: the machine may be busy.
settings.register_profile("without a deadline", deadline=None)
settings.load_profile("without a deadline")


@pytest.fixture(scope="session")
def photographs() -> Path:
    """Scikit-image's photographs, which come with the test environment."""
    return PHOTOGRAPHS


@pytest.fixture(scope="session")
def images() -> Path:
    """The photographs that ship with the tests: things/NAME.jpg, fish/NN.jpg, windmill/NN.jpg."""
    return IMAGES


@pytest.fixture(scope="session")
def drawn_vizsla() -> Path:
    """Dog Scope's sample: a drawing that is recognised as the breed."""
    return ROOT / "web" / "dogscope" / "public" / "sample.jpg"


@pytest.fixture(scope="session")
def shared_images() -> list[Path]:
    """The images that may not be redistributed, by name; none where they are missing."""
    return sorted((DATA / "photos").rglob("*.*g"), key=lambda path: path.name)


@pytest.fixture(scope="session")
def real_images(images: Path, shared_images: list[Path]) -> list[Path]:
    """The shipped photographs, and some of the shared ones where those are."""
    return [*sorted(images.rglob("*.jpg")), *shared_images[::8]]


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of real images that may not be redistributed, for figures that rest on them."""
    if not (DATA / "photos").is_dir():
        pytest.skip(f"there are no pictures at {DATA}; VIZSLA_TEST_DATA names another folder")
    return DATA


@pytest.fixture(scope="session")
def textures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve crops each of brick, grass and gravel, in one sub-folder a label."""
    folder = tmp_path_factory.mktemp("textures")
    rng = np.random.default_rng(1)
    for label in ("brick", "grass", "gravel"):
        (folder / label).mkdir()
        photograph = Image.open(PHOTOGRAPHS / f"{label}.png")
        for number in range(12):
            x, y = (int(n) for n in rng.integers(0, 512 - 96, 2))
            photograph.crop((x, y, x + 96, y + 96)).save(folder / label / f"{number}.png")
    return folder


@pytest.fixture(scope="session")
def bundle(textures: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published function: brick, grass or gravel."""
    path = tmp_path_factory.mktemp("published") / "textures"
    vizsla.learn(textures, save=path)
    return path


@pytest.fixture
def own(bundle: Path) -> Classifier:
    """The published function, loaded."""
    function: Classifier = vizsla.load(bundle)
    return function


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The driver of the browsers: a process bears only one, so every folder's tests share it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """A browser without a camera."""
    from browser.program import FLAGS, program

    browser = playwright.chromium.launch(executable_path=program(), args=list(FLAGS))
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def installations(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of environments that the processes of a run of the tests share."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "installations"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def installed_texts(installations: Path) -> Path:
    """The Python of an environment in which the README's first command was run."""
    return install_texts(installations)


@pytest.fixture(scope="session")
def installed_server(installations: Path) -> Path:
    """The Python of an environment with a server, and with the tools for agents."""
    return install_server(installations)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a PostgreSQL server."""
    with team_servers.postgres() as url:
        yield url


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """The address of an S3 server."""
    with team_servers.s3() as address:
        yield address
