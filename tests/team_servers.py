"""A PostgreSQL and an S3 for the tests of a team's workspace, on this computer.

``VIZSLA_TEST_POSTGRES`` names a PostgreSQL server to use (a URL of a user who may make databases);
by default one is started in a temporary folder, from the programs that ``scripts/need_postgres``
installs. S3 is moto's server.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
import sqlalchemy as sa

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 60.0  # to start or stop a server in, on a busy machine
S3_SERVER = """
import sys, time
from moto.server import ThreadedMotoServer
server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
server.start()
while server.get_host_and_port()[1] == 0:
    time.sleep(0.01)
print("http://%s:%s" % server.get_host_and_port(), flush=True)
sys.stdin.read()
"""


@cache
def _programs() -> Path | None:
    """Return the folder of PostgreSQL's programs, the newest ones."""
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda each: int(each.parts[-2])
    )
    found = shutil.which("pg_ctl")
    folders = [Path(found).resolve().parent, *folders] if found else folders
    return next((each for each in reversed(folders) if (each / "initdb").exists()), None)


def _user() -> str | None:
    """Return a user to run PostgreSQL as, which refuses root; None where this one will do."""
    import pwd

    if os.geteuid():
        return None
    users = {each.pw_name for each in pwd.getpwall()}
    return next((each for each in ("postgres", "nobody") if each in users), None)


@contextmanager
def postgres() -> Iterator[str]:
    """Give the URL of a PostgreSQL server, for as long as the block lasts."""
    if url := os.environ.get("VIZSLA_TEST_POSTGRES"):
        yield url
        return
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed: scripts/need_postgres installs Debian's")
    folder = Path(tempfile.mkdtemp(prefix="vizsla-postgres-"))
    try:
        with _server(programs, folder) as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _server(programs: Path, folder: Path) -> Iterator[str]:
    """Give the URL of a PostgreSQL server that keeps its files in a folder."""
    folder.chmod(0o755)
    user = _user()
    data, log = folder / "data", folder / "log"
    data.mkdir()
    log.touch()
    if user is not None:
        for each in (folder, data, log):
            shutil.chown(each, user)
    options = ["--auth=trust", "--username=tests", "--no-locale", "--encoding=UTF8", "--no-sync"]
    _run([programs / "initdb", *options, f"--pgdata={data}"], user)
    # No port: only processes of this computer that know the folder get in.
    settings = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
    command = [programs / "pg_ctl", "start", "-w", "-D", data, "-l", log, "-o", settings]
    _run(command, user)
    try:
        socket = folder / ".s.PGSQL.5432"
        yield f"postgresql+pg8000://tests@/postgres?unix_sock={socket}"
    finally:
        _run([programs / "pg_ctl", "stop", "-m", "immediate", "-D", data], user)


def _run(command: list[object], user: str | None) -> None:
    arguments = [str(each) for each in command]
    groups: list[str] | None = None if user is None else []
    done = subprocess.run(
        arguments,
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        user=user,
        extra_groups=groups,
        cwd="/",
        timeout=SECONDS,
    )
    assert done.returncode == 0, f"{arguments} failed with {done.returncode}"


@contextmanager
def database(server: str) -> Iterator[str]:
    """Give the URL of a new, empty database of a server, for as long as the block lasts."""
    name = f"vizsla_{uuid4().hex}"
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name} TEMPLATE template0"))
    try:
        made = sa.make_url(server).set(database=name)
        yield made.render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))


@contextmanager
def s3() -> Iterator[str]:
    """Give the address of an S3 server, for as long as the block lasts."""
    process = subprocess.Popen(
        [sys.executable, "-c", S3_SERVER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    address = process.stdout.readline().strip()
    assert address, "moto's server did not start"
    try:
        yield address
    finally:
        process.communicate(timeout=SECONDS)  # its input ends, and with it the process


def use_s3(address: str, patch: pytest.MonkeyPatch) -> None:
    """Let this process and its children talk to an S3 server."""
    patch.setenv("AWS_ENDPOINT_URL", address)
    patch.setenv("AWS_ACCESS_KEY_ID", "tests")
    patch.setenv("AWS_SECRET_ACCESS_KEY", "tests")
    patch.setenv("AWS_DEFAULT_REGION", "us-east-1")


@contextmanager
def bucket(address: str) -> Iterator[str]:
    """Give the URL of a new, empty bucket, for as long as the block lasts."""
    import boto3

    client = boto3.client("s3", endpoint_url=address)
    name = f"vizsla-{uuid4().hex}"
    client.create_bucket(Bucket=name)
    yield f"s3://{name}/team"
