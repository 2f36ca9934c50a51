"""Dog Scope as it is installed, in a real Chromium, with a camera that shows real pictures."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image, ImageOps

from browser.program import FLAGS, program
from browser.website import Site, serve
from dogscope.app import App
from dogscope.film import write_film
from vizsla.dogscope import site_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Playwright


@pytest.fixture(scope="session")
def files() -> dict[str, bytes]:
    """The site's files, as they are served."""
    listed = {f"/{name}": content for name, content in site_files().items()}
    return listed | {"/": listed["/index.html"]}


@pytest.fixture
def site(files: dict[str, bytes]) -> Iterator[Site]:
    """A server of the site that remembers what was asked of it."""
    site = Site(files=dict(files))
    server = serve(site)
    yield site
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def pets(
    images: Path, drawn_vizsla: Path, photographs: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Two dogs and a cat: shepherd.jpg, vizsla.jpg (a drawing) and cat.jpg."""
    folder = tmp_path_factory.mktemp("pets")
    shutil.copy(images / "things" / "german_shepherd.jpg", folder / "shepherd.jpg")
    shutil.copy(drawn_vizsla, folder / "vizsla.jpg")
    Image.open(photographs / "chelsea.png").convert("RGB").save(folder / "cat.jpg")
    return folder


@pytest.fixture(scope="session")
def filmed(
    playwright: Playwright, pets: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Browser]]:
    """Open a browser whose camera shows a picture of the folder, by its name."""
    open_ones: dict[str, Browser] = {}

    def browser(name: str) -> Browser:
        if name not in open_ones:
            film = tmp_path_factory.mktemp("films") / "film.y4m"
            write_film(film, [ImageOps.exif_transpose(Image.open(pets / name))])
            args = [
                *FLAGS,
                "--use-fake-device-for-media-stream",
                f"--use-file-for-fake-video-capture={film}",
            ]
            open_ones[name] = playwright.chromium.launch(executable_path=program(), args=args)
        return open_ones[name]

    yield browser
    for each in open_ones.values():
        each.close()


@contextmanager
def opened(browser: Browser, site: Site, **options: Any) -> Iterator[App]:
    context = browser.new_context(**{"viewport": {"width": 390, "height": 844}} | options)
    page = context.new_page()
    app = App(page, site)
    try:
        yield app
    finally:
        context.close()
    assert not app.thrown, app.thrown


@pytest.fixture
def app(chromium: Browser, site: Site) -> Iterator[App]:
    """The app on a phone without a camera; what it throws fails the test."""
    with opened(chromium, site) as app:
        yield app


@pytest.fixture
def shepherd(filmed: Callable[[str], Browser], site: Site) -> Iterator[App]:
    """The app on a phone whose camera sees a German shepherd."""
    with opened(filmed("shepherd.jpg"), site) as app:
        yield app


@pytest.fixture
def phone(filmed: Callable[[str], Browser], site: Site) -> Callable[..., Any]:
    """Open the app on a phone whose camera sees the picture of that name."""
    return lambda name, **options: opened(filmed(name), site, **options)
