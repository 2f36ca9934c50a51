"""The studio's page names the files and the data of its screen, so that they come at once."""

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


def data_of(address: str, *, filtered: bool = False) -> list[str]:
    links = links_of(address, StudioFiles.listed(), filtered=filtered)
    return re.findall(r'rel="preload" as="fetch" href="\.\./([^"]+)"', links)


def test_a_screen_names_the_data_that_it_begins_with() -> None:
    session, trees = "v1/session", "v1/projects/trees"
    ids = f"{trees}/example-ids?order=oldest"
    assert data_of("people") == [session]
    assert data_of("p/trees/label") == [session, trees]
    assert data_of("p/trees/explore") == [session, trees, ids]
    assert data_of("p/trees/explore", filtered=True) == [session, trees]


def test_a_projects_name_cannot_leave_its_link() -> None:
    assert data_of('p/a"><b c&d/label')[1] == "v1/projects/a%22%3E%3Cb%20c%26d"
