"""The studio of a team: a server where people sign in, and their windows."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from server.running_server import COMMAND, started, wait_until_ready
from studio.studio_window import StudioWindow
from vizsla.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from playwright.sync_api import Browser

    from server.running_server import Running

GOOD = "a horse in the rain"
FORBIDDEN = 403


@contextmanager
def team_studio(home: Path, people: Mapping[str, str], *words: str) -> Iterator[Running]:
    """Run ``vizsla studio --team`` in a workspace, for people with a role by name."""
    with Workspace.open(home) as workspace:
        for name, role in people.items():
            workspace.people.add(name, role, GOOD)
    command = [COMMAND, "studio", "--team", "--port", "0", *words]
    with started(home, command, home / "studio.log") as server:
        wait_until_ready(server.url)
        yield server


class TeamWindow(StudioWindow):
    """A window in which a person has signed in; a refusal by role is a fault."""

    @classmethod
    def of(
        cls, chromium: Browser, server: Running, name: str, path: str, **options: object
    ) -> TeamWindow:
        """Open a screen, and sign in by its form."""
        settings = {"viewport": {"width": 1440, "height": 900}, "locale": "en-GB", **options}
        window = cls(chromium.new_context(**settings), f"{server.url}/studio")  # type: ignore[arg-type]
        window.page.on(
            "response",
            lambda answer: (
                window.faults.append(f"403 {answer.request.method} {answer.url}")
                if answer.status == FORBIDDEN
                else None
            ),
        )
        window.open(path)
        page = window.page
        page.get_by_label("Name").fill(name)
        page.get_by_label("Password").fill(GOOD)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("heading", name="Sign in")).to_have_count(0)
        return window
