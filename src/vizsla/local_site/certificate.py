"""A self-signed certificate of this machine: phones open the camera only to pages over HTTPS."""

from __future__ import annotations

import datetime as dt
import ipaddress
import ssl
from typing import TYPE_CHECKING

from vizsla.atomic import write_file
from vizsla.errors import BundleError, MissingExtraError
from vizsla.home import make_home

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["certificate_for"]

_DAYS = 365  # iOS rejects certificates of more than 398
_RENEWED = 30  # days before the end


def certificate_for(addresses: Sequence[str], folder: Path) -> Path:
    """Return a PEM file with a key and a certificate for these addresses.

    An existing certificate that covers the addresses is used again, so that a phone's browser
    warns only once. Only the user may read the file.

    Args:
        addresses: IP addresses of this machine.
        folder: the folder of the file.

    Raises:
        MissingExtraError: ``cryptography`` is not installed.
        BundleError: the file can't be written.

    """
    try:
        from cryptography import x509  # noqa: PLC0415 - an extra
        from cryptography.hazmat.primitives import hashes, serialization  # noqa: PLC0415
        from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415
        from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID  # noqa: PLC0415
    except ImportError as error:
        raise MissingExtraError(
            "a certificate for HTTPS needs cryptography, which is not installed: "
            "pip install 'vizsla[phone]'"
        ) from error
    path = folder / "dogscope.pem"
    now = dt.datetime.now(dt.UTC)
    wanted = {ipaddress.ip_address(each) for each in (*addresses, "127.0.0.1")}
    if path.is_file():
        try:
            ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(path)  # fails on another key
            held = x509.load_pem_x509_certificate(path.read_bytes())
            names = held.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
            covered = set(names.get_values_for_type(x509.IPAddress))
        except (ValueError, OSError, x509.ExtensionNotFound):
            covered = set()  # damaged: it is replaced
        else:
            if covered >= wanted and held.not_valid_after_utc > now + dt.timedelta(_RENEWED):
                return path
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Vizsla on this network")])
    alternatives = [x509.DNSName("localhost"), *map(x509.IPAddress, sorted(wanted, key=str))]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=_DAYS))
        .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    _write_private(path, secret + certificate.public_bytes(serialization.Encoding.PEM))
    return path


def _write_private(path: Path, content: bytes) -> None:
    try:
        make_home(path.parent)
        write_file(path, content, mode=0o600)
    except OSError as error:
        raise BundleError(
            f"{path} can't be written ({error.strerror}); name a folder with room in VIZSLA_HOME"
        ) from error
