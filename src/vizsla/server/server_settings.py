"""The settings of a server, checked."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vizsla.errors import OptionError
from vizsla.modalities.limits import Limits
from vizsla.prefetch import cores

if TYPE_CHECKING:
    from vizsla.server.openid_provider import OpenidSettings

__all__ = ["PORT", "ServerSettings", "is_loopback", "server_limits"]

PORT = 8711
MEGABYTE = 2**20
_PREFIX = re.compile(r"(?:/[A-Za-z0-9._~-]+)*\Z")
_ORIGIN = re.compile(r"https?://[^/?#\s]+\Z")


def server_limits(max_bytes: int = 32 * MEGABYTE, max_pixels: int = 64_000_000) -> Limits:
    """Return the limits of one input from somebody who may not be trusted.

    Args:
        max_bytes: the most bytes of a request, and of a file at a URL.
        max_pixels: the most pixels of an image; each takes three bytes in memory, on each worker.

    """
    return Limits(
        max_pixels=max_pixels,
        max_bytes=max_bytes,
        max_url_bytes=max_bytes,
        max_characters=20_000,
        max_seconds=600.0,  # they are heard in 30 seconds
    )


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """The settings of a server.

    Attributes:
        functions: the names of the functions to serve; empty for all, those to come included. The
            named ones are loaded before the server is ready.
        host: the address to listen on.
        port: the port to listen on; 0 takes a free one.
        or_free_port: whether a free port will do where that one is taken.
        path_prefix: the path before all addresses where a proxy puts one, such as ``/vizsla``.
        public_address: the address by which browsers reach the server where a proxy has another
            one, such as ``https://ai.example.org``; empty for its own.
        openid: the provider at which people of the studio may sign in, too; None for none.
        needs_keys: whether a call needs a key; to the studio people sign in, too.
        allowed_hosts: names by which a server that needs no keys may be called, besides
            ``localhost``, the computer's own name, and addresses.
        cors_origins: the websites that may call, such as ``https://example.org``.
        fetch_urls: whether a request may name the URL of its input.
        training: whether requests may change, train and publish projects, as programs of other
            services do.
        studio: whether there are the routes of projects, ``/v1/projects/...``, and the studio's
            pages, ``/studio/``.
        retraining: whether projects that are to train by themselves may do so on this server.
        phone_address: the address at which phones open the functions, before a function's name;
            empty where they can't.
        limits: the bytes, pixels, characters and seconds that reading one input may cost. The
            bytes are those of a whole request, too.
        most_inputs: the most inputs of one request.
        most_waiting: the most requests that wait for a worker; more are refused.
        workers: the number of inputs that are answered at once; one a core by default.
        seconds: the most seconds for answering a request that was received, waiting included.
        head_seconds: the seconds for sending the head of a request; then the connection is closed.
        body_seconds: the seconds for sending a request, or for taking a file of a bundle; each
            32 kB give one more.
        body_memory: the most bytes of requests that are held at once.

    Raises:
        OptionError: a setting is out of its range.

    """

    functions: tuple[str, ...] = ()
    host: str = "127.0.0.1"
    port: int = PORT
    or_free_port: bool = False
    path_prefix: str = ""
    public_address: str = ""
    openid: OpenidSettings | None = None
    needs_keys: bool = False
    allowed_hosts: tuple[str, ...] = ()
    cors_origins: tuple[str, ...] = ()
    fetch_urls: bool = False
    training: bool = False
    studio: bool = False
    retraining: bool = True
    phone_address: str = ""
    limits: Limits = field(default_factory=server_limits)
    most_inputs: int = 64
    most_waiting: int = 64
    workers: int = field(default_factory=cores)
    seconds: float = 30.0
    head_seconds: float = 10.0
    body_seconds: float = 20.0
    body_memory: int = 512 * MEGABYTE

    @property
    def has_people(self) -> bool:
        """Whether people sign in to the studio."""
        return self.studio and self.needs_keys

    def __post_init__(self) -> None:
        """Check the ranges."""
        least = {"port": 0, "most_inputs": 1, "most_waiting": 0, "workers": 1, "body_memory": 1}
        for name, low in least.items():
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int) or value < low:
                raise OptionError(f"{name} must be a whole number from {low}, not {value!r}")
        for name in ("seconds", "head_seconds", "body_seconds"):
            if not getattr(self, name) > 0:
                raise OptionError(f"{name} must be above 0, not {getattr(self, name)!r}")
        if not _PREFIX.match(self.path_prefix):
            raise OptionError(
                f"path_prefix={self.path_prefix!r} must begin with / and not end with it, as in "
                "/vizsla"
            )
        if self.public_address and not _ORIGIN.match(self.public_address):
            raise OptionError(
                f"public_address={self.public_address!r} is written as https://ai.example.org, "
                "without a path; path_prefix has that"
            )
        for origin in self.cors_origins:
            if not _ORIGIN.match(origin):
                raise OptionError(
                    f"cors_origins: {origin!r} names no website; write it as https://example.org"
                )

    @property
    def is_for_one(self) -> bool:
        """Whether only the person at this computer can reach the server, and no website can."""
        reached = self.needs_keys or self.cors_origins or self.allowed_hosts or self.path_prefix
        return is_loopback(self.host) and not reached


def is_loopback(host: str) -> bool:
    """Return whether only programs on this computer can reach an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:  # another name
        return False
