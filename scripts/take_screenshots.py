"""Takes the screenshots of Dog Scope that the docs show.

The dog is the app's own drawn sample, which Chromium's fake camera shows.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import expect, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "tests"))

from browser.program import FLAGS, program  # noqa: E402 - they need the path above
from browser.website import Site, serve  # noqa: E402
from dogscope.app import App  # noqa: E402
from dogscope.film import write_film  # noqa: E402
from vizsla.dogscope import site_files  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser

IMAGES = ROOT / "docs" / "images"
SAMPLE = ROOT / "web" / "dogscope" / "public" / "sample.jpg"
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 1.5}
GAP = 24
PAPER = (233, 217, 196)


class Screenshots:
    """A folder of screenshots, taken one after the other."""

    def __init__(self, app: App, folder: Path) -> None:
        self._app = app
        self._folder = folder

    def take(self, name: str) -> None:
        """Take a screenshot once the page has come to rest."""
        self._app.page.wait_for_timeout(900)
        self._app.page.screenshot(path=self._folder / f"{name}.png")


def phone(browser: Browser, site: Site, folder: Path, scheme: str) -> None:
    """Take the screenshots of a phone."""
    context = browser.new_context(
        **PHONE,
        color_scheme=scheme,
        geolocation={"latitude": 47.4979, "longitude": 19.0402},
    )
    app = App(context.new_page(), site)
    screenshots = Screenshots(app, folder)
    app.open()
    screenshots.take(f"{scheme}-welcome")
    app.live().allow("camera", "geolocation")
    app.open("settings")
    app.page.get_by_role("switch", name="Remember places").click()
    expect(app.page.get_by_role("switch", name="Remember places")).to_be_checked()
    app.open("scope")
    app.hint("Hold the paw to catch it")
    screenshots.take(f"{scheme}-live")
    app.hold()
    expect(app.page.locator(".saved")).to_be_visible()
    app.page.wait_for_timeout(2500)
    screenshots.take(f"{scheme}-result")
    app.page.get_by_role("link", name="See it in the kennel").click()
    screenshots.take(f"{scheme}-breed")
    app.open("kennel")
    app.button("Not now").click()
    screenshots.take(f"{scheme}-kennel")
    app.open("journal").button("Map").click()
    screenshots.take(f"{scheme}-map")
    app.open("me")
    screenshots.take(f"{scheme}-me")
    context.close()


def laptop(browser: Browser, site: Site, folder: Path) -> None:
    """Take the live view of a laptop, in the dark theme."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme="dark")
    app = App(context.new_page(), site)
    app.live().hint("Hold the paw to catch it")
    Screenshots(app, folder).take("laptop")
    context.close()


def side_by_side(target: Path, paths: list[Path], height: int) -> None:
    """Put screenshots side by side, with few colours, so that the file is small."""
    images = [Image.open(path).convert("RGB") for path in paths]
    images = [each.resize((each.width * height // each.height, height)) for each in images]
    width = sum(each.width for each in images) + GAP * (len(images) + 1)
    whole = Image.new("RGB", (width, height + 2 * GAP), PAPER)
    left = GAP
    for each in images:
        whole.paste(each, (left, GAP))
        left += each.width + GAP
    whole.quantize(256, dither=Image.Dither.NONE).save(target, optimize=True)
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size // 1000} kB")


def main() -> None:
    """Serve the site, open it, and take the screenshots."""
    files = {f"/{name}": content for name, content in site_files().items()}
    site = Site(files=files | {"/": files["/index.html"]})
    server = serve(site)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        film = folder / "film.y4m"
        write_film(film, [Image.open(SAMPLE)], sway=4)
        args = [
            *FLAGS,
            "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-video-capture={film}",
        ]
        browser = playwright.chromium.launch(executable_path=program(), args=args)
        phone(browser, site, folder, "light")
        phone(browser, site, folder, "dark")
        laptop(browser, site, folder)
        browser.close()
        first = ["light-welcome", "light-live", "light-result", "light-kennel"]
        side_by_side(IMAGES / "dogscope-phone.png", [folder / f"{each}.png" for each in first], 844)
        more = ["light-breed", "light-map", "dark-me", "laptop"]
        side_by_side(IMAGES / "dogscope-more.png", [folder / f"{each}.png" for each in more], 760)
    server.shutdown()


if __name__ == "__main__":
    main()
