"""Seals a manifest: its field ``digest`` is the sha256 of the manifest itself.

The sha256 is that of the file's bytes with 64 zeros in the place of the digest's own digits. It
guards against damage, not against forgers: whoever changes a manifest on purpose can seal it.
"""

from __future__ import annotations

import hashlib
import re

from vizsla.errors import BundleDamagedError

__all__ = ["UNSEALED", "check_digest", "seal"]

UNSEALED = "0" * 64
_UNSEALED = re.compile(rb'("digest":\s*")0{64}"')


def seal(content: bytes) -> bytes:
    """Return a manifest's JSON with its digest in the place of UNSEALED, the first of them."""
    return _UNSEALED.sub(rb'\g<1>%s"' % _hash(content), content, count=1)


def check_digest(content: bytes, digest: str, where: str) -> None:
    """Compare a manifest with its digest.

    Args:
        content: the file's content.
        digest: the field ``digest``.
        where: the file's name, for messages.

    Raises:
        BundleDamagedError: the manifest is not the one that was sealed.

    """
    found = _hash(content.replace(digest.encode(), UNSEALED.encode(), 1))
    if found != digest.encode():
        raise BundleDamagedError(
            f"{where} is not the file that was published (its digest is {digest[:12]}, and should "
            f"be {found[:12].decode()}); copy the bundle again, or publish the function again"
        )


def _hash(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()
