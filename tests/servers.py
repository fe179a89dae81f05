"""Real servers for the tests: started in a folder of their own, reached by a socket in it, removed at the end.

Nothing is skipped when a program is missing: the test that wanted it fails, saying what to install.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import redis as redis_library

START_LIMIT = 60.0  # seconds; a machine that runs everything at once is slow
# Run the command until our end of the pipe closes, as it also does when the tests are killed. SIGINT: PostgreSQL then
# does not wait for whoever is still connected.
UNTIL_WE_END = 'exec 3<&0; "$@" & pid=$!; (read -r _ <&3; kill -INT $pid) 2>/dev/null & wait $pid'
NOT_DURABLE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class ServerError(RuntimeError):
    """A server the tests need is missing or does not start."""


@contextmanager
def postgres() -> Iterator[str]:
    """Start a PostgreSQL of our own and yield the address of its empty database `postgres`."""
    account = unprivileged_account()
    with own_folder(account) as folder:
        data = folder / "data"
        initdb = [program("initdb"), "-D", str(data), "-U", "ruta", "--auth=trust", "--encoding=UTF8"]
        done = subprocess.run(
            [*initdb, "--no-locale", "--no-sync"], user=account, cwd=folder, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise ServerError(f"initdb: {done.stderr}")
        options = [word for setting in NOT_DURABLE for word in ("-c", setting)]
        command = [program("postgres"), "-D", str(data), "-k", str(folder), "-c", "listen_addresses=", *options]
        server = address(folder)
        with running(command, account, folder, lambda: psycopg.connect(server.replace("+psycopg", "")).close()):
            yield server


def address(folder: Path, database: str = "postgres") -> str:
    """Return the address of a database of the server whose socket is in `folder`."""
    return f"postgresql+psycopg://ruta@/{database}?host={folder}"


def new_database(server: str, name: str) -> str:
    """Make an empty database on `server` and return its address."""
    with psycopg.connect(server.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    return server.replace("/postgres?", f"/{name}?")


@contextmanager
def redis() -> Iterator[str]:
    """Start a Redis of our own and yield its address."""
    account = unprivileged_account()
    with own_folder(account) as folder:
        path = folder / "redis.sock"
        command = [program("redis-server", "valkey-server"), "--port", "0", "--unixsocket", str(path), "--save", ""]
        url = f"unix://{path}"
        with running(command, account, folder, lambda: ping(url)):
            yield url


def ping(url: str) -> None:
    """Raise unless the Redis at `url` answers."""
    client: Any = redis_library.Redis.from_url(url)
    try:
        client.ping()
    finally:
        client.close()


@contextmanager
def running(
    command: Sequence[str], account: str | None, folder: Path, is_ready: Callable[[], object]
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server until the block ends; enter the block once `is_ready` does not raise any more."""
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            ["sh", "-c", UNTIL_WE_END, "sh", *command],
            user=account,
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=output,
        )
    assert process.stdin is not None
    try:
        limit = time.monotonic() + START_LIMIT
        while (reason := failure(is_ready)) is not None:
            if process.poll() is not None or time.monotonic() > limit:
                raise ServerError(f"{command[0]} does not start: {log.read_text()}") from reason
            time.sleep(0.05)
        yield process
    finally:
        process.stdin.close()
        process.wait(START_LIMIT)


def failure(call: Callable[[], object]) -> Exception | None:
    """Call, and return what it raised."""
    try:
        call()
    except (psycopg.Error, redis_library.RedisError) as error:
        return error
    return None


@contextmanager
def own_folder(account: str | None) -> Iterator[Path]:
    """Make a folder that belongs to `account`, and remove it afterwards. Its path is short: sockets want that."""
    folder = Path(tempfile.mkdtemp(prefix="ruta-"))
    try:
        if account is not None:
            entry = pwd.getpwnam(account)
            os.chown(folder, entry.pw_uid, entry.pw_gid)
        yield folder
    finally:
        shutil.rmtree(folder)


def unprivileged_account() -> str | None:
    """Return the account to run servers as: PostgreSQL refuses root. None means as we are."""
    if os.geteuid() != 0:
        return None
    accounts = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in accounts)


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def program(*names: str) -> str:
    """Return the path of the first of `names` that is installed, also where Debian and Homebrew hide PostgreSQL's."""
    folders = [Path(folder) for folder in os.environ["PATH"].split(os.pathsep)]
    for pattern in ("usr/lib/postgresql/*/bin", "opt/homebrew/opt/postgresql*/bin", "usr/local/opt/postgresql*/bin"):
        folders += sorted(Path("/").glob(pattern), reverse=True)
    for name in names:
        for folder in folders:
            if os.access(folder / name, os.X_OK):
                return str(folder / name)
    raise ServerError(f"{names[0]} is not installed: .ci/system-packages.sh test installs it")
