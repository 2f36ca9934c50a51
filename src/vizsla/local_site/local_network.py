"""The addresses of this machine in its local networks."""

from __future__ import annotations

import ipaddress
import socket

__all__ = ["local_addresses"]

# Nothing is sent to these: the system only chooses its own address for a connection.
_PRIVATE_ADDRESSES = ("10.255.255.255", "192.168.255.255", "172.31.255.255")


def local_addresses() -> list[str]:
    """Return the IPv4 addresses at which a phone in the same network may reach this machine.

    Returns:
        The likeliest address first; an empty list without a network.

    """
    found: list[str] = []
    for target in _PRIVATE_ADDRESSES:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as connection:
            try:
                connection.connect((target, 9))
                found.append(connection.getsockname()[0])
            except OSError:
                continue
    try:
        infos = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
    except OSError:
        infos = []
    found += [str(address[0]) for *_, address in infos]
    usable = [each for each in found if not ipaddress.ip_address(each).is_loopback]
    return list(dict.fromkeys(usable))
