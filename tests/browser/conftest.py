"""A real Chromium, a real server, and the built runtime."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from browser.website import Site, serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

RUNTIME = Path(__file__).parents[2] / "web" / "runtime"
PAGE = b"<!doctype html><html lang='en'><meta charset='utf-8'><title>Test</title></html>"


@pytest.fixture(scope="session")
def dist() -> Path:
    """The built runtime."""
    if not (RUNTIME / "dist" / "index.js").is_file():
        pytest.skip("the runtime is not built: npm run build in web/runtime")
    return RUNTIME / "dist"


@pytest.fixture(scope="session")
def node() -> Path:
    """Node.js, wherever it is."""
    found = shutil.which("node") or shutil.which("node", path=str(Path(sys.executable).parent))
    if found is None:
        pytest.skip("there is no node: make test brings it")
    return Path(found)


@contextmanager
def served(dist: Path) -> Iterator[Site]:
    site = Site(folders={"/vizsla/": dist}, files={"/": PAGE, "/favicon.ico": b""})
    server = serve(site)
    yield site
    server.shutdown()
    server.server_close()


@pytest.fixture
def site(dist: Path) -> Iterator[Site]:
    """A server with the runtime at /vizsla/ and an empty page at /."""
    with served(dist) as site:
        yield site


@pytest.fixture(scope="session")
def desk_site(dist: Path) -> Iterator[Site]:
    """The server of `desk`."""
    with served(dist) as site:
        yield site


@pytest.fixture(scope="session")
def desk(chromium: Browser, desk_site: Site) -> Iterator[Page]:
    """A page that many tests share, so that the functions are loaded once, as `vizsla`."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{desk_site.url}/")
    page.evaluate("import('/vizsla/index.js').then((api) => { window.vizsla = api; })")
    yield page
    context.close()


@pytest.fixture(scope="session")
def in_node(node: Path, dist: Path) -> Iterator[Callable[..., Any]]:
    """Ask the runtime in Node: ``in_node(function, path, **options)``."""
    script = Path(__file__).with_name("answers.mjs")
    with subprocess.Popen(
        [node, script, dist / "node.js"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        stdin, stdout = process.stdin, process.stdout
        assert stdin is not None
        assert stdout is not None

        def ask(name: str, path: Path, **options: object) -> Any:
            stdin.write(json.dumps([name, str(path), options]) + "\n")
            stdin.flush()
            return json.loads(stdout.readline())

        yield ask
        stdin.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A fresh profile."""
    context = chromium.new_context()
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, site: Site) -> Iterator[Page]:
    """An empty page; what it throws fails the test."""
    page = context.new_page()
    thrown: list[Any] = []
    page.on("pageerror", lambda error: thrown.append(str(error)))
    page.goto(f"{site.url}/")
    yield page
    assert not thrown, thrown
