"""Opens Chromium as for a new user: with an empty profile, and without background activity."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from typing import TYPE_CHECKING, Any

from contestants import US

import vizsla

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import BrowserType, Page

FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    # Memory is measured at once, not some time later.
    "--enable-blink-features=ForceEagerMeasureMemory",
)
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


def chromium_path() -> str | None:
    """Return Chromium's path: $VIZSLA_CHROMIUM, or the first on the PATH."""
    found = (shutil.which(each) for each in NAMES)
    return os.environ.get("VIZSLA_CHROMIUM") or next(filter(None, found), None)


class Bench:
    """The benchmark's page, with the functions of page.js."""

    def __init__(self, page: Page, address: str) -> None:
        self._page = page
        page.goto(f"{address}/page.html")
        page.wait_for_function("window.bench !== undefined")

    def ask(self, what: str, *arguments: object) -> Any:  # noqa: ANN401 - JSON
        """Call one of the page's functions, and return its result."""
        call = f"(all) => bench.{what}(...all)"
        return self._page.evaluate(call, list(arguments))

    def prepare(self, folder: str, count: int) -> None:
        """Decode images in advance."""
        self.ask("prepare", folder, count)

    def open(self, name: str, **options: object) -> dict[str, float]:
        """Load an engine, let it answer once, and return the milliseconds of both."""
        if name == US:
            graph = vizsla.classify_image.bundle.graph_sha256()
            options["graph"] = f"/vizsla/graphs/{graph}.tflite.gz"
        times: dict[str, float] = self.ask("open", name, options)
        return times

    def version(self) -> str:
        """Return the browser's name and version."""
        session = self._page.context.new_cdp_session(self._page)
        product: str = session.send("Browser.getVersion")["product"]
        return product.replace("Headless", "").replace("/", " ")


@contextlib.contextmanager
def new_bench(chromium: BrowserType, address: str) -> Iterator[Bench]:
    """Open the page in a browser of its own."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        context = chromium.launch_persistent_context(
            profile, executable_path=chromium_path(), args=FLAGS, headless=True
        )
        try:
            yield Bench(context.pages[0], address)
        finally:
            context.close()
