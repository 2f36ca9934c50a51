"""Dog Scope as a user handles it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Error, Locator, Page, expect

if TYPE_CHECKING:
    from pathlib import Path

    from browser.website import Site

WAIT = 30_000  # milliseconds; a machine of two cores is slow at times
expect.set_options(timeout=WAIT)


class App:
    """A page, and what a hand does on it.

    Attributes:
        page: where it is open.
        site: where it came from.
        thrown: what it threw.

    """

    def __init__(self, page: Page, site: Site) -> None:
        self.page = page
        self.site = site
        self.thrown: list[str] = []
        page.set_default_timeout(WAIT)
        page.on("pageerror", lambda error: self.thrown.append(str(error)))

    def open(self, screen: str = "") -> App:
        """Go to the page, or to one of its screens."""
        self.page.goto(f"{self.site.url}/{f'#/{screen}' if screen else ''}")
        return self

    def ready(self) -> App:
        """Get through the first visit, to the question for the camera."""
        self.open()
        self.page.get_by_role("button", name="Get Dog Scope ready").click()
        expect(self.button("Choose a photo")).to_be_enabled()
        return self

    def live(self) -> App:
        """Get through the first visit, and see what the camera sees."""
        self.ready()
        self.allow("camera")
        self.button("Use the camera").click()
        expect(self.button("Hold to catch")).to_be_visible()
        return self

    def allow(self, *what: str) -> None:
        """Answer what the browser asks of its user."""
        self.page.context.grant_permissions(list(what))

    def until(self, expression: str, given: Any = None) -> Any:
        """Wait until the page says so, and return what it said.

        Playwright's own `wait_for_function` asks from within the page, whose policy forbids that.
        """
        end = time.monotonic() + WAIT / 1000
        while time.monotonic() < end:
            try:
                if said := self.page.evaluate(expression, given):
                    return said
            except Error as error:  # the page is being loaded anew
                if "context was destroyed" not in error.message:
                    raise
            self.page.wait_for_timeout(50)
        raise AssertionError(f"never so: {expression}")

    def button(self, name: str) -> Locator:
        """Return a button by what it says."""
        return self.page.get_by_role("button", name=name, exact=True)

    def hint(self, text: str) -> None:
        """Wait until the live view says so."""
        expect(self.page.locator(".hint")).to_have_text(text)

    def hold(self) -> None:
        """Hold the paw until the ring is full."""
        self.hint("Hold the paw to catch it")
        self.press()
        expect(self.sheet).to_be_visible()
        self.page.mouse.up()

    def press(self) -> None:
        """Put a finger on the paw."""
        self.button("Hold to catch").hover(force=True)
        self.page.mouse.down()

    @property
    def sheet(self) -> Locator:
        """The uppermost sheet."""
        return self.page.locator("dialog[open]").last

    @property
    def answer(self) -> Locator:
        """What the result says."""
        return self.page.locator(".answer")

    def photo(self, path: Path) -> None:
        """Choose a photo from the device."""
        self.page.locator("input[type=file]").first.set_input_files(path)

    def catch_photo(self, path: Path) -> None:
        """Catch the one dog of a photo, and go back to where photos are chosen."""
        self.photo(path)
        self.button("Catch it").click()
        expect(self.page.locator(".saved")).to_be_visible()
        self.leave()

    def leave(self) -> None:
        """Close the result and the photo."""
        self.sheet.locator(".sheet-head button").click()
        self.button("Back").click()

    def kept(self, store: str) -> list[Any]:
        """Return what the database holds, without pictures."""
        return self.page.evaluate(  # type: ignore[no-any-return]
            """(store) => new Promise((resolve, reject) => {
                const request = indexedDB.open("dogscope");
                request.onerror = () => reject(request.error);
                request.onsuccess = () => {
                    const all = request.result.transaction(store).objectStore(store).getAll();
                    all.onsuccess = () => { request.result.close(); resolve(all.result); };
                };
            })""",
            store,
        )
