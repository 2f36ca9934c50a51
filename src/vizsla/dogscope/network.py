"""This machine's addresses in the networks that it is in."""

from __future__ import annotations

import ipaddress
import socket

__all__ = ["local_addresses"]

# Nothing is sent there: the system only says through which of its own addresses it would go.
_ELSEWHERE = ("10.255.255.255", "192.168.255.255", "172.31.255.255")


def local_addresses() -> list[str]:
    """Return the IPv4 addresses at which a phone in the same network may reach this machine.

    The likeliest comes first. Empty where there is no network.
    """
    found: list[str] = []
    for place in _ELSEWHERE:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
            try:
                asked.connect((place, 9))
                found.append(asked.getsockname()[0])
            except OSError:
                continue
    try:
        known = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
    except OSError:
        known = []
    found += [str(address[0]) for *_, address in known]
    usable = [each for each in found if not ipaddress.ip_address(each).is_loopback]
    return list(dict.fromkeys(usable))
