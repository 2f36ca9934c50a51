"""Reads the options that name an OpenID provider."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from vizsla.errors import OptionError

if TYPE_CHECKING:
    from vizsla.server.openid_provider import OpenidSettings

__all__ = ["openid_settings"]

SECRET = "VIZSLA_OPENID_SECRET"  # noqa: S105 - the name of a variable


def openid_settings(issuer: str, client: str, role: str) -> OpenidSettings | None:
    """Return the provider; None where no option names one.

    Args:
        issuer: the provider's address.
        client: the name under which this server is known there.
        role: the role of people whom nobody has added; empty where those may not come in.

    Raises:
        OptionError: an option is missing, or there is no such role.

    """
    if not (issuer or client or role):
        return None
    if not (issuer and client):
        raise OptionError(
            "an OpenID provider needs both --openid-issuer https://id.example.org and "
            f"--openid-client, and its secret in {SECRET}"
        )
    # Imported here: help must not wait.
    from vizsla.server.openid_provider import OpenidSettings  # noqa: PLC0415
    from vizsla.workspace.people import check_role  # noqa: PLC0415

    return OpenidSettings(
        issuer, client, os.environ.get(SECRET, ""), check_role(role) if role else ""
    )
