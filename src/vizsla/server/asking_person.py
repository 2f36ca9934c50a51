"""The person who has signed in and sends a request: a browser sends the session's cookie.

Other websites can make a browser send requests with that cookie. It is of the kind that browsers
keep back from other sites (SameSite=Strict); that leaves pages of the same site, such as another
name below the same domain, or another port. So what the browser says of the sender decides: the
header Sec-Fetch-Site, and where an old browser sends none, Origin. No token in forms is needed:
scripts can set neither header.
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from vizsla.errors import AccessDeniedError

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from vizsla.workspace import Workspace
    from vizsla.workspace.people import Person

__all__ = ["SignedIn", "check_same_origin", "person_of"]

PLAIN, SECURE = "vizsla-session", "__Host-vizsla-session"  # __Host-: no other name can set it
FRESH = 1.0  # seconds for which a session is remembered: one that was ended ends within that time
MOST_REMEMBERED = 10_000
LONGEST = 100  # characters of what may be a token
SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
SAME, TYPED = "same-origin", "none"
COOKIE_DAYS = 30
DAY = 86_400  # seconds


class SignedIn:
    """The sessions as one server process uses them.

    Args:
        workspace: the workspace whose database has the sessions.

    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._known: dict[str, tuple[float, Person | None]] = {}

    async def find(self, request: Request) -> Person | None:
        """Return the person of a request, and write it into the request's scope for ``person_of``.

        Returns:
            The person; None where the request has no cookie of a session that lives.

        Raises:
            AccessDeniedError: another website makes the browser send the request.

        """
        token = token_of(request)
        if not token:
            return None
        person = await self._find(token)
        if person is not None:
            check_same_origin(request)
            request.scope["person"] = person
        return person

    def forget(self) -> None:
        """Look into the database again."""
        self._known.clear()

    async def _find(self, token: str) -> Person | None:
        found = self._known.get(token)
        if found is not None and time.monotonic() - found[0] < FRESH:
            return found[1]
        person = await asyncio.to_thread(self._workspace.sessions.find, token)
        if len(self._known) >= MOST_REMEMBERED:
            self._known.clear()
        self._known[token] = time.monotonic(), person
        return person


def person_of(request: Request) -> Person | None:
    """Return the person who was let in; None for a key, and where nobody signs in."""
    person: Person | None = request.scope.get("person")
    return person


def check_same_origin(request: Request, *, programs: bool = False) -> None:
    """Refuse a request that a page of another origin makes a browser send.

    Args:
        request: the request.
        programs: whether a program may send it, too, which says nothing of where it is from.

    Raises:
        AccessDeniedError: it does, or it changes something and does not say where it is from.

    """
    site = request.headers.get("sec-fetch-site")
    is_safe = request.method in SAFE
    if site is not None:
        is_own = site == SAME or (is_safe and site == TYPED)
    else:
        origin = request.headers.get("origin")
        is_own = (
            (is_safe or programs)
            if origin is None
            else _host_of(origin) == request.headers.get("host")
        )
    if not is_own:
        raise AccessDeniedError("another website may not do that here; open the studio itself")


def token_of(request: Request) -> str:
    """Return the token of a session that a request sends; empty for none."""
    cookies = request.cookies
    return (cookies.get(SECURE) or cookies.get(PLAIN) or "")[:LONGEST]


def set_token(request: Request, response: Response, token: str) -> None:
    """Let the browser keep the token of a session, where scripts can't read it."""
    is_secure = is_https(request)
    response.set_cookie(
        SECURE if is_secure else PLAIN,
        token,
        max_age=COOKIE_DAYS * DAY,
        path="/",
        secure=is_secure,
        httponly=True,
        samesite="strict",
    )


def delete_token(response: Response) -> None:
    """Let the browser forget the token."""
    for name in (SECURE, PLAIN):
        response.delete_cookie(
            name, path="/", secure=name == SECURE, httponly=True, samesite="strict"
        )


def is_https(request: Request) -> bool:
    """Return whether the browser has come by HTTPS, also where a proxy takes it off."""
    address: str = request.app.state.service.settings.public_address
    origin = request.headers.get("origin", "")
    return address.startswith("https:") or origin.startswith("https:")


def _host_of(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc
    except ValueError:  # brackets without an address in them
        return None
