"""Serves the published functions to phones of the local network, where they run on the device.

Nothing of the studio is there: the phone fetches a function's files, and sends nothing.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from vizsla.errors import OptionError
from vizsla.local_site import serve
from vizsla.publish.web.phone_files import PhoneFiles

if TYPE_CHECKING:
    from pathlib import Path

    from vizsla.functions.function_library import FunctionLibrary
    from vizsla.local_site import SiteServer

__all__ = ["PhoneSite", "serve_phones"]

PORT = 8713
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
        "img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self' blob:; "
        "worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=(self)",
}


@dataclass(frozen=True, slots=True)
class PhoneSite:
    """The server of the phones' pages.

    Attributes:
        server: the server, which is to be closed at the end.
        address: the address before a function's name, without a slash at its end.

    """

    server: SiteServer
    address: str


def serve_phones(functions: FunctionLibrary, address: str, certificate: Path) -> PhoneSite:
    """Serve the pages of all published functions, also of those to come.

    Args:
        functions: the published functions.
        address: the IP address of this computer that the phones reach.
        certificate: a PEM file with the key and the certificate.

    Raises:
        OptionError: no port can be listened at.

    """
    token = secrets.token_urlsafe(9)
    open_at = partial(
        serve,
        partial(PhoneFiles, functions, token),
        host="0.0.0.0",  # noqa: S104 - it was asked for
        certificate=certificate,
        headers=HEADERS,
    )
    try:
        server = open_at(port=PORT)
    except OptionError:  # another studio has it
        server = open_at(port=0)
    server.start()
    return PhoneSite(server, f"https://{address}:{server.port}/{token}")
