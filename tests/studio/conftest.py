"""The studio as it is installed, in a real Chromium, on a server of the test's own.

In a checkout without `make setup`, ``python scripts/pack_web.py`` packs what web/studio has built.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from server.running_server import COMMAND, Running, started, wait_until_ready
from studio.studio_window import StudioWindow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Running]:
    """The server of ``vizsla studio``, of a workspace in the test's own folder."""
    home = tmp_path / "workspace"
    home.mkdir()
    command = [COMMAND, "studio", "--no-browser", "--port", "0"]
    with started(home, command, tmp_path / "studio.log") as server:
        wait_until_ready(server.url)
        yield server


@pytest.fixture
def open_window(chromium: Browser, studio: Running) -> Iterator[Callable[..., StudioWindow]]:
    """Open a window of somebody of their own: ``open_window("/p/trees/explore")``.

    At the end no page may have thrown, broken the policy, or asked anybody but the server.
    """
    opened: list[StudioWindow] = []

    def open_one(path: str = "/", **options: Any) -> StudioWindow:
        context = chromium.new_context(
            **{"viewport": {"width": 1440, "height": 900}, "locale": "en-GB", **options}
        )
        window = StudioWindow(context, f"{studio.url}/studio")
        opened.append(window)
        window.open(path)
        return window

    yield open_one
    for each in opened:
        each.context.close()
    faults = [fault for each in opened for fault in each.faults]
    assert not faults, faults


@pytest.fixture
def window(open_window: Callable[..., StudioWindow]) -> StudioWindow:
    """A window on the first screen."""
    return open_window()
