"""The keys by which others call one function, and how often they have called it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from vizsla.errors import NotFoundError, OptionError
from vizsla.nearest import did_you_mean

if TYPE_CHECKING:
    from vizsla.workspace import Workspace
    from vizsla.workspace.api_keys import ApiKey, ApiUsage

__all__ = ["FunctionKeys"]


class FunctionKeys:
    """The keys that may call a function.

    Args:
        workspace: the workspace.
        function: the function's name.

    """

    def __init__(self, workspace: Workspace, function: str) -> None:
        self._keys = workspace.keys
        self._function = function

    def all(self) -> list[ApiKey]:
        """Return the keys that may call the function, the newest first; also those that ended."""
        return [each for each in reversed(self._keys.all()) if each.may_call(self._function)]

    def new(
        self,
        name: str,
        *,
        per_minute: int | None = None,
        days: int | None = None,
        price: str | None = None,
        who: str | None = None,
    ) -> tuple[ApiKey, str]:
        """Make a key for this function alone.

        Args:
            name: its name, for people.
            per_minute: the most inputs a minute.
            days: the days until it ends.
            price: the price of one answered input: a decimal number, such as ``0.002``.
            who: the person or program that makes it.

        Returns:
            The key, and its secret, which nobody can see again.

        Raises:
            OptionError: a valid key has that name, or a value is out of its range.

        """
        secret = self._keys.new(
            name,
            functions=[self._function],
            per_minute=per_minute,
            price=price,
            expires_at=None if days is None else datetime.now(UTC) + timedelta(days),
            who=who,
        )
        found = self._keys.find(secret)
        assert found is not None  # noqa: S101 - it was just made
        return found, secret

    def revoke(self, name: str, who: str | None = None) -> None:
        """Revoke a key that is for this function alone.

        Args:
            name: the key's name.
            who: the person or program that revokes it.

        Raises:
            NotFoundError: no valid key that may call the function has that name.
            OptionError: the key is for other functions, too.

        """
        valid = {each.name: each for each in self.all() if each.is_valid()}
        if name not in valid:
            question = did_you_mean(name, list(valid))
            raise NotFoundError(
                f"{self._function!r} has no valid key {name!r:.90}; {question or ''}".rstrip("; ")
            )
        if valid[name].functions != (self._function,):
            raise OptionError(
                f"the key {name!r} is for other functions, too; revoke it on the server, with: "
                f"vizsla keys revoke {name}"
            )
        self._keys.revoke(name, who)

    def usage(self) -> list[ApiUsage]:
        """Return how often each key called the function on each day, the newest day first."""
        found = [each for each in self._keys.usage() if each.function == self._function]
        return sorted(found, key=lambda each: each.day, reverse=True)
