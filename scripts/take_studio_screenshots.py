"""Takes the screenshots of the studio that the docs show: docs/images/studio-*.webp.

The photographs are the tests' own, which anybody may use (tests/images/SOURCES.json).
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

import httpx
from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "tests"))

from browser.program import FLAGS, program  # noqa: E402 - they need the path above
from screenshots import rest, wait_for_jobs  # noqa: E402
from server.running_server import COMMAND, started, wait_until_ready  # noqa: E402

PHOTOGRAPHS = ROOT / "tests" / "images"
IMAGES = ROOT / "docs" / "images"
NAME = "pictures"
SIZE = {"width": 1280, "height": 800}
UNLABELLED = 5  # of so many pictures one stays without a label
QUALITY = 72
THINGS = {
    "bird": "duck hens kingfisher macaw owl",
    "mammal": "bison cows german_shepherd giraffes hedgehog horses jaguars kangaroo kitten koala "
    "lemurs panda pig polar_bear red_panda",
    "tool": "cup hammer multimeter pan scissors wrench",
}
# The pictures by the ends of their files' names: the screen, and the theme.
SHOWN = {
    "explore": ("explore", "light"),
    "map": ("explore?view=map", "light"),
    "label": ("label", "light"),
    "train": ("train", "light"),
    "test": ("test", "light"),
    "inside": ("inside?chapter=function", "dark"),
}


def sorted_photographs(target: Path) -> Path:
    """Copy the photographs to ``target/LABEL``, and some of each to ``target/unlabelled``."""
    files = {
        "fish": sorted((PHOTOGRAPHS / "fish").iterdir()),
        "windmill": sorted((PHOTOGRAPHS / "windmill").iterdir()),
        **{
            label: [PHOTOGRAPHS / "things" / f"{each}.jpg" for each in words.split()]
            for label, words in THINGS.items()
        },
    }
    for label, paths in files.items():
        for number, path in enumerate(paths, 1):
            folder = target / (label if number % UNLABELLED else "unlabelled")
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, folder / f"{label} {path.name}")
    return target


def make_project(scratch: Path) -> None:
    """Make the project: trained, tested and published."""
    from vizsla.project.project import Project  # noqa: PLC0415 - once the workspace is named

    with Project.open(NAME) as project:
        project.add(sorted_photographs(scratch / "photographs"))
        project.train()
        project.test()
        project.publish(untested=True)


def save(picture: Path, target: Path) -> None:
    """Save a screenshot as a small file."""
    with Image.open(picture) as image:
        image.convert("RGB").save(target, quality=QUALITY, method=6)
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size // 1000} kB")


def main() -> None:
    """Make the project, start the studio, take the screenshots."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        scratch = Path(name)
        home = scratch / "workspace"
        home.mkdir()
        os.environ["VIZSLA_HOME"] = str(home)
        make_project(scratch)
        browser = playwright.chromium.launch(executable_path=program(), args=list(FLAGS))
        command = [COMMAND, "studio", "--no-browser", "--port", "0"]
        with started(home, command, scratch / "studio.log") as server:
            wait_until_ready(server.url)
            project = f"{server.url}/v1/projects/{NAME}"
            httpx.post(f"{project}/exploration", timeout=60).raise_for_status()
            wait_for_jobs(project)
            for picture, (screen, theme) in SHOWN.items():
                page = browser.new_page(
                    viewport=SIZE, color_scheme=theme, locale="en-GB", reduced_motion="reduce"
                )
                page.goto(f"{server.url}/studio/p/{NAME}/{screen}")
                rest(page)
                if picture == "label":
                    page.get_by_text("Guessed from").wait_for(timeout=60_000)
                    rest(page)
                taken = scratch / f"{picture}.png"
                page.screenshot(path=taken)
                page.close()
                save(taken, IMAGES / f"studio-{picture}.webp")
        browser.close()


if __name__ == "__main__":
    main()
