"""Downloads a file by its URL, as safely as a server needs that takes untrusted URLs."""

from __future__ import annotations

import http.client
from contextlib import closing
from typing import NoReturn
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from vizsla.errors import InputTooLargeError, UrlError
from vizsla.modalities.limits import DEFAULT_LIMITS, Limits
from vizsla.modalities.sources.connection import Connection
from vizsla.modalities.sources.deadline_socket import Deadline
from vizsla.modalities.sources.source_names import shorten, without_secrets

__all__ = ["fetch"]

_MAX_REDIRECTS = 3
_REDIRECTS = {301, 302, 303, 307, 308}
_CHUNK = 2**16
_HEADERS = {
    "User-Agent": "vizsla",
    "Accept-Encoding": "identity",  # a compressed response could expand beyond the limit
    "Connection": "close",
}


def fetch(url: str, limits: Limits = DEFAULT_LIMITS, *, accept: str = "*/*") -> tuple[bytes, str]:
    """Download a URL's content.

    Only http and https are allowed, without user or password, and only public addresses unless
    ``limits.allow_private_urls``. At most 3 redirects are followed, and each is checked again.

    Args:
        url: the URL.
        limits: the bytes, and the seconds for the whole download.
        accept: the content types to ask for, such as ``image/*``.

    Returns:
        The content, and the content type that the server states ('' for none).

    Raises:
        UrlError: a rule is broken, or the server does not answer with status 200.
        InputTooLargeError: the content has more than ``limits.max_url_bytes``.

    """
    deadline = Deadline(limits.url_timeout)
    first = name = without_secrets(url)
    for _ in range(_MAX_REDIRECTS + 1):
        parts = _checked(url, name)
        try:
            connection = Connection(parts, deadline, allow_private=limits.allow_private_urls)
            with closing(connection), closing(_ask(connection, parts, accept)) as response:
                if response.status not in _REDIRECTS:
                    return _body(response, name, limits), response.getheader("Content-Type", "")
                url = urljoin(parts.geturl(), response.getheader("Location", ""))
                name = f"{first} (redirected to {without_secrets(url)})"
        except TimeoutError as error:
            raise UrlError(
                f"{name} did not answer within {limits.url_timeout:g} s. Try again later, or "
                "raise Limits(url_timeout=...)."
            ) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise UrlError(
                f"{name} can't be fetched: {shorten(str(error)) or type(error).__name__}. "
                "Check the address and the network."
            ) from error
    raise UrlError(
        f"{name} redirects more than {_MAX_REDIRECTS} times. Give the address of the file itself."
    )


def _checked(url: str, name: str) -> SplitResult:
    """Return a URL's parts as they are sent: the host in ASCII (IDNA), the path quoted."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except ValueError as error:
        raise UrlError(f"{name} is not a valid URL: {error}. Check it.") from error
    if parts.scheme not in {"http", "https"}:
        _refuse_scheme(name, parts.scheme)
    if parts.username is not None or parts.password is not None:
        raise UrlError(f"{name}: a URL with a user or password is not allowed. Give one without.")
    if not host:
        raise UrlError(f"{name} names no host. Write it as https://host/path.")
    netloc = f"[{host}]" if ":" in host else host
    return SplitResult(
        parts.scheme,
        netloc if port is None else f"{netloc}:{port}",
        _quoted(parts.path) or "/",
        _quoted(parts.query),
        "",
    )


def _refuse_scheme(name: str, scheme: str) -> NoReturn:
    hint = " Name a file by its path." if scheme == "file" else ""
    raise UrlError(f"{name}: {scheme}: is not allowed, only http: and https: are.{hint}")


def _quoted(text: str) -> str:
    return quote(text, safe="/%:;=?@!$&'()*+,-._~")


def _ask(connection: Connection, parts: SplitResult, accept: str) -> http.client.HTTPResponse:
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    connection.request("GET", target, headers={**_HEADERS, "Accept": accept})
    return connection.getresponse()


def _body(response: http.client.HTTPResponse, name: str, limits: Limits) -> bytes:
    if response.status != http.HTTPStatus.OK:
        raise UrlError(
            f"{name} answers {response.status} {shorten(response.reason)}, not 200. "
            "Open it in a browser to see why."
        )
    encoding = response.getheader("Content-Encoding", "identity")
    if encoding.lower() not in {"identity", ""}:
        raise UrlError(
            f"{name} answers with Content-Encoding {shorten(encoding)}, though it was asked for "
            "none. Download the file and give its path."
        )
    return _stream(response, name, limits)


def _stream(response: http.client.HTTPResponse, name: str, limits: Limits) -> bytes:
    parts: list[bytes] = []
    received = 0
    announced = response.length or 0
    while max(received, announced) <= limits.max_url_bytes:
        part = response.read(_CHUNK)
        if not part:
            break
        parts.append(part)
        received += len(part)
    else:
        raise InputTooLargeError(
            f"{name} has more than {limits.max_url_bytes:,} bytes. "
            "Give a smaller file, or raise Limits(max_url_bytes=...)."
        )
    if response.length:  # the bytes of the Content-Length that did not come
        raise UrlError(f"{name} broke off, {response.length:,} bytes too early. Try again.")
    return b"".join(parts)
