"""Distinguishes public addresses from private ones, to which an untrusted URL may not lead."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

__all__ = ["private_kind"]

_NAT64 = IPv6Network("64:ff9b::/96")
_KINDS = (
    ("is_unspecified", "unspecified"),
    ("is_loopback", "loopback"),
    ("is_link_local", "link-local"),
    ("is_multicast", "multicast"),
    ("is_site_local", "site-local"),  # IPv6 only
    ("is_reserved", "reserved"),
    ("is_private", "private"),
)


def private_kind(address: str) -> str | None:
    """Return the kind of a private address, such as ``loopback``; None for a public one.

    Args:
        address: a numeric IPv4 or IPv6 address.

    """
    ip = _unwrap(ip_address(address))
    for attribute, kind in _KINDS:
        if getattr(ip, attribute, False):
            return kind
    # Some addresses are neither private nor global, such as a carrier's own 100.64.0.0/10.
    return None if ip.is_global else "not public"


def _unwrap(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Return the IPv4 address inside an IPv6 address; the address itself where there is none."""
    if isinstance(ip, IPv4Address):
        return ip
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFF_FFFF)
    return ip.ipv4_mapped or ip.sixtofour or ip
