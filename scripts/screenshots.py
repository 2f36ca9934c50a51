"""Takes the screenshots of every screen of the studio: 1440 x 900 and 390 x 844, light and dark.

    python scripts/screenshots.py DATA FOLDER [SCREEN ...]

DATA is a folder of real data as VIZSLA_TEST_DATA names it: ``photos/imagenet-sample`` and
``text/banking77`` in it make the projects of ``screenshot_projects.py``. FOLDER gets
``SCREEN-PROJECT-SIZE-THEME.png``. SCREENs are names in ``screenshot_scenes.py``, or rooms such as
``test inside``; all by default.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "tests"))

from browser.program import FLAGS, program  # noqa: E402 - they need the path above
from screenshot_projects import PICTURES, TAGS, TEXTS, add_people, make_projects  # noqa: E402
from screenshot_scenes import SCENES, TEAM_SCENES, Scene  # noqa: E402
from server.running_server import COMMAND, started, wait_until_ready  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SIZES = {"desk": (1440, 900), "phone": (390, 844)}
THEMES = ("light", "dark")
STEP, CALM = 250, 4  # milliseconds between two looks at a page, and the looks without a change
LONGEST = 40  # seconds until a page is at rest
# The number of things that a page has loaded; 0 while it shows that it waits for some.
LOADED = """() =>
    document.querySelector("main h1, main h2") === null
    || document.querySelector("main [class*=skeleton]") !== null
    || [...document.images].some((each) => {
        const { top, left, width } = each.getBoundingClientRect();
        const seen = width > 0 && top < innerHeight && left < innerWidth;
        return seen && each.naturalWidth === 0;
    }) ? 0 : performance.getEntriesByType("resource").length"""


def explore_projects(url: str) -> None:
    """Let the server explore the projects, so that there are a map and findings."""
    names = (PICTURES, TAGS, TEXTS)
    for name in names:
        httpx.post(f"{url}/v1/projects/{name}/exploration", timeout=60).raise_for_status()
    for name in names:
        wait_for_jobs(f"{url}/v1/projects/{name}")


def wait_for_jobs(project: str) -> None:
    """Wait until no job of a project waits or runs."""
    while True:
        jobs = httpx.get(f"{project}/jobs", timeout=60).json()["jobs"]
        if all(each["state"] not in {"waiting", "running"} for each in jobs):
            return
        time.sleep(0.2)


def rest(page: Page, *, waits: bool = False) -> None:
    """Wait until a screen shows what it has, and nothing moves; ``waits`` if it goes on waiting."""
    if waits:
        page.wait_for_timeout(2_500)
        return
    before, calm, end = -1, 0, time.monotonic() + LONGEST
    while calm < CALM:
        if time.monotonic() > end:
            print(f"{page.url} still waits", file=sys.stderr)
            return
        page.wait_for_timeout(STEP)
        loaded = page.evaluate(LOADED)
        calm = calm + 1 if loaded == before and loaded > 0 else 0
        before = loaded


def take(page: Page, server: str, scene: Scene, folder: Path, kind: str) -> None:
    """Take the pictures of a scene in a window, one for each of its projects.

    Args:
        page: the window.
        server: the server's address.
        scene: the scene.
        folder: where the pictures go.
        kind: the end of their names, such as ``desk-light``.

    """
    for name, (address, project) in scene.addresses().items():
        api = f"{server}/v1/projects/{project}"
        if scene.before is not None:
            scene.before(page, api)
        page.goto(f"{server}/studio{address}")
        rest(page, waits=scene.waits)
        if scene.then is not None:
            try:
                scene.then(page)
            except PlaywrightError as error:
                print(f"{name}: {error.message}", file=sys.stderr)
            rest(page)
        page.screenshot(path=folder / f"{name}-{kind}.png")
        page.unroute_all(behavior="ignoreErrors")
        if scene.before is not None and project:
            wait_for_jobs(api)


def take_all(browser: Browser, server: str, folder: Path, scenes: list[Scene]) -> None:
    """Take the pictures of scenes in every size and theme."""
    for (size, (width, height)), theme in product(SIZES.items(), THEMES):
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=theme,
            locale="en-GB",
            reduced_motion="reduce",
            has_touch=size == "phone",
            is_mobile=size == "phone",
        )
        for scene in scenes:
            # A page of its own: what a scene has chosen is not remembered by the next.
            page = context.new_page()
            page.set_default_timeout(10_000)
            page.on("pageerror", lambda error: print(f"a page threw {error}", file=sys.stderr))
            take(page, server, scene, folder, f"{size}-{theme}")
            page.evaluate("localStorage.clear()")
            page.close()
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
        add_people()
        browser = playwright.chromium.launch(executable_path=program(), args=list(FLAGS))
        for words, known in (([], SCENES), (["--team"], TEAM_SCENES)):
            scenes = [each for each in known if not wanted or any(map(each.belongs_to, wanted))]
            if not scenes:
                continue
            command = [COMMAND, "studio", "--no-browser", "--port", "0", *words]
            with started(home, command, Path(scratch) / "studio.log") as server:
                wait_until_ready(server.url)
                if not words:
                    explore_projects(server.url)
                take_all(browser, server.url, Path(folder), scenes)
        browser.close()


if __name__ == "__main__":
    main()
