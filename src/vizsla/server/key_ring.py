"""Checks the keys of requests, and counts what each has called."""

from __future__ import annotations

import asyncio
import threading
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from vizsla.errors import AccessError, WorkspaceError
from vizsla.server.key_rates import KeyRates
from vizsla.server.request_log import log_fault
from vizsla.workspace.api_keys import UsageCount, UsageKey

if TYPE_CHECKING:
    from vizsla.workspace import Workspace
    from vizsla.workspace.api_keys import ApiKey

__all__ = ["KeyRing"]

FRESH = 1.0  # seconds for which a key is remembered: a revoked one ends within that time
MOST_REMEMBERED = 10_000
BETWEEN_FLUSHES = 1.0  # seconds
LONGEST = 100  # letters of what may be a key


class KeyRing:
    """The keys as one server process uses them.

    Args:
        workspace: the workspace whose database has the keys.

    Attributes:
        rates: how often each key may still call.

    """

    def __init__(self, workspace: Workspace) -> None:
        self.rates = KeyRates()
        self._workspace = workspace
        self._known: dict[str, tuple[float, ApiKey | None]] = {}
        self._lock = threading.Lock()
        self._usage: dict[UsageKey, UsageCount] = {}

    async def check(self, secret: str) -> ApiKey:
        """Return the key of a request.

        Args:
            secret: the text that the request sent as its key.

        Raises:
            AccessError: there is no such key, or it is not valid.

        """
        key = await self._find(secret[:LONGEST].strip())
        if key is None:
            raise AccessError("there is no such key; ask whoever runs this server for one")
        if not key.is_valid():
            state = "was revoked" if key.revoked_at else "has expired"
            raise AccessError(f"the key {key.name!r} {state}; ask whoever runs this server for one")
        return key

    def count(self, key: ApiKey, function: str, inputs: int) -> None:
        """Count a request, and its inputs that got an answer."""
        day = datetime.now(UTC).date()
        with self._lock:
            found = self._usage.setdefault(UsageKey(key.row_id, function, day), UsageCount())
            found.requests += 1
            found.inputs += inputs

    async def keep_usage(self) -> None:
        """Write what was counted into the database, every second, until cancelled."""
        while True:
            await asyncio.sleep(BETWEEN_FLUSHES)
            await asyncio.to_thread(self.flush)

    def flush(self) -> None:
        """Write what was counted into the database; where that fails, it is tried again later."""
        with self._lock:
            counted, self._usage = self._usage, {}
        taken = self.rates.unsaved()
        if not (counted or taken):
            return
        try:
            self._workspace.keys.add_usage(counted, taken)
        except WorkspaceError as error:
            log_fault(error, "usage")
            with self._lock:
                for key, count in counted.items():
                    found = self._usage.setdefault(key, UsageCount())
                    found.requests += count.requests
                    found.inputs += count.inputs
        else:
            self.rates.saved(taken)

    async def _find(self, secret: str) -> ApiKey | None:
        found = self._known.get(secret)
        if found is not None and time.monotonic() - found[0] < FRESH:
            return found[1]
        key = await asyncio.to_thread(self._workspace.keys.find, secret)
        if len(self._known) >= MOST_REMEMBERED:
            self._known.clear()
        self._known[secret] = time.monotonic(), key
        if key is not None:
            self.rates.learn(key)
        return key
