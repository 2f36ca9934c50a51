"""The browser that the tests drive."""

from __future__ import annotations

import os
import shutil

import pytest

__all__ = ["FLAGS", "program"]

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
    "--host-resolver-rules=MAP insecure.test 127.0.0.1",  # http, and not this machine by name
)


def program() -> str:
    """Return the path of Debian's Chromium, or of another; VIZSLA_CHROMIUM names one."""
    found = os.environ.get("VIZSLA_CHROMIUM") or next(
        filter(None, map(shutil.which, PROGRAMS)), None
    )
    if found is None:
        assert not os.environ.get("CI"), "there is no Chromium, and in CI nothing is skipped"
        pytest.skip("there is no Chromium: apt-get install chromium, or name one: VIZSLA_CHROMIUM")
    return found
