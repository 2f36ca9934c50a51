"""Measures how soon a new user's sample photo is answered, over a connection of 10 Mbit/s.

The server sends all bytes at that rate, so the workers' downloads are as slow as the page's.
"""

from __future__ import annotations

import gzip
import statistics
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect, sync_playwright

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "tests"))

from browser.program import FLAGS, program  # noqa: E402 - they need the path above
from browser.website import TYPES, Site, serve  # noqa: E402
from dogscope.app import App  # noqa: E402
from vizsla.dogscope import site_files  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from browser.website import Handler

BITS_A_SECOND = 10e6
CHUNK = 16_384
RUNS = 3
TEXTS = (".js", ".css", ".json", ".html", ".svg", ".webmanifest")
_wire = threading.Lock()


def send_slowly(handler: Handler, content: bytes) -> None:
    """Answer at the rate of the one connection that all answers share."""
    path = handler.path.partition("?")[0]
    suffix = Path("index.html" if path.endswith("/") else path).suffix
    handler.send_response(200)
    handler.send_header("Content-Type", TYPES.get(suffix, "application/octet-stream"))
    if suffix in TEXTS:
        content = gzip.compress(content)
        handler.send_header("Content-Encoding", "gzip")
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    for start in range(0, len(content), CHUNK):
        chunk = content[start : start + CHUNK]
        with _wire:
            time.sleep(8 * len(chunk) / BITS_A_SECOND)
        handler.wfile.write(chunk)


def first_answer(browser: Browser, files: dict[str, bytes]) -> tuple[float, float]:
    """Return the seconds from agreeing to the sample's answer, and to when all is ready."""
    site = Site(files=files, faults={path: [send_slowly] * 9 for path in files})
    server = serve(site)
    context = browser.new_context(viewport={"width": 390, "height": 844})
    app = App(context.new_page(), site)
    app.page.set_default_timeout(180_000)
    app.open().settle()
    app.page.wait_for_timeout(2000)
    start = time.monotonic()
    app.button("Try it with a sample photo").click()
    expect(app.answer).to_have_text("Vizsla", timeout=180_000)
    answered = time.monotonic() - start
    app.close_sheet()
    app.button("Find real dogs").click()
    expect(app.button("Choose a photo")).to_be_enabled(timeout=180_000)
    ready = time.monotonic() - start
    context.close()
    server.shutdown()
    return answered, ready


def main() -> None:
    """Print the medians."""
    files = {f"/{name}": content for name, content in site_files().items()}
    files["/"] = files["/index.html"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=list(FLAGS))
        runs = [first_answer(browser, files) for _ in range(RUNS)]
        browser.close()
    for name, seconds in zip(("answer", "all ready"), zip(*runs, strict=True), strict=True):
        print(f"{name}: {statistics.median(seconds):.1f} s of {sorted(seconds)}")


if __name__ == "__main__":
    main()
