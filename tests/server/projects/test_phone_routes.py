"""Where a phone opens a published function, and the code that leads there."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import httpx
import pytest

from server.running_server import TIMEOUT, thread
from vizsla.functions.function_library import local_functions
from vizsla.local_site.certificate import certificate_for
from vizsla.project.project import Project
from vizsla.server.studio.phone_site import serve_phones

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vizsla.server.studio.phone_site import PhoneSite


@pytest.fixture
def phones(home: Path) -> Iterator[PhoneSite]:
    """The server for phones, on this computer."""
    site = serve_phones(local_functions(home), "127.0.0.1", certificate_for(["127.0.0.1"], home))
    try:
        site.server.wait_for_files()
        yield site
    finally:
        site.server.close()


def test_a_server_for_one_computer_says_how_to_start_one_for_phones(
    client: httpx.Client, walls: str
) -> None:
    assert client.get(f"{walls}/phone").json()["state"] == "unpublished"
    with Project.open("walls") as project:
        project.publish(project.train(), untested=True).close()
    found = client.get(f"{walls}/phone").json()
    assert (found["state"], found["address"]) == ("off", None)
    assert found["command"] == "vizsla studio --phone"
    assert client.get(f"{walls}/phone/code").status_code == 404


def test_a_phone_gets_the_live_version_and_nothing_else(
    home: Path, phones: PhoneSite, textures: Path
) -> None:
    with Project.open("walls") as project:
        project.add(textures)
        run = project.train()
        project.publish(run, untested=True).close()
    with thread(studio=True, phone_address=phones.address) as (client, _):
        found = client.get("/v1/projects/walls/phone").json()
        code = client.get("/v1/projects/walls/phone/code")
    assert found["address"] == f"{phones.address}/walls/"
    assert code.headers["content-type"] == "image/svg+xml"
    assert ET.fromstring(code.text).tag.endswith("svg")  # noqa: S314 - our own
    with httpx.Client(verify=False, timeout=TIMEOUT) as phone:  # noqa: S501 - the certificate is our own
        page = phone.get(found["address"])
        assert page.headers["content-type"].startswith("text/html")
        assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
        assert 'data-function="../functions/walls%401/"' in page.text
        manifest = phone.get(f"{phones.address}/functions/walls@1/function.json")
        assert manifest.json()["name"] == "walls"
        assert phone.get(f"{phones.address}/vizsla/index.js").status_code == 200
        with Project.open("walls") as project:
            project.publish(run, untested=True).close()
        assert "walls%402/" in phone.get(found["address"]).text
        root, _, token = phones.address.rpartition("/")
        for strange in ("", f"x{token}/walls/", f"{token}/", f"{token}/v1", f"{token}/oaks/"):
            assert phone.get(f"{root}/{strange}").status_code == 404
    assert (home / "dogscope.pem").stat().st_mode & 0o077 == 0
