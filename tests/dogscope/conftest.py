"""Dog Scope as it is installed, in a real Chromium, with a camera that shows real images.

The first load of the app takes seconds, so most tests share a browser's context and its caches:
each begins with a new page and no data (``app``, ``shepherd``). Tests of the first visit, of the
network and of updates have a context and a site of their own (``new_app``, ``new_shepherd``).
"""

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
from dogscope.site_requests import FILES
from vizsla.dogscope import serve as serve_site
from vizsla.dogscope import site_files
from vizsla.local_site.certificate import certificate_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Playwright

    from vizsla.dogscope import SiteServer

PHONE = {"width": 390, "height": 844}
DELETE_DATABASE = """() => new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase("dogscope");
    request.onsuccess = () => resolve();
    request.onerror = request.onblocked = () => reject(request.error ?? new Error("blocked"));
})"""


@pytest.fixture(scope="session")
def site_content() -> Mapping[str, bytes]:
    """The site's files by path; preparing them takes seconds."""
    return site_files()


@pytest.fixture(scope="session")
def files(site_content: Mapping[str, bytes]) -> dict[str, bytes]:
    """The site's files by address."""
    listed = {f"/{name}": content for name, content in site_content.items()}
    return listed | {"/": listed["/index.html"]}


@contextmanager
def served(files: dict[str, bytes]) -> Iterator[Site]:
    site = Site(files=dict(files))
    server = serve(site)
    yield site
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def shared_site(files: dict[str, bytes]) -> Iterator[Site]:
    """A server of the site, for the tests that share a context."""
    with served(files) as site:
        yield site


@pytest.fixture
def site(files: dict[str, bytes]) -> Iterator[Site]:
    """A server of the site that records its requests and may fail."""
    with served(files) as site:
        yield site


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
    """Open a browser whose camera shows an image of the folder, by its name."""
    browsers: dict[str, Browser] = {}

    def browser(name: str) -> Browser:
        if name not in browsers:
            film = tmp_path_factory.mktemp("films") / "film.y4m"
            write_film(film, [ImageOps.exif_transpose(Image.open(pets / name))])
            args = [
                *FLAGS,
                "--use-fake-device-for-media-stream",
                f"--use-file-for-fake-video-capture={film}",
            ]
            browsers[name] = playwright.chromium.launch(executable_path=program(), args=args)
        return browsers[name]

    yield browser
    for each in browsers.values():
        each.close()


@contextmanager
def opened(browser: Browser, site: Site, **options: Any) -> Iterator[App]:
    """Open a page in a context of its own; an error in the page fails the test."""
    context = browser.new_context(**{"viewport": PHONE} | options)
    app = App(context.new_page(), site)
    try:
        yield app
    finally:
        context.close()
    assert not app.errors, app.errors


@contextmanager
def opened_without_data(context: BrowserContext, site: Site) -> Iterator[App]:
    """Open a page in a shared context, and delete the data of the test before."""
    context.clear_permissions()
    app = App(context.new_page(), site)
    try:
        app.page.goto(f"{site.url}/licences.txt")  # of the same origin, without the app
        app.page.evaluate(DELETE_DATABASE)
        yield app
    finally:
        for page in context.pages:
            page.close()
    assert not app.errors, app.errors


@pytest.fixture(scope="session")
def context_without_camera(chromium: Browser) -> Iterator[BrowserContext]:
    """The context of all tests with ``app``."""
    context = chromium.new_context(viewport=PHONE)
    yield context
    context.close()


@pytest.fixture(scope="session")
def context_with_shepherd(filmed: Callable[[str], Browser]) -> Iterator[BrowserContext]:
    """The context of all tests with ``shepherd``."""
    context = filmed("shepherd.jpg").new_context(viewport=PHONE)
    yield context
    context.close()


@pytest.fixture
def app(context_without_camera: BrowserContext, shared_site: Site) -> Iterator[App]:
    """The app on a phone without a camera, loaded before and without data."""
    with opened_without_data(context_without_camera, shared_site) as app:
        yield app


@pytest.fixture
def shepherd(context_with_shepherd: BrowserContext, shared_site: Site) -> Iterator[App]:
    """The app on a phone whose camera sees a German shepherd, loaded before and without data."""
    with opened_without_data(context_with_shepherd, shared_site) as app:
        yield app


@pytest.fixture
def new_app(chromium: Browser, site: Site) -> Iterator[App]:
    """The app on a phone without a camera, on its first visit."""
    with opened(chromium, site) as app:
        yield app


@pytest.fixture
def new_shepherd(filmed: Callable[[str], Browser], site: Site) -> Iterator[App]:
    """The app on a phone whose camera sees a German shepherd, on its first visit."""
    with opened(filmed("shepherd.jpg"), site) as app:
        yield app


@pytest.fixture
def new_phone(filmed: Callable[[str], Browser], site: Site) -> Callable[..., Any]:
    """Open the app for the first time, with a camera that sees the image of that name."""
    return lambda name, **options: opened(filmed(name), site, **options)


@pytest.fixture(scope="module")
def server() -> Iterator[SiteServer]:
    """Serve some files over HTTP."""
    server = serve_site(FILES)
    server.start()
    yield server
    server.close()


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Return a self-signed certificate."""
    return certificate_for([], tmp_path)


@pytest.fixture
def secure(certificate: Path) -> Iterator[SiteServer]:
    """Serve the same files over HTTPS."""
    server = serve_site(FILES, certificate=certificate)
    server.start()
    yield server
    server.close()
