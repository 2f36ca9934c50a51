"""Takes the screenshots of every screen of the studio: 1440 x 900 and 390 x 844, light and dark.

    python scripts/screenshots.py DATA FOLDER [SCREEN ...]

DATA is a folder of real data as VIZSLA_TEST_DATA names it: ``custom-vision`` and ``text/banking77``
in it make one project of pictures and one of texts, both trained, tested and published; a third
project stays empty. FOLDER gets ``SCREEN-PROJECT-SIZE-THEME.png``. SCREENs are the rooms to take,
such as ``test inside``; all by default.
"""

from __future__ import annotations

import csv
import os
import sys
import tempfile
import time
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "tests"))

from browser.program import FLAGS, program  # noqa: E402 - they need the path above
from server.running_server import COMMAND, started, wait_until_ready  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SIZES = {"desk": (1440, 900), "phone": (390, 844)}
THEMES = ("light", "dark")
INTENTS = ("card_arrival", "exchange_rate", "lost_or_stolen_card", "top_up_failed")
EACH = 30  # texts of an intent
PICTURES, TEXTS, EMPTY = "trees", "questions", "empty"
# The screens by their names: the address behind /studio, with the project's name for {}.
OF_PROJECT = {
    "explore": "/p/{}/explore",
    "map": "/p/{}/explore?view=map",
    "findings": "/p/{}/explore?view=findings",
    "label": "/p/{}/label",
    "contradictions": "/p/{}/label?view=contradictions",
    "features": "/p/{}/features",
    "train": "/p/{}/train",
    "test": "/p/{}/test",
    "try": "/p/{}/test?view=try",
    "publish": "/p/{}/publish",
    "neuron": "/p/{}/inside",
    "bend": "/p/{}/inside?chapter=bend",
    "learning": "/p/{}/inside?chapter=learning",
    "picture": "/p/{}/inside?chapter=picture",
    "function": "/p/{}/inside?chapter=function",
}
OTHERS = {
    "start": "/",
    "new": "/new",
    "people": "/people",
    "inside": "/inside?chapter=function",
    "missing": "/p/never-made/explore",
}


OF_TEAM = {"sign-in": "/sign-in"}  # of a server that several use


def make_projects(data: Path) -> None:
    """Make the projects of the workspace that VIZSLA_HOME names."""
    from vizsla.project.project import Project  # noqa: PLC0415 - once the workspace is named

    with Project.open(PICTURES) as project:
        project.add(data / "custom-vision" / "ImageClassification" / "Images")
        project.train()
        project.test()
        project.publish(untested=True)
    with (data / "text" / "banking77" / "train.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    column = next(name for name in ("category", "label") if name in rows[0])
    chosen = [
        each for intent in INTENTS for each in [row for row in rows if row[column] == intent][:EACH]
    ]
    table = Path(os.environ["VIZSLA_HOME"]).parent / "questions.csv"
    with table.open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(chosen)
    with Project.open(TEXTS, kind="text-classification") as project:
        project.add(table)
        project.train()
        project.test()
        project.publish(untested=True)
    with Project.open(EMPTY):
        pass


def explore_projects(url: str) -> None:
    """Let the server explore the projects, so that there are a map and findings."""
    for name in (PICTURES, TEXTS):
        asked = httpx.post(f"{url}/v1/projects/{name}/exploration", timeout=60)
        asked.raise_for_status()
    while True:
        jobs = [
            each
            for name in (PICTURES, TEXTS)
            for each in httpx.get(f"{url}/v1/projects/{name}/jobs", timeout=60).json()["jobs"]
        ]
        if all(each["state"] not in {"waiting", "running"} for each in jobs):
            return
        time.sleep(0.5)


def shots(wanted: set[str], *, team: bool) -> list[tuple[str, str]]:
    """Return the name and the address of each screen that is wanted; all for none.

    Args:
        wanted: the names of screens, or of rooms.
        team: whether to return those of a server that several use.

    """
    single = OF_TEAM if team else OTHERS
    found = [each for each in single.items() if each[0] in wanted or not wanted]
    for name, address in () if team else OF_PROJECT.items():
        if wanted and not wanted & {name, address.split("/")[3].split("?")[0]}:
            continue
        found += [(f"{name}-{each}", address.format(each)) for each in (PICTURES, TEXTS, EMPTY)]
    return found


def rest(page: Page) -> None:
    """Wait until a screen shows what it has, and nothing waits or moves."""
    try:
        page.wait_for_function(
            """() => !document.querySelector("main [class*=skeleton]")
            && [...document.images].every((each) => each.naturalWidth > 0
                || each.getBoundingClientRect().top > innerHeight)""",
            timeout=20_000,
        )
    except PlaywrightTimeoutError:
        print(f"{page.url} still waits", file=sys.stderr)
    page.wait_for_timeout(700)  # what fades in, has


def take(browser: Browser, studio: str, folder: Path, screens: list[tuple[str, str]]) -> None:
    """Take the screenshots of some screens in every size and theme."""
    for (size, (width, height)), theme in product(SIZES.items(), THEMES):
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=theme,
            locale="en-GB",
            reduced_motion="reduce",
            has_touch=size == "phone",
            is_mobile=size == "phone",
        )
        page = context.new_page()
        page.on("pageerror", lambda error: print(f"a page threw {error}", file=sys.stderr))
        for name, address in screens:
            page.goto(f"{studio}{address}")
            rest(page)
            page.screenshot(path=folder / f"{name}-{size}-{theme}.png")
        context.close()


def main() -> None:
    """Make the projects, start the studio, take the screenshots."""
    data, folder, *wanted = sys.argv[1:]
    Path(folder).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        home = Path(scratch) / "workspace"
        home.mkdir()
        os.environ["VIZSLA_HOME"] = str(home)
        make_projects(Path(data))
        browser = playwright.chromium.launch(executable_path=program(), args=list(FLAGS))
        for words in ([], ["--team"]):
            screens = shots({*wanted}, team=bool(words))
            command = [COMMAND, "studio", "--no-browser", "--port", "0", *words]
            with started(home, command, Path(scratch) / "studio.log") as server:
                wait_until_ready(server.url)
                if not words:
                    explore_projects(server.url)
                take(browser, f"{server.url}/studio", Path(folder), screens)
        browser.close()


if __name__ == "__main__":
    main()
