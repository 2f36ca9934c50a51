"""URLs are downloaded from a real server, and refused where they break a rule."""

from __future__ import annotations

import socket
import ssl
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from vizsla.errors import InputDamagedError, InputFormatError, InputTooLargeError, UrlError
from vizsla.modalities.image.load_image import load_array
from vizsla.modalities.limits import Limits
from vizsla.modalities.sources import connection, public_addresses
from vizsla.modalities.sources.fetch import fetch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from http.server import BaseHTTPRequestHandler

    from numpy.typing import NDArray

    from conftest import Server

HERE = Limits(allow_private_urls=True, url_timeout=5)


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://example.org/x.jpg", "data:image/png;base64,AAAA", "gopher://x/"],
)
def test_only_http_and_https_are_allowed(url: str) -> None:
    with pytest.raises(UrlError, match="is not allowed, only http: and https: are"):
        load_array(url)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("http://", "names no host"),
        ("http://[::1", "not a valid URL"),
        ("http://a b/", "can't be fetched"),
        ("http://example.org:99999/", "not a valid URL"),
        ("http://a..b/", "not a valid URL"),
        (f"http://{'x' * 70}.org/", "not a valid URL"),
        ("https://me:secret@example.org/park.jpg", "user or password"),
        ("https://me@example.org/park.jpg", "user or password"),
    ],
)
def test_a_malformed_url_is_refused(url: str, message: str) -> None:
    with pytest.raises(UrlError, match=message) as caught:
        load_array(url)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"],  # noqa: S104
)
def test_this_machine_is_refused_in_every_spelling(host: str) -> None:
    with pytest.raises(UrlError, match=r"address.*Limits\(allow_private_urls=True\)"):
        load_array(f"http://{host}:9/park.jpg")


@pytest.mark.parametrize("host", ["10.0.0.1", "192.168.0.1", "169.254.169.254", "[fd00::1]"])
def test_a_private_address_is_refused(host: str) -> None:
    with pytest.raises(UrlError, match=r"(private|link-local) address"):
        load_array(f"http://{host}/park.jpg")


def test_the_body_and_its_type_are_returned(server: Server) -> None:
    url = server.answer("/park.jpg", b"body", Content_Type="image/jpeg")
    assert fetch(url, HERE) == (b"body", "image/jpeg")


def test_the_request_has_a_quoted_path_and_refuses_compression(server: Server) -> None:
    port = server.url.rpartition(":")[2]
    server.answer("/a%20b/%C3%BC.jpg", b"body")
    fetch(f" http://localhost:{port}/a b/ü.jpg?q=1 2#top ", HERE)
    path, headers = server.asked[0]
    assert path == "/a%20b/%C3%BC.jpg?q=1%202"
    assert headers["Host"] == f"localhost:{port}"
    assert headers["Accept-Encoding"] == "identity"


def test_the_environments_proxies_are_not_used(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert fetch(server.answer("/x", b"body"), HERE)[0] == b"body"


@pytest.mark.parametrize("status", [204, 404, 500])
def test_another_status_than_200_is_an_error(server: Server, status: int) -> None:
    with pytest.raises(UrlError, match=f"answers {status} .*not 200"):
        load_array(server.answer("/park.jpg", status=status), limits=HERE)


def test_an_unreachable_server_is_an_error() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        with pytest.raises(UrlError, match="can't be fetched") as caught:
            load_array(f"http://127.0.0.1:{free.getsockname()[1]}/park.jpg", limits=HERE)
    assert isinstance(caught.value.__cause__, OSError)


def test_an_unknown_host_is_an_error() -> None:
    with pytest.raises(UrlError, match=r"no-such-host\.invalid"):
        load_array("http://no-such-host.invalid/park.jpg", limits=Limits(url_timeout=3))


def test_a_server_that_never_answers_times_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/park.jpg"
        with pytest.raises(UrlError, match=r"did not answer within 0\.3 s"):
            load_array(url, limits=Limits(allow_private_urls=True, url_timeout=0.3))


@pytest.mark.parametrize("part", ["headers", "body"])
def test_a_server_that_sends_a_byte_now_and_then_times_out(server: Server, part: str) -> None:
    def dribble(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + (b"\r\n" if part == "body" else b""))
        for _ in range(100):
            handler.wfile.write(b"x")
            time.sleep(0.05)

    url = server.answer_by("/slow.jpg", dribble)
    before = time.monotonic()
    with pytest.raises(UrlError, match=r"within 0\.4 s"):
        load_array(url, limits=Limits(allow_private_urls=True, url_timeout=0.4))
    assert time.monotonic() - before < 3


def test_a_response_that_is_not_http_is_an_error(server: Server) -> None:
    url = server.answer_by("/", lambda handler: handler.wfile.write(b"220 mail ready\r\n"))
    with pytest.raises(UrlError, match="can't be fetched"):
        load_array(url, limits=HERE)


def test_a_too_large_content_length_is_refused(server: Server) -> None:
    url = server.answer("/large.jpg", b"", Content_Length=str(2**40))
    with pytest.raises(InputTooLargeError, match=r"more than 33,554,432 bytes.*max_url_bytes"):
        load_array(url, limits=HERE)


def test_a_body_is_refused_once_it_exceeds_the_limit(server: Server) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            handler.wfile.write(bytes(2**16))

    url = server.answer_by("/endless.jpg", endless)
    limits = Limits(allow_private_urls=True, max_url_bytes=2**20)
    with pytest.raises(InputTooLargeError):
        load_array(url, limits=limits)


def test_a_body_as_large_as_the_limit_is_allowed(server: Server) -> None:
    limits = Limits(allow_private_urls=True, max_url_bytes=4)
    assert fetch(server.answer("/x", b"body"), limits)[0] == b"body"


def test_a_body_that_breaks_off_is_an_error(server: Server) -> None:
    url = server.answer("/x", b"body", Content_Length="100")
    with pytest.raises(UrlError, match="broke off, 96 bytes too early"):
        fetch(url, HERE)


def test_a_compressed_body_is_refused(server: Server) -> None:
    url = server.answer("/x", b"body", Content_Encoding="gzip")
    with pytest.raises(UrlError, match="Content-Encoding gzip"):
        fetch(url, HERE)


def test_an_empty_body_is_damaged(server: Server) -> None:
    with pytest.raises(InputDamagedError, match="empty"):
        load_array(server.answer("/park.jpg"), limits=HERE)


def test_three_redirects_are_followed_and_no_more(server: Server) -> None:
    server.answer("/4", b"body")
    for number, status in ((3, 301), (2, 302), (1, 307), (0, 308)):
        server.answer(f"/{number}", status=status, Location=f"/{number + 1}")
    assert fetch(f"{server.url}/1", HERE)[0] == b"body"
    with pytest.raises(UrlError, match="redirects more than 3 times"):
        fetch(f"{server.url}/0", HERE)


@pytest.mark.parametrize(
    ("location", "message"),
    [
        ("file:///etc/passwd", "redirected to file:///etc/passwd.*only http: and https:"),
        ("ftp://example.org/", "only http: and https:"),
        ("http://me:secret@example.org/", "user or password"),
        ("http://[", "can't be fetched"),
    ],
)
def test_a_redirect_to_something_else_is_refused(
    server: Server, location: str, message: str
) -> None:
    url = server.answer("/park.jpg", status=302, Location=location)
    with pytest.raises(UrlError, match=message):
        load_array(url, limits=HERE)


def test_a_redirect_to_a_private_address_is_refused(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    # No public address is at hand: let this one address count as public, and all others stay.
    really = public_addresses.private_kind
    monkeypatch.setattr(
        public_addresses,
        "private_kind",
        lambda place: None if place == "127.0.0.1" else really(place),
    )
    port = server.url.rpartition(":")[2]
    url = server.answer("/park.jpg", status=302, Location=f"http://127.0.0.2:{port}/secret.jpg")
    server.answer("/secret.jpg", b"secret")
    with pytest.raises(UrlError, match=r"127\.0\.0\.2, which is a loopback address"):
        load_array(url, limits=Limits(url_timeout=5))
    assert len(server.asked) == 1


def test_a_name_with_one_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    # A foreign name server may return any addresses.
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda *_, **__: [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (place, 80))
            for place in ("93.184.215.14", "10.0.0.1")
        ],
    )
    with pytest.raises(UrlError, match=r"example\.org leads to 10\.0\.0\.1"):
        load_array("http://example.org/park.jpg")


def test_a_name_is_looked_up_once(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    really, asked = socket.getaddrinfo, []

    def count(*args: object, **options: object) -> object:
        asked.append(args)
        return really(*args, **options)

    monkeypatch.setattr(socket, "getaddrinfo", count)
    url = server.answer("/x", b"body").replace("127.0.0.1", "localhost")
    assert fetch(url, HERE)[0] == b"body"
    assert len(asked) == 1


def test_the_error_for_a_web_page_says_so(server: Server) -> None:
    url = server.answer("/park", b"Dear reader", Content_Type="text/html; charset=utf-8")
    with pytest.raises(InputFormatError, match=r"web page \(text/html\)"):
        load_array(url, limits=HERE)


def test_the_content_type_is_not_trusted(
    server: Server, encode: Callable[..., bytes], noise: NDArray[np.uint8]
) -> None:
    data = encode(Image.fromarray(noise), "PNG")
    url = server.answer("/park.jpg", data, Content_Type="text/html")
    np.testing.assert_array_equal(load_array(url, limits=HERE), noise)


@pytest.fixture
def secure(server: Server) -> Iterator[Server]:
    """The server behind TLS, with an untrusted certificate for localhost."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    server.secure(context)
    connection.tls_context.cache_clear()
    yield server
    connection.tls_context.cache_clear()


CERTIFICATE = Path(__file__).parent / "localhost.pem"  # made for this test; it protects nothing


def test_an_untrusted_certificate_is_refused(secure: Server) -> None:
    with pytest.raises(UrlError, match=r"CERTIFICATE_VERIFY_FAILED"):
        fetch(secure.answer("/x", b"body"), HERE)


def test_a_certificate_is_checked_against_the_name(
    secure: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    url = secure.answer("/x", b"body")
    assert fetch(url.replace("127.0.0.1", "localhost"), HERE)[0] == b"body"
    with pytest.raises(UrlError, match="IP address mismatch"):
        fetch(url, HERE)
