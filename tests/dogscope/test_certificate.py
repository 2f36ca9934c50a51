"""The self-signed certificate: stable, private, and accepted by phones."""

from __future__ import annotations

import datetime as dt
import ipaddress
import ssl
import sys
from typing import TYPE_CHECKING

import pytest
from cryptography import x509

from vizsla.errors import BundleError, MissingExtraError
from vizsla.local_site import certificate as module
from vizsla.local_site.certificate import certificate_for
from vizsla.local_site.local_network import local_addresses

if TYPE_CHECKING:
    from pathlib import Path

OURS = ["192.0.2.7", "198.51.100.7"]
KEY_ENDS = b"-----END PRIVATE KEY-----\n"


def read(path: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(path.read_bytes())


def names(path: Path) -> x509.SubjectAlternativeName:
    return read(path).extensions.get_extension_for_class(x509.SubjectAlternativeName).value


def is_usable(path: Path) -> bool:
    ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(path)
    return True


def test_a_certificate_is_created_once_and_used_again(tmp_path: Path) -> None:
    path = certificate_for(OURS, tmp_path / "new" / "home")
    made = path.read_bytes()
    assert certificate_for(OURS, tmp_path / "new" / "home") == path
    assert certificate_for(OURS[1:], tmp_path / "new" / "home") == path
    assert path.read_bytes() == made
    assert list(path.parent.iterdir()) == [path]


def test_a_new_address_needs_a_new_certificate(tmp_path: Path) -> None:
    first = certificate_for(OURS[:1], tmp_path).read_bytes()
    path = certificate_for(OURS, tmp_path)
    assert path.read_bytes() != first
    assert set(map(str, names(path).get_values_for_type(x509.IPAddress))) >= set(OURS)


def test_a_certificate_is_replaced_before_it_expires(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(module, "_DAYS", 29)
        path = certificate_for(OURS, tmp_path)
    soon = read(path).not_valid_after_utc
    certificate_for(OURS, tmp_path)
    assert read(path).not_valid_after_utc > soon + dt.timedelta(300)


@pytest.mark.parametrize("keep", ["nothing", "noise", "half", "key", "certificate", "other key"])
def test_a_damaged_certificate_is_replaced(tmp_path: Path, keep: str) -> None:
    other = certificate_for(OURS, tmp_path / "other").read_bytes()
    path = certificate_for(OURS, tmp_path)
    key, ends, certificate = path.read_bytes().partition(KEY_ENDS)
    damaged = {
        "nothing": b"",
        "noise": b"\xff\0" * 500,
        "half": path.read_bytes()[: len(key) + len(certificate) // 2],
        "key": key + ends,
        "certificate": certificate,
        "other key": other.partition(KEY_ENDS)[0] + ends + certificate,
    }
    path.write_bytes(damaged[keep])
    certificate_for(OURS, tmp_path)
    assert path.read_bytes() != damaged[keep]
    assert is_usable(path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_only_the_user_may_read_the_certificate(tmp_path: Path) -> None:
    path = certificate_for(OURS, tmp_path)
    assert path.stat().st_mode & 0o777 == 0o600
    path.write_bytes(b"")
    path.chmod(0o644)
    assert certificate_for(OURS, tmp_path).stat().st_mode & 0o777 == 0o600


def test_a_certificate_names_only_this_machine(tmp_path: Path) -> None:
    held = names(certificate_for(OURS, tmp_path))
    assert held.get_values_for_type(x509.DNSName) == ["localhost"]
    expected = {ipaddress.ip_address(each) for each in (*OURS, "127.0.0.1")}
    assert set(held.get_values_for_type(x509.IPAddress)) == expected
    assert len(list(held)) == 4


def test_a_certificate_lasts_no_longer_than_phones_accept(tmp_path: Path) -> None:
    held = read(certificate_for(OURS, tmp_path))
    now = dt.datetime.now(dt.UTC)
    assert held.not_valid_before_utc < now < held.not_valid_after_utc
    assert held.not_valid_after_utc - held.not_valid_before_utc <= dt.timedelta(398)


def test_a_certificate_can_not_sign_others(tmp_path: Path) -> None:
    extensions = read(certificate_for(OURS, tmp_path)).extensions
    basics = extensions.get_extension_for_class(x509.BasicConstraints)
    assert basics.critical
    assert not basics.value.ca
    purposes = extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(purposes) == [x509.ExtendedKeyUsageOID.SERVER_AUTH]


def test_every_certificate_has_its_own_key(tmp_path: Path) -> None:
    first, second = (read(certificate_for(OURS, tmp_path / name)) for name in "ab")
    assert first.public_key() != second.public_key()
    assert first.serial_number != second.serial_number


def test_a_file_in_place_of_the_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("notes")
    with pytest.raises(BundleError, match=r"dogscope\.pem can't be written .*VIZSLA_HOME"):
        certificate_for(OURS, tmp_path / "home")
    assert (tmp_path / "home").read_text() == "notes"


def test_a_folder_in_place_of_the_file_is_an_error_that_leaves_no_key(tmp_path: Path) -> None:
    (tmp_path / "dogscope.pem").mkdir()
    with pytest.raises(BundleError, match=r"dogscope\.pem can't be written .*VIZSLA_HOME"):
        certificate_for(OURS, tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["dogscope.pem"]


def test_without_cryptography_the_error_names_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "cryptography", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'vizsla\[phone\]'"):
        certificate_for(OURS, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_local_addresses_can_be_reached_from_outside() -> None:
    found = local_addresses()
    assert len(set(found)) == len(found)
    for each in map(ipaddress.IPv4Address, found):
        assert not any((each.is_loopback, each.is_unspecified, each.is_multicast))
