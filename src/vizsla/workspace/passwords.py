"""Hashes and checks people's passwords, with argon2id and its library's recommended costs."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from vizsla.errors import MissingExtraError, OptionError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

__all__ = ["check_password", "hash_password", "is_password", "require_passwords"]

SHORTEST, LONGEST = 10, 200  # characters


def check_password(password: str, name: str) -> str:
    """Return a new password, checked.

    Args:
        password: the password.
        name: the name of its person.

    Raises:
        OptionError: it is too short, too long, or the person's name.

    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise OptionError(
            f"a password has {SHORTEST} to {LONGEST} characters, and this one has {len(password)}; "
            "several words make a good one"
        ).because("password-length", shortest=SHORTEST, longest=LONGEST)
    if name.casefold() in {password.casefold(), password.casefold()[::-1]}:
        raise OptionError("a password must not be the person's own name; choose another").because(
            "password-name"
        )
    return password


def hash_password(password: str) -> str:
    """Return what is stored of a password; it takes some 50 ms and 64 MiB on purpose."""
    return _hasher().hash(password)


def is_password(password: str, stored: str | None) -> bool:
    """Return whether a password is the stored one.

    Args:
        password: what a person entered.
        stored: what was stored; None where there is no such person, which takes as long.

    """
    from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415 - as below

    try:
        found = _hasher().verify(_nobodys() if stored is None else stored, password[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False
    return found and stored is not None


def require_passwords() -> None:
    """Raise an error unless passwords can be checked here.

    Raises:
        MissingExtraError: the library is not installed.

    """
    _hasher()


@lru_cache(maxsize=1)
def _hasher() -> PasswordHasher:
    try:
        from argon2 import PasswordHasher  # noqa: PLC0415 - shared servers alone need it
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            f"people who sign in need {error.name}, which is not installed: "
            "pip install 'vizsla[people]'"
        ) from error
    return PasswordHasher()


@lru_cache(maxsize=1)
def _nobodys() -> str:
    return hash_password("nobody has this password")
