"""The studio's page names the files of its screen, so that they are fetched at once."""

from __future__ import annotations

import re

import pytest

from vizsla.server.studio.screen_files import links_of
from vizsla.server.studio.studio_files import StudioFiles


@pytest.mark.parametrize(
    ("address", "script"),
    [
        ("", "StartRoom"),
        ("new", "StartRoom"),
        ("p/trees", "ExploreRoom"),
        ("p/trees/explore", "ExploreRoom"),
        ("p/trees/label/", "LabelRoom"),
        ("p/a%20b/publish", "PublishRoom"),
        ("people", "PeopleRoom"),
        ("sign-in", "SignIn"),
    ],
)
def test_a_screen_names_its_script_and_styles(address: str, script: str) -> None:
    files = StudioFiles.listed()
    links = links_of(address, files)
    names = re.findall(r'href="\./([^"]+)"', links)
    assert f'rel="modulepreload" href="./assets/{script}-' in links
    assert {*names} <= {*files.paths}


@pytest.mark.parametrize("address", ["nowhere", "p/trees/nowhere", "p//explore", '"><script>'])
def test_an_address_without_a_screen_names_nothing(address: str) -> None:
    assert links_of(address, StudioFiles.listed()) == ""
