"""Checks passwords, a few at a time: each takes 64 MiB and a core for a moment."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from vizsla.errors import AccessError, ServerBusyError
from vizsla.server.asking_person import SignedIn
from vizsla.server.openid_provider import OpenidProvider

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from vizsla.server.openid_provider import OpenidSettings
    from vizsla.workspace import Workspace
    from vizsla.workspace.people import Person

__all__ = ["SignIn"]

AT_ONCE, MOST_WAITING = 2, 50
Result = TypeVar("Result")


class SignIn:
    """How people come in to one server process.

    Args:
        workspace: the workspace that has the people.
        openid: a provider at which people may sign in, too; None for none.

    Attributes:
        sessions: who has signed in.
        openid: the provider; None for none.

    """

    def __init__(self, workspace: Workspace, openid: OpenidSettings | None) -> None:
        self.sessions = SignedIn(workspace)
        self.openid = None if openid is None else OpenidProvider(openid)
        self._workspace = workspace
        self._threads = ThreadPoolExecutor(AT_ONCE, "vizsla-passwords")
        self._waiting = 0

    async def check(self, request: Request, name: str, password: str) -> Person:
        """Return the person with a name and a password.

        Raises:
            AccessError: they are not right.
            RateLimitError: there were too many wrong ones.
            ServerBusyError: too many wait to be checked.

        """
        attempts, people = self._workspace.sign_in_attempts, self._workspace.people
        address = "" if request.client is None else request.client.host
        number = await asyncio.to_thread(attempts.begin, name, address)
        try:
            found = await self.work(lambda: people.check(name, password))
        except ServerBusyError:
            await asyncio.to_thread(attempts.forget, number)
            raise
        if found is None:
            details = {"name": name[:80], "address": address}
            await asyncio.to_thread(
                self._workspace.audit.add, name[:80], "signInFailed", None, details
            )
            raise AccessError("the name or the password is wrong; try again, or ask an owner")
        await asyncio.to_thread(attempts.succeed, name, address)
        return found

    async def work(self, call: Callable[[], Result]) -> Result:
        """Return what a call that hashes a password returns.

        Raises:
            ServerBusyError: too many wait already.

        """
        if self._waiting >= MOST_WAITING:
            raise ServerBusyError("too many people sign in at once; try again in a moment", 5)
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, call)
        finally:
            self._waiting -= 1

    def close(self) -> None:
        """End the threads."""
        self._threads.shutdown(wait=False, cancel_futures=True)
