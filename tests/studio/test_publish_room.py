"""The room Publish: what is checked, the card, the version, its code, a download, a key."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING
from zipfile import ZipFile

import httpx
from playwright.sync_api import expect

from server.running_server import TIMEOUT
from vizsla.project.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from server.running_server import Running
    from studio.studio_window import StudioWindow

LONG = 60_000  # milliseconds


def test_a_run_is_checked_published_used_and_taken_away(
    studio: Running,
    open_window: Callable[..., StudioWindow],
    tmp_path: Path,
    textures: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("VIZSLA_HOME", os.fspath(tmp_path / "workspace"))
    with Project.open("walls") as project:
        project.add(textures)
        project.test(project.train())
    page = open_window("/p/walls/publish").page
    checks = page.get_by_role("list", name="What was checked").get_by_role("listitem")
    expect(checks.first).to_contain_text("Look at this", timeout=LONG)
    expect(checks.filter(has_text="The card does not say yet")).to_be_visible()

    page.get_by_role("tab", name="Card").click()
    page.get_by_label("What it is for").fill("Tells walls apart.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("the next version will have it")).to_be_visible()
    preview = page.locator("section", has_text="Card of the next version")
    expect(preview).to_contain_text("Tells walls apart.", timeout=LONG)

    page.get_by_role("tab", name="Versions").click()
    expect(checks.filter(has_text="The card says what the function is for")).to_be_visible()
    page.get_by_label("A name for the version").fill("production")
    page.get_by_role("button", name="Publish version 1").click()
    use = page.get_by_role("tab", name="Use it")  # once something is live, it comes first
    expect(use).to_have_attribute("aria-selected", "true", timeout=LONG)
    page.get_by_role("tab", name="curl").click()
    address = f"{studio.url}/v1/functions/walls:call"
    expect(page.get_by_role("group", name="curl")).to_contain_text(address)
    expect(page.get_by_text("vizsla studio --phone")).to_be_visible()

    page.get_by_role("tab", name="Versions").click()
    expect(page.get_by_text("@production", exact=True)).to_be_visible()

    page.get_by_role("tab", name="Download").click()
    panel = page.locator("section", has=page.get_by_role("heading", name="The function"))
    panel.get_by_role("button", name="Prepare").click()
    with page.expect_download(timeout=LONG) as download:
        panel.get_by_role("link", name=re.compile("^Download")).click(timeout=LONG)
    with ZipFile(download.value.path()) as bundle:
        assert "Tells walls apart." in bundle.read("README.md").decode()

    page.get_by_role("tab", name="Keys and use").click()
    page.get_by_role("button", name="New key").click()
    page.get_by_label("Name", exact=True).fill("shop")
    page.get_by_role("button", name="Make the key").click()
    secret = page.get_by_role("group", name="Key").inner_text()
    assert secret.startswith("vz_")
    page.get_by_role("button", name="I have kept it").click()
    row = page.get_by_role("listitem").filter(has_text="shop")
    row.get_by_role("button", name="Revoke").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Revoke").click()
    expect(row).to_contain_text("revoked")
    keys = httpx.get(f"{studio.url}/v1/projects/walls/keys", timeout=TIMEOUT).json()["keys"]
    assert [each["state"] for each in keys] == ["revoked"]
