"""People sign in at a real OpenID provider, which runs beside the server."""

from __future__ import annotations

import re
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from server.running_server import TIMEOUT, thread
from vizsla.errors import OptionError
from vizsla.server.openid_provider import OpenidSettings
from vizsla.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.usefixtures("home")
PROGRAM = Path(__file__).with_name("openid_server.mjs")
SECRET = "a secret of the tests"  # noqa: S105 - as the provider has it
OWN = {"Sec-Fetch-Site": "same-origin"}
ACTION = re.compile(r'<form[^>]* action="([^"]+)"')
MOST_STEPS = 12


class Beside:
    """A provider in a process of its own, and a client of the server that trusts it."""

    def __init__(self, http: httpx.Client, issuer: str) -> None:
        self.http = http
        self.issuer = issuer

    def begin(self) -> str:
        """Return the address of the provider's page."""
        answer = self.http.get("/v1/session/openid", headers=OWN)
        assert answer.status_code == 303, answer.text
        assert answer.headers["location"].startswith(self.issuer)
        return answer.headers["location"]

    def answer(self, address: str, name: str) -> str:
        """Sign in at the provider's pages, and return the address to which it leads back."""
        with httpx.Client(timeout=TIMEOUT) as browser:
            page = browser.get(address)
            for _ in range(MOST_STEPS):
                if page.is_redirect:
                    found = str(page.next_request.url) if page.next_request else ""
                    if not found.startswith(self.issuer):
                        return found
                    page = browser.get(found)
                else:
                    form = ACTION.search(page.text)
                    assert form, page.text
                    prompt = "login" if 'name="login"' in page.text else "consent"
                    fields = {"prompt": prompt, "login": name, "password": "any"}
                    page = browser.post(form[1], data=fields)
        raise AssertionError("the provider does not lead back")

    def come_back(self, address: str) -> str:
        """Open the address to which the provider leads, and return the page that it leads to."""
        sent = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
        answer = self.http.get(address, headers=sent)
        assert answer.status_code == 303
        return answer.headers["location"]

    def enter(self, name: str) -> str:
        """Sign in, and return the page that it leads to."""
        return self.come_back(self.answer(self.begin(), name))

    def person(self) -> dict[str, str] | None:
        """Return who has signed in."""
        found: dict[str, str] | None = self.http.get("/v1/session", headers=OWN).json()["person"]
        return found


@contextmanager
def beside(role: str = "") -> Iterator[Beside]:
    """Run a provider, and a server that trusts it."""
    node = shutil.which("node")
    assert node is not None
    with subprocess.Popen(
        [node, str(PROGRAM)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as provider:
        assert provider.stdout is not None
        assert provider.stdin is not None
        issuer = provider.stdout.readline().strip().rstrip("/")
        settings = OpenidSettings(issuer, "vizsla", SECRET, role)
        with thread(studio=True, needs_keys=True, openid=settings) as (http, _):
            own = str(http.base_url).rstrip("/")
            provider.stdin.write(f"{own}/v1/session/openid/callback\n")
            provider.stdin.flush()
            assert provider.stdout.readline().strip() == "ready"
            yield Beside(http, issuer)
        provider.stdin.close()
        provider.wait(TIMEOUT)


def test_a_person_whom_an_owner_has_added_comes_in() -> None:
    with Workspace.open() as workspace:
        workspace.people.add("anna@example.org", "labeller")
    with beside() as found:
        assert found.http.get("/v1/session").json()["openid"] == "127.0.0.1"
        assert found.enter("anna") == "/studio/"
        person = found.person()
        assert person == {"name": "anna@example.org", "role": "labeller", "has_password": False}
        assert found.http.get("/v1/projects", headers=OWN).status_code == 200
        with Workspace.open() as workspace:
            entry = workspace.audit.entries(1)[0]
        assert (entry.act, entry.who) == ("signIn", "anna@example.org")


@pytest.mark.parametrize("name", ["stranger", "unverified"])
def test_whom_nobody_has_added_stays_outside(name: str) -> None:
    with Workspace.open() as workspace:
        workspace.people.add("unverified@example.org", "owner")
    with beside() as found:
        assert found.enter(name) == "/studio/sign-in?refused=unknown"
        assert found.person() is None


def test_all_of_a_provider_may_come_in_where_the_server_says_so() -> None:
    with beside(role="viewer") as found:
        assert found.enter("bert") == "/studio/"
        assert found.person() == {
            "name": "bert@example.org",
            "role": "viewer",
            "has_password": False,
        }
        assert found.enter("unverified") == "/studio/sign-in?refused=unknown"


def test_an_answer_counts_in_the_browser_that_has_begun_and_once() -> None:
    with beside(role="viewer") as found:
        back = found.answer(found.begin(), "bert")
        with httpx.Client(base_url=found.http.base_url, timeout=TIMEOUT) as other:
            refused = other.get(back)
            assert refused.headers["location"] == "/studio/sign-in?refused=failed"
        assert found.come_back(back) == "/studio/"
        assert found.come_back(back) == "/studio/sign-in?refused=failed"


@pytest.mark.parametrize("changed", ["state", "code", "iss"])
def test_an_altered_answer_is_refused(changed: str) -> None:
    with beside(role="viewer") as found:
        back = urlsplit(found.answer(found.begin(), "bert"))
        fields = {name: each[0] for name, each in parse_qs(back.query).items()}
        assert changed in fields
        altered = httpx.URL(back._replace(query="").geturl(), params={**fields, changed: "other"})
        assert found.come_back(str(altered)) == "/studio/sign-in?refused=failed"
        assert found.person() is None


def test_a_provider_that_does_not_answer_leads_back_to_the_door() -> None:
    settings = OpenidSettings("http://127.0.0.1:9", "vizsla", SECRET)
    with thread(studio=True, needs_keys=True, openid=settings) as (http, _):
        answer = http.get("/v1/session/openid", headers=OWN)
        assert answer.headers["location"] == "/studio/sign-in?refused=failed"


def test_a_provider_is_asked_over_https() -> None:
    with pytest.raises(OptionError, match="https"):
        OpenidSettings("http://id.example.org", "vizsla", SECRET)


def test_without_a_provider_there_is_no_way_to_one() -> None:
    with thread(studio=True, needs_keys=True) as (http, _):
        assert http.get("/v1/session/openid", headers=OWN).status_code == 404
