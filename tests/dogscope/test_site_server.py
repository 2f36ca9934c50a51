"""The site's server serves the files of the site, and nothing else."""

from __future__ import annotations

import gzip
import http.client
import re
import socket
import ssl
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from threading import Event, Thread
from time import sleep
from typing import TYPE_CHECKING

import pytest

from dogscope.site_requests import FILES, HERE, TIMEOUT, ask, ask_securely, is_open, send_raw
from vizsla.dogscope import SiteServer, serve
from vizsla.errors import OptionError
from vizsla.local_site.local_network import local_addresses

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("path", ["/", "/index.html", "/?from=home", "/index.html?a=../b#c"])
def test_the_root_is_the_page_with_any_query(server: SiteServer, path: str) -> None:
    answer = ask(server, path)
    assert (answer.status, answer.content) == (200, FILES["index.html"])


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("sw.js", "text/javascript; charset=utf-8"),
        ("manifest.webmanifest", "application/manifest+json"),
        ("icon.svg", "image/svg+xml"),
        ("licences.txt", "text/plain; charset=utf-8"),
        ("sample.jpg", "image/jpeg"),
        ("assets/index-C3.css", "text/css; charset=utf-8"),
        ("assets/fredoka-C3.woff2", "font/woff2"),
        ("runtime/engine/litert.wasm.gz", "application/octet-stream"),
        ("runtime/functions/dog-breeds/function.json", "application/json"),
    ],
)
def test_a_file_has_the_content_type_of_its_name(server: SiteServer, name: str, kind: str) -> None:
    answer = ask(server, f"/{name}")
    assert (answer.status, answer.content) == (200, FILES[name])
    assert answer.headers["Content-Type"] == kind


def test_text_is_compressed_for_clients_that_accept_gzip(server: SiteServer) -> None:
    answer = ask(server, "/assets/index-C3.js", Accept_Encoding="br, gzip, deflate")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert int(answer.headers["Content-Length"]) == len(answer.content) < 200
    assert gzip.decompress(answer.content) == FILES["assets/index-C3.js"]


@pytest.mark.parametrize("taken", ["", "identity", "br, deflate", "gzip;q=0"])
def test_text_is_not_compressed_for_clients_without_gzip(server: SiteServer, taken: str) -> None:
    answer = ask(server, "/assets/index-C3.js", Accept_Encoding=taken)
    assert answer.headers["Content-Encoding"] is None
    assert answer.content == FILES["assets/index-C3.js"]


@pytest.mark.parametrize("name", ["sample.jpg", "runtime/engine/litert.wasm.gz"])
def test_compressed_files_are_sent_unchanged(server: SiteServer, name: str) -> None:
    answer = ask(server, f"/{name}", Accept_Encoding="gzip")
    assert answer.headers["Content-Encoding"] is None
    assert answer.content == FILES[name]


def test_only_files_with_a_hash_in_their_name_are_cached_forever(server: SiteServer) -> None:
    assert "immutable" in ask(server, "/assets/index-C3.js").headers["Cache-Control"]
    for path in ("/", "/sw.js", "/runtime/functions/dog-breeds/function.json"):
        assert ask(server, path).headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("begin", [0, 1, 1000, 1023])
def test_a_download_continues_where_it_was_cut_off(server: SiteServer, begin: int) -> None:
    answer = ask(server, "/sample.jpg", Range=f"bytes={begin}-")
    assert (answer.status, answer.content) == (206, FILES["sample.jpg"][begin:])
    assert answer.headers["Content-Range"] == f"bytes {begin}-1023/1024"


@pytest.mark.parametrize("begin", [1024, 999_999_999_999])
def test_a_range_beyond_the_end_is_refused(server: SiteServer, begin: int) -> None:
    answer = ask(server, "/sample.jpg", Range=f"bytes={begin}-")
    assert (answer.status, answer.content) == (416, b"")
    assert answer.headers["Content-Range"] == "bytes */1024"


@pytest.mark.parametrize("asked", ["bytes=0-9", "bytes=-5", "bytes=1-2,4-", "dogs=1-", "bytes=x-"])
def test_other_ranges_are_ignored(server: SiteServer, asked: str) -> None:
    answer = ask(server, "/sample.jpg", Range=asked)
    assert (answer.status, answer.content) == (200, FILES["sample.jpg"])


@pytest.mark.parametrize("path", ["/", "/sample.jpg", "/none"])
def test_head_sends_the_headers_of_get_without_content(server: SiteServer, path: str) -> None:
    head = send_raw(server, f"HEAD {path} HTTP/1.1\r\nConnection: close\r\n\r\n".encode())
    get = send_raw(server, f"GET {path} HTTP/1.1\r\nConnection: close\r\n\r\n".encode())
    dated = re.compile(rb"Date: [^\r]+")
    assert dated.sub(b"", head) == dated.sub(b"", get.partition(b"\r\n\r\n")[0] + b"\r\n\r\n")


def test_a_missing_file_is_404_without_details(server: SiteServer) -> None:
    answer = ask(server, "/no/such<script>?secret")
    assert (answer.status, answer.content) == (404, b"not found\n")
    assert not re.search(r"python|/work|\d\.\d", answer.headers["Server"], re.IGNORECASE)


@pytest.mark.parametrize(
    "path",
    [
        "/../etc/passwd",
        "/../../../../../../etc/passwd",
        "/assets/../../pyproject.toml",
        "/assets/../index.html",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "/%252e%252e/etc/passwd",
        "/..\\..\\etc\\passwd",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/etc/passwd",
        "/assets",
        "/assets/",
        "/index.html/",
        "/sw.js%00.html",
        "/%ff%fe",
        "file:///etc/passwd",
        "http://elsewhere/etc/passwd",
        "http://[",
        "*",
        "?",
    ],
)
def test_no_path_leads_outside_the_site(server: SiteServer, path: str) -> None:
    request = f"GET {path} HTTP/1.1\r\nConnection: close\r\n\r\n".encode()
    expected = b"HTTP/1.1 200 " if path == "?" else b"HTTP/1.1 404 "
    response = send_raw(server, request)
    assert response.startswith(expected), response[:200]
    assert b"root:" not in response


@pytest.mark.parametrize(
    "request_line",
    [
        "GET / HTTP/1.1",
        "HEAD / HTTP/1.1",
        "GET /sample.jpg HTTP/1.1\r\nRange: bytes=5-",
        "GET /sample.jpg HTTP/1.1\r\nRange: bytes=5000-",
        "GET /none HTTP/1.1",
        "POST / HTTP/1.1",
        "OPTIONS * HTTP/1.1",
        "DELETE /index.html HTTP/1.1",
        "GET / HTTP/1.1\r\n" + "X: y\r\n" * 200,
    ],
    ids=lambda line: line[:40],
)
def test_every_response_has_the_security_headers(server: SiteServer, request_line: str) -> None:
    response = send_raw(server, f"{request_line}\r\nConnection: close\r\n\r\n".encode())
    headers = response.partition(b"\r\n\r\n")[0].decode()
    assert "frame-ancestors 'none'" in headers
    assert "default-src 'none'" in headers
    assert "X-Content-Type-Options: nosniff" in headers
    assert "Referrer-Policy: no-referrer" in headers
    assert "Permissions-Policy: camera=(self), geolocation=(self), microphone=()" in headers
    assert "Cross-Origin-Resource-Policy: same-origin" in headers


def test_files_can_not_be_changed(server: SiteServer) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert ask(server, "/sw.js", method).status == 501
    assert ask(server, "/sw.js").content == FILES["sw.js"]


def test_one_connection_serves_many_requests(server: SiteServer) -> None:
    with closing(http.client.HTTPConnection(HERE, server.port, timeout=TIMEOUT)) as connection:
        used = set()
        for path, status in (("/", 200), ("/none", 404), ("/sample.jpg", 200), ("/", 200)):
            connection.request("GET", path)
            used.add(connection.sock.getsockname())
            answer = connection.getresponse()
            assert (answer.status, bool(answer.read())) == (status, True)
    assert len(used) == 1


def test_requests_wait_for_files_that_are_being_prepared() -> None:
    go_on = Event()

    def prepare() -> dict[str, bytes]:
        assert go_on.wait(TIMEOUT)
        return FILES

    server = serve(prepare)
    server.start()
    try:
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(ask, server)
            sleep(0.1)
            assert not waiting.done()
            go_on.set()
            assert waiting.result().content == FILES["index.html"]
        server.wait_for_files()
    finally:
        server.close()


def test_files_that_can_not_be_prepared_are_an_error_to_whoever_waits() -> None:
    def prepare() -> dict[str, bytes]:
        raise OptionError("no files today")

    server = serve(prepare)
    server.start()
    try:
        with pytest.raises(OptionError, match="no files today"):
            server.wait_for_files()
    finally:
        server.close()


def test_https_works_only_for_clients_that_trust_the_certificate(
    secure: SiteServer, certificate: Path
) -> None:
    assert secure.is_secure
    answer = ask_securely(secure, certificate, "/sample.jpg")
    assert (answer.status, answer.content) == (200, FILES["sample.jpg"])
    with pytest.raises(ssl.SSLCertVerificationError):
        ask_securely(secure, None)
    assert ask_securely(secure, certificate).content == FILES["index.html"]


def test_a_client_of_http_gets_nothing_from_the_https_server(
    secure: SiteServer, certificate: Path
) -> None:
    with suppress(ConnectionResetError):
        assert FILES["index.html"] not in send_raw(secure, b"GET / HTTP/1.1\r\n\r\n")
    assert ask_securely(secure, certificate).status == 200


@pytest.mark.parametrize("host", ["192.168.1.7:8710", "[fe80::1]:8710", "phone.local"])
def test_a_browser_that_comes_by_http_is_sent_to_https(secure: SiteServer, host: str) -> None:
    answer = ask(secure, "/sample.jpg?a=1", Host=host)
    assert (answer.status, answer.headers["Location"]) == (307, f"https://{host}/sample.jpg?a=1")
    assert FILES["sample.jpg"] not in answer.content


@pytest.mark.parametrize("host", ["evil.test/", "a b", "", "x\\y"])
def test_no_other_address_is_made_of_a_strange_host(secure: SiteServer, host: str) -> None:
    answer = send_raw(secure, f"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
    assert answer.startswith(b"HTTP/1.1 400")


def test_no_request_is_logged(server: SiteServer, capfd: pytest.CaptureFixture[str]) -> None:
    for path in ("/", "/none", "/sample.jpg"):
        ask(server, path)
    send_raw(server, b"no HTTP at all\r\n\r\n")
    socket.create_connection((HERE, server.port)).close()
    assert ask(server).status == 200
    assert capfd.readouterr() == ("", "")


def test_other_machines_are_served_only_on_demand(server: SiteServer) -> None:
    for address in local_addresses():
        assert not is_open(address, server.port)
    everywhere = serve(FILES, host="0.0.0.0")  # noqa: S104 - it is what --phone does
    everywhere.start()
    try:
        assert all(is_open(address, everywhere.port) for address in [HERE, *local_addresses()])
    finally:
        everywhere.close()


@pytest.mark.parametrize("host", [HERE, "0.0.0.0"])  # noqa: S104 - it is what --phone does
def test_a_taken_port_is_an_error_that_names_the_option(server: SiteServer, host: str) -> None:
    with pytest.raises(OptionError, match=rf"port {server.port} .*--port"):
        serve(FILES, host=host, port=server.port)


@pytest.mark.parametrize("port", [-1, 65536, 2**40])
def test_an_invalid_port_is_an_error_that_names_the_option(port: int) -> None:
    with pytest.raises(OptionError, match=rf"port {port} .*--port"):
        serve(FILES, port=port)


def test_a_closed_server_frees_its_port() -> None:
    first = serve(FILES)
    first.start()
    assert ask(first).status == 200
    first.close()
    assert not is_open(HERE, first.port)
    second = serve(FILES, port=first.port)
    second.start()
    assert ask(second).status == 200
    second.close()


def test_a_server_that_was_never_started_can_be_closed() -> None:
    server = serve(FILES)
    closes = Thread(target=server.close, daemon=True)
    closes.start()
    closes.join(5)
    assert not closes.is_alive()
    assert not is_open(HERE, server.port)
