"""People sign in with what they were given, and with nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from vizsla.errors import AccessError, NotFoundError, OptionError
from vizsla.workspace import NewExample, Workspace
from vizsla.workspace.row_values import now
from vizsla.workspace.server_tables import invitation, person, session
from vizsla.workspace.sessions import IDLE, LONGEST

GOOD = "a horse in the rain"


def test_a_person_is_found_by_name_and_password(workspace: Workspace) -> None:
    workspace.people.add("Anna", "owner", GOOD)
    found = workspace.people.check("ANNA", GOOD)
    assert found is not None
    assert (found.name, found.role) == ("Anna", "owner")
    assert workspace.people.check("Anna", GOOD + " ") is None
    assert workspace.people.check("Bert", GOOD) is None


def test_a_person_without_a_password_can_not_sign_in_with_one(workspace: Workspace) -> None:
    workspace.people.add("anna@example.org", "viewer")
    assert workspace.people.check("anna@example.org", "") is None
    assert workspace.people.check("anna@example.org", "nobody has this password") is None


def test_the_database_has_no_password(workspace: Workspace) -> None:
    workspace.people.add("anna", "owner", GOOD)
    with workspace.database.read() as connection:
        stored = connection.scalar(sa.select(person.c.password))
    assert stored.startswith("$argon2id$")


@pytest.mark.parametrize(
    ("name", "role", "password"),
    [
        ("anna", "owner", "short"),
        ("anna-was-here", "owner", "ANNA-was-here"),
        ("two words", "owner", GOOD),
        ("", "owner", GOOD),
        ("anna", "king", GOOD),
    ],
)
def test_what_can_not_be_a_person_is_refused(
    workspace: Workspace, name: str, role: str, password: str
) -> None:
    with pytest.raises(OptionError):
        workspace.people.add(name, role, password)
    assert workspace.people.all() == []


def test_no_two_names_differ_by_case_alone(workspace: Workspace) -> None:
    workspace.people.add("Anna", "owner", GOOD)
    with pytest.raises(OptionError, match="already"):
        workspace.people.add("anna", "viewer", GOOD)


def test_the_only_owner_stays(workspace: Workspace) -> None:
    workspace.people.add("anna", "owner", GOOD)
    with pytest.raises(OptionError, match="only owner"):
        workspace.people.remove("anna")
    with pytest.raises(OptionError, match="only owner"):
        workspace.people.set_role("anna", "viewer")
    workspace.people.add("bert", "owner", GOOD)
    workspace.people.remove("anna")
    assert [each.name for each in workspace.people.all()] == ["bert"]


def test_a_session_lives_until_it_is_ended(workspace: Workspace) -> None:
    anna = workspace.people.add("anna", "owner", GOOD)
    first, second = workspace.sessions.begin(anna), workspace.sessions.begin(anna)
    found = workspace.sessions.find(first)
    assert found is not None
    assert found.name == "anna"
    workspace.sessions.end(first)
    assert workspace.sessions.find(first) is None
    assert workspace.sessions.find(second) is not None
    assert workspace.sessions.end_all(anna) == 1
    assert workspace.sessions.find(second) is None


@pytest.mark.parametrize(("column", "span"), [("seen_at", IDLE), ("created_at", LONGEST)])
def test_a_session_runs_out(workspace: Workspace, column: str, span: timedelta) -> None:
    token = workspace.sessions.begin(workspace.people.add("anna", "owner", GOOD))
    for before, lives in ((span - timedelta(minutes=1), True), (span, False)):
        with workspace.database.write() as connection:
            connection.execute(sa.update(session).values(**{column: now() - before}))
        assert (workspace.sessions.find(token) is not None) is lives


def test_a_role_holds_for_sessions_that_live(workspace: Workspace) -> None:
    workspace.people.add("bert", "owner", GOOD)
    token = workspace.sessions.begin(workspace.people.add("anna", "owner", GOOD))
    workspace.people.set_role("anna", "viewer")
    found = workspace.sessions.find(token)
    assert found is not None
    assert [found.may(each) for each in ("owner", "labeller", "viewer")] == [False, False, True]
    workspace.people.set_password("anna", "another good password")
    assert workspace.sessions.find(token) is None


def test_an_invitation_is_accepted_once(workspace: Workspace) -> None:
    token = workspace.invitations.new("anna", "labeller", "bert")
    assert [each.name for each in workspace.invitations.open()] == ["anna"]
    with pytest.raises(OptionError):
        workspace.invitations.accept(token, "", "short")
    anna = workspace.invitations.accept(token, "somebody-else", GOOD)
    assert (anna.name, anna.role, anna.created_by) == ("anna", "labeller", "bert")
    with pytest.raises(AccessError):
        workspace.invitations.accept(token, "", GOOD)


def test_an_invitation_lets_a_person_set_a_new_password(workspace: Workspace) -> None:
    anna = workspace.people.add("anna", "viewer", GOOD)
    session_token = workspace.sessions.begin(anna)
    token = workspace.invitations.new("anna", "owner")
    found = workspace.invitations.accept(token, "", "another good password")
    assert found.role == "viewer"
    assert workspace.people.check("anna", GOOD) is None
    assert workspace.sessions.find(session_token) is None


def test_an_invitation_ends(workspace: Workspace) -> None:
    old = workspace.invitations.new("anna", "viewer")
    new = workspace.invitations.new("ANNA", "viewer")
    with pytest.raises(AccessError):
        workspace.invitations.find(old)
    with workspace.database.write() as connection:
        connection.execute(sa.update(invitation).values(expires_at=now()))
    with pytest.raises(AccessError):
        workspace.invitations.find(new)


def test_the_first_owner_chooses_a_name(workspace: Workspace) -> None:
    assert not workspace.people.has_owner()
    old, token = workspace.invitations.first_owner(), workspace.invitations.first_owner()
    with pytest.raises(AccessError):
        workspace.invitations.find(old)
    assert workspace.invitations.accept(token, "anna", GOOD).role == "owner"
    assert workspace.people.has_owner()


def test_an_identity_keeps_its_person(workspace: Workspace) -> None:
    issuer = "https://id.example.org"
    assert workspace.people.by_openid(issuer, "17", "anna@example.org") is None
    workspace.people.add("anna@example.org", "labeller")
    assert workspace.people.by_openid(issuer, "17", None) is None
    for email in ("Anna@example.org", None, "changed@example.org"):
        found = workspace.people.by_openid(issuer, "17", email)
        assert found is not None
        assert found.name == "anna@example.org"
    assert workspace.people.by_openid(issuer, "18", "anna@example.org") is None
    assert workspace.people.by_openid("https://other.example.org", "17", None) is None


def test_the_log_has_both_histories_in_one_order(workspace: Workspace) -> None:
    store = workspace.create("trees", modality="text", who="anna")
    added = store.add([NewExample(f"text {n}".encode(), f"{n}.txt", {}) for n in range(3)])
    for each in added:
        store.label([each.id], "oak", positive=True, who="bert")
    workspace.audit.add(None, "publishRun", "trees", {"run": 1})
    pages, after = [], None
    while True:
        page = workspace.audit.entries(2, after)
        if not page:
            break
        pages += page
        after = page[-1].id
    assert [(each.who, each.act) for each in pages[1:4]] == [("bert", "labels")] * 3
    assert pages[0].details == {"run": 1}
    assert pages[-1].act == "createProject"
    assert len({each.id for each in pages}) == len(pages)
    found = workspace.audit.entries(10, with_labels=False)
    assert [each.act for each in found] == ["publishRun", "createProject"]
    with pytest.raises(OptionError):
        workspace.audit.entries(1, "1-x")


def test_a_person_who_is_not_there_is_named(workspace: Workspace) -> None:
    workspace.people.add("anna", "owner", GOOD)
    with pytest.raises(NotFoundError, match="anna"):
        workspace.people.find("ana")
