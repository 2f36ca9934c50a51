"""Dog Scope in Firefox: a dog is caught with the camera, and found in a photo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dogscope.firefox import Firefox

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from browser.website import Site


@pytest.fixture
def firefox(tmp_path: Path, pets: Path, site: Site) -> Iterator[Firefox]:
    """Firefox on the first visit, with a camera that sees a German shepherd."""
    profile = tmp_path / "profile"
    profile.mkdir()
    browser = Firefox(profile)
    try:
        browser.camera_shows(pets / "shepherd.jpg")
        browser.open(f"{site.url}/")
        browser.click("button", "Get Dog Scope ready")
        yield browser
    finally:
        browser.close()
    assert not browser.errors, browser.errors


def test_a_dog_is_caught_with_the_camera_of_firefox(firefox: Firefox) -> None:
    firefox.click("button", "Use the camera")
    firefox.shows(".hint", "Hold the paw to catch it")
    firefox.shows(".dog-name[data-firm=true]", "German shepherd")
    firefox.press(".catch")
    firefox.shows(".answer", "German shepherd")
    firefox.release()
    firefox.shows(".saved", "German shepherd")
    firefox.evaluate("void (location.hash = '#/kennel')")
    firefox.shows(".cell.found img")


def test_a_dog_is_found_in_a_photo_that_firefox_opens(firefox: Firefox, pets: Path) -> None:
    firefox.until("document.querySelector('.photo-choice button')?.disabled === false")
    firefox.choose("input[type=file]", pets / "shepherd.jpg")
    firefox.shows(".answer", "German shepherd")
    firefox.click("button", "Catch it")
    firefox.shows(".saved", "German shepherd")
