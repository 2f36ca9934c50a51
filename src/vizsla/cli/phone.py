"""What commands need that open a page on a phone: the network, the certificate, the code."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["CERTIFICATE", "print_code", "reach_phones"]

CERTIFICATE = """\
The phone's browser will warn about an unknown certificate: this computer made the certificate for
itself, and no authority vouches for it. Choose "Advanced" and continue (Safari: "Show Details",
"visit this website"). Everything stays between the two devices."""


def reach_phones() -> tuple[list[str], Path]:
    """Return the addresses at which phones reach this computer, and a certificate for these.

    Returns:
        The addresses, the likeliest first, and a PEM file.

    Raises:
        MissingExtraError: the packages that draw the code and make the certificate are missing.
        OptionError: this computer is in no network.

    """
    # Imported here: help must not wait.
    from vizsla.errors import MissingExtraError, OptionError  # noqa: PLC0415
    from vizsla.home import home  # noqa: PLC0415
    from vizsla.local_site.certificate import certificate_for  # noqa: PLC0415
    from vizsla.local_site.local_network import local_addresses  # noqa: PLC0415

    try:
        import segno  # noqa: F401, PLC0415
    except ImportError as error:
        raise MissingExtraError(
            "--phone draws a code with segno, which is not installed: pip install 'vizsla[phone]'"
        ) from error
    addresses = local_addresses()
    if not addresses:
        raise OptionError(
            "--phone: this computer is in no network that a phone could join; connect it to one"
        )
    return addresses, certificate_for(addresses, home())


def print_code(address: str) -> None:
    """Print an address as a code, where the terminal can show one."""
    import segno  # noqa: PLC0415

    if _can_draw():
        segno.make(address, error="m").terminal(compact=True)


def _can_draw() -> bool:
    """Return whether the terminal's encoding has the blocks that the code is drawn with."""
    try:
        "\u2588\u2580\u2584".encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True
