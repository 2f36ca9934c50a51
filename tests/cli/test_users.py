"""People are added, listed, changed and removed in a terminal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from command_line import vizsla
from vizsla.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

GOOD = "a horse in the rain"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "home"))
    return tmp_path


def users(folder: Path, *words: str, stdin: str = "") -> str:
    """Run a command of people, and return what it prints."""
    done = vizsla("users", *words, folder=folder, stdin=stdin.encode())
    assert done.code == 0, done.stderr
    return done.stdout


def test_a_person_is_added_listed_changed_and_removed(folder: Path) -> None:
    users(folder, "add", "anna", "--role", "owner", stdin=f"{GOOD}\n")
    users(folder, "add", "bert@example.org", "--no-password")
    assert users(folder, "role", "bert@example.org", "viewer").strip().endswith("is viewer now")
    rows = [json.loads(line) for line in users(folder, "list", "--json").splitlines()]
    assert [(each["name"], each["role"], each["has_password"]) for each in rows] == [
        ("anna", "owner", True),
        ("bert@example.org", "viewer", False),
    ]
    assert "never seen" in users(folder, "list")
    users(folder, "password", "anna", stdin="several good words\n")
    users(folder, "remove", "bert@example.org")
    with Workspace.open() as workspace:
        assert workspace.people.check("anna", GOOD) is None
        assert workspace.people.check("anna", "several good words") is not None
        acts = [each.act for each in reversed(workspace.audit.entries(10))]
    assert acts == ["addPerson", "addPerson", "changeRole", "changePassword", "removePerson"]


@pytest.mark.parametrize(
    ("words", "stdin", "said"),
    [
        (["add", "anna"], "short\n", "10 to 200 characters"),
        (["add", "anna"], "", "no password"),
        (["add", "anna", "--role", "king"], "", "there is no role 'king'"),
        (["role", "nobody", "owner"], "", "there is no person 'nobody'"),
    ],
)
def test_what_is_wrong_is_said(folder: Path, words: list[str], stdin: str, said: str) -> None:
    done = vizsla("users", *words, folder=folder, stdin=stdin.encode())
    assert done.code in {1, 2}
    assert said in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--host", "0.0.0.0"], "add --team"),  # noqa: S104 - it is refused
        (["--team", "--openid-client", "vizsla"], "--openid-issuer"),
        (
            ["--team", "--openid-issuer", "http://id.example.org", "--openid-client", "vizsla"],
            "must begin with https://",
        ),
    ],
)
def test_a_studio_that_would_be_open_does_not_start(
    folder: Path, words: list[str], said: str
) -> None:
    done = vizsla("studio", "--port", "0", "--no-browser", *words, folder=folder)
    assert done.code == 2
    assert said in done.stderr
