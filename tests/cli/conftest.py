"""Commands in a workspace of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

from command_line import Done, vizsla

if TYPE_CHECKING:
    from pathlib import Path


class Run(Protocol):
    """Runs a command."""

    def __call__(self, *arguments: object, code: int | None = 0, stdin: bytes = b"") -> Done:
        """Run a command, which must end with that exit code; None for any."""
        ...


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in a workspace of its own."""
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "home"))

    def call(*arguments: object, code: int | None = 0, stdin: bytes = b"") -> Done:
        done = vizsla(*arguments, folder=tmp_path, stdin=stdin)
        assert code in {None, done.code}, f"{arguments}\n{done.stdout}\n{done.stderr}"
        return done

    return call
