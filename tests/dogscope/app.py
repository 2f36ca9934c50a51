"""Dog Scope in the hands of a user."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Error, Locator, Page, expect

if TYPE_CHECKING:
    from pathlib import Path

    from browser.website import Site

WAIT = 30_000  # milliseconds; a busy machine of two cores is slow
expect.set_options(timeout=WAIT)


class App:
    """A page with the app, and the actions of its user.

    Attributes:
        page: the browser's page.
        site: the server of the app.
        errors: the errors that the page threw.

    """

    def __init__(self, page: Page, site: Site) -> None:
        self.page = page
        self.site = site
        self.errors: list[str] = []
        page.set_default_timeout(WAIT)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def open(self, screen: str = "") -> App:
        """Open the app, or one of its screens."""
        self.page.goto(f"{self.site.url}/{f'#/{screen}' if screen else ''}")
        return self

    def ready(self) -> App:
        """Go through the first visit, until the app asks for the camera."""
        self.open()
        self.page.get_by_role("button", name="Get Dog Scope ready").click()
        expect(self.button("Choose a photo")).to_be_enabled()
        return self

    def live(self) -> App:
        """Go through the first visit, and open the camera."""
        self.ready()
        self.allow("camera")
        self.button("Use the camera").click()
        expect(self.button("Hold to catch")).to_be_visible()
        return self

    def allow(self, *permissions: str) -> None:
        """Grant what the browser asks of its user."""
        self.page.context.grant_permissions(list(permissions))

    def until(self, expression: str, argument: Any = None) -> Any:
        """Wait until an expression is true in the page, and return its value.

        Playwright's own ``wait_for_function`` evaluates within the page, whose policy forbids that.
        """
        end = time.monotonic() + WAIT / 1000
        while time.monotonic() < end:
            try:
                if value := self.page.evaluate(expression, argument):
                    return value
            except Error as error:  # the page is being reloaded
                if "context was destroyed" not in error.message:
                    raise
            self.page.wait_for_timeout(50)
        raise AssertionError(f"never true: {expression}")

    def settle(self) -> None:
        """Wait until the screen has its text and fonts."""
        expect(self.page.locator("h1").first).to_be_attached()
        expect(self.page.get_by_text("Loading…")).to_have_count(0)
        self.until("document.fonts.status === 'loaded'")

    def button(self, name: str) -> Locator:
        """Return a button by its label."""
        return self.page.get_by_role("button", name=name, exact=True)

    def hint(self, text: str) -> None:
        """Wait for a hint of the live view."""
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
        """The top sheet."""
        return self.page.locator("dialog[open]").last

    def close_sheet(self) -> None:
        """Close the top sheet."""
        self.sheet.locator(".sheet-head button").click()

    @property
    def answer(self) -> Locator:
        """The answer of a result."""
        return self.page.locator(".answer")

    @property
    def saved(self) -> Locator:
        """The message that a catch is stored."""
        return self.page.locator(".saved")

    def photo(self, path: Path) -> None:
        """Choose a photo from the device."""
        self.page.locator("input[type=file]").first.set_input_files(path)

    def catch(self) -> None:
        """Catch the dog of the result."""
        self.button("Catch it").click()
        expect(self.saved).to_be_visible()

    def catch_photo(self, path: Path) -> None:
        """Catch the one dog of a photo, and go back to where photos are chosen."""
        self.photo(path)
        self.catch()
        self.leave()

    def open_card(self) -> None:
        """Open the card of the catch whose sheet is open, and wait until it is drawn."""
        self.sheet.get_by_role("button", name="Share").click()
        expect(self.page.locator(".share-preview img")).to_be_visible()

    def leave(self) -> None:
        """Close the result and the photo."""
        self.close_sheet()
        self.button("Back").click()

    def import_archive(self, path: Path) -> None:
        """Choose an archive to import in the settings."""
        self.open("settings").page.locator("input[type=file]").set_input_files(path)

    def delete_everything(self, question: str = "") -> None:
        """Delete all data in the settings, and confirm the question."""
        self.page.get_by_role("button", name="Delete everything").click()
        expect(self.page.locator(".confirm")).to_contain_text(question)
        self.page.locator(".confirm").get_by_role("button", name="Delete everything").click()
        # The next task can be started once this one is done.
        expect(self.page.locator(".rows .dangerous")).to_be_disabled()
        expect(self.page.locator(".rows button:has(+ input[type=file])")).to_be_enabled()

    def records(self, store: str) -> list[Any]:
        """Return the records of a store of the database, without images."""
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
