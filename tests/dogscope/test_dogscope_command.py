"""``vizsla dogscope`` serves and exports the site, on this machine and for a phone."""

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

from command_line import vizsla
from vizsla.cli import dogscope
from vizsla.errors import OptionError
from vizsla.local_site.local_network import local_addresses

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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
    """Let children be interrupted, even where the shell ignores SIGINT, which they inherit."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def running(*arguments: str, **environment: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start the command, and yield its process and its output once it is ready."""
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
            output = ""
            for line in process.stdout:
                output += line
                if READY in line:
                    break
            yield process, output
        finally:
            process.kill()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for the certificate."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def phone(home: Path) -> Iterator[str]:
    """Serve a phone, and yield the command's output."""
    if not local_addresses():
        pytest.skip("this machine is in no network")
    with running("--phone", "--port", "0", VIZSLA_HOME=str(home)) as (_, output):
        yield output


@pytest.fixture
def prepared(site_content: Mapping[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    """Export the files of the session: preparing them takes seconds."""
    monkeypatch.setattr("vizsla.dogscope.site.site_files", lambda: site_content)


@pytest.mark.usefixtures("prepared")
def test_export_writes_the_site_and_prints_its_page(tmp_path: Path) -> None:
    export = ("dogscope", "--export", tmp_path / "site")
    done = vizsla(*export, folder=tmp_path)
    assert (done.code, done.stderr) == (0, "")
    assert Path(done.stdout.strip()) == tmp_path / "site" / "index.html"
    assert TITLE in (tmp_path / "site" / "index.html").read_bytes()
    again = vizsla(*export, folder=tmp_path)
    assert (again.code, again.stdout) == (1, "")
    assert "--replace" in again.stderr
    replaced = vizsla(*export, "--replace", folder=tmp_path)
    assert (replaced.code, replaced.stdout) == (0, done.stdout)


@pytest.mark.usefixtures("prepared")
def test_export_never_changes_a_folder_of_other_files(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    done = vizsla("dogscope", "--export", tmp_path, "--replace", folder=tmp_path)
    assert (done.code, done.stdout) == (1, "")
    assert str(tmp_path) in done.stderr
    assert "Traceback" not in done.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="interrupts differ")
def test_the_site_is_served_until_the_command_is_interrupted() -> None:
    with running("--no-browser", "--port", "0") as (process, output):
        address = re.search(r"http://localhost:(\d+)/", output)
        assert address is not None
        with urlopen(address[0], timeout=30) as response:  # noqa: S310 - http
            assert TITLE in response.read()
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=30)
    assert (process.returncode, rest, errors) == (130, "", "")
    with socket.socket() as connection:
        assert connection.connect_ex(("127.0.0.1", int(address[1]))) != 0


@pytest.mark.skipif(sys.platform == "win32", reason="BROWSER is read only elsewhere")
def test_a_browser_that_blocks_the_command_gets_the_page(tmp_path: Path) -> None:
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


@pytest.mark.parametrize("where", [("--no-browser",), ("--phone",)])
def test_the_address_is_said_before_anything_is_prepared(
    where: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if "--phone" in where and not local_addresses():
        pytest.skip("this machine is in no network")

    def prepare() -> dict[str, bytes]:
        raise OptionError("nothing is prepared")

    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path))
    monkeypatch.setattr("vizsla.dogscope.site_files", prepare)
    done = vizsla("dogscope", *where, "--port", 0, folder=tmp_path)
    assert (done.code, done.stderr) == (2, "vizsla: nothing is prepared\n")
    assert re.search(r"https?://[\w.]+:\d+/", done.stdout)
    assert READY in done.stdout


def test_a_taken_port_is_exit_code_2_and_names_the_option(
    tmp_path: Path, site_content: Mapping[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vizsla.dogscope.site_files", lambda: site_content)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = vizsla("dogscope", "--no-browser", "--port", port, folder=tmp_path)
    assert (done.code, done.stdout) == (2, "")
    assert f"port {port}" in done.stderr
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_phones_address_is_printed_with_the_reason_for_the_warning(phone: str) -> None:
    assert f"https://{local_addresses()[0]}:" in phone
    assert "warn" in phone
    assert "this computer made the certificate for" in phone
    assert READY in phone


def test_a_code_to_scan_is_printed(phone: str) -> None:
    rows = re.findall(r"^[█▀▄ ]+$", phone, re.MULTILINE)
    assert len(rows) >= 12
    assert len({len(row) for row in rows}) == 1
    assert 2 * len(rows) - 1 <= len(rows[0]) <= 2 * len(rows)


def test_the_site_is_served_over_https_at_the_phones_address(phone: str, home: Path) -> None:
    certificate = home / "dogscope.pem"
    context = ssl.create_default_context(cafile=certificate)
    addresses = re.findall(r"https://[\d.]+:\d+/", phone)
    assert len(addresses) == len(local_addresses())
    for address in addresses:
        with urlopen(address, timeout=30, context=context) as response:  # noqa: S310 - https
            assert TITLE in response.read()


@pytest.mark.skipif(not local_addresses(), reason="this machine is in no network")
def test_without_block_characters_only_the_address_is_printed(home: Path) -> None:
    with running("--phone", "--port", "0", VIZSLA_HOME=str(home), PYTHONIOENCODING="ascii") as (
        process,
        output,
    ):
        process.kill()
        assert "Traceback" not in process.communicate(timeout=30)[1]
    assert re.search(r"https://[\d.]+:\d+/", output)
    assert READY in output


def test_a_machine_without_a_network_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vizsla.local_site.local_network.local_addresses", list)
    with pytest.raises(OptionError, match="--phone: this computer is in no network"):
        dogscope.command(phone=True, port=0)


@pytest.mark.parametrize("missing", ["segno", "cryptography"])
def test_without_the_phone_extra_the_error_names_it(missing: str, tmp_path: Path) -> None:
    if missing == "cryptography" and not local_addresses():
        pytest.skip("this machine is in no network")
    command = (sys.executable, "-c", WITHOUT.format(missing), "dogscope", "--phone", "--port", "0")
    done = run(*command, VIZSLA_HOME=str(tmp_path))
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"pip install 'vizsla[phone]'" in done.stderr
    assert b"Traceback" not in done.stderr
