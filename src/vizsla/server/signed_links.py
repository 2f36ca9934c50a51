"""Addresses that work without a key for a day, for programs that open them as they are.

A link is signed for the key that asked for it, and ends with that key. Where the server needs no
keys, links are not signed.
"""

from __future__ import annotations

import asyncio
import hmac
import time
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from fastapi import Request

from vizsla.errors import AccessDeniedError, AccessError
from vizsla.server.access_check import is_other_website
from vizsla.server.require_key import key_of, require_key
from vizsla.server.service import Service

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.workspace.api_keys import ApiKeys

__all__ = ["base_address", "link_maker", "require_link_or_key"]

SECONDS = 24 * 60 * 60
SCHEMES = {"http", "https"}
KEY, UNTIL, SIGNATURE = "key", "until", "signature"


def base_address(request: Request) -> str:
    """Return this server's address as the program that sent a request reaches it.

    It has no slash at its end.
    """
    public = Service.of(request).settings.public_address
    if public:
        return f"{public}{_prefix(request)}"
    # A proxy in front that ends HTTPS says so; whoever lies there spoils links of their own.
    scheme = request.headers.get("x-forwarded-proto", "").lower()
    url = request.base_url.replace(scheme=scheme) if scheme in SCHEMES else request.base_url
    return str(url).rstrip("/")


def link_maker(request: Request) -> Callable[[str], str]:
    """Return what makes the address of a path for the program that sent a request.

    It reads the database once, and may block.
    """
    base, key = base_address(request), key_of(request)
    keys = None if key is None else _keys(request).signer(key.public_id)
    if key is None or keys is None:
        return lambda path: f"{base}{path}"
    sign = keys[1]
    until = str(int(time.time()) + SECONDS)

    def link(path: str) -> str:
        parameters = {KEY: key.public_id, UNTIL: until, SIGNATURE: sign(_signed(path, until))}
        return f"{base}{path}?{urlencode(parameters)}"

    return link


async def require_link_or_key(request: Request) -> None:
    """Check the signature of a link, or else the key of the request.

    Raises:
        AccessError: the link is not ours, or has ended; or there is no valid key.
        AccessDeniedError: another website's page shows the link of a server without keys.

    """
    if is_other_website(request.headers, Service.of(request).settings):
        raise AccessDeniedError("another website may not show what a project has")
    given = request.query_params
    if SIGNATURE not in given or Service.of(request).keys is None:
        await require_key(request)
        return
    found = await asyncio.to_thread(_keys(request).signer, given.get(KEY, ""))
    until = given.get(UNTIL, "")
    if found is not None and until.isdecimal():
        key, sign = found
        expected = sign(_signed(request.url.path.removeprefix(_prefix(request)), until))
        is_ours = hmac.compare_digest(expected.encode(), given[SIGNATURE].encode())
        if is_ours and key.is_valid() and int(until[:12]) > time.time():
            request.scope["key"], request.scope["key_name"] = key, key.name
            return
    raise AccessError("this link is not valid, or no more; ask for it again")


def _signed(path: str, until: str) -> str:
    return f"{path}\n{until}"


def _prefix(request: Request) -> str:
    return str(request.scope.get("root_path", ""))


def _keys(request: Request) -> ApiKeys:
    workspace = Service.of(request).workspace
    assert workspace is not None  # noqa: S101 - a server with keys has one
    return workspace.keys
