"""People sign in to a shared server, do what their role may, and are written down."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from argon2 import PasswordHasher

from server.running_server import process, started, thread, wait_until_ready
from server.studio_site import write_studio
from server.test_studio_pages import COMMAND
from vizsla.server import ServerSettings, create_app, sign_in
from vizsla.server.operation_roles import OPERATIONS
from vizsla.workspace import Workspace, passwords, sign_in_attempts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx

GOOD = "a horse in the rain"
OWN = {"Sec-Fetch-Site": "same-origin"}
OLD_ROLES = {"owner": 0, "labeller": 1, "viewer": 2}


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a hash of a password cost next to nothing, in servers of this process."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", lambda: quick)


@pytest.fixture
def client(home: Path) -> Iterator[httpx.Client]:
    """A client of a shared server, where anna owns, lea labels and vera looks."""
    del home
    with Workspace.open() as workspace:
        for name, role in (("anna", "owner"), ("lea", "labeller"), ("vera", "viewer")):
            workspace.people.add(name, role, GOOD)
        workspace.create("walls", who="anna")
    with thread(studio=True, needs_keys=True) as (http, _):
        http.headers.update(OWN)
        yield http


def enter(client: httpx.Client, name: str) -> None:
    """Sign in, in the place of whoever was."""
    client.cookies.clear()
    answer = client.post("/v1/session", json={"name": name, "password": GOOD})
    assert answer.status_code == 201, answer.text


def audit(client: httpx.Client) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = client.get("/v1/audit").json()["entries"]
    return entries


def test_nothing_is_shown_before_somebody_signs_in(client: httpx.Client) -> None:
    assert client.get("/v1/session").json() == {
        "team": True,
        "person": None,
        "may": [],
        "openid": None,
    }
    for path in ("/v1/projects", "/v1/projects/walls", "/v1/people", "/v1/audit", "/v1/functions"):
        assert client.get(path).status_code == 401
    assert client.get("/studio/").status_code in {200, 404}


def test_a_session_is_a_cookie_that_scripts_can_not_read(client: httpx.Client) -> None:
    answer = client.post("/v1/session", json={"name": "Anna", "password": GOOD})
    assert answer.json() == {"name": "anna", "role": "owner", "has_password": True}
    cookie = answer.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
    assert "Secure" not in cookie
    assert client.get("/v1/session").json()["person"]["name"] == "anna"
    assert [each["name"] for each in client.get("/v1/projects").json()["projects"]] == ["walls"]


def test_behind_https_the_cookie_is_for_https_alone(client: httpx.Client) -> None:
    answer = client.post(
        "/v1/session",
        json={"name": "anna", "password": GOOD},
        headers={"Origin": "https://ai.example.org"},
    )
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-vizsla-session=")
    assert "Secure" in cookie


@pytest.mark.parametrize(("name", "password"), [("anna", "wrong"), ("nobody", GOOD)])
def test_a_wrong_name_and_a_wrong_password_say_the_same(
    client: httpx.Client, name: str, password: str
) -> None:
    answer = client.post("/v1/session", json={"name": name, "password": password})
    assert answer.status_code == 401
    assert answer.json()["detail"].startswith("the name or the password is wrong")
    enter(client, "anna")
    failed = [each for each in audit(client) if each["act"] == "signInFailed"]
    assert [each["details"]["name"] for each in failed] == [name]


def test_who_guesses_passwords_has_to_wait(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sign_in_attempts.MOST, "name and address", 3)
    wrong = {"name": "anna", "password": "wrong"}
    for _ in range(3):
        assert client.post("/v1/session", json=wrong).status_code == 401
    refused = client.post("/v1/session", json={"name": "ANNA", "password": GOOD})
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["retry-after"]) <= 900
    enter(client, "lea")  # another name is not held up


def test_wrong_passwords_are_counted_by_all_servers_of_a_workspace_together(home: Path) -> None:
    with Workspace.open() as workspace:
        for name in ("anna", "lea"):
            workspace.people.add(name, "owner", GOOD)
    wrong = {"name": "anna", "password": "wrong"}
    settings = {"studio": True, "needs_keys": True}
    with (
        process(home, **settings) as first,
        process(home, **settings) as second,
        first.client(headers=OWN) as one,
        second.client(headers=OWN) as other,
    ):
        for client in (one, other) * 5:
            assert client.post("/v1/session", json=wrong).status_code == 401
        for client in (one, other):
            assert client.post("/v1/session", json=wrong).status_code == 429
            enter(client, "lea")


def test_a_right_password_forgets_the_wrong_ones_before(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sign_in_attempts.MOST, "name and address", 3)
    for _ in range(2):
        for _ in range(2):
            wrong = {"name": "anna", "password": "wrong"}
            assert client.post("/v1/session", json=wrong).status_code == 401
        enter(client, "anna")


def test_an_attempt_that_was_not_looked_at_does_not_count(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sign_in_attempts.MOST, "name and address", 1)
    with monkeypatch.context() as busy:
        busy.setattr(sign_in, "MOST_WAITING", 0)
        asked = {"name": "anna", "password": GOOD}
        assert client.post("/v1/session", json=asked).status_code == 503
    enter(client, "anna")


def test_signing_out_ends_the_session(client: httpx.Client) -> None:
    enter(client, "anna")
    kept = dict(client.cookies)
    assert client.delete("/v1/session").status_code == 204
    assert not client.cookies
    assert client.get("/v1/projects", headers=cookie(kept)).status_code == 401


def test_signing_out_everywhere_ends_the_others_too(client: httpx.Client) -> None:
    enter(client, "anna")
    other = dict(client.cookies)
    enter(client, "anna")
    assert client.get("/v1/projects", headers=cookie(other)).status_code == 200
    assert client.delete("/v1/session?everywhere=true").status_code == 204
    assert client.get("/v1/projects", headers=cookie(other)).status_code == 401


def cookie(kept: dict[str, str]) -> dict[str, str]:
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in kept.items())}


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "", "Origin": "https://example.org"},
        {"Sec-Fetch-Site": "", "Origin": "null"},
        {"Sec-Fetch-Site": ""},
    ],
)
def test_another_website_can_not_use_the_session(
    client: httpx.Client, headers: dict[str, str]
) -> None:
    enter(client, "anna")
    sent = {name: value for name, value in headers.items() if value}
    if not headers["Sec-Fetch-Site"]:
        del client.headers["Sec-Fetch-Site"]
    answer = client.post("/v1/projects", json={"name": "theirs"}, headers=sent)
    assert answer.status_code == 403
    assert "another website" in answer.json()["detail"]


def test_an_old_browser_is_known_by_its_origin(client: httpx.Client) -> None:
    enter(client, "anna")
    del client.headers["Sec-Fetch-Site"]
    own = {"Origin": str(client.base_url).rstrip("/")}
    assert client.post("/v1/projects", json={"name": "mine"}, headers=own).status_code == 201


def test_a_change_has_the_name_of_its_person(client: httpx.Client, textures: Path) -> None:
    enter(client, "lea")
    with (textures / "brick" / "1.png").open("rb") as file:
        added = client.post(
            "/v1/projects/walls/examples?label=brick", files={"files": ("1.png", file)}
        )
    assert added.json()["results"][0]["status"] == "added"
    body = {"examples": [added.json()["results"][0]["id"]], "label": "wall"}
    assert client.post("/v1/projects/walls/labels:set", json=body).status_code == 200
    enter(client, "anna")
    assert {each["who"] for each in audit(client) if each["act"] == "labels"} == {"lea"}


def operations() -> list[tuple[str, str, str]]:
    """Return the method, the path and the id of each operation of the studio."""
    document = create_app(ServerSettings(studio=True)).openapi()
    return [
        (method, path, operation["operationId"])
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if path.startswith(("/v1/projects", "/v1/people", "/v1/audit", "/v1/invitations"))
        and operation["operationId"] not in {"showInvitation", "acceptInvitation"}
    ]


def test_every_operation_has_its_role(home: Path) -> None:
    del home
    named = [name for names in OPERATIONS.values() for name in names]
    assert len(named) == len(set(named))
    found = operations()
    assert len(found) > 30
    missing = sorted({each for *_, each in found} - set(named))
    assert missing == [], "add each to its role in vizsla/server/operation_roles.py"


def test_every_operation_is_refused_to_whoever_may_not(client: httpx.Client) -> None:
    roles = {name: role for role, names in OPERATIONS.items() for name in names}
    for name, own in (("", ""), ("vera", "viewer"), ("lea", "labeller")):
        client.cookies.clear()
        if name:
            enter(client, name)
        for method, path, operation in operations():
            if operation == "watchProject" and name:  # answers without an end
                continue
            place = path.replace("{project}", "walls").replace("{person}", "vera")
            place = re.sub(r"\{\w+\}", "1", place)
            status = client.request(method, place).status_code
            where = f"{operation} by {name or 'nobody'}: {status}"
            if not name:
                assert status == 401, where
            elif OLD_ROLES[own] > OLD_ROLES[roles[operation]]:
                assert status == 403, where
            else:
                assert status not in {401, 403}, where


def test_an_owner_invites_people_and_says_what_they_may(client: httpx.Client) -> None:
    enter(client, "anna")
    sent = client.post("/v1/invitations", json={"name": "Bert", "role": "viewer"}).json()
    assert sent["path"] == f"/studio/sign-in#{sent['token']}"
    assert [each["name"] for each in client.get("/v1/people").json()["invitations"]] == ["Bert"]
    client.cookies.clear()
    token = {"token": sent["token"]}
    shown = client.post("/v1/invitations:show", json=token).json()
    assert shown == {"name": "Bert", "role": "viewer", "created_by": "anna"}
    accepted = client.post("/v1/invitations:accept", json={**token, "password": GOOD})
    assert accepted.status_code == 201
    assert client.get("/v1/session").json()["person"]["name"] == "Bert"
    assert client.post("/v1/invitations:show", json=token).status_code == 401
    assert client.post("/v1/projects", json={"name": "berts"}).status_code == 403
    of_bert = dict(client.cookies)
    enter(client, "anna")
    assert client.patch("/v1/people/bert", json={"role": "owner"}).status_code == 200
    made = client.post("/v1/projects", json={"name": "berts"}, headers=cookie(of_bert))
    assert made.status_code == 201
    assert client.delete("/v1/people/Bert").status_code == 204
    assert client.get("/v1/projects", headers=cookie(of_bert)).status_code == 401
    acts = [(each["who"], each["act"], each["details"]) for each in reversed(audit(client))]
    assert acts[2:] == [
        ("anna", "invitePerson", {"person": "Bert", "role": "viewer"}),
        ("Bert", "acceptInvitation", {"person": "Bert", "role": "viewer"}),
        ("anna", "signIn", {}),
        ("anna", "changeRole", {"person": "Bert", "before": "viewer", "role": "owner"}),
        ("Bert", "createProject", {}),
        ("anna", "removePerson", {"person": "Bert"}),
    ]


def test_a_person_changes_the_own_password(client: httpx.Client) -> None:
    enter(client, "vera")
    other = dict(client.cookies)
    enter(client, "vera")
    wrong = {"old": "wrong", "new": "another good one"}
    assert client.post("/v1/session/password", json=wrong).status_code == 401
    assert client.get("/v1/session").json()["person"] is not None
    right = {"old": GOOD, "new": "another good one"}
    assert client.post("/v1/session/password", json=right).status_code == 200
    assert client.get("/v1/projects").status_code == 200
    assert client.get("/v1/projects", headers=cookie(other)).status_code == 401


def test_a_key_still_changes_projects_and_no_people(client: httpx.Client) -> None:
    with Workspace.open() as workspace:
        secret = workspace.keys.new("robot", may_train=True)
    key = {"Authorization": f"Bearer {secret}"}
    assert client.post("/v1/projects", json={"name": "robots"}, headers=key).status_code == 201
    assert client.get("/v1/people", headers=key).status_code == 401
    enter(client, "anna")
    assert ("key robot", "robots") in [(each["who"], each["project"]) for each in audit(client)]


def test_a_person_calls_functions_and_an_owner_alone_sees_the_metrics(
    client: httpx.Client, images: Path
) -> None:
    enter(client, "vera")
    photo = next((images / "things").glob("*.jpg")).read_bytes()
    assert client.post("/v1/functions/textures:call", content=photo).status_code == 200
    assert client.get("/metrics").status_code == 403
    enter(client, "anna")
    assert client.get("/metrics").status_code == 200


def test_one_person_alone_needs_no_session(home: Path) -> None:
    del home
    with thread(studio=True) as (http, _):
        alone = http.get("/v1/session").json()
        assert alone["team"] is False
        assert alone["person"]["role"] == "owner"
        refused = http.get("/v1/people")
        assert refused.status_code == 409
        assert "--team" in refused.json()["detail"]
        http.post("/v1/projects", json={"name": "mine"})
        assert [(each["act"], each["project"]) for each in audit(http)] == [
            ("createProject", "mine")
        ]
        assert http.get("/v1/session", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_the_first_owner_comes_by_the_link_in_the_terminal(tmp_path: Path) -> None:
    site = write_studio(tmp_path / "site")
    words = [COMMAND, str(site), "studio", "--team", "--port", "0"]
    log = tmp_path / "log"
    with started(tmp_path, words, log) as server, server.client(headers=OWN) as http:
        assert server.process.stdout is not None
        lines = [server.process.stdout.readline() for _ in range(2)]
        link = re.search(r"(http\S+)/studio/sign-in#(\S+)", lines[1])
        assert link, lines
        assert link[1] == server.url
        wait_until_ready(server.url)
        body = {"token": link[2], "name": "anna", "password": GOOD}
        assert http.post("/v1/invitations:accept", json=body).status_code == 201
        assert http.get("/v1/people").json()["people"][0]["role"] == "owner"
    with started(tmp_path, words, log) as server:
        wait_until_ready(server.url)
        server.end()
        assert server.process.stdout is not None
        assert "sign-in#" not in server.process.stdout.read()
