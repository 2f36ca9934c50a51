"""``vizsla dogscope`` does what it says, and ends when it is told to."""

from __future__ import annotations

import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest

from vizsla.cli import dogscope
from vizsla.dogscope.network import local_addresses
from vizsla.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Iterator

VIZSLA = str(Path(sys.executable).with_name("vizsla"))
COMMAND = (VIZSLA, "dogscope")
WITHOUT = "import sys; sys.modules[{!r}] = None; from vizsla.cli import main; main()"
READY = "Ctrl+C ends it"
TITLE = b"<title>Dog Scope</title>"


def run(*command: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*map(str, command)],
        capture_output=True,
        check=False,
        timeout=120,
        env={**os.environ, **environment},
    )


@contextmanager
def interruptible() -> Iterator[None]:
    """Let children be interrupted, even where the shell ignores SIGINT: that is inherited."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def running(*arguments: str, **environment: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start the command, and give it and what it says until it is ready."""
    with interruptible():
        started = subprocess.Popen(
            [*COMMAND, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        )
    with started as process:
        assert process.stdout is not None
        try:
            told = ""
            for line in process.stdout:
                told += line
                if READY in line:
                    break
            yield process, told
        finally:
            process.kill()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home of its own, for the certificate."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def phone(home: Path) -> Iterator[str]:
    """Serve a phone, and give what was told."""
    if not local_addresses():
        pytest.skip("this machine is in no network")
    with running("--phone", "--port", "0", VIZSLA_HOME=str(home)) as (_, told):
        yield told


def test_export_writes_the_site_and_prints_its_page(tmp_path: Path) -> None:
    done = run(*COMMAND, "--export", tmp_path / "site")
    assert (done.returncode, done.stderr) == (0, b"")
    assert Path(done.stdout.decode().strip()) == tmp_path / "site" / "index.html"
    assert TITLE in (tmp_path / "site" / "index.html").read_bytes()
    again = run(*COMMAND, "--export", tmp_path / "site")
    assert (again.returncode, again.stdout) == (1, b"")
    assert b"--replace" in again.stderr
    replaced = run(*COMMAND, "--export", tmp_path / "site", "--replace")
    assert (replaced.returncode, replaced.stdout) == (0, done.stdout)


def test_export_leaves_a_folder_of_something_else_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    done = run(*COMMAND, "--export", tmp_path, "--replace")
    assert (done.returncode, done.stdout) == (1, b"")
    assert str(tmp_path).encode() in done.stderr
    assert b"Traceback" not in done.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="interrupts otherwise")
def test_it_serves_where_it_says_until_it_is_interrupted() -> None:
    with running("--no-browser", "--port", "0") as (process, told):
        address = re.search(r"http://localhost:(\d+)/", told)
        assert address is not None
        with urlopen(address[0], timeout=30) as answer:  # noqa: S310 - http
            assert TITLE in answer.read()
        process.send_signal(signal.SIGINT)
        rest, complaints = process.communicate(timeout=30)
    assert (process.returncode, rest, complaints) == (130, "", "")
    with socket.socket() as asking:
        assert asking.connect_ex(("127.0.0.1", int(address[1]))) != 0


@pytest.mark.skipif(sys.platform == "win32", reason="BROWSER is asked for elsewhere only")
def test_a_browser_that_is_waited_for_gets_the_page_too(tmp_path: Path) -> None:
    browser = tmp_path / "browser.py"
    browser.write_text(
        "import pathlib, sys, urllib.request\n"
        "page = urllib.request.urlopen(sys.argv[1], timeout=15).read()\n"
        "assert b'<title>Dog Scope' in page\n"
        "pathlib.Path(__file__).with_name('page.html').write_bytes(page)\n"
    )
    page = tmp_path / "page.html"
    with running("--port", "0", BROWSER=f"{sys.executable} {browser} %s"):
        ends = time.monotonic() + 20
        while not page.exists() and time.monotonic() < ends:
            time.sleep(0.1)
    assert page.exists()


def test_a_taken_port_is_exit_code_2_and_the_way_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run(*COMMAND, "--no-browser", "--port", port)
    assert (done.returncode, done.stdout) == (2, b"")
    assert f"port {port}".encode() in done.stderr
    assert b"--port" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_phone_is_told_an_address_and_what_the_warning_is(phone: str) -> None:
    assert f"https://{local_addresses()[0]}:" in phone
    assert "warn" in phone
    assert "the certificate was made by this" in phone
    assert READY in phone


def test_a_phone_is_shown_a_code_to_scan(phone: str) -> None:
    rows = re.findall(r"^[█▀▄ ]+$", phone, re.MULTILINE)
    assert len(rows) >= 12
    assert len({len(row) for row in rows}) == 1
    assert 2 * len(rows) - 1 <= len(rows[0]) <= 2 * len(rows)


def test_a_phone_is_served_over_https_at_that_address(phone: str, home: Path) -> None:
    certificate = home / "dogscope.pem"
    context = ssl.create_default_context(cafile=certificate)
    addresses = re.findall(r"https://[\d.]+:\d+/", phone)
    assert len(addresses) == len(local_addresses())
    for address in addresses:
        with urlopen(address, timeout=30, context=context) as answer:  # noqa: S310 - https
            assert TITLE in answer.read()


@pytest.mark.skipif(not local_addresses(), reason="this machine is in no network")
def test_where_the_code_cannot_be_drawn_the_address_is_told(home: Path) -> None:
    with running("--phone", "--port", "0", VIZSLA_HOME=str(home), PYTHONIOENCODING="ascii") as (
        process,
        told,
    ):
        process.kill()
        assert "Traceback" not in process.communicate(timeout=30)[1]
    assert re.search(r"https://[\d.]+:\d+/", told)
    assert READY in told


def test_a_phone_without_a_network_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vizsla.dogscope.network.local_addresses", list)
    with pytest.raises(OptionError, match="--phone: this machine is in no network"):
        dogscope.command(phone=True, port=0)


@pytest.mark.parametrize("missing", ["segno", "cryptography"])
def test_without_the_extra_it_says_what_to_install(missing: str, tmp_path: Path) -> None:
    if missing == "cryptography" and not local_addresses():
        pytest.skip("this machine is in no network")
    command = (sys.executable, "-c", WITHOUT.format(missing), "dogscope", "--phone", "--port", "0")
    done = run(*command, VIZSLA_HOME=str(tmp_path))
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"pip install 'vizsla[phone]'" in done.stderr
    assert b"Traceback" not in done.stderr
