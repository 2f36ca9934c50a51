"""A small web server for the site: it serves files from memory, and keeps no log.

One thread serves all connections. A client that is silent or slow costs a socket and nothing else;
where there are too many, the one that has been still for longest makes room for a new one.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
from contextlib import suppress
from email.utils import formatdate
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from vizsla.errors import OptionError
from vizsla.local_site.connection_limit import allow_connections
from vizsla.local_site.http_request import LONGEST_LINE, BadRequestError, read_head
from vizsla.local_site.https_redirect import speaks_tls, to_https
from vizsla.local_site.site_responses import HEADERS, SiteResponses, refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from vizsla.local_site.site_responses import Response

__all__ = ["SiteServer", "serve"]

NO_HEADERS: Mapping[str, str] = MappingProxyType({})
LAST_PORT = 65_535
BACKLOG = 1024  # connections that wait to be accepted
IDLE = 60  # seconds that a connection may be silent between two requests
HEAD = 20  # seconds for a handshake, and for a request from its first line to its last
SENT = 60  # seconds for a part of a response
PART = 1 << 18  # bytes
LINGER = 1  # seconds to read what a client still sends, so that it gets the last response
PAUSE = 0.1  # seconds before the next attempt where the system has no more sockets


class _Listener(socket.socket):
    """A socket that listens, and keeps the connection that it accepted last."""

    last: socket.socket | None = None

    def accept(self) -> tuple[socket.socket, Any]:
        self.last, address = super().accept()
        return self.last, address

    def close_last(self) -> None:
        if self.last is not None:
            self.last.close()


class SiteServer:
    """A server of the site.

    Args:
        listener: the socket that listens.
        files: the files, or a function that prepares them; requests wait for it.
        context: the certificate for HTTPS, or None.
        most: the number of connections to hold, at most.
        headers: headers of every response.

    Attributes:
        port: the port that it listens at.
        is_secure: whether it speaks HTTPS.

    """

    def __init__(
        self,
        listener: _Listener,
        files: Mapping[str, bytes] | Callable[[], Mapping[str, bytes]],
        context: ssl.SSLContext | None,
        most: int,
        headers: Mapping[str, str],
    ) -> None:
        self.port: int = listener.getsockname()[1]
        self.is_secure = context is not None
        self._listener = listener
        self._files = files
        self._context = context
        self._most = most
        self._headers = {**HEADERS, **headers}
        self._loop = asyncio.new_event_loop()
        self._loop.set_exception_handler(lambda _loop, _context: None)  # clients hang up any time
        self._responses: asyncio.Future[SiteResponses] = self._loop.create_future()
        self._connections: dict[asyncio.Task[None], None] = {}  # the one still for longest first
        self._thread: threading.Thread | None = None
        self._prepared = threading.Event()
        self._error: BaseException | None = None
        self._accepting: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Serve in the background, and prepare the files there, too."""
        self._thread = threading.Thread(target=self._run, name="vizsla-site", daemon=True)
        self._thread.start()
        threading.Thread(target=self._prepare, name="vizsla-prepare", daemon=True).start()

    def wait_for_files(self) -> None:
        """Wait until the files are prepared.

        Raises:
            VizslaError: they can't be.

        """
        while not self._prepared.wait(0.5):  # seconds; on Windows Ctrl+C waits for the end of it
            pass
        if self._error is not None:
            raise self._error

    def wait(self) -> None:
        """Wait until the server is closed, or this process is interrupted."""
        while self._thread is not None and self._thread.is_alive():
            self._thread.join(0.5)  # seconds; as above

    def close(self) -> None:
        """Stop serving, and free the port."""
        if self._thread is not None and self._thread.is_alive():
            with suppress(RuntimeError):  # it has just ended
                self._loop.call_soon_threadsafe(self._stop)
            self._thread.join()
        elif not self._loop.is_closed():
            self._loop.close()
        self._listener.close()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._accepting = self._loop.create_task(self._accept())
        try:
            self._loop.run_until_complete(self._accepting)
        except asyncio.CancelledError:
            pass
        finally:
            self._loop.run_until_complete(self._end_connections())
            self._loop.close()

    def _stop(self) -> None:
        if self._accepting is not None:
            self._accepting.cancel()

    async def _end_connections(self) -> None:
        tasks = list(self._connections)
        for each in tasks:
            each.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0.01)  # then the transports have closed their sockets
        await self._loop.shutdown_default_executor()

    def _prepare(self) -> None:
        try:
            files = self._files() if callable(self._files) else self._files
            responses = SiteResponses(files)
        except BaseException as error:  # noqa: BLE001 - raised where somebody waits for the files
            self._error = error
        else:
            with suppress(RuntimeError):  # closed in the meantime
                self._loop.call_soon_threadsafe(self._responses.set_result, responses)
        self._prepared.set()

    async def _accept(self) -> None:
        self._listener.setblocking(False)  # noqa: FBT003 - socket's
        while True:
            try:
                connection, _ = await self._loop.sock_accept(self._listener)
            except asyncio.CancelledError:
                self._listener.close_last()  # it may just have been accepted
                raise
            except OSError:  # no sockets left, or a client that has gone already
                self._make_room()
                await asyncio.sleep(PAUSE)
                continue
            self._listener.last = None
            if len(self._connections) >= self._most:
                self._make_room()
            task = self._loop.create_task(self._serve(connection))
            self._connections[task] = None
            task.add_done_callback(lambda done: self._connections.pop(done, None))
            await asyncio.sleep(0)  # one that is cancelled before it begins would close no socket

    def _make_room(self) -> None:
        for stillest in self._connections:
            del self._connections[stillest]
            stillest.cancel()
            return

    def _moved(self) -> None:
        """Note that the running connection is not still."""
        task = asyncio.current_task()
        if task in self._connections:
            del self._connections[task]
            self._connections[task] = None

    async def _serve(self, connection: socket.socket) -> None:
        """Answer one connection's requests."""
        reader = asyncio.StreamReader(limit=LONGEST_LINE)
        protocol = asyncio.StreamReaderProtocol(reader)
        context = self._context
        is_lost = False
        try:
            if context is not None:
                async with asyncio.timeout(HEAD):
                    is_lost = not await speaks_tls(connection)
            if is_lost:
                context = None
            patience = HEAD if context else None
            transport, _ = await self._loop.connect_accepted_socket(
                lambda: protocol, connection, ssl=context, ssl_handshake_timeout=patience
            )
        except BaseException:
            connection.close()
            raise
        writer = asyncio.StreamWriter(transport, protocol, reader, self._loop)
        try:
            with suppress(OSError, TimeoutError):  # a browser hangs up, or is silent
                while await self._answer(reader, writer, is_lost=is_lost):
                    self._moved()
                await _linger(reader, writer)
                writer.close()
        finally:
            if not writer.is_closing():
                transport.abort()

    async def _answer(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, is_lost: bool
    ) -> bool:
        """Answer a request, and return whether the connection stays open.

        A lost one came by http to the port of https.
        """
        async with asyncio.timeout(IDLE):
            first = b"\r\n"
            while first in {b"\r\n", b"\n"}:
                first = await reader.readline()
        if not first:
            return False
        try:
            async with asyncio.timeout(HEAD):
                request = await read_head(first, reader)
        except BadRequestError as error:
            await self._send(writer, refusal(error.status), with_content=True)
            return False
        if is_lost:
            await self._send(writer, to_https(request), with_content=request.method == "GET")
            return False
        responses = await asyncio.shield(self._responses)
        # Compressing a file for the first time takes a while.
        response = await asyncio.to_thread(responses.respond, request)
        await self._send(writer, response, with_content=request.method == "GET")
        return request.keeps_open

    async def _send(
        self, writer: asyncio.StreamWriter, response: Response, *, with_content: bool
    ) -> None:
        status = response.status
        headers = {
            "Server": "vizsla",
            "Date": formatdate(usegmt=True),
            "Content-Length": str(len(response.content)),
            **self._headers,
            **response.headers,
        }
        lines = [f"HTTP/1.1 {status.value} {status.phrase}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        writer.write("\r\n".join((*lines, "", "")).encode("latin-1"))
        content = memoryview(response.content if with_content else b"")
        for begin in range(0, len(content), PART) or (0,):
            writer.write(content[begin : begin + PART])
            async with asyncio.timeout(SENT):
                await writer.drain()
            self._moved()


async def _linger(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Read what a client still sends: closing at once would take the response from it."""
    if writer.can_write_eof():
        writer.write_eof()
    async with asyncio.timeout(LINGER):
        for _ in range(BACKLOG):
            if not await reader.read(LONGEST_LINE):
                return


def serve(
    files: Mapping[str, bytes] | Callable[[], Mapping[str, bytes]],
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    certificate: Path | None = None,
    headers: Mapping[str, str] = NO_HEADERS,
) -> SiteServer:
    """Open a server, which answers once it is started.

    Args:
        files: the files by path, without a leading slash; ``index.html`` is the page. Or a function
            that returns them, which is called in the background.
        host: the address to listen at: this machine alone, or ``0.0.0.0`` for its networks.
        port: the port to listen at; 0 takes a free one.
        certificate: a PEM file with the key and the certificate, for HTTPS.
        headers: headers of every response, such as the page's policy.

    Raises:
        OptionError: the port is taken, or not allowed.

    """
    context = None
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
    if not 0 <= port <= LAST_PORT:
        raise _unusable(port, f"it is not from 0 to {LAST_PORT}")
    most = allow_connections()
    try:
        opened = socket.create_server((host, port), backlog=BACKLOG)
    except OSError as error:
        raise _unusable(port, error.strerror or error) from error
    return SiteServer(_Listener(fileno=opened.detach()), files, context, most, headers)


def _unusable(port: int, why: object) -> OptionError:
    return OptionError(
        f"port {port} can't be used ({why}); choose another one with --port, or 0 for any free one"
    )
