"""Opens Dog Scope in a Chromium whose camera shows an image, and measures its cost."""

from __future__ import annotations

import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageOps
from playwright.sync_api import CDPSession, Playwright, expect

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "tests"))

from browser.program import FLAGS, program  # noqa: E402 - they need the path above
from browser.website import Site, serve  # noqa: E402
from dogscope.app import App  # noqa: E402
from dogscope.film import write_film  # noqa: E402
from vizsla.dogscope import site_files  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Phone", "expect", "opened"]

BLOCKS = """
window.blocks = [];
new PerformanceObserver((list) => {
    for (const each of list.getEntries()) window.blocks.push([each.startTime, each.duration]);
}).observe({ type: "longtask", buffered: true });
"""


class Phone(App):
    """The app, with its measurements."""

    def __init__(self, app: App, session: CDPSession, browser: CDPSession) -> None:
        super().__init__(app.page, app.site)
        self._session = session
        self._browser = browser

    def blocked(self, since: float = 0) -> float:
        """Return the longest blocked time since a time, in milliseconds; 0 below 50."""
        longest: float = self.page.evaluate(
            "(since) => Math.max(0, ...blocks.map(([at, took]) => (at < since ? 0 : took)))",
            since,
        )
        return longest

    def now(self) -> float:
        """Return the page's clock, in milliseconds."""
        now: float = self.page.evaluate("performance.now()")
        return now

    def memory(self) -> dict[str, float]:
        """Return the memory after a garbage collection.

        The figures are the megabytes of JavaScript and the number of the page's elements. On Linux
        also the megabytes of the page's process, with its workers and their engine, and those that
        it shares: decoded images, which Chromium may drop.
        """
        self._session.send("HeapProfiler.collectGarbage")
        metrics = self._session.send("Performance.getMetrics")["metrics"]
        found = {each["name"]: each["value"] for each in metrics}
        held = {"heap": found["JSHeapUsedSize"] / 1e6, "nodes": found["Nodes"]}
        if not Path("/proc/self/smaps_rollup").exists():
            return held
        processes = self._browser.send("SystemInfo.getProcessInfo")["processInfo"]
        pages = [each["id"] for each in processes if each["type"] == "renderer"]
        own = sum(proportional(page, "Pss_Anon") for page in pages)
        shared = sum(proportional(page, "Pss_Shmem") for page in pages)
        return {**held, "process": own, "droppable": shared}


def proportional(process: int, which: str) -> float:
    """Return a process's part of one kind of memory, in megabytes."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith(f"{which}:")) * 1024 / 1e6


@contextmanager
def opened(playwright: Playwright, image: Path | None, **options: Any) -> Iterator[Phone]:  # noqa: ANN401 - Playwright's own
    """Open the app in a new profile; without an image there is no camera."""
    files = {f"/{name}": content for name, content in site_files().items()}
    site = Site(files=files | {"/": files["/index.html"]})
    server = serve(site)
    args = list(FLAGS)
    with tempfile.TemporaryDirectory() as folder:
        if image is not None:
            film = Path(folder) / "film.y4m"
            write_film(film, [ImageOps.exif_transpose(Image.open(image))])
            args += [
                "--use-fake-device-for-media-stream",
                f"--use-file-for-fake-video-capture={film}",
            ]
        browser = playwright.chromium.launch(executable_path=program(), args=args)
        context = browser.new_context(viewport={"width": 390, "height": 844}, **options)
        page = context.new_page()
        page.add_init_script(BLOCKS)
        session = context.new_cdp_session(page)
        session.send("Performance.enable")
        yield Phone(App(page, site), session, browser.new_browser_cdp_session())
        browser.close()
    server.shutdown()
    server.server_close()
