"""Builds the site of the docs: ``make docs``.

The pages of ``docs/`` are copied beside those that are made of code and data: the commands, the
HTTP API, the labels, the JavaScript API. Zensical renders them all, with the Python API from the
docstrings. A broken link or an unknown anchor is an error. Nothing is asked of the network.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from check_links import broken_links
from command_pages import command_pages
from demo_pages import demo_page, write_demos
from finish_pages import finish_pages
from http_pages import http_pages
from javascript_pages import javascript_pages
from label_pages import label_pages
from places import DOCS, ROOT, RUNTIME
from settings import write_settings
from stage_pages import stage_pages

THEME = Path(__file__).parent / "theme"


def main() -> int:
    """Build the site, check its links, and put it in its place."""
    parser = argparse.ArgumentParser(description="Builds the site of the docs.")
    site = ROOT / ".build" / "site"
    parser.add_argument("--to", type=Path, default=site, help="the folder of the site")
    to: Path = parser.parse_args().to
    work = to.with_name(f".{to.name}-work")
    shutil.rmtree(work, ignore_errors=True)
    pages = work / "pages"
    stage_pages(DOCS, pages)
    with ThreadPoolExecutor() as pool:  # beside what other programs do
        types = pool.submit(javascript_pages, pages / "reference")
        for make in (command_pages, http_pages, label_pages):
            make(pages / "reference")
        types.result()
        demos = pool.submit(write_demos, work / "demos")
        demo_page(pages)
        _assets(pages / "assets")
        write_settings(DOCS / "zensical.toml", work / "zensical.toml")
        done = subprocess.run(
            [sys.executable, "-m", "zensical.main", "build", "--strict", "--clean"],
            cwd=work,
            check=False,
        )
        demos.result()
    if done.returncode:
        return done.returncode
    finish_pages(work / "site")
    (work / "demos").rename(work / "site" / "demos")
    broken = broken_links(work / "site")
    print(*broken, sep="\n", end="\n" if broken else "")
    if broken:
        print(f"{len(broken)} links lead nowhere", file=sys.stderr)
        return 1
    shutil.rmtree(to, ignore_errors=True)
    (work / "site").rename(to)
    shutil.rmtree(work)
    size = sum(each.stat().st_size for each in to.rglob("*") if each.is_file())
    count = sum(1 for _ in to.rglob("*.html"))
    print(f"{to / 'index.html'}: {count} pages, {size / 1e6:.1f} MB")
    return 0


def _assets(folder: Path) -> None:
    shutil.copytree(THEME, folder, dirs_exist_ok=True)
    shutil.copy(ROOT / "web" / "studio" / "public" / "icon.svg", folder / "logo.svg")
    shim = RUNTIME / "node_modules" / "iframe-worker" / "shim" / "index.js"
    shutil.copy(shim, folder / "iframe-worker.js")


sys.exit(main())
