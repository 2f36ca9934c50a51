"""Asks Lighthouse about the docs' site, as a host serves it that compresses, and writes the page.

    npm install --prefix /tmp/lighthouse lighthouse@12.8.2
    make docs && .venv/bin/python benchmarks/docs_site.py /tmp/lighthouse

Lighthouse is no dependency of the project. It plays a phone that is four times as slow as this
machine, on a slow network.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
import os
import shutil
import subprocess
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from markdown_table import markdown_table

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "benchmarks" / "docs-site.md"
PAGES = (
    "index.html",
    "start.html",
    "how-to/call.html",
    "reference/http-projects.html",
    "demos.html",
    "demos/describe-image.html",
    "demos/how-a-function-learns.html",
)
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)
COMPRESSED = {".css", ".html", ".js", ".json", ".svg", ".xml"}
GOOD = 0.9  # of an audit
TRIES = 3
TEXT = """# The docs' site

[Lighthouse](https://github.com/GoogleChrome/lighthouse) VERSION gives pages of this site these
scores, from 0 to 100 (DATE, BROWSER). It plays a phone that is four times as slow as
this machine, on a slow network. The last column is the time until the largest part of the page is
there. This page is written by `benchmarks/docs_site.py`, which says how Lighthouse is installed.
NOTE

TABLE

The site has FILES files. Together they take SIZE MB, and the demos among them DEMOS MB. Every page
loads the search's index: INDEX kB, compressed.
"""


class Compressing(SimpleHTTPRequestHandler):
    """Serves files as GitHub Pages does: texts compressed, and none kept for long."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Send a file."""
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        content = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        if path.suffix in COMPRESSED:
            content = gzip.compress(content, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
        """Say nothing."""


def asked(program: Path, url: str) -> dict[str, Any]:
    """Return Lighthouse's report of a page; it gives up now and then on a busy machine."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or ""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [program, url, "--quiet", "--output=json", f"--output-path={report}"]
        command += [f"--chrome-flags={FLAGS}", "--no-enable-error-reporting"]
        for _ in range(TRIES):
            environment = {**os.environ, "CHROME_PATH": browser}
            if subprocess.run(command, check=False, env=environment).returncode == 0:
                break
        found: dict[str, Any] = json.loads(report.read_text("utf-8"))
    return found


def row(page: str, report: dict[str, Any]) -> list[str]:
    """Return a page's line in the table, and say what could be better."""
    for category in CATEGORIES:
        for each in report["categories"][category]["auditRefs"]:
            audit = report["audits"][each["id"]]
            if each["weight"] and audit["score"] is not None and audit["score"] < GOOD:
                print(page, category, audit["id"], audit.get("displayValue", ""))
    scores = [str(round(100 * report["categories"][name]["score"])) for name in CATEGORIES]
    largest = report["audits"]["largest-contentful-paint"]["numericValue"]
    return [f"`{page}`", *scores, f"{largest / 1000:.1f}"]


def main() -> None:
    """Ask about each page, and write the page of the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lighthouse", type=Path, help="the folder where npm installed it")
    parser.add_argument("--site", type=Path, default=ROOT / ".build" / "site")
    parser.add_argument("--note", default="", help="what is to be known of the measurement")
    options = parser.parse_args()
    program = options.lighthouse / "node_modules" / ".bin" / "lighthouse"
    handler = partial(Compressing, directory=options.site)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    reports = {page: asked(program, f"{address}/{page}") for page in PAGES}
    rows = [row(page, report) for page, report in reports.items()]
    report = reports[PAGES[0]]
    files = [each for each in options.site.rglob("*") if each.is_file()]
    demos = [each for each in files if each.is_relative_to(options.site / "demos")]
    index = len(gzip.compress((options.site / "search.json").read_bytes(), 6))
    texts = {
        "NOTE": options.note,
        "VERSION": report["lighthouseVersion"],
        "DATE": f"{dt.datetime.now(dt.UTC):%Y-%m-%d}",
        "BROWSER": report["environment"]["hostUserAgent"].split("Headless")[-1].split()[0],
        "TABLE": markdown_table(("page", *CATEGORIES, "largest, s"), rows),
        "FILES": f"{len(files):,}",
        "SIZE": f"{sum(each.stat().st_size for each in files) / 1e6:.1f}",
        "DEMOS": f"{sum(each.stat().st_size for each in demos) / 1e6:.1f}",
        "INDEX": f"{index / 1000:.0f}",
    }
    text = TEXT
    for name, value in texts.items():
        text = text.replace(name, value)
    PAGE.write_text(text, "utf-8")
    server.shutdown()


if __name__ == "__main__":
    main()
