"""A window of the studio, and what went wrong in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

LOCAL = ("blob:", "data:")
PATIENCE = 60_000  # milliseconds, on a busy computer
expect.set_options(timeout=PATIENCE)


@dataclass
class StudioWindow:
    """A window of a profile of its own.

    Attributes:
        context: the profile.
        url: the address of the studio, without the last slash.
        page: the page in it.
        faults: what pages threw, what the policy refused, who else was asked.

    """

    context: BrowserContext
    url: str
    page: Page = field(init=False)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Open the page, and watch it."""
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", self._hear)
        self.context.on("request", self._see)

    def open(self, path: str) -> None:
        """Go to a screen's address, such as ``/p/trees/explore``."""
        self.page.goto(f"{self.url}{path}")

    def _hear(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.faults.append(message.text)

    def _see(self, request: Request) -> None:
        server = self.url.removesuffix("/studio")
        if not request.url.startswith((f"{server}/", *LOCAL)):
            self.faults.append(f"asked {request.url}")
