"""A team signs in: by a link, by an invitation, and again after a session has run out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from server.conftest import until
from server.running_server import COMMAND, started, wait_until_ready
from studio.studio_window import StudioWindow
from vizsla.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

GOOD = "a horse in the rain"
OTHER = "several good words"


def choose_password(page: Page, password: str) -> None:
    page.get_by_label("New password").fill(password)
    page.get_by_label("The same password again").fill(password)
    page.get_by_role("button", name="Begin").click()


def invite(page: Page, name: str) -> str:
    """Invite a person, and return the link."""
    page.get_by_role("button", name="Invite somebody").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill(name)
    dialog.get_by_role("button", name="Make a link").click()
    link = dialog.get_by_role("status").inner_text()
    dialog.get_by_role("button", name="Close").last.click()
    return link


def test_a_team_signs_in_and_a_session_that_ran_out_loses_nothing(
    chromium: Browser, tmp_path: Path
) -> None:
    words = [COMMAND, "studio", "--team", "--port", "0"]
    with started(tmp_path, words, tmp_path / "studio.log") as server:
        wait_until_ready(server.url)
        assert server.process.stdout is not None
        link = [server.process.stdout.readline() for _ in range(2)][1].strip()
        owner, guest = (
            StudioWindow(chromium.new_context(locale="en-GB"), f"{server.url}/studio")
            for _ in range(2)
        )

        # The first owner.
        page = owner.page
        page.goto(link)
        page.get_by_label("Name").fill("anna")
        choose_password(page, GOOD)
        expect(page).to_have_url(f"{server.url}/studio/")  # and no token

        # An invitation, and who accepts it.
        owner.open("/people?view=team")
        invitation = invite(page, "bert")
        expect(page.get_by_role("listitem").filter(has_text="bert")).to_contain_text("Invited")
        guest.page.goto(invitation)
        expect(guest.page.get_by_text("Hello bert")).to_be_visible()
        choose_password(guest.page, OTHER)
        expect(guest.page).to_have_url(f"{server.url}/studio/")
        guest.open("/people")
        expect(guest.page.get_by_text("Labeller", exact=True)).to_be_visible()
        expect(guest.page.get_by_role("tab")).to_have_count(1)

        # The session ends while the page is open; what was asked for waits, and is done.
        page.reload()
        role = page.get_by_role("button", name="Role of bert")
        expect(role).to_be_visible()
        with Workspace.open(tmp_path) as workspace:
            workspace.sessions.end_all(workspace.people.find("anna"))
        until(lambda: page.request.get(f"{server.url}/v1/people").status == 401)
        role.click()
        page.get_by_role("option", name=re.compile("Viewer")).click()
        again = page.get_by_role("alertdialog", name="Sign in again")
        expect(again).to_contain_text("1 change by anna waits here")
        again.get_by_label("Password").fill("wrong")
        again.get_by_role("button", name="Sign in").click()
        expect(again.get_by_role("alert")).to_contain_text("The name or the password is wrong")
        again.get_by_label("Password").fill(GOOD)
        again.get_by_role("button", name="Sign in").click()
        expect(again).to_have_count(0)
        guest.page.reload()
        expect(guest.page.get_by_text("Viewer", exact=True)).to_be_visible()

        # What was done.
        page.get_by_role("tab", name="What was done").click()
        expect(page.get_by_role("row").filter(has_text="Changed the role of")).to_contain_text(
            "bert, Labeller → Viewer"
        )
        page.get_by_role("tab", name="You").click()
        page.get_by_role("button", name="Sign out", exact=True).click()
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
        assert not (owner.faults + guest.faults)
        owner.context.close()
        guest.context.close()
